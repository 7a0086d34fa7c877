import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { withClient } from '../dev/data/running-database.ts';
import type { Finding } from './findings.ts';
import { insertMessage, readSpeakers, type Speaker } from './message-inserts.ts';

const writers = 8;

/**
 * Counts the waits for another transaction's rows in the server's log, which has every wait of a millisecond
 * or more. Excludes the short lock for extending a table's file, which any insert may take.
 */
async function countWaits(logFile: string): Promise<number> {
  const log = await readFile(logFile, 'latin1');
  return log.match(/still waiting for \w+ on (?!extension)/g)?.length ?? 0;
}

async function openWriter(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query(`set log_lock_waits = on; set deadlock_timeout = '1ms'`);
  return client;
}

/** Makes one transaction wait for another, to verify that waits are detected. */
async function provokeWait(first: Client, second: Client, { session }: Speaker): Promise<void> {
  const touch = (client: Client) =>
    client.query('update chat_sessions set last_activity_at = now() where id = $1', [session]);
  await first.query('begin');
  await touch(first);
  const waiting = touch(second);
  await sleep(50);
  await first.query('commit');
  await waiting;
}

/**
 * Runs eight concurrent writers that send messages within the same hour, each in its own sessions, and counts
 * how often one waits for another.
 *
 * @throws Error if not even a provoked wait is detected
 */
export async function measureLockWaits(
  { url, logFile }: { url: string; logFile: string },
  durationMs: number,
): Promise<Finding[]> {
  const speakers = await withClient(url, (client) => readSpeakers(client, 50 * writers));
  const clients = await Promise.all(Array.from({ length: writers }, () => openWriter(url)));
  try {
    const before = await countWaits(logFile);
    const end = performance.now() + durationMs;
    let messages = 0;
    await Promise.all(
      clients.map(async (client, writer) => {
        for (let turn = writer; performance.now() < end; turn += writers) {
          const speaker = speakers[turn % speakers.length];
          if (speaker !== undefined) await insertMessage(client, speaker);
          messages++;
        }
      }),
    );
    const waits = (await countWaits(logFile)) - before;

    const [first, second] = clients;
    const [speaker] = speakers;
    if (first !== undefined && second !== undefined && speaker !== undefined) {
      await provokeWait(first, second, speaker);
    }
    const seen = (await countWaits(logFile)) - before - waits;
    if (seen === 0) throw new Error('a provoked lock wait did not appear in the PostgreSQL log');
    return [
      {
        id: 'writers/waits',
        what: `${writers} writers in one hour, ${messages} messages`,
        value: waits,
        unit: 'waits',
        budget: { atMost: 0 },
      },
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
  }
}
