import { describe, expect, it } from 'vitest';
import { compositionRoot, workerRuntime } from '../../src/deps.ts';
import { dayInTurn, reconcile } from '../../src/features/upkeep/reconcile.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const database = useFreshDatabase();

describe('the day in turn', () => {
  const start = Date.parse('2026-11-23T04:17:31.250Z');
  const daysIn = (minutes: number): (number | undefined)[] =>
    Array.from({ length: minutes }, (_, minute) => dayInTurn(start + minute * minuteMs));

  it('is one of the last 30, in the first minute of each hour and in no other', () => {
    for (const [minute, day] of daysIn(2000).entries()) {
      const now = start + minute * minuteMs;
      const isFirstMinute = new Date(now).getUTCMinutes() === 0;
      expect(day === undefined).toBe(!isFirstMinute);
      if (day === undefined) continue;
      expect(day % dayMs).toBe(0);
      expect(day).toBeLessThanOrEqual(now);
      expect(now - day).toBeLessThan(30 * dayMs);
    }
  });

  it('leaves none of them out in 30 hours', () => {
    const seen = new Set(daysIn(30 * 60));
    for (let back = 2; back < 29; back += 1) {
      expect(seen.has((Math.floor(start / dayMs) - back) * dayMs), `${back} days back`).toBe(true);
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
    }))(bindings, { id: 'cron', waitUntil: () => {} });
    const found = await reconcile(deps, now);
    return { found, lines };
  }

  it('finds a difference when its day comes, names it, and mends it where that is configured', async () => {
    const now = Math.floor(Date.now() / hourMs) * hourMs;
    const day = dayInTurn(now) ?? Number.NaN;
    const created_at = new Date(day + 61_000).toISOString();
    const agent = newId();
    const id = await addSession(database, { created_at, assigned_agent_id: agent });
    await addParticipant(database, id, { user_id: agent });
    await addMessage(database, id, { sender_id: agent, created_at });
    await database.query('select dashboard_fold(1000)');
    expect((await runAt(now, 'false')).found).toBe(0);

    await database.query(`update dashboard_readings set messages = messages + 7 where agent_id = $1`, [
      agent,
    ]);
    const seen = await runAt(now, 'false');
    expect(seen.lines).toContainEqual({
      event: 'figures_differ',
      fields: {
        what: 'reading',
        subject: 'agents',
        agent_id: agent,
        // The first reading of the day
        at: new Date(day + dayMs / 8).toISOString(),
        session_id: null,
        repaired: false,
      },
    });
    expect(seen.found).toBe(1);
    // Every other minute is silent about it.
    expect((await runAt(now + minuteMs, 'true')).found).toBe(0);
    expect((await runAt(now, 'true')).found).toBe(1);
    expect((await runAt(now, 'false')).found).toBe(0);
  });
});
