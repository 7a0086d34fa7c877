import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { toProblem } from '../../api/problem.ts';
import { queryClient } from '../../api/query-client.ts';
import { read } from '../../api/read.ts';
import { Button } from '../../components/button.tsx';
import { Modal } from '../../components/modal.tsx';
import { registerAgent } from './agent-commands.ts';
import { emptyDraft, fieldsOf } from './agent-draft.ts';
import { AgentFields, Refusal } from './agent-fields.tsx';
import type { Agent } from './use-agents.ts';

/** The agent of that id, if it is registered: registering it once more would replace it. */
async function registered(agentId: string): Promise<Agent | undefined> {
  try {
    const query = { ...read('/agents/{agent_id}', { path: { agent_id: agentId } }), staleTime: 0 };
    return (await queryClient.fetchQuery(query)).data;
  } catch (error) {
    if (toProblem(error).code === 'agent_not_found') return undefined;
    throw error;
  }
}

/** Registers a new agent, or one who has figures and is not registered. */
export function RegisterDialog({
  known,
  onClose,
}: {
  /** Who it is, where that is clear already. */
  known?: { id: string; name: string | null };
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const [id, setId] = useState(known?.id ?? '');
  const [draft, setDraft] = useState({ ...emptyDraft, display_name: known?.name ?? '' });
  const [taken, setTaken] = useState<Agent>();
  const [error, setError] = useState<unknown>();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const agentId = id.trim().toLowerCase();
    setError(undefined);
    try {
      const agent = await registered(agentId);
      setTaken(agent);
      if (agent !== undefined) return;
      await registerAgent(agentId, fieldsOf(draft));
      onClose();
      void navigate({ to: '/agents/$agentId', params: { agentId } });
    } catch (failure) {
      setError(failure);
    }
  };

  return (
    <Modal title="Register agent" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
        <label className="flex flex-col gap-1">
          <span className="text-small font-medium text-ink-2">User id</span>
          <input
            className="field font-mono"
            required
            pattern="[\dA-Fa-f]{8}-([\dA-Fa-f]{4}-){3}[\dA-Fa-f]{12}"
            title="A UUID: the user’s id in the chat application"
            autoComplete="off"
            spellCheck={false}
            readOnly={known !== undefined}
            value={id}
            onChange={({ target }) => setId(target.value)}
          />
          <span className="text-micro text-ink-3">The user’s id in the chat application.</span>
        </label>
        <AgentFields draft={draft} onChange={setDraft} />
        {taken !== undefined && (
          <p role="alert" className="rounded-control bg-warn-soft px-3 py-2 text-small text-warn">
            {`${taken.display_name} is registered under this id already. Open that agent to change it.`}
          </p>
        )}
        {error !== undefined && <Refusal error={error} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Register
          </Button>
        </div>
      </form>
    </Modal>
  );
}
