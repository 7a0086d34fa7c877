import { parseArgs } from 'node:util';
import { resolveTrafficSize, type LiveSessions, type TrafficSize } from '../dev/data/traffic-size.ts';

export const usage = 'npm run bench [-- [--small] [--hold]]';

/** What is loaded into one of the two databases. */
export interface Load {
  traffic: TrafficSize;
  live: LiveSessions;
}

/**
 * How much to measure. A round runs one block of each compared thing in turn. Blocks are short and rounds
 * many, because disturbances on a busy machine come and go within a second.
 */
export interface Effort {
  /** Rounds of sequential requests, and requests per block. */
  latencyRounds: number;
  latencyRequests: number;
  /** Rounds with many callers, and the duration of a block. */
  throughputRounds: number;
  throughputMs: number;
  callers: number;
  plainRounds: number;
  foldRounds: number;
  insertRounds: number;
  insertsPerBlock: number;
  writersMs: number;
  /** How often a page is opened. */
  pageRounds: number;
  /** Rows of the list that is scrolled, and for how long. */
  listRows: number;
  scrollSeconds: number;
}

export interface BenchOptions {
  name: 'full' | 'small';
  large: Load;
  small: Load;
  effort: Effort;
  /** Whether everything keeps running afterwards until Ctrl-C, so that you can inspect query plans. */
  hold: boolean;
}

/** The large database has ten times the traffic of the small one; days and agents are the same. */
function loads(sessions: number): Pick<BenchOptions, 'large' | 'small'> {
  const load = (share: number): Load => ({
    traffic: resolveTrafficSize({ sessions: sessions / share, days: 30, agents: 200 }),
    // Enough for a full page of both lists in the small database.
    live: { waiting: 400 / share, active: 600 / share },
  });
  return { large: load(1), small: load(10) };
}

/** 210,000 sessions, 4,620,000 messages. */
const full: Omit<BenchOptions, 'hold'> = {
  name: 'full',
  ...loads(210_000),
  effort: {
    latencyRounds: 25,
    latencyRequests: 6,
    throughputRounds: 7,
    throughputMs: 1000,
    callers: 32,
    plainRounds: 3,
    foldRounds: 9,
    insertRounds: 35,
    insertsPerBlock: 100,
    writersMs: 5000,
    pageRounds: 7,
    listRows: 100_000,
    scrollSeconds: 4,
  },
};

/** About a minute in total on two cores. */
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
    foldRounds: 9,
    insertRounds: 15,
    insertsPerBlock: 60,
    writersMs: 1500,
    pageRounds: 3,
    listRows: 4000,
    scrollSeconds: 2,
  },
};

/** @throws Error about the first invalid argument */
export function parseBenchArguments(args: string[]): BenchOptions {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args, options: { small: flag, hold: flag } });
  return { ...(values.small ? small : full), hold: values.hold };
}
