import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Modal } from '../../components/modal.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { formatCount } from '../../format/numbers.ts';
import { deleteAgent } from './agent-commands.ts';
import { Refusal } from './agent-fields.tsx';
import { ChatList } from './chat-list.tsx';
import { useOpenChats } from './use-chats.ts';
import type { Agent } from './use-agents.ts';

/** Asks before an agent is deleted: which chats it has, and where they go. */
export function DeleteDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const { chats, total, error, retry } = useOpenChats(agent.agent_id);
  const [isRequeued, setRequeued] = useState(true);
  const [refusal, setRefusal] = useState<unknown>();
  const [isDeleting, setDeleting] = useState(false);

  const remove = async () => {
    setDeleting(true);
    try {
      await deleteAgent(agent, isRequeued);
      onClose();
    } catch (failure) {
      setRefusal(failure);
      setDeleting(false);
    }
  };

  return (
    <Modal title={`Delete ${agent.display_name}?`} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">
          The agent gets no more chats and leaves all lists. Figures, transcripts and the audit are kept.
        </p>
        <div className="min-h-40">
          {error !== null ? (
            <ProblemNote error={error} onRetry={retry} />
          ) : chats === undefined ? (
            <div className="skeleton h-40" aria-busy="true" />
          ) : chats.length === 0 ? (
            <p className="font-medium">No open chats.</p>
          ) : (
            <>
              <p className="mb-1 font-medium">
                {total === 1 ? '1 open chat:' : `${formatCount(total)} open chats:`}
              </p>
              <div
                className="max-h-44 overflow-auto rounded-control border border-line"
                role="region"
                aria-label="Open chats"
                tabIndex={0}
              >
                <ChatList chats={chats} search={{ assigned_agent_id: agent.agent_id, age: 'all' }} />
              </div>
              <fieldset className="mt-3 flex flex-col gap-1.5">
                <legend className="sr-only">What happens to them</legend>
                <label className="flex items-center gap-2">
                  <input type="radio" name="open" checked={isRequeued} onChange={() => setRequeued(true)} />
                  Put them back into the queue
                </label>
                <label className="flex items-center gap-2">
                  <input type="radio" name="open" checked={!isRequeued} onChange={() => setRequeued(false)} />
                  Leave them with the agent, to be handed over by hand
                </label>
              </fieldset>
            </>
          )}
        </div>
        {refusal !== undefined && <Refusal error={refusal} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" disabled={chats === undefined || isDeleting} onClick={() => void remove()}>
            Delete {agent.display_name}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
