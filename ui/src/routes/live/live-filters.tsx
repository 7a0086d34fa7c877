import { Search } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { useShortcut } from '../../keys/dispatch.ts';
import { priorities, type LiveSearch } from './live-search.ts';
import { priorityLabel } from './priority-mark.tsx';

export type Filters = Omit<LiveSearch, 'chat'>;

/** What the lists show: a team, a priority, or what a text is found in. */
export function LiveFilters({
  filters,
  teams,
  onChange,
}: {
  filters: Filters;
  teams: string[];
  /** An empty text takes a filter off. */
  onChange: (next: { [Name in keyof Filters]?: string | undefined }) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut('live.filter', () => field.current?.focus());
  const { team = '', priority = '', text = '' } = filters;
  const options = team === '' || teams.includes(team) ? teams : [team, ...teams];
  return (
    <div
      role="search"
      aria-label="Filters"
      className="no-print flex flex-wrap items-center gap-1.5 max-sm:w-full"
    >
      <span className="relative max-sm:w-full">
        <Search size={14} aria-hidden="true" className="absolute top-2 left-2.5 text-ink-3" />
        <input
          ref={field}
          type="search"
          className="field pl-8 sm:w-56"
          placeholder="Name, team, skill, text"
          aria-label="Filter by text"
          aria-keyshortcuts="/"
          value={text}
          onChange={({ target }) => onChange({ text: target.value })}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Escape' || key === 'Enter') currentTarget.blur();
          }}
        />
      </span>
      <select
        className="field w-auto max-sm:flex-1"
        aria-label="Team"
        value={team}
        onChange={({ target }) => onChange({ team: target.value })}
      >
        <option value="">All teams</option>
        {options.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="field w-auto max-sm:flex-1"
        aria-label="Priority"
        value={priority}
        onChange={({ target }) => onChange({ priority: target.value })}
      >
        <option value="">Any priority</option>
        {priorities.map((name) => (
          <option key={name} value={name}>
            {priorityLabel(name)}
          </option>
        ))}
      </select>
      {(team !== '' || priority !== '' || text !== '') && (
        <Button kind="ghost" onClick={() => onChange({ team: '', priority: '', text: '' })}>
          Clear
        </Button>
      )}
    </div>
  );
}
