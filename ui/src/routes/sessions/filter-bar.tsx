import { FilterPicker } from '../../components/filter-picker.tsx';
import { chipsOf, filterChoices } from './filter-words.ts';
import { filterNames, type SessionsSearch } from './sessions-search.ts';

/** The filters of the list as chips, and a list to search for more. */
export function FilterBar({
  search,
  onChange,
}: {
  search: SessionsSearch;
  /** Takes the whole new search. */
  onChange: (next: SessionsSearch) => void;
}) {
  // What a person filters by hand is no figure's list any more.
  const { figure: _, ...rest } = search;
  const cleared = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  const chips = [
    ...(search.age === 'all' ? [{ name: 'age' as const, label: 'Any age' }] : []),
    ...chipsOf(search),
  ];
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <FilterPicker
        chips={chips}
        options={filterChoices}
        placeholder="Status, rating or event"
        shortcut="sessions.filter"
        onPick={(id) => onChange({ ...rest, ...filterChoices.find((choice) => choice.id === id)?.filters })}
        onRemove={(name) => onChange({ ...rest, [name]: undefined } as SessionsSearch)}
      />
      {chips.length > 0 && (
        <button
          type="button"
          className="no-print px-2 text-small text-ink-3 hover:text-ink"
          onClick={() => onChange({ ...rest, ...cleared, age: undefined } as SessionsSearch)}
        >
          Clear
        </button>
      )}
    </div>
  );
}
