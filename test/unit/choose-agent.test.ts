import { describe, expect, it } from 'vitest';
import { chooseAgent, type Agent } from '../../dev/router/choose-agent.ts';

const agent = (agent_id: string, more: Partial<Agent> = {}): Agent => ({
  agent_id,
  display_name: agent_id,
  team: null,
  skills: [],
  availability: 'online',
  max_sessions: 4,
  load: 2,
  free: 2,
  ...more,
});

const session = { team: null, skills: [] as string[], initiator_id: 'customer', assigned_agent_id: null };
const chosen = (...args: Parameters<typeof chooseAgent>): string | undefined =>
  chooseAgent(...args)?.agent_id;

describe('chooseAgent', () => {
  it('takes the one with most free places, whatever the order', () => {
    const agents = [agent('a'), agent('b', { free: 3 }), agent('c', { free: 1 })];
    expect(chosen(session, agents)).toBe('b');
    expect(chosen(session, agents.toReversed())).toBe('b');
  });

  it('takes the less loaded of two with as many, then the lower id', () => {
    expect(chosen(session, [agent('a'), agent('b', { load: 1 })])).toBe('b');
    expect(chosen(session, [agent('b'), agent('a')])).toBe('a');
  });

  it.each<[string, Partial<Agent>]>([
    ['away', { availability: 'away' }],
    ['offline', { availability: 'offline' }],
    ['full', { free: 0 }],
    ['of another team', { team: 'support' }],
    ['of no team', { team: null }],
    ['without one of the skills', { skills: ['refunds'] }],
    ['the customer', { agent_id: 'customer' }],
  ])('passes over one who is %s', (_, more) => {
    const asked = { ...session, team: 'billing', skills: ['refunds', 'french'] };
    const fitting = { team: 'billing', skills: ['french', 'refunds', 'german'] };
    const other = agent('z', { ...fitting, free: 5, ...more });
    expect(chosen(asked, [other])).toBeUndefined();
    expect(chosen(asked, [other, agent('a', { ...fitting, free: 1 })])).toBe('a');
  });

  it('takes nobody but the agent that the session is assigned to already', () => {
    const assigned = { ...session, assigned_agent_id: 'b' };
    expect(chosen(assigned, [agent('a', { free: 3 }), agent('b')])).toBe('b');
    expect(chosen(assigned, [agent('a')])).toBeUndefined();
  });

  it('takes anybody’s agent where the session asks for no team and no skills', () => {
    expect(chosen(session, [agent('a', { team: 'support', skills: ['french'] })])).toBe('a');
  });

  it('comes back to one who did not take it when nobody else fits', () => {
    const agents = [agent('a', { free: 9 }), agent('b')];
    expect(chosen(session, agents, new Set(['a']))).toBe('b');
    expect(chosen(session, agents, new Set(['a', 'b']))).toBe('a');
  });

  it('finds nobody among none', () => {
    expect(chosen(session, [])).toBeUndefined();
  });
});
