import { parseArgs } from 'node:util';
import { resolveTrafficSize, type LiveSessions, type TrafficSize } from '../dev/data/traffic-size.ts';

export const usage = 'npm run bench [-- [--small] [--hold]]';

/** One of the two databases: what is loaded into it. */
export interface Load {
  traffic: TrafficSize;
  live: LiveSessions;
}

/**
 * How much is measured. A round is one block of everything that is compared, one after the other; short blocks
 * and many rounds, since what disturbs a busy machine comes and goes within a second.
 */
export interface Effort {
  /** Rounds of blocks of single requests, and how many requests a block. */
  latencyRounds: number;
  latencyRequests: number;
  /** Rounds of blocks of many callers, and how long a block. */
  throughputRounds: number;
  throughputMs: number;
  callers: number;
  plainRounds: number;
  insertRounds: number;
  insertsPerBlock: number;
  writersMs: number;
}

export interface BenchOptions {
  name: 'full' | 'small';
  large: Load;
  small: Load;
  effort: Effort;
  /** Whether everything stays up afterwards, to look at plans, until Ctrl-C. */
  hold: boolean;
}

/** Ten to one in everything that grows with traffic; days and agents are the same. */
function loads(sessions: number): Pick<BenchOptions, 'large' | 'small'> {
  const load = (share: number): Load => ({
    traffic: resolveTrafficSize({ sessions: sessions / share, days: 30, agents: 200 }),
    // Enough for a full page of both lists in the smaller one.
    live: { waiting: 400 / share, active: 600 / share },
  });
  return { large: load(1), small: load(10) };
}

/** 210,000 sessions, 4,620,000 messages. */
const full: Omit<BenchOptions, 'hold'> = {
  name: 'full',
  ...loads(210_000),
  effort: {
    latencyRounds: 49,
    latencyRequests: 6,
    throughputRounds: 7,
    throughputMs: 1000,
    callers: 32,
    plainRounds: 3,
    insertRounds: 35,
    insertsPerBlock: 100,
    writersMs: 5000,
  },
};

/** A minute in all, on two cores. */
const small: Omit<BenchOptions, 'hold'> = {
  name: 'small',
  ...loads(5000),
  effort: {
    latencyRounds: 15,
    latencyRequests: 5,
    throughputRounds: 3,
    throughputMs: 400,
    callers: 32,
    plainRounds: 3,
    insertRounds: 15,
    insertsPerBlock: 60,
    writersMs: 1500,
  },
};

/** @throws Error about the first argument that is wrong */
export function parseBenchArguments(args: string[]): BenchOptions {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args, options: { small: flag, hold: flag } });
  return { ...(values.small ? small : full), hold: values.hold };
}
