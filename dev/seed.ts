import { parseArgs } from 'node:util';
import { parseArguments, runCommand } from './data/command.ts';
import { toEpochMicroseconds, toMicrosecondInstant } from './data/instant.ts';
import { withClient, withRunningDatabase } from './data/running-database.ts';
import { seedDatabase } from './data/seed-database.ts';
import { planTraffic } from './data/traffic-plan.ts';
import { resolveTrafficSize, type TrafficSize } from './data/traffic-size.ts';

const usage =
  'npm run seed -- --sessions N --days D [--agents A] [--messages M] [--seed S] [--until RFC3339-INSTANT]';

/** Parses a whole number in plain digits; otherwise NaN, which fails every range check. */
const toNumber = (text: string): number => (/^\d{1,16}$/.test(text) ? Number(text) : Number.NaN);

/** @throws Error about the first invalid argument */
function parseSeedArguments(args: string[]): { size: TrafficSize; end: number | undefined } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { sessions: text, days: text, agents: text, messages: text, seed: text, until: text },
  });
  const number = (value: string | undefined): number | undefined =>
    value === undefined ? undefined : toNumber(value);
  const { sessions, days, until } = values;
  if (sessions === undefined || days === undefined)
    throw new Error('say how many --sessions over how many --days');
  const instant = until === undefined ? undefined : toMicrosecondInstant(until);
  if (until !== undefined && (instant === undefined || instant < '1970' || instant >= '2200'))
    throw new Error('--until must be an RFC 3339 instant from 1970 to 2199');
  const size = resolveTrafficSize({
    sessions: toNumber(sessions),
    days: toNumber(days),
    agents: number(values.agents),
    messages: number(values.messages),
    seed: number(values.seed),
  });
  return { size, end: instant === undefined ? undefined : toEpochMicroseconds(instant) };
}

/** Fills the running database with synthetic traffic (docs/local-development.md). */
await runCommand('Not seeded', async () => {
  const { size, end } = parseArguments(usage, parseSeedArguments);
  const plan = planTraffic(size);
  const onProgress = (line: string): void => console.error(`  ${line}`);
  const counts = await withRunningDatabase(process.env, (client, databaseUrl) =>
    withClient(databaseUrl, (second) => seedDatabase([client, second], plan, { end, onProgress })),
  );
  const { sessions, messages, participants, alreadyThere } = counts;
  console.log(
    `Wrote ${sessions} sessions, ${messages} messages, ${participants} participants ` +
      `(${size.agents} agents, seed ${size.seed}); ${alreadyThere} sessions already there.`,
  );
});
