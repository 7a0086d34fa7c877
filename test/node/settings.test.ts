import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder, readSettings } from '../../dev/settings.ts';

describe('the settings of a local run', () => {
  it('have defaults, also for variables that are empty', () => {
    const defaults = { port: 8787, dataDir: path.join(projectFolder, '.data'), demo: true };
    expect(readSettings({})).toEqual(defaults);
    expect(readSettings({ PORT: '', DATA_DIR: '', DEMO: '' })).toEqual(defaults);
  });

  it('come from the environment', () => {
    const settings = readSettings({ PORT: '9000', DATA_DIR: 'elsewhere', DEMO: '0' });
    expect(settings).toEqual({ port: 9000, dataDir: path.resolve('elsewhere'), demo: false });
  });

  it.each(['x', '0', '65536', '-1', '80.5', ' ', '1e3', '0x50'])('refuse PORT=%s', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow(
      `PORT must be a whole number from 1 to 65535, not "${PORT}".`,
    );
  });
});
