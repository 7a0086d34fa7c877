import { beforeEach, describe, expect, it } from 'vitest';
import { uuidIn } from '../support/figures-data.ts';
import { expectLedgerRight, fold } from '../support/figures-check.ts';
import { readTables } from '../support/figures-rows.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { hold } from '../support/lock-holder.ts';

// The ledger's table: what each change of a session does to its segments. Written as a person would read the table, so
// that the random comparisons, whose oracle was written by whoever read it, are not the only judge.

const database = useFreshDatabase({ isRecorded: true });
beforeEach(() => database.clear());

const session = uuidIn('5', 1);
const [anna, ben] = [uuidIn('a', 1), uuidIn('a', 2)];
const names: Record<string, string> = { [anna]: 'anna', [ben]: 'ben' };

/** Times of a day long ago. */
const at = (clock: string): string => `2026-03-01T${clock}:00Z`;

async function insert(row: Row): Promise<void> {
  const whole = { id: session, initiator_id: uuidIn('c', 1), created_at: at('10:00'), ...row };
  await database.insert('chat_sessions', whole);
}

/** Sets columns of the session; times of the day above may be given as `10:05`. */
async function change(columns: Row): Promise<void> {
  const entries = Object.entries(columns).map(([name, value]) => [
    name,
    typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? at(value) : value,
  ]);
  const sets = entries.map(([name], i) => `${String(name)} = $${i + 1}`).join(', ');
  await database.query(
    `update chat_sessions set ${sets}`,
    entries.map(([, value]) => value),
  );
}

/**
 * The segments as lines: `1 queued 10:00–10:01 assigned`, where `now` is any time in the last minute and `?` an unknown
 * one.
 */
async function segments(): Promise<string[]> {
  const clock = (column: string): string => `case
    when ${column} is null then null when ${column} > now() - interval '1 minute' then 'now'
    else to_char(${column} at time zone 'UTC', 'HH24:MI') end`;
  const rows = await database.query(
    `select episode, state, agent_id, team, ${clock('began')} as began, ${clock('ended')} as ended, ending
     from dashboard_segments(array[$1]::uuid[]) order by segment`,
    [session],
  );
  await expectLedgerRight(database, await readTables(database));
  return rows.map(({ episode, state, agent_id, team, began, ended, ending }) =>
    [
      String(episode),
      state,
      agent_id === null ? '' : names[String(agent_id)],
      team === null ? '' : `(${String(team)})`,
      `${String(began ?? '?')}–${String(ended ?? '')}`,
      ending ?? 'open',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

const joins = (agent: string, joined: string, left: string | null = null): Promise<void> =>
  database.insert('chat_participants', {
    session_id: session,
    user_id: agent,
    role: 'support_agent',
    joined_at: at(joined),
    left_at: left === null ? null : at(left),
  });

describe('a session that is inserted', () => {
  it.each<[what: string, row: Row, lines: string[]]>([
    ['waiting', {}, ['1 queued 10:00– open']],
    ['waiting since later', { queued_at: at('10:02') }, ['1 queued 10:02– open']],
    [
      'active',
      { status: 'active', assigned_agent_id: anna, started_at: at('10:03') },
      ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03– open'],
    ],
    [
      'active with nobody',
      { status: 'active', started_at: at('10:03') },
      ['1 queued 10:00–10:03 assigned', '1 handled 10:03– open'],
    ],
    ['active without started_at', { status: 'active', assigned_agent_id: anna }, ['1 handled anna ?– open']],
    [
      'closed',
      {
        status: 'closed',
        assigned_agent_id: anna,
        queued_at: at('10:01'),
        started_at: at('10:03'),
        closed_at: at('10:09'),
      },
      ['1 queued 10:01–10:03 assigned', '1 handled anna 10:03–10:09 closed'],
    ],
    [
      'closed before anybody had it',
      { status: 'closed', closed_at: at('10:45') },
      ['1 queued 10:00–10:45 abandoned'],
    ],
    [
      'closed without started_at',
      { status: 'closed', assigned_agent_id: anna, closed_at: at('10:09') },
      ['1 handled anna ?–10:09 closed'],
    ],
    [
      'closed without closed_at: now',
      { status: 'closed', assigned_agent_id: anna, started_at: at('10:03') },
      ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–now closed'],
    ],
  ])('%s', async (_what, row, lines) => {
    await insert(row);
    expect(await segments()).toEqual(lines);
  });
});

const waiting = {};
const active = { status: 'active', assigned_agent_id: anna, started_at: at('10:03') };
const closed = { ...active, status: 'closed', closed_at: at('10:09') };
const served = ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–10:09 closed'];

describe.each<[row: string, changes: [what: string, before: Row, after: Row[], lines: string[]][]]>([
  [
    'waiting → active',
    [
      [
        'at a started_at within the wait',
        waiting,
        [{ status: 'active', assigned_agent_id: anna, started_at: '10:05' }],
        ['1 queued 10:00–10:05 assigned', '1 handled anna 10:05– open'],
      ],
      [
        'when it happened, if started_at is before the wait',
        waiting,
        [{ status: 'active', assigned_agent_id: anna, started_at: '09:55' }],
        ['1 queued 10:00–now assigned', '1 handled anna now– open'],
      ],
      [
        'when it happened, without started_at',
        waiting,
        [{ status: 'active', assigned_agent_id: anna }],
        ['1 queued 10:00–now assigned', '1 handled anna now– open'],
      ],
    ],
  ],
  [
    'active, other agent',
    [
      [
        'transferred when it happened',
        active,
        [{ assigned_agent_id: ben }],
        ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–now transferred', '1 handled ben now– open'],
      ],
      [
        'transferred at a new started_at',
        active,
        [{ assigned_agent_id: ben, started_at: '10:20' }],
        [
          '1 queued 10:00–10:03 assigned',
          '1 handled anna 10:03–10:20 transferred',
          '1 handled ben 10:20– open',
        ],
      ],
      [
        'transferred and closed in one write',
        active,
        [{ assigned_agent_id: ben, status: 'closed', closed_at: '10:30' }],
        [
          '1 queued 10:00–10:03 assigned',
          '1 handled anna 10:03–10:30 transferred',
          '1 handled ben 10:30–10:30 closed',
        ],
      ],
      [
        'released to nobody, and taken',
        active,
        [{ assigned_agent_id: null }, { assigned_agent_id: ben }],
        [
          '1 queued 10:00–10:03 assigned',
          '1 handled anna 10:03–now released',
          '1 handled now–now assigned',
          '1 handled ben now– open',
        ],
      ],
    ],
  ],
  [
    'active → waiting',
    [
      [
        'requeued, same episode',
        active,
        [{ status: 'waiting', assigned_agent_id: null, queued_at: '10:20' }],
        ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–10:20 requeued', '1 queued 10:20– open'],
      ],
      [
        'requeued now, if no queued_at is given',
        active,
        [{ status: 'waiting' }],
        ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–now requeued', '1 queued now– open'],
      ],
      [
        'and assigned again',
        active,
        [
          { status: 'waiting', queued_at: '10:20' },
          { status: 'active', assigned_agent_id: ben, started_at: '10:21' },
        ],
        [
          '1 queued 10:00–10:03 assigned',
          '1 handled anna 10:03–10:20 requeued',
          '1 queued 10:20–10:21 assigned',
          '1 handled ben 10:21– open',
        ],
      ],
    ],
  ],
  [
    'waiting, other team',
    [
      ['moved', waiting, [{ team: 'billing' }], ['1 queued 10:00–now moved', '1 queued (billing) now– open']],
      [
        'moved at a new queued_at',
        waiting,
        [{ team: 'billing', queued_at: '10:10' }],
        ['1 queued 10:00–10:10 moved', '1 queued (billing) 10:10– open'],
      ],
    ],
  ],
  [
    'waiting → closed',
    [
      [
        'abandoned at closed_at',
        waiting,
        [{ status: 'closed', closed_at: '10:45' }],
        ['1 queued 10:00–10:45 abandoned'],
      ],
      ['abandoned now, without closed_at', waiting, [{ status: 'closed' }], ['1 queued 10:00–now abandoned']],
    ],
  ],
  [
    'active → closed',
    [
      ['closed at closed_at', active, [{ status: 'closed', closed_at: '10:09' }], served],
      [
        'closed now, without closed_at',
        active,
        [{ status: 'closed' }],
        ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–now closed'],
      ],
      [
        'closed before it was started, by a clock that is behind',
        active,
        [{ status: 'closed', closed_at: '10:02' }],
        ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–10:02 closed'],
      ],
    ],
  ],
  [
    'closed → waiting or active',
    [
      [
        'a new episode in the queue',
        closed,
        [{ status: 'waiting', assigned_agent_id: null, queued_at: '11:00' }],
        [...served, '2 queued 11:00– open'],
      ],
      ['a new episode now', closed, [{ status: 'waiting' }], [...served, '2 queued now– open']],
      [
        'a new episode with its agent',
        closed,
        [{ status: 'active' }, { status: 'closed', closed_at: '2099-01-01T00:00:00Z' }],
        [...served, '2 handled anna now–now closed'],
      ],
      [
        'a new episode with its agent, at a new started_at',
        closed,
        [
          { status: 'active', started_at: '11:00' },
          { status: 'closed', closed_at: '11:05' },
        ],
        [...served, '2 handled anna 11:00–11:05 closed'],
      ],
      [
        'which does not end at the closed_at of the one before',
        closed,
        [{ status: 'waiting' }, { status: 'closed' }],
        [...served, '2 queued now–now abandoned'],
      ],
    ],
  ],
  [
    'an instant corrected without a change of state',
    [
      [
        'queued_at',
        active,
        [{ queued_at: '10:01' }],
        ['1 queued 10:01–10:03 assigned', '1 handled anna 10:03– open'],
      ],
      [
        'started_at',
        active,
        [{ started_at: '10:04' }],
        ['1 queued 10:00–10:04 assigned', '1 handled anna 10:04– open'],
      ],
      [
        'closed_at',
        closed,
        [{ closed_at: '10:10' }],
        ['1 queued 10:00–10:03 assigned', '1 handled anna 10:03–10:10 closed'],
      ],
      ['closed_at, to null: it stays', closed, [{ closed_at: null }], served],
      [
        'the queued_at of a later episode',
        closed,
        [{ status: 'waiting' }, { queued_at: '11:00' }],
        [...served, '2 queued 11:00– open'],
      ],
      [
        'the started_at of a later wait',
        closed,
        [
          { status: 'waiting', queued_at: '11:00' },
          { status: 'active', assigned_agent_id: ben },
          { started_at: '11:05' },
        ],
        [...served, '2 queued 11:00–11:05 assigned', '2 handled ben 11:05– open'],
      ],
    ],
  ],
])('%s', (_row, changes) => {
  it.each(changes)('%s', async (_what, before, after, lines) => {
    await insert(before);
    for (const columns of after) await change(columns);
    expect(await segments()).toEqual(lines);
    // Folding changes nothing of it, nor does asking between the changes.
    await fold(database);
    expect(await segments()).toEqual(lines);
  });
});

describe('deleted', () => {
  it('has no segments any more, nor parts', async () => {
    await insert(closed);
    await fold(database);
    await database.query('delete from chat_sessions');
    expect(await segments()).toEqual([]);
    await fold(database);
    expect(await database.query('select * from dashboard_parts')).toEqual([]);
  });

  it('and inserted again under the same id, begins again', async () => {
    await insert(closed);
    await change({ status: 'waiting' });
    await database.query('delete from chat_sessions');
    await insert(waiting);
    expect(await segments()).toEqual(['1 queued 10:00– open']);
  });

  it('under its id: another id goes on with what the row tells', async () => {
    await insert(closed);
    await change({ status: 'waiting' });
    await change({ id: uuidIn('5', 2) });
    expect(await segments()).toEqual([]);
    await change({ id: session, assigned_agent_id: null });
    expect(await segments()).toEqual(['1 queued now– open']);
  });
});

describe('a row that tells only its last agent', () => {
  it('gives those who joined before their share', async () => {
    await insert({ ...active, assigned_agent_id: ben });
    await joins(anna, '10:03', '10:33');
    await joins(ben, '10:33');
    expect(await segments()).toEqual([
      '1 queued 10:00–10:03 assigned',
      '1 handled anna 10:03–10:33 transferred',
      '1 handled ben 10:33– open',
    ]);
  });

  it('gives no share to who had left before it was started', async () => {
    await insert({ ...active, assigned_agent_id: ben });
    await joins(anna, '10:00', '10:01');
    await joins(ben, '10:33');
    expect(await segments()).toEqual(['1 queued 10:00–10:03 assigned', '1 handled ben 10:03– open']);
  });
});

describe('the outbox', () => {
  it('says what changed, in order, and by which command', async () => {
    await insert(waiting);
    await database.transaction(
      [`select set_config('dashboard.command', 'assign', true)`],
      [`update chat_sessions set status = 'active', assigned_agent_id = '${anna}'`],
    );
    await change({ feedback: 'thanks', last_activity_at: '11:00', total_messages: 3 });
    await change({ rating: 4 });
    await database.query('delete from chat_sessions');
    const events = await database.query(
      'select command, status, assigned_agent_id, rating from dashboard_session_events order by transaction_id, id',
    );
    expect(events).toEqual([
      { command: null, status: 'waiting', assigned_agent_id: null, rating: null },
      { command: 'assign', status: 'active', assigned_agent_id: anna, rating: null },
      { command: null, status: 'active', assigned_agent_id: anna, rating: 4 },
      { command: null, status: null, assigned_agent_id: null, rating: null },
    ]);
  });

  it('skips nothing that commits late', async () => {
    /** Reads what came after a place, as docs/figures.md says. */
    const readAfter = (place: string) =>
      database.query(
        `select transaction_id::text || ' ' || id as place, session_id from dashboard_session_events
         where transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           and (transaction_id, id) > (split_part($1, ' ', 1)::xid8, split_part($1, ' ', 2)::bigint)
         order by transaction_id, id`,
        [place],
      );
    const start = `insert into chat_sessions (id, initiator_id) values ('${session}', gen_random_uuid())`;
    const late = await hold(database, { untilWaiting: 1 }, start);
    await insert({ id: uuidIn('5', 2) });
    const early = await readAfter('0 0');
    // Waits for the transaction that inserts the same id, which then commits.
    await Promise.all([database.query(`${start} on conflict do nothing`), late.committed]);
    const sessionsRead = async () => {
      const rest = await readAfter(String(early.at(-1)?.['place'] ?? '0 0'));
      return [...early, ...rest].map((row) => row['session_id']);
    };
    // A transaction that another test holds open keeps rows back, as it may.
    await expect.poll(sessionsRead).toEqual([session, uuidIn('5', 2)]);
  });
});
