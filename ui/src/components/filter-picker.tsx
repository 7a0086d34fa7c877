import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useShortcut } from '../keys/dispatch.ts';
import type { ShortcutId } from '../keys/catalog.ts';
import { buttonLook } from './button.tsx';
import { Chip } from './chip.tsx';
import { PickList, type Option } from './pick-list.tsx';
import { Popup } from './popup.tsx';

/** The filters of a list as chips, and a list to search for more. */
export function FilterPicker<Name extends string>({
  chips,
  options,
  placeholder,
  shortcut,
  onPick,
  onRemove,
  onText,
}: {
  /** The filters that are on. */
  chips: { name: Name; label: string }[];
  options: Option[];
  placeholder: string;
  shortcut: ShortcutId;
  /** Takes the id of an option. */
  onPick: (id: string) => void;
  onRemove: (name: Name) => void;
  /** Reports what is typed, for options that depend on it. */
  onText?: (text: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  useShortcut(shortcut, () => setOpen(true));
  return (
    <div role="group" aria-label="Filters" className="no-print flex flex-wrap items-center gap-1.5">
      {chips.map(({ name, label }) => (
        <Chip key={name} label={label} onRemove={() => onRemove(name)} />
      ))}
      <Popup
        name="Add a filter"
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={buttonLook('ghost', 'min-h-7 text-small')} aria-keyshortcuts="f">
            <ListFilter size={14} aria-hidden="true" /> Filter
          </button>
        }
      >
        <div className="w-72">
          <PickList
            label="Filter"
            placeholder={placeholder}
            options={options}
            {...(onText && { onText })}
            onPick={(id) => {
              onPick(id);
              setOpen(false);
            }}
          />
        </div>
      </Popup>
    </div>
  );
}
