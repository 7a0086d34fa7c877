import { useId, type ReactNode } from 'react';
import { useRead } from '../../api/use-read.ts';
import { toProblem } from '../../api/problem.ts';
import type { AgentDraft } from './agent-draft.ts';

function Field({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-small font-medium text-ink-2">{label}</span>
      {children}
      {note !== undefined && <span className="text-micro text-ink-3">{note}</span>}
    </label>
  );
}

/** What can be said of an agent: name, team, skills, places and availability. */
export function AgentFields({
  draft,
  onChange,
}: {
  draft: AgentDraft;
  onChange: (next: AgentDraft) => void;
}) {
  const id = useId();
  const config = useRead('/config', {}, { freshness: 'still' });
  const set = (next: Partial<AgentDraft>) => onChange({ ...draft, ...next });
  const known = config.data?.data.skills.map(({ skill }) => skill).join(', ');
  return (
    <>
      <Field label="Name">
        <input
          className="field"
          required
          maxLength={100}
          value={draft.display_name}
          onChange={({ target }) => set({ display_name: target.value })}
        />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Team">
          <input
            className="field"
            list={`${id}-teams`}
            autoComplete="off"
            value={draft.team}
            onChange={({ target }) => set({ team: target.value })}
          />
          <datalist id={`${id}-teams`}>
            {config.data?.data.teams.map(({ team }) => (
              <option key={team} value={team}>
                {team}
              </option>
            ))}
          </datalist>
        </Field>
        <Field label="Places">
          <input
            className="field figures"
            type="number"
            required
            min={0}
            max={1000}
            value={draft.max_sessions}
            onChange={({ target }) => set({ max_sessions: target.value })}
          />
        </Field>
      </div>
      <Field label="Skills" note={known ? `Separated by commas. Known: ${known}.` : 'Separated by commas.'}>
        <input
          className="field"
          autoComplete="off"
          value={draft.skills}
          onChange={({ target }) => set({ skills: target.value })}
        />
      </Field>
      <Field label="Availability">
        <select
          className="field"
          value={draft.availability}
          onChange={({ target }) => set({ availability: target.value as AgentDraft['availability'] })}
        >
          <option value="online">online: takes chats, and is given chats</option>
          <option value="away">away: is only given chats</option>
          <option value="offline">offline: neither</option>
        </select>
      </Field>
    </>
  );
}

/** Why a form was refused. */
export function Refusal({ error }: { error: unknown }) {
  const { problem } = toProblem(error);
  return (
    <div role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-small text-bad">
      <p className="font-medium">{problem.title}</p>
      <p>{problem.detail}</p>
      {problem.errors?.map(({ path, message }) => (
        <p key={path}>
          {path}: {message}
        </p>
      ))}
    </div>
  );
}
