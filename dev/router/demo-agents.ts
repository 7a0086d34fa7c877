import { randomUUID } from 'node:crypto';
import { expectSuccess, readList, type Caller } from './calls.ts';
import type { Agent } from './choose-agent.ts';

const people = ['Ada Okafor', 'Ben Lindqvist', 'Chiara Rossi', 'Dev Patel', 'Elif Demir', 'Femi Adeyemi'];
const teams = ['support', 'billing'];
const skills = [['english'], ['english', 'refunds'], ['english', 'french']];
const places = 4;

/**
 * Registers agents if there are none: first the agents with the most chats, then made-up ones if more are
 * needed.
 *
 * @param asAdmin calls as an admin, because a router may not register agents
 * @param wanted how many
 * @returns the new agents
 */
export async function registerDemoAgents(asAdmin: Caller, wanted: number): Promise<Agent[]> {
  const registered = await readList<Agent>(asAdmin, 'agents');
  if (registered.length > 0) return [];
  const busiest = await expectSuccess<{ agent_id: string }[]>(asAdmin, {
    method: 'GET',
    path: 'agent-performance?time_range_hours=720',
  });
  const agents: Agent[] = [];
  for (let i = 0; i < wanted; i += 1) {
    const { data } = await expectSuccess<{ data: Agent }>(asAdmin, {
      method: 'PUT',
      path: `agents/${busiest[i]?.agent_id ?? randomUUID()}`,
      body: {
        display_name: people[i] ?? `Agent ${i + 1}`,
        team: teams[i % teams.length],
        skills: skills[i % skills.length],
        availability: 'online',
        max_sessions: places,
      },
    });
    agents.push(data);
  }
  return agents;
}
