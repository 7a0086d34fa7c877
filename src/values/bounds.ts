import type { Bound } from './limiter.ts';

/**
 * What one isolate has under way with the database at a time, so that no kind of work takes the connections of
 * another. docs/operations.md lists the numbers.
 */
export const bounds = {
  /** Reads: aggregates that the cache does not have, lists, transcripts. */
  reads: { name: 'reads', most: 24, refusal: 'overloaded' },
  /** The aggregates among the reads. They can take seconds, and must leave places for the others. */
  aggregates: { name: 'aggregates', most: 8, refusal: 'overloaded' },
  commands: { name: 'commands', most: 24, refusal: 'overloaded' },
} as const satisfies Record<string, Bound>;

/**
 * The commands on one session, agent or customer. They wait for each other's locks anyway: two suffice to keep the row busy, and
 * a row that stays locked takes two connections.
 */
export const commandsOn = (id: string): Bound => ({
  name: `commands on ${id}`,
  most: 2,
  refusal: 'resource_busy',
});
