import { formatCount } from '../../format/numbers.ts';
import { write, writeN, type Reading } from '../../figures/reading.ts';
import type { Figure } from '../../figures/figure.ts';
import { useOpens } from '../../figures/use-opens.ts';

/** Names the figure that the list is behind, and says why the two counts differ, where they do. */
export function FigureBand({
  figure,
  reading,
  total,
}: {
  figure: Figure;
  reading: Reading | undefined;
  total: number | undefined;
}) {
  // A link from a colleague who sees every chat.
  const isPartOnly = !useOpens()(figure);
  const differs = reading !== undefined && total !== undefined && reading.n !== total;
  const countsItself = reading !== undefined && figure.format === 'count' && reading.n === reading.value;
  if (isPartOnly) {
    return (
      <p className="min-h-6 text-ink-2">
        <strong className="font-semibold text-ink">{figure.label}</strong> covers all agents. This list shows
        only chats that you take or took part in.
      </p>
    );
  }
  return (
    <p className="figures flex min-h-6 flex-wrap items-baseline gap-x-2 text-ink-2">
      <strong className="font-semibold text-ink">
        {figure.label} {reading === undefined ? '' : write(figure.format, reading.value)}
      </strong>
      {reading !== undefined && !countsItself && <span>over {writeN(figure, reading.n)}</span>}
      <span className="text-ink-3">{figure.sentence}</span>
      {differs && (
        <span className="text-ink-3">
          {`${writeN(figure, reading.n)} in ${formatCount(total)} sessions: ${figure.drillNote ?? 'the figures have changed meanwhile.'}`}
        </span>
      )}
    </p>
  );
}
