import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { withClient } from '../dev/data/running-database.ts';
import type { Finding } from './findings.ts';
import { insertMessage, readSpeakers, type Speaker } from './message-inserts.ts';

const writers = 8;

/**
 * Waits for other transactions' rows that the server has logged so far: every one that took a millisecond or
 * longer. Making a table's file longer is a short lock too, which any insert may take; it is none of these.
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

/** Two that do wait for each other, to know that a wait is seen. */
async function provokeWait(first: Client, second: Client, speaker: Speaker): Promise<void> {
  await first.query('begin');
  await insertMessage(first, speaker);
  const waiting = insertMessage(second, speaker);
  await sleep(50);
  await first.query('commit');
  await waiting;
}

/**
 * Lets eight writers send messages at once, all in the same hour, each in sessions of its own, and counts how
 * often one had to wait for another.
 *
 * @throws Error when even a wait that was provoked is not seen
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
    if (seen === 0) throw new Error('a writer that had to wait was not seen in the log of PostgreSQL');
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
