import { keyNames } from '../keys/catalog.ts';

/** The keys of a shortcut, drawn as keys. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5" aria-hidden="true">
      {keyNames(keys).map((name, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the keys of one shortcut never move
        <kbd key={at} className="key">
          {name}
        </kbd>
      ))}
    </span>
  );
}
