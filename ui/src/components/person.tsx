/** The first part of an id, which is enough to tell two people apart on a page. */
export const shortId = (id: string): string => id.slice(0, 8);

/** A person by name; by a short id where no name is known. */
export function Person({
  id,
  name,
  nobody = 'Nobody',
}: {
  id: string | null;
  name?: string | null;
  nobody?: string;
}) {
  if (id === null) return <span className="text-ink-3">{nobody}</span>;
  if (name !== undefined && name !== null && name !== '') return <span title={id}>{name}</span>;
  return (
    <span className="figures font-mono text-[0.92em] text-ink-2" title={id}>
      {shortId(id)}
    </span>
  );
}
