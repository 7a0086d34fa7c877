import { describe, expect, it } from 'vitest';
import { compositionRoot, workerRuntime } from '../../src/deps.ts';
import { hourInTurn, reconcile } from '../../src/features/upkeep/reconcile.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const hourMs = 3_600_000;
const database = useFreshDatabase();

describe('the hour in turn', () => {
  const start = Date.parse('2026-11-23T04:17:31.250Z');

  it('is a whole one, over, and of the last 30 days', () => {
    for (let minute = 0; minute < 2000; minute += 1) {
      const now = start + minute * 60_000;
      const hour = hourInTurn(now);
      expect(hour % hourMs).toBe(0);
      expect(hour + hourMs).toBeLessThanOrEqual(now);
      expect(now - hour).toBeLessThan(722 * hourMs);
    }
  });

  it('leaves none of them out in twelve hours of minutes', () => {
    const seen = new Set(Array.from({ length: 720 }, (_, minute) => hourInTurn(start + minute * 60_000)));
    for (let back = 14; back < 708; back += 1) {
      expect(seen.has(Math.floor(start / hourMs) * hourMs - back * hourMs), `${back} hours back`).toBe(true);
    }
  });
});

describe('the Cron Trigger', () => {
  /** One run of it, with the clock at an instant. */
  async function runAt(now: number, repair: 'true' | 'false') {
    const lines: { event: string; fields?: Record<string, unknown> | undefined }[] = [];
    const line = (event: string, fields?: Record<string, unknown>) => void lines.push({ event, fields });
    const { bindings } = testApp({ bindings: { DATABASE_URL: database.url, RECONCILE_REPAIR: repair } });
    const deps = compositionRoot({ ...workerRuntime, now: () => now }, () => ({
      info: line,
      warn: line,
      error: line,
    })).compose(bindings, { id: 'cron', waitUntil: () => {} });
    const found = await reconcile(deps);
    return { found, lines };
  }

  it('finds a difference when its hour comes, names it, and mends it where that is configured', async () => {
    const now = Date.now();
    const created_at = new Date(hourInTurn(now) + 61_000).toISOString();
    const agent = newId();
    const id = await addSession(database, { created_at, assigned_agent_id: agent });
    await addParticipant(database, id, { user_id: agent });
    await addMessage(database, id, { sender_id: agent, created_at });
    await database.query('select dashboard_fold(1000)');
    expect((await runAt(now, 'false')).found).toBe(0);

    await database.query(
      'update dashboard_agent_rollups set sent = sent + 7 where grain_minutes = 5 and agent_id = $1',
      [agent],
    );
    const seen = await runAt(now, 'false');
    expect(seen.lines).toContainEqual({
      event: 'rollup_differs',
      fields: {
        subject: 'sessions',
        grain_minutes: 5,
        bucket: new Date(hourInTurn(now)).toISOString(),
        agent_id: agent,
        repaired: false,
      },
    });
    expect(seen.found).toBe(1);
    expect(await database.query('select from dashboard_marks')).toEqual([]);
    // Every other hour is silent about it.
    expect((await runAt(now + 60_000, 'true')).found).toBe(0);

    // A window that was kept meanwhile, of what differs, is not believed any more.
    await database.query(`select dashboard_keep_windows('{720}')`);
    expect((await runAt(now, 'true')).found).toBe(1);
    expect(await database.query('select from dashboard_kept_windows')).toEqual([]);
    await database.query('select dashboard_fold(1000)');
    expect((await runAt(now, 'false')).found).toBe(0);
  });
});
