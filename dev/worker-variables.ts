import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'smol-toml';
import { variableNames, type VariableName } from '../src/env.ts';
import { projectFolder } from './settings.ts';

/** Variables and secrets of the Worker. An empty one counts as not set. */
export type WorkerVariables = Partial<Record<VariableName, string>>;

/** Those of these values that are variables of the Worker. */
export const namesOnly = (from: Record<string, unknown>): WorkerVariables =>
  Object.fromEntries(
    variableNames.filter((name) => from[name] !== undefined).map((name) => [name, String(from[name])]),
  );

/** The file's text; empty if there is none. */
const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });

/** `[vars]` of wrangler.toml, or of one of its environments: `[env.production.vars]`. */
export async function wranglerVariables(environment?: string): Promise<WorkerVariables> {
  interface Table {
    vars?: Record<string, unknown>;
    env?: Record<string, Table>;
  }
  const config: Table = parse(await readFile(path.join(projectFolder, 'wrangler.toml'), 'utf8')) as Table;
  return namesOnly((environment === undefined ? config : config.env?.[environment])?.vars ?? {});
}

/**
 * What a developer has set for the local Worker: in the environment, else in `.dev.vars`, else in `[vars]` of
 * wrangler.toml.
 */
export async function givenVariables(
  env: NodeJS.ProcessEnv,
  devVarsFile = path.join(projectFolder, '.dev.vars'),
): Promise<WorkerVariables> {
  const devVars = parseEnv(await textOf(devVarsFile));
  return { ...(await wranglerVariables()), ...namesOnly(devVars), ...namesOnly(env) };
}

const runningFile = (dataDir: string): string => path.join(dataDir, 'worker.env');

/** Quotes a value for dotenv. Wrangler expands `$NAME` even in quotes. */
function quoted(name: string, value: string): string {
  const quote = [`'`, '`', '"'].find((mark) => !value.includes(mark));
  if (quote === undefined)
    throw new Error(`${name} holds all three kinds of quotes, which wrangler dev cannot take`);
  return `${name}=${quote}${value.replaceAll('$', String.raw`\$`)}${quote}\n`;
}

/**
 * Writes what the local Worker runs with, readable by its owner only.
 *
 * @returns the file
 */
export async function writeRunningVariables(dataDir: string, variables: WorkerVariables): Promise<string> {
  const file = runningFile(dataDir);
  const lines = Object.entries(variables).map(([name, value]) => quoted(name, value));
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return file;
}

/** What the local Worker was last started with. */
export async function readRunningVariables(dataDir: string): Promise<WorkerVariables> {
  const values = Object.entries(parseEnv(await textOf(runningFile(dataDir))));
  return namesOnly(
    Object.fromEntries(values.map(([name, value]) => [name, value?.replaceAll(String.raw`\$`, '$')])),
  );
}
