import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  givenVariables,
  readRunningVariables,
  wranglerVariables,
  writeRunningVariables,
} from '../../dev/worker-variables.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-variables-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the variables of the local Worker', () => {
  it('come from the environment, else from .dev.vars, else from wrangler.toml', async () => {
    const file = path.join(folder, '.dev.vars');
    const lines = ['# a comment', 'WAIT_HIGH_SECONDS=400', 'JWT_ISSUER="https://id.example/"', 'OTHER=x'];
    await writeFile(file, lines.join('\n'));
    const given = await givenVariables({ WAIT_HIGH_SECONDS: '500', JWT_SECRET: 's', HOME: '/root' }, file);
    expect(given).toEqual({
      ...(await wranglerVariables()),
      WAIT_HIGH_SECONDS: '500',
      JWT_ISSUER: 'https://id.example/',
      JWT_SECRET: 's',
    });
    expect(given.WAIT_MEDIUM_SECONDS).toBe('60');
  });

  it('need no .dev.vars', async () => {
    expect(await givenVariables({}, path.join(folder, 'none'))).toEqual(await wranglerVariables());
  });

  it('of production are those of its environment', async () => {
    expect(Object.keys(await wranglerVariables('production'))).toEqual(
      Object.keys(await wranglerVariables()),
    );
    expect(await wranglerVariables('nowhere')).toEqual({});
  });

  it('are kept for the tools as they are, for their owner only', async () => {
    const variables = {
      JWT_SECRET: ` $HOME \\$x \\n #it's "quoted" `,
      JWT_ISSUER: '`"',
      JWT_AUDIENCE: '',
      ROUTER_SECRETS: 'a:whsec_+/=',
    };
    const file = await writeRunningVariables(folder, variables);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readRunningVariables(folder)).toEqual(variables);
    await expect(writeRunningVariables(folder, { JWT_SECRET: `'"\`` })).rejects.toThrow('JWT_SECRET');
  });
});
