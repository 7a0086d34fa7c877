import { useState } from 'react';
import { useWholeList } from '../../api/use-read.ts';
import { tellActor } from '../../chat/audit-words.ts';
import { FilterPicker } from '../../components/filter-picker.tsx';
import { shortId } from '../../components/person.tsx';
import type { Option } from '../../components/pick-list.tsx';
import {
  actions,
  actionWords,
  filterNames,
  kindWords,
  parseAuditSearch,
  type AuditEntry,
  type AuditSearch,
} from './audit-search.ts';

interface Choice extends Option {
  filter: AuditSearch;
}

/** Who ran commands that are in sight: people by their id, routers that sign their calls by name. */
function actorChoices(entries: AuditEntry[]): Choice[] {
  const all = entries.map((entry): Choice => {
    const isRouter = entry.actor_role === 'router' && entry.actor_name !== null;
    const filter: AuditSearch = isRouter
      ? { actor_name: entry.actor_name ?? '' }
      : { actor_id: entry.actor_id };
    return { id: `by-${entry.actor_id}`, label: `By ${tellActor(entry)}`, filter };
  });
  return [...new Map(all.map((choice) => [choice.id, choice])).values()];
}

/** A pasted id may be that of a chat, an agent or a request. */
function idChoices(text: string): Choice[] {
  const id = text.trim().toLowerCase();
  if (parseAuditSearch({ session_id: id }).session_id === undefined) return [];
  return [
    { id: 'session', label: `Chat ${id}`, filter: { session_id: id } },
    { id: 'agent', label: `Agent ${id}`, filter: { agent_id: id } },
    { id: 'actor', label: `By ${id}`, filter: { actor_id: id } },
    { id: 'request', label: `Request ${id}`, filter: { request_id: id } },
  ];
}

/** The filters of the audit as chips, and a list to search for more. */
export function AuditFilters({
  search,
  entries,
  onChange,
}: {
  search: AuditSearch;
  entries: AuditEntry[];
  /** Takes the filters that change; undefined takes one off. */
  onChange: (next: { [Name in keyof AuditSearch]: AuditSearch[Name] | undefined }) => void;
}) {
  const [text, setText] = useState('');
  const agents = useWholeList('/agents', {}, { freshness: 'still' }).data?.data ?? [];

  const choices: Choice[] = [
    ...idChoices(text),
    { id: 'refused', label: 'Refused', filter: { outcome: 'refused' } },
    { id: 'done', label: 'Done', filter: { outcome: 'done' } },
    { id: 'commands', label: kindWords.command, filter: { kind: 'command' } },
    { id: 'reads', label: kindWords.read, filter: { kind: 'read' } },
    { id: 'all', label: 'Any age', filter: { age: 'all' } },
    ...actions.map((action) => ({ id: action, label: actionWords[action], filter: { action } })),
    ...actorChoices(entries),
    ...agents.map(({ agent_id: id, display_name: name }) => ({
      id: `agent-${id}`,
      label: `Agent ${name}`,
      filter: { agent_id: id },
    })),
  ];
  const nameOf = (id: string): string =>
    agents.find(({ agent_id: agent }) => agent === id)?.display_name ??
    entries.find(({ actor_id: actor }) => actor === id)?.actor_name ??
    entries.find(({ to_agent_id: to }) => to === id)?.to_agent_name ??
    shortId(id);
  const words: Record<(typeof filterNames)[number], (value: string) => string> = {
    session_id: (id) => `Chat ${shortId(id)}`,
    agent_id: (id) => `Agent ${nameOf(id)}`,
    actor_id: (id) => `By ${nameOf(id)}`,
    actor_name: (name) => `By ${name}`,
    action: (action) => actionWords[action as keyof typeof actionWords],
    kind: (kind) => kindWords[kind as keyof typeof kindWords],
    outcome: (outcome) => (outcome === 'done' ? 'Done' : 'Refused'),
    request_id: (id) => `Request ${shortId(id)}`,
  };
  const on = filterNames.flatMap((name) => {
    const value = search[name];
    return value === undefined ? [] : [{ name, label: words[name](value) }];
  });

  return (
    <FilterPicker
      chips={[...(search.age === 'all' ? [{ name: 'age' as const, label: 'Any age' }] : []), ...on]}
      options={choices}
      placeholder="A command, a person, an id"
      shortcut="audit.filter"
      onText={setText}
      onRemove={(name) => onChange({ [name]: undefined })}
      onPick={(id) => {
        const { filter } = choices.find((choice) => choice.id === id) ?? { filter: {} };
        // A person is one who acts or one who is named by id or by name: the latest choice counts.
        const other =
          'actor_id' in filter
            ? { actor_name: undefined }
            : 'actor_name' in filter
              ? { actor_id: undefined }
              : {};
        onChange({ ...other, ...filter });
      }}
    />
  );
}
