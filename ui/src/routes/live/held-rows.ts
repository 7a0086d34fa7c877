import { useState } from 'react';

/** Rows in the order in which they are shown; rows that are no longer in the list keep their places. */
export const settle = <Row>(shown: Row[], rows: Row[], idOf: (row: Row) => string): Row[] => {
  const fresh = new Map(rows.map((row) => [idOf(row), row]));
  const kept = shown.map((row) => fresh.get(idOf(row)) ?? row);
  const known = new Set(shown.map(idOf));
  return [...kept, ...rows.filter((row) => !known.has(idOf(row)))];
};

/**
 * Keeps rows in their places while a person is about to act on one: nothing moves under the pointer. New rows come
 * last; rows that left the list stay, marked as gone, until the person moves on (`release`).
 */
export function useHeldRows<Row>(rows: Row[], idOf: (row: Row) => string, isHeld: boolean) {
  const [state, setState] = useState({ rows, isHeld, shown: rows });
  let { shown } = state;
  if (state.rows !== rows || state.isHeld !== isHeld) {
    shown = isHeld ? settle(state.shown, rows, idOf) : rows;
    setState({ rows, isHeld, shown });
  }
  const present = new Set(rows.map(idOf));
  return {
    shown,
    isGone: (row: Row): boolean => !present.has(idOf(row)),
    /** Lets go of rows that are gone. */
    release: () =>
      setState((current) => ({
        ...current,
        shown: current.shown.filter((row) => present.has(idOf(row))),
      })),
  };
}
