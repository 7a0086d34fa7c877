import type { Caller } from '../context.ts';
import { Problem } from './problem.ts';

/**
 * Checks the agent that a caller names: an agent may only name itself.
 *
 * @throws {Problem} agent_not_self
 */
export function ownAgentNamed(caller: Caller, named: string | undefined): string | undefined {
  if (caller.role === 'agent' && named !== undefined && named !== caller.id) {
    throw new Problem('agent_not_self', 'An agent may only name itself.');
  }
  return named;
}

/** Whose part in a session decides what an answer shows of it: the caller's, if it is an agent. Others see everything. */
export const viewerIdOf = (caller: Caller): string | undefined =>
  caller.role === 'agent' ? caller.id : undefined;

/**
 * The agent that an answer is about, for routes that show an agent only its own data.
 *
 * @throws {Problem} agent_not_self
 */
export function ownAgent(caller: Caller, named: string | undefined): string | undefined {
  return ownAgentNamed(caller, named) ?? viewerIdOf(caller);
}
