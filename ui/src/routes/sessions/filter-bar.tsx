import { Menu } from '@base-ui/react/menu';
import { ListFilter } from 'lucide-react';
import { buttonLook } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { chipsOf, menuFilters } from './filter-words.ts';
import { filterNames, type Filters, type SessionsSearch } from './sessions-search.ts';

/** The filters of the list as chips, and a menu that adds more. */
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
  const without = (name: keyof Filters): SessionsSearch => ({ ...rest, [name]: undefined });
  const cleared = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  return (
    <div role="group" aria-label="Filters" className="no-print flex flex-wrap items-center gap-1.5">
      {search.age === 'all' && (
        <Chip label="Of any age" onRemove={() => onChange({ ...rest, age: undefined } as SessionsSearch)} />
      )}
      {chipsOf(search).map(({ name, label }) => (
        <Chip key={name} label={label} onRemove={() => onChange(without(name))} />
      ))}
      <Menu.Root>
        <Menu.Trigger className={buttonLook('ghost', 'min-h-7 text-small')}>
          <ListFilter size={14} aria-hidden="true" /> Filter
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={6} align="start" className="z-40">
            <Menu.Popup className="popup w-52 p-1.5">
              {menuFilters.map(({ label, filters }) => (
                <Menu.Item
                  key={label}
                  className="flex min-h-8 cursor-pointer items-center rounded-control px-2 data-[highlighted]:bg-accent-soft"
                  onClick={() => onChange({ ...rest, ...filters })}
                >
                  {label}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {(chipsOf(search).length > 0 || search.age === 'all') && (
        <button
          type="button"
          className="px-2 text-small text-ink-3 hover:text-ink"
          onClick={() => onChange({ ...rest, ...cleared, age: undefined } as SessionsSearch)}
        >
          Clear
        </button>
      )}
    </div>
  );
}
