import { neon } from '@neondatabase/serverless';
import { beforeEach, describe, expect, it } from 'vitest';
import { readFigures, type AgentLine } from '../../src/features/metrics/agent-lines.ts';
import { newKeptLinesMemo } from '../../src/features/metrics/kept-lines.ts';
import { agentWindows, selectAgentPerformance } from '../../src/features/metrics/agent-performance.sql.ts';
import { readSpread, toDistribution, toDistributions } from '../../src/features/metrics/distribution.ts';
import { quantiles, quantilesInBins, readHistogram } from '../../src/features/metrics/histogram.ts';
import { expectEveryFigureRight, fold } from '../support/figures-check.ts';
import { agents, randomDataset, writeDataset } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock } from '../support/figures-rows.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

beforeEach(() => database.clear());

const single = async (text: string): Promise<unknown> =>
  Object.values((await database.query(text))[0] ?? {})[0];

const keptWindows = (): Promise<unknown> => single('select count(*)::integer from dashboard_kept_windows');

async function agentsOf(hours: number): Promise<{ agent_id: string; sessions_handled: number }[]> {
  const response = await app.call(`agent-performance?time_range_hours=${hours}`, {
    headers: { 'Cache-Control': 'no-cache' },
  });
  return response.json();
}

/** What an agent did ten days ago: it handled a session, of which nothing more is known. */
async function agentOfTenDaysAgo(): Promise<string> {
  const agent = newId();
  const id = await addSession(database, {
    created_at: String(await single(`select (now() - interval '10 days')::text`)),
  });
  await addParticipant(database, id, { user_id: agent });
  return agent;
}

/**
 * Figures of windows that differ from the kept ones by up to an hour at either end, in SQL: those that a kept window
 * helped with, without what raw rows say of the same window, and the other way round, as lines whose percentiles are
 * bins.
 */
const unequal = `
  with asked as (
    select array[
      w.since + make_interval(secs => 3599 * (2 * random() - 1)),
      w.until + make_interval(secs => 3599 * (2 * random() - 1))] as edges
    from dashboard_kept_windows w cross join generate_series(1, $1)
    where w.hours > 2
  ),
  answered as (
    select edges, f.agent_id, coalesce(f.line, dashboard_agent_line(f.handled, f.sent, f.unanswered, f.rated, f.rating_sum,
      f.answered, f.response_microseconds, dashboard_sent_bins(case when f.response_histogram is null
        then f.response_bins else dashboard_percentile_bins(f.response_histogram, f.answered) end),
      f.waits, f.wait_microseconds, dashboard_sent_bins(case when f.wait_histogram is null
        then f.wait_bins else dashboard_percentile_bins(f.wait_histogram, f.waits) end),
      f.handlings, f.handle_microseconds, dashboard_sent_bins(case when f.handle_histogram is null
        then f.handle_bins else dashboard_percentile_bins(f.handle_histogram, f.handlings) end)))
    from asked cross join lateral dashboard_agent_figures(edges, null) f
    where f.line is not null or (f.handled, f.answered, f.rated, f.waits, f.handlings) <> (0, 0, 0, 0, 0)
  ),
  expected as (
    select edges, r.agent_id, dashboard_agent_line(r.handled, r.sent, r.unanswered, r.rated, r.rating_sum, r.answered,
      r.response_microseconds, dashboard_sent_bins(dashboard_percentile_bins(r.response_histogram, r.answered)),
      r.waits, r.wait_microseconds, dashboard_sent_bins(dashboard_percentile_bins(r.wait_histogram, r.waits)),
      r.handlings, r.handle_microseconds,
      dashboard_sent_bins(dashboard_percentile_bins(r.handle_histogram, r.handlings)))
    from asked cross join lateral dashboard_raw_agents(edges[1], edges[2]) r
    where (r.handled, r.answered, r.rated, r.waits, r.handlings) <> (0, 0, 0, 0, 0)
  )
  select (select count(*)::integer from expected) as rows,
    (select json_agg(x) from (select * from answered except select * from expected) x) as wrong,
    (select json_agg(x) from (select * from expected except select * from answered) x) as missing`;

/** Windows as answers have them: what the database sends for each, and the lines that raw rows make. */
const sentAndRawOf = (asked: string): string => `
  with asked as (${asked})
  select dashboard_agent_list(null, since, until, false, null, null) as sent, (
    select json_agg(r.agent_id || ',' || dashboard_agent_line(r.handled, r.sent, r.unanswered, r.rated, r.rating_sum,
        r.answered, r.response_microseconds, dashboard_sent_bins(dashboard_percentile_bins(r.response_histogram, r.answered)),
        r.waits, r.wait_microseconds, dashboard_sent_bins(dashboard_percentile_bins(r.wait_histogram, r.waits)),
        r.handlings, r.handle_microseconds,
        dashboard_sent_bins(dashboard_percentile_bins(r.handle_histogram, r.handlings))) order by r.handled desc, r.agent_id)
    from dashboard_raw_agents(since, until + interval '1 microsecond') r
    where r.handled > 0
  ) as raw
  from asked`;
const sentAndRaw = sentAndRawOf(`
  select w.since + make_interval(secs => 3599 * (2 * random() - 1)) as since,
    w.until + make_interval(secs => 3599 * (2 * random() - 1)) as until
  from dashboard_kept_windows w cross join generate_series(1, $1)
  where w.hours > 2`);

const nothingKnown = new Map<string, never>();
const { row: AgentsRow } = selectAgentPerformance(
  { window: { hours: 720 }, compared: false },
  undefined,
  nothingKnown,
);

const linesOf = (sent: unknown): AgentLine[] =>
  agentWindows(AgentsRow.parse({ agents: sent }), nothingKnown, newKeptLinesMemo()).flatMap(
    ({ agents: lines }) => lines,
  );

/** Of lines as the database sends them, what answers say of the window. */
const saidOf = (sent: unknown): unknown[] =>
  linesOf(sent).map(({ agent_id, figures }) => {
    const read = readFigures(figures.sent);
    return [agent_id, { ...read, ...withoutSpreads }, toDistributions(read)];
  });
const withoutSpreads = { response_histogram: '', wait_histogram: '', handle_histogram: '' };

/** How many distributions were sent by what is near their percentiles. */
let sentNear = 0;

async function expectEqualToRawRows(windows: number): Promise<void> {
  const [found] = await database.query(unequal, [windows]);
  expect(found).toEqual({ rows: expect.any(Number) as number, wrong: null, missing: null });
  expect(found?.['rows']).toBeGreaterThan(0);
  for (const { sent, raw } of await database.query(sentAndRaw, [windows])) expectToSayWhatIsRaw(sent, raw);
}

function expectToSayWhatIsRaw(sent: unknown, raw: unknown): void {
  expect(sent).toHaveProperty('kept');
  // What is near percentiles is numbers, a histogram letters too.
  sentNear += String((sent as { changed: string | null }).changed).match(/,[\d ]+:/g)?.length ?? 0;
  const lines = raw as string[] | null;
  const expected = {
    generated_at: '',
    from: '',
    to: '',
    version: newId(),
    kept: lines?.join(';') ?? '',
    changed: null,
    taken: null,
    registered: [null, null],
  };
  expect(saidOf(sent)).toEqual(saidOf(expected));
}

describe('kept windows', () => {
  it.each([51, 52, 53])('equal raw rows, whatever has changed since, dataset %i', async (seed) => {
    const random = seededRandom(seed);
    await writeDataset(database, randomDataset(random, 150, await databaseClock(database)), random);
    await fold(database);
    expect(await keptWindows()).toBe(6);
    await expectEqualToRawRows(10);
    await expectEveryFigureRight(app, database, [1, 24, 720], agents.slice(0, 2));
    for (let round = 0; round < 4; round += 1) {
      await database.query(
        `update chat_sessions set status = 'closed', closed_at = coalesce(started_at, created_at) + interval '5 minutes',
           rating = 3, assigned_agent_id = coalesce(assigned_agent_id, $1)
         where id in (select id from chat_sessions order by random() limit 12)`,
        [agents[round]],
      );
      await database.query(
        'delete from chat_participants where session_id in (select id from chat_sessions order by random() limit 3)',
      );
      await database.query(
        'delete from chat_sessions where id in (select id from chat_sessions order by random() limit 2)',
      );
      await expectEqualToRawRows(5);
    }
    // As kept before, with everything that has changed since.
    expect(await keptWindows()).toBe(6);
    await expectEveryFigureRight(app, database, [1, 24, 720], agents.slice(0, 2));
    await fold(database, 20);
    await expectEqualToRawRows(5);
    await fold(database);
    await expectEqualToRawRows(5);
    expect(sentNear).toBeGreaterThan(0);
  });

  it('tell distributions that changed, whether by more spans than what is near their percentiles can, or only by which they are', async () => {
    const agent = newId();
    const bucket = String(await single('select dashboard_bucket(now())::text'));
    const addWaits = (from: number, to: number, ago = '5 hours'): Promise<unknown> =>
      database.query(
        `with made as (
           insert into chat_sessions (initiator_id, status, assigned_agent_id, created_at, started_at)
           select gen_random_uuid(), 'active', $1, since, since + n * interval '1 second'
           from generate_series($2::integer, $3::integer) n
           cross join lateral (select $4::timestamptz - $5::interval as since) made returning id
         )
         insert into chat_participants (session_id, user_id, role) select id, $1, 'support_agent' from made`,
        [agent, from, to, bucket, ago],
      );
    await addWaits(100, 300);
    await fold(database);
    await expectEqualToRawRows(2);
    // Where nothing was: so many came, and none went.
    await addWaits(301, 360, '4 hours');
    await expectEqualToRawRows(2);
    // From here on the bucket has a mark.
    await addWaits(301, 400);
    await expectEqualToRawRows(2);
    await fold(database);
    await database.query('update chat_sessions set started_at = created_at + 2 * (started_at - created_at)');
    await expectEqualToRawRows(2);
  });

  it('end with a minute that is over, and are written only where they differ', async () => {
    await agentOfTenDaysAgo();
    await fold(database);
    const [minute] = await database.query(`
      select bool_and(until = date_trunc('minute', until) and now() - until < interval '2 minutes') as is_recent,
        bool_and(until - since = make_interval(hours => hours)) as is_long from dashboard_kept_windows`);
    expect(minute).toEqual({ is_recent: true, is_long: true });
    const rows = (): Promise<unknown> =>
      database.query(`select hours, agent_id, xmin::text from dashboard_kept_agents order by 1, 2`);
    const before = await rows();
    const later = await agentOfTenDaysAgo();
    await fold(database);
    expect(await agentsOf(720)).toHaveLength(2);
    const after = (await rows()) as { agent_id: string }[];
    expect(after.filter((row) => row.agent_id !== later)).toEqual(before);
  });

  it('are not mended by rollups that a mark forbids to be believed, on either side of what is kept', async () => {
    const agent = newId();
    const bucket = String(await single('select dashboard_bucket(now())::text'));
    const at = async (interval: string): Promise<string> =>
      String(await single(`select (timestamptz '${bucket}' + interval '${interval}')::text`));
    const handledSession = async (created: string): Promise<void> => {
      const id = await addSession(database, { created_at: created });
      await addParticipant(database, id, { user_id: agent });
    };
    // Kept: the hours up to ten minutes ago. Asked for: a little more at both ends.
    const [since, until] = [await at('-24 hours -20 minutes'), await at('-2 minutes')];
    await handledSession(await at('-4 hours'));
    await fold(database);
    await database.query('delete from dashboard_kept_windows where hours <> 24');
    await database.query('update dashboard_kept_windows set since = $1, until = $2', [
      await at('-24 hours -10 minutes'),
      await at('-10 minutes'),
    ]);
    // From here on nobody drops what is kept.
    await database.query('alter table dashboard_agent_rollups disable trigger user');
    await handledSession(await at('-24 hours -14 minutes'));
    await handledSession(await at('-6 minutes'));
    await single('select dashboard_fold(1000)');
    const handled = async (): Promise<unknown> => {
      const [{ sent } = {}] = await database.query(
        'select dashboard_agent_list(null, $1, $2, false, null, null) as sent',
        [since, until],
      );
      expect(sent).toHaveProperty('kept');
      return linesOf(sent).map(({ figures }) => readFigures(figures.sent).sessions_handled);
    };
    expect(await handled()).toEqual([3]);
    await database.query('update dashboard_agent_rollups set handled = 10 where grain_minutes <= 60');
    expect(await handled()).toEqual([21]);
    for (const [marked, expected] of [
      [await at('-24 hours -15 minutes'), 12],
      [await at('-10 minutes'), 3],
    ] as const) {
      await database.query(`insert into dashboard_marks values ('sessions', $1)`, [marked]);
      expect(await handled()).toEqual([expected]);
    }
    await database.query('alter table dashboard_agent_rollups enable trigger user');
  });

  it('are mended to the microsecond where both ends of a window are less than a minute away, and where they are more', async () => {
    const agent = newId();
    await database.query(
      `with made as (
         insert into chat_sessions (initiator_id, status, assigned_agent_id, created_at, started_at)
         select gen_random_uuid(), 'active', $1, created, created + interval '1 minute' * random()
         from generate_series(date_trunc('minute', now()) - interval '3 minutes',
           date_trunc('minute', now()) + interval '3 minutes', interval '20 seconds') tick
         cross join unnest('{-1,0,1}'::integer[]) microseconds
         cross join unnest('{0,24}'::integer[]) hours
         cross join lateral (
           select tick + make_interval(secs => microseconds * 0.000001, hours => -hours) as created) made returning id
       )
       insert into chat_participants (session_id, user_id, role) select id, $1, 'support_agent' from made`,
      [agent],
    );
    await fold(database);
    const found = await database.query(
      sentAndRawOf(`
        select w.since + later.since as since, w.until + later.until as until
        from dashboard_kept_windows w
        cross join unnest('{0,0.000001,20,59.999999,60,-20}'::interval[]) later_since (since)
        cross join unnest('{-0.000001,0,20,59.999998,59.999999,60,-20}'::interval[]) later_until (until)
        cross join lateral (select later_since.since, later_until.until) later
        where w.hours = 24`),
    );
    expect(found).toHaveLength(42);
    for (const { sent, raw } of found) expectToSayWhatIsRaw(sent, raw);
  });

  it('are added up in the database, where too much has changed since for all of it to be sent', async () => {
    const agent = await agentOfTenDaysAgo();
    await fold(database);
    await database.query(
      `insert into dashboard_marks
       select 'sessions', dashboard_bucket(now() - n * interval '1 hour') from generate_series(1, $1) n`,
      [500],
    );
    const list = 'select dashboard_agent_list(720, null, null, false, null, null)';
    expect(await single(list)).toHaveProperty('windows');
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
    await database.query(`delete from dashboard_marks where bucket < now() - interval '50 hours'`);
    expect(await single(list)).toHaveProperty('kept');
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
  });

  it('have their lines sent to whoever does not know them: until they are kept anew, once', async () => {
    const agent = await agentOfTenDaysAgo();
    await fold(database);
    const versions = () => single('select array_agg(version order by hours) from dashboard_kept_windows');
    const version = `(select version from dashboard_kept_windows where hours = 720)`;
    const kept = (known: string): Promise<unknown> =>
      single(`select dashboard_agent_list(720, null, null, false, null, ${known})->>'kept'`);
    const lines = await kept('null');
    expect(lines).toContain(agent);
    expect(await kept(`array[gen_random_uuid()]`)).toBe(lines);
    expect(await kept(`array[gen_random_uuid(), ${version}]`)).toBeNull();

    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
    // A change that leaves the version: who knows the lines does not see it.
    const tamper = `update dashboard_kept_windows set lines = replace(lines, $1 || ',', $1 || ',100') where hours = 720`;
    await database.query(tamper, [agent]);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
    await database.query('update dashboard_kept_windows set version = gen_random_uuid()');
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1001 }]);

    const before = await versions();
    await database.query('delete from dashboard_kept_windows');
    await fold(database);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
    expect(await versions()).toHaveLength(6);
    expect((await versions()) as string[]).not.toEqual(before);
  });

  it('list nobody who was only assigned', async () => {
    await addSession(database, {
      created_at: String(await single(`select (now() - interval '10 days')::text`)),
      assigned_agent_id: newId(),
    });
    await fold(database);
    expect(await single('select cardinality(agents) from dashboard_kept_windows where hours = 720')).toBe(1);
    expect(await agentsOf(720)).toEqual([]);
    const agent = await agentOfTenDaysAgo();
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
    await fold(database);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
  });

  it('say of who is new or gone since, and what everybody does now', async () => {
    const gone = newId();
    const stays = await agentOfTenDaysAgo();
    const session = await addSession(database, {
      created_at: String(await single(`select (now() - interval '20 days')::text`)),
    });
    await addParticipant(database, session, { user_id: gone });
    await fold(database);
    expect((await agentsOf(720)).map(({ agent_id: id }) => id)).toEqual([stays, gone].toSorted());

    await database.query('delete from chat_sessions where id = $1', [session]);
    const added = newId();
    for (const agent of [added, added, stays]) {
      const id = await addSession(database, {
        status: 'active',
        assigned_agent_id: agent,
        created_at: String(await single(`select (now() - interval '1 day')::text`)),
      });
      await addParticipant(database, id, { user_id: agent });
    }
    // Somebody who is busy, and registered, but did nothing in the window.
    const other = newId();
    await addSession(database, { status: 'active', assigned_agent_id: other });
    for (const [agent, availability] of [
      [stays, 'away'],
      [added, 'online'],
      [other, 'online'],
    ]) {
      await database.insert('support_agents', {
        agent_id: agent,
        display_name: `Name of "${agent}", with; a comma`,
        availability,
        max_sessions: 5,
      });
    }
    const saidNow = (agent_id: string, load: number, availability: string) => ({
      agent_id,
      sessions_handled: 2,
      status: 'active',
      load,
      availability,
      display_name: `Name of "${agent_id}", with; a comma`,
    });
    expect(await agentsOf(720)).toMatchObject(
      [saidNow(added, 2, 'online'), saidNow(stays, 1, 'away')].toSorted((one, another) =>
        one.agent_id < another.agent_id ? -1 : 1,
      ),
    );
  });

  it('are what answers rest on: one that is tampered with shows, and no longer once it is made anew', async () => {
    const agent = await agentOfTenDaysAgo();
    await fold(database);
    await database.query(
      `update dashboard_kept_windows set lines = replace(lines, $1 || ',', $1 || ',100') where hours = 720`,
      [agent],
    );
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1001 }]);
    await database.query('delete from dashboard_kept_windows');
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
    await fold(database);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
  });

  it('are gone as soon as a rollup of an agent is not what it was', async () => {
    const agent = await agentOfTenDaysAgo();
    await fold(database);
    expect(await keptWindows()).toBe(6);
    await database.query('update dashboard_agent_rollups set handled = handled + 1000');
    expect(await keptWindows()).toBe(0);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1001 }]);
  });

  it('are gone as well when they were just being made', async () => {
    const agent = await agentOfTenDaysAgo();
    await fold(database);
    await database.query('delete from dashboard_kept_windows');
    const keeping = database.transaction(
      [`select dashboard_keep_windows('{720}')`],
      ['select pg_sleep(0.5)'],
    );
    const isLocked = `select count(*)::integer from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.relation = 'dashboard_kept_windows'::regclass
        and l.mode = 'ShareRowExclusiveLock' and l.granted`;
    await expect.poll(() => single(isLocked), { interval: 10 }).toBe(1);
    await database.query('update dashboard_agent_rollups set handled = handled + 1000');
    await keeping;
    expect(await keptWindows()).toBe(0);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1001 }]);
  });

  it('believe no rollup that holds a marked bucket', async () => {
    const agent = await agentOfTenDaysAgo();
    await fold(database);
    await database.query('update dashboard_agent_rollups set handled = handled + grain_minutes');
    await database.query(
      // A run of them, in which coarser rollups lie as well.
      `insert into dashboard_marks select 'sessions', bucket + n * interval '5 minutes'
       from dashboard_agent_rollups cross join generate_series(-12, 12) n where grain_minutes = 5`,
    );
    await database.query(`select dashboard_keep_windows('{24,720}')`);
    expect(await keptWindows()).toBe(2);
    expect(await agentsOf(720)).toMatchObject([{ agent_id: agent, sessions_handled: 1 }]);
  });

  it('are made anew only when they have to be', async () => {
    await agentOfTenDaysAgo();
    await fold(database);
    const again = Number(await single(`select dashboard_keep_windows('{24,720}')`));
    // Five minutes may have begun since.
    expect([0, 2]).toContain(again);
    await database.query('delete from dashboard_kept_windows where hours = 24');
    expect(Number(await single(`select dashboard_keep_windows('{24}')`))).toBe(1);
  });

  it('refuse a snapshot that could be older than what a fold has done', async () => {
    const sql = neon(database.url);
    await expect(
      sql.transaction([sql.query(`select dashboard_keep_windows('{24}')`)], {
        isolationLevel: 'RepeatableRead',
      }),
    ).rejects.toMatchObject({ code: '25000' });
  });
});

it('finds percentiles in bins as the Worker finds them in histograms', async () => {
  const random = seededRandom(54);
  for (let round = 0; round < 40; round += 1) {
    const spans = Array.from({ length: random.int(0, 60) }, () =>
      random.chance(0.1) ? 0 : Math.floor(10 ** (random.int(0, 110) / 10)),
    );
    const [row] = await database.query(
      `select dashboard_percentile_bins(h, $2) as bins, encode(numeric_send(h), 'base64') as histogram
       from (select coalesce(sum(dashboard_bin(span)), 0) as h from unnest($1::bigint[]) span) made`,
      [`{${spans.join(',')}}`, spans.length],
    );
    const { bins, histogram } = row as { bins: number[]; histogram: string };
    expect(quantilesInBins(bins, spans.length)).toEqual(
      quantiles(readHistogram(histogram), spans.length, [50, 90, 95]),
    );
  }
});

it('finds percentiles of a distribution that a few spans came into or left, by what is near those that it had', async () => {
  const random = seededRandom(55);
  for (let round = 0; round < 200; round += 1) {
    const widest = random.int(1, 110);
    const span = (): number =>
      random.chance(0.05) ? 0 : Math.floor(10 ** (random.int(random.int(0, widest), widest) / 10));
    const before = Array.from({ length: random.int(0, 1) * random.int(0, 600) + random.int(0, 40) }, span);
    const changes = random.int(1, 4);
    const left = random.int(0, Math.min(changes, before.length));
    // Mostly on one side of the place of a percentile, so that it moves as far as it can.
    before.sort((one, other) => one - other);
    const place = Math.floor(before.length * random.pick([0, 0.5, 0.9, 0.95]));
    const gone = random.chance(0.3)
      ? Array.from({ length: left }, () => before.splice(random.int(0, before.length - 1), 1)[0])
      : before.splice(Math.min(place, before.length - left), left);
    const come = Array.from({ length: changes - left }, () =>
      random.chance(0.3) ? span() : random.chance(0.5) ? 10 ** 12 : 1,
    );
    const list = (spans: readonly unknown[]): string => `{${spans.join(',')}}`;
    const [row] = await database.query(
      `with made as (
         select (select coalesce(sum(dashboard_bin(span)), 0) from unnest($1::bigint[]) span) as stayed,
           (select coalesce(sum(dashboard_bin(span)), 0) from unnest($2::bigint[]) span) as gone,
           (select coalesce(sum(dashboard_bin(span)), 0) from unnest($3::bigint[]) span) as come
       )
       select dashboard_near_percentiles(stayed + gone, $4) || ':' || encode(numeric_send(come), 'base64') || ':'
         || encode(numeric_send(gone), 'base64') as near, encode(numeric_send(stayed + come), 'base64') as whole from made`,
      [list(before), list(gone), list(come), before.length + gone.length],
    );
    const { near, whole } = row as { near: string; whole: string };
    const spans = before.length + come.length;
    const seconds = (spread: string): unknown => toDistribution(spans, 0, readSpread(spread));
    expect({ before, gone, come, found: seconds(near) }).toEqual({
      before,
      gone,
      come,
      found: seconds(whole),
    });
  }
});
