import { useState, type FormEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Modal } from '../../components/modal.tsx';
import { changedMeanwhile, updateAgent } from './agent-commands.ts';
import { changesInWords, draftOf, patchOf, rebased } from './agent-draft.ts';
import { AgentFields, Refusal } from './agent-fields.tsx';
import type { Agent } from './use-agents.ts';

/**
 * Changes an agent as it was when the dialog opened. If somebody else changes it meanwhile, the dialog says what, keeps
 * what was typed, and saves over the new state when asked again.
 */
export function EditDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const [base, setBase] = useState(agent);
  const [draft, setDraft] = useState(() => draftOf(agent));
  const [news, setNews] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const patch = patchOf(base, draft);
  const isChanged = Object.keys(patch).length > 0;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    setError(undefined);
    try {
      await updateAgent(base, patch);
      onClose();
    } catch (failure) {
      const now = changedMeanwhile(failure);
      if (now === undefined) setError(failure);
      else {
        setNews(changesInWords(base, now));
        setDraft(rebased(draft, base, now));
        setBase(now);
      }
      setSaving(false);
    }
  };

  return (
    <Modal title={`Edit ${agent.display_name}`} onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
        {news !== undefined && (
          <div role="alert" className="rounded-control bg-warn-soft px-3 py-2 text-small text-warn">
            <p className="font-medium">Somebody else has changed this agent</p>
            <p>{`Meanwhile, ${news}. What you typed is kept: look again, then save.`}</p>
          </div>
        )}
        <AgentFields draft={draft} onChange={setDraft} />
        {error !== undefined && <Refusal error={error} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!isChanged || isSaving}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
