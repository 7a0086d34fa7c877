import type { ReactElement } from 'react';
import { Hint } from '../components/hint.tsx';
import { formatSeconds } from '../format/dates.ts';
import { useView } from '../view/use-view.ts';
import type { Figure } from './figure.ts';
import { writeN } from './reading.ts';

/** What a figure means, what it rests on, and as of when: on hover and on focus. */
export function FigureHint({
  figure,
  n,
  asOf,
  children,
}: {
  figure: Figure;
  n: number | undefined;
  asOf: string | Date | undefined;
  children: ReactElement<Record<string, unknown>>;
}) {
  const { zone } = useView();
  const basis = [
    n === undefined ? undefined : writeN(figure, n),
    asOf === undefined ? undefined : `as of ${formatSeconds(asOf, zone)}`,
  ].filter((part) => part !== undefined);
  return (
    <Hint
      text={
        <>
          <p className="text-ink">{figure.sentence}</p>
          <p className="figures mt-1 text-ink-3">{basis.join(' · ')}</p>
        </>
      }
    >
      {children}
    </Hint>
  );
}
