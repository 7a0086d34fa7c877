import { expect, it } from 'vitest';
import { wireInstant } from '../../src/db/statement.ts';
import { readTranscript } from '../../src/features/sessions/transcript-stream.ts';
import { DatabaseBusy, DatabaseUnavailable } from '../../src/values/database-unavailable.ts';

const id = '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2';
const row = (document: string, goesOn: boolean) => ({
  kind: 'message',
  document,
  id,
  cursor_at: '2026-03-14 09:20:00+00',
  goes_on: goesOn,
});
const session = { ...row('{"id":1}', false), kind: 'session', cursor_at: null };

/** A database whose first trip has the session and one of two messages, and whose further trips fail as told. */
function databaseFailing(...failures: Error[]) {
  const trips = [[session, row('{"id":2}', true)], [row('{"id":3}', false)]];
  let asked = 0;
  return {
    async read<Row>(): Promise<Row[]> {
      const failure = asked > 0 ? failures.shift() : undefined;
      asked += 1;
      if (failure !== undefined) throw failure;
      return (trips.shift() ?? []) as Row[];
    },
  };
}

async function read(db: ReturnType<typeof databaseFailing>): Promise<string> {
  let text = '';
  for await (const piece of (await readTranscript({ db, instantOf: wireInstant }, id, undefined)) ?? '') {
    text += piece;
  }
  return text;
}

it('waits for a place when the answer has begun', async () => {
  const busy = Array.from({ length: 20 }, () => new DatabaseBusy('overloaded'));
  expect(await read(databaseFailing(...busy))).toBe('{"session":{"id":1},"messages":[{"id":2},{"id":3}]}');
});

it('breaks off when there is none for long, and at once when the database is away', async () => {
  const busy = Array.from({ length: 100 }, () => new DatabaseBusy('overloaded'));
  await expect(read(databaseFailing(...busy))).rejects.toThrow(DatabaseBusy);
  await expect(read(databaseFailing(new DatabaseUnavailable('Away')))).rejects.toThrow('Away');
});
