/** A place in a list that is ordered by an instant and an id (keyset pagination). */
export interface Cursor {
  /** RFC 3339, UTC, with the microseconds that answers cut off, so that no row is skipped or shown twice. */
  at: string;
  id: string;
  /** In a list whose order moves while it is read: the transactions that its first page did not see. */
  since?: number[] | undefined;
}

/** A place in a list that is ordered by a text and an id. */
export interface TextCursor {
  text: string;
  id: string;
}
