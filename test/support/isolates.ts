import { workerRuntime } from '../../src/deps.ts';
import { testApp, type TestApp } from './test-app.ts';

/**
 * Ten isolates of the Worker over one database, which get the calls in turn. Each sends only some commands to the
 * database at a time, so a race of many commands takes several isolates. They sleep only briefly after a lock timeout, so
 * that many of them wait at once.
 */
export function isolatesOver(databaseUrl: string): Pick<TestApp, 'call'> {
  const sleep = (milliseconds: number) => workerRuntime.sleep(Math.min(milliseconds, 20));
  const bindings = { DATABASE_URL: databaseUrl, DATABASE_TIMEOUT_MS: '60000' };
  const isolates = Array.from({ length: 10 }, () => testApp({ bindings, runtime: { sleep } }));
  let calls = 0;
  return {
    call: (path, options) => {
      const isolate = isolates[calls % isolates.length];
      calls += 1;
      if (isolate === undefined) throw new Error('There is no isolate.');
      return isolate.call(path, options);
    },
  };
}

/** How many commands of a race wait for a lock before it is let go. The others come at the same time. */
export const waitingOf = (commands: unknown[]): number => Math.min(commands.length, 10);
