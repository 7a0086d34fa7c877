import { toProblem } from '../../api/problem.ts';
import { readPage, type QueryOf } from '../../api/read.ts';
import { saveRows } from '../../components/data-table/export-rows.ts';
import { notify, renotify } from '../../components/toasts.tsx';
import { formatCount } from '../../format/numbers.ts';
import { sessionColumns, type SessionRow } from './session-columns.tsx';

/** Saves exactly the rows of the list, all pages of it, as CSV. Says how far it is, and can be stopped. */
export async function exportSessions(
  query: QueryOf<'/sessions'>,
  zone: string,
  total: number,
): Promise<void> {
  const stop = new AbortController();
  const title = 'Saving CSV';
  const id = notify({ title, detail: '0 %', action: { label: 'Stop', run: () => stop.abort() } });
  const all: SessionRow[] = [];
  try {
    let cursor: string | undefined;
    do {
      const page = await readPage('/sessions', query, cursor, stop.signal);
      all.push(...page.data);
      cursor = page.nextCursor;
      renotify(id, { title, detail: `${formatCount(all.length)} of ${formatCount(total)} sessions` });
    } while (cursor !== undefined);
    saveRows('sessions.csv', sessionColumns(zone), all, ({ session_id }) => session_id);
    renotify(id, { title: 'Saved as CSV', detail: `${formatCount(all.length)} sessions` });
  } catch (error) {
    if (stop.signal.aborted) renotify(id, { title: 'Stopped', detail: 'Nothing was saved.' });
    else notify({ title: 'Not saved as CSV', detail: toProblem(error).message, kind: 'failed' });
  }
}
