import { answerTo } from '../../api/answer.ts';
import { api, type Schema } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { queryClient } from '../../api/query-client.ts';
import { notify } from '../../components/toasts.tsx';
import type { Agent } from './use-agents.ts';

export type AgentPatch = Schema<'UpdateAgentRequest'>;
type Availability = Agent['availability'];

const shownOn = ['/agents', '/agents/{agent_id}', '/agent-performance', '/config', '/sessions'];

/** Everything that shows agents is read again. */
export const renewAgents = async (): Promise<void> => {
  await Promise.all(shownOn.map((path) => queryClient.invalidateQueries({ queryKey: [path] })));
};

/** Only if nobody has changed the agent since. The key makes a repetition by the browser the same call. */
const asOf = ({ version }: Agent) => ({
  'If-Match': `"${version}"`,
  'Idempotency-Key': crypto.randomUUID(),
});

async function patch(agent: Agent, body: AgentPatch): Promise<Agent> {
  const { agent_id } = agent;
  const { data } = await answerTo(
    api.PATCH('/agents/{agent_id}', { params: { path: { agent_id }, header: asOf(agent) }, body }),
  );
  await renewAgents();
  return data.data;
}

/** The agent as it is now, where it was changed meanwhile (412). */
export function changedMeanwhile(error: unknown): Agent | undefined {
  const { code, problem } = toProblem(error);
  return code === 'version_changed' ? (problem['agent'] as Agent) : undefined;
}

/** Says why a command was refused, and shows what is there now. */
export function tellRefusal(error: unknown): void {
  const { problem } = toProblem(error);
  notify({ title: problem.title, detail: problem.detail, kind: 'failed' });
  void renewAgents();
}

/** Changes some fields of an agent, with a way back. @throws {ApiProblem} if the API refuses it */
export async function updateAgent(before: Agent, body: AgentPatch): Promise<void> {
  const after = await patch(before, body);
  const back = Object.fromEntries(
    Object.keys(body).map((name) => [name, before[name as keyof AgentPatch]]),
  ) as AgentPatch;
  notify({
    title: 'Saved',
    detail: after.display_name,
    action: { label: 'Undo', run: () => void patch(after, back).catch(tellRefusal) },
  });
}

/** Sets the caller’s own availability. @throws {ApiProblem} if the API refuses it */
export async function setOwnAvailability(agent: Agent, availability: Availability): Promise<void> {
  const { agent_id } = agent;
  await answerTo(
    // Without a key: a repetition is another sign of life.
    api.POST('/agents/{agent_id}/availability', {
      params: { path: { agent_id }, header: { 'If-Match': `"${agent.version}"` } },
      body: { availability },
    }),
  );
  await renewAgents();
}

/** Registers an agent. @throws {ApiProblem} if the API refuses it */
export async function registerAgent(agent_id: string, body: Schema<'SaveAgentRequest'>): Promise<void> {
  const header = { 'Idempotency-Key': crypto.randomUUID() };
  await answerTo(api.PUT('/agents/{agent_id}', { params: { path: { agent_id }, header }, body }));
  await renewAgents();
  notify({ title: 'Registered', detail: body.display_name });
}

/** Deletes an agent who has left. @throws {ApiProblem} if the API refuses it */
export async function deleteAgent(agent: Agent, requeue: boolean): Promise<void> {
  const { agent_id } = agent;
  const { data } = await answerTo(
    api.DELETE('/agents/{agent_id}', {
      params: {
        path: { agent_id },
        query: { requeue },
        header: asOf(agent),
      },
    }),
  );
  await renewAgents();
  notify({ title: `${agent.display_name} is deleted`, detail: data.message });
}
