import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface Option {
  id: string;
  /** What is searched, and shown unless there is `content`. */
  label: string;
  content?: ReactNode;
}

/** So many are drawn: more than these, people search for. */
const shownAtMost = 60;

const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The options that have every word of a text, in any order. */
export function matching<One extends Option>(options: One[], text: string): One[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return options.filter(({ label }) => words.every((word) => fold(label).includes(word)));
}

/**
 * A search field over a list: type, move with the arrow keys, choose with Enter. Used for zones, agents, and the
 * palette.
 *
 * @param onText reports what is typed, for options that depend on it
 */
export function PickList({
  label,
  placeholder,
  options,
  selected,
  onPick,
  onText,
}: {
  label: string;
  placeholder?: string;
  options: Option[];
  selected?: string;
  onPick: (id: string) => void;
  onText?: (text: string) => void;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const shown = useMemo(() => matching(options, text).slice(0, shownAtMost), [options, text]);
  const active = shown[Math.min(at, shown.length - 1)];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(shown.length - 1, at + step));
      setAt(next);
      document.querySelector(`[id="${id}-${shown[next]?.id}"]`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      onPick(active.id);
    }
  };

  return (
    <div className="flex flex-col">
      <input
        className="field"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={active && `${id}-${active.id}`}
        autoComplete="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens because somebody asked to search
        autoFocus
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          onText?.(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className="mt-1.5 max-h-72 overflow-auto">
        {shown.map((option) => (
          <div
            key={option.id}
            id={`${id}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.id === active?.id}
            className={`flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 ${option.id === active?.id ? 'bg-accent-soft text-ink' : 'text-ink-2'}`}
            onPointerMove={() => setAt(shown.indexOf(option))}
            onClick={() => onPick(option.id)}
          >
            {option.content ?? option.label}
            {option.id === selected && <span className="ml-auto text-micro text-ink-3">current</span>}
          </div>
        ))}
      </div>
      <p role="status" className="p-2 text-small text-ink-3 empty:hidden">
        {shown.length === 0 ? 'Nothing matches.' : ''}
      </p>
    </div>
  );
}
