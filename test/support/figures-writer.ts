import { literal, uuidIn } from './figures-data.ts';
import type { Random } from './figures-random.ts';

/**
 * An unpredictable chat application: random statements over a small set of ids, so that they collide. Every
 * statement is valid SQL, and its effect is either allowed by the contract or rejected by a key.
 */

/** SQLSTATEs of the errors that these statements may cause, whatever triggers there are. */
export const refusals = new Set([
  '23503', // the session does not exist
  '23505', // the id already exists
  '21000', // ON CONFLICT or MERGE would change a row twice
  '27000', // two parts of one WITH would change the same row
  '22012', // a division by zero, used to abort on purpose
]);

/**
 * What MERGE raises for a row that another transaction has just changed: PostgreSQL then evaluates WHEN NOT
 * MATCHED with a source row of nulls.
 */
export const mergeOvertaken = '23502';

/** Conflicts with another transaction: retry the whole transaction. */
export const lostRaces = new Set(['40001', '40P01']);

export interface Stock {
  sessions: number;
  messages: number;
  users: number;
}

export class ForeignWriter {
  readonly #random: Random;
  readonly #stock: Stock;
  /** In microseconds; all written instants are earlier. */
  readonly #end: bigint;

  constructor(random: Random, stock: Stock, end: bigint) {
    this.#random = random;
    this.#stock = stock;
    this.#end = end;
  }

  /** A random statement. */
  statement(): string {
    const { pick, chance } = this.#random;
    if (chance(0.005))
      return pick(['truncate chat_messages', 'truncate chat_participants', 'truncate chat_sessions cascade']);
    if (chance(0.02)) {
      return chance(0.5)
        ? `insert into support_agents (agent_id, display_name, max_sessions) values (${this.#user()}, 'x', 1) on conflict do nothing`
        : `delete from support_agents where agent_id = ${this.#user()}`;
    }
    if (chance(0.15)) return this.#compound();
    if (chance(0.05)) return this.#block();
    return this.#change();
  }

  /** Statements for one transaction, with savepoints. Some or all of its work may be rolled back. */
  transaction(): string[] {
    const { int, chance } = this.#random;
    const statements: string[] = [];
    for (let k = int(1, 4); k > 0; k -= 1) {
      statements.push(this.#calm());
      if (chance(0.4)) {
        statements.push('savepoint here', this.#calm(), chance(0.7) ? 'rollback to here' : 'release here');
      }
    }
    if (chance(0.3)) statements.push('select 1 / 0');
    return statements;
  }

  /** Changes that no key rejects, since an error would end the transaction. */
  #calm(): string {
    return this.#random.pick([
      () => `${this.#insertMessages()} on conflict do nothing`,
      () => this.#insertSession(),
      () =>
        `${this.#insertParticipants()} on conflict (session_id, user_id) do update set role = excluded.role`,
      () => this.#updateMessages(false),
      () => this.#updateSession(false),
      () => this.#deleteRows(),
    ])();
  }

  /** One data change, usable alone or in a WITH. */
  #change(): string {
    return this.#random.pick([
      () => this.#insertMessages() + this.#onMessageConflict(),
      () => this.#insertMessages() + this.#onMessageConflict(),
      () => this.#insertMessages() + this.#onMessageConflict(),
      () => this.#insertSession(),
      () => this.#insertParticipants() + this.#onParticipantConflict(),
      () => this.#insertParticipants() + this.#onParticipantConflict(),
      () => this.#updateMessages(true),
      () => this.#updateParticipants(),
      () => this.#updateSession(true),
      () => this.#deleteRows(),
      () => this.#merge(),
    ])();
  }

  /** Several tables in one statement. The parts don't see each other's changes, but their triggers do. */
  #compound(): string {
    const { int } = this.#random;
    const parts = Array.from({ length: int(2, 4) }, () => this.#change());
    // Not covered: deleting or renaming a session while another takes its id in the same statement.
    // foreign-writer.test.ts has a separate test for that.
    const ofSessions = (part: string): boolean =>
      /^(insert into|update|delete from) chat_sessions/.test(part);
    const kept = parts.filter((part, i) => !ofSessions(part) || parts.findIndex(ofSessions) === i);
    return `with ${kept.map((part, i) => `part_${i} as (${part} returning 1)`).join(', ')} select 1`;
  }

  /** Several changes in one statement, where an error rolls back only its own change. */
  #block(): string {
    const conditions =
      'foreign_key_violation or unique_violation or cardinality_violation or triggered_data_change_violation or division_by_zero';
    const attempt = (): string =>
      `begin ${this.#change()}; ${this.#random.chance(0.3) ? 'perform 1 / 0;' : ''} exception when ${conditions} then null; end;`;
    return `do $do$ begin ${attempt()} ${attempt()} ${attempt()} end $do$`;
  }

  #session = (): string => `'${uuidIn('5', this.#random.int(1, this.#stock.sessions))}'::uuid`;
  #message = (): string => `'${uuidIn('b', this.#random.int(1, this.#stock.messages))}'::uuid`;
  #user = (): string => `'${uuidIn('a', this.#random.int(1, this.#stock.users))}'::uuid`;
  #role = (): string =>
    this.#random.pick([
      `'support_agent'`,
      `'support_agent'`,
      `'support_agent'`,
      `'customer'`,
      `'customer'`,
      `'bot'`,
    ]);
  #type = (): string => this.#random.pick([`'text'`, `'text'`, `'file'`, `'image'`, `'note'`, `'system'`]);
  #receipt = (): string => this.#random.pick([`'sent'`, `'delivered'`, `'read'`, `'failed'`]);
  #content = (): string => this.#random.pick([`''`, `'Hallo'`, `'👍👍'`, `'请问'`, `repeat('ab ', 99)`]);

  /** One of few instants, so that messages share them. */
  #instant = (): string => {
    const { pick, int } = this.#random;
    const hoursBack = BigInt(pick([1, 1, 2, 23, 24, 25, 167, 700, 719, 721, 1440, 3000]));
    const beside = BigInt(pick([0, 1, 999, 1000, 1_000_000, int(0, 5_000_000)]));
    return `'${literal(this.#end - hoursBack * 3_600_000_000n - beside)}'::timestamptz`;
  };

  #nonsense = (): string => this.#random.pick(['null', '-1', '0', '7', '2000000000', 'total_messages + 1']);
  #maybe = (value: string): string => (this.#random.chance(0.3) ? 'null' : value);
  #span = (): string =>
    `interval '${this.#random.pick([0, 1, 999, 1_000_000, this.#random.int(0, 7_200_000_000)])} microseconds'`;

  /**
   * A change that an application makes during a chat's life, including a second life; its clocks may
   * disagree.
   */
  #lifeStep = (): string => {
    const { pick } = this.#random;
    return pick([
      () => `status = 'closed', closed_at = ${this.#instant()}`,
      () => `status = 'closed', closed_at = coalesce(started_at, closed_at) + ${this.#span()}`,
      () => `status = 'waiting', closed_at = null`,
      () => `status = 'waiting', queued_at = ${this.#instant()}`,
      () => `status = 'waiting'`,
      () => `status = 'active', started_at = ${this.#instant()}, assigned_agent_id = ${this.#user()}`,
      () => `status = 'active', started_at = queued_at + ${this.#span()}`,
      () => `status = 'active', assigned_agent_id = ${this.#user()}`,
      () => `status = 'closed'`,
      () => `queued_at = started_at`,
      () => `queued_at = started_at + ${this.#span()}`,
      () => `queued_at = coalesce(started_at, created_at) - ${this.#span()}`,
      () => `started_at = null`,
      () => `closed_at = null`,
      () => {
        const start = this.#instant();
        return `started_at = ${start}, closed_at = ${start} + ${this.#span()}`;
      },
    ])();
  };

  #insertMessages(): string {
    const { chance, int } = this.#random;
    const columns = 'chat_messages (id, session_id, sender_id, content, message_type, status, created_at)';
    if (chance(0.1)) {
      // In many sessions at once.
      return `insert into ${columns} select gen_random_uuid(), id, ${this.#user()}, ${this.#content()}, ${this.#type()},
        'sent', ${this.#instant()} + n * interval '1 microsecond' from chat_sessions, generate_series(1, ${int(1, 3)}) n
        where id >= ${this.#session()}`;
    }
    if (chance(0.15)) {
      // A bulk copy of existing rows.
      return `insert into ${columns} select gen_random_uuid(), session_id, user_id, ${this.#content()}, ${this.#type()},
        'read', ${this.#instant()} from chat_participants where user_id <= ${this.#user()}`;
    }
    const values = Array.from(
      { length: chance(0.6) ? 1 : int(2, 6) },
      () =>
        `(${this.#message()}, ${this.#session()}, ${this.#user()}, ${this.#content()}, ${this.#type()}, ${this.#receipt()}, ${this.#instant()})`,
    );
    return `insert into ${columns} values ${values.join(', ')}`;
  }

  #onMessageConflict(): string {
    return this.#random.pick([
      '',
      ' on conflict do nothing',
      ' on conflict (id) do update set session_id = excluded.session_id, sender_id = excluded.sender_id',
      ' on conflict (id) do update set created_at = excluded.created_at, status = excluded.status',
      ` on conflict (id) do update set id = gen_random_uuid() where chat_messages.session_id <> ${this.#session()}`,
    ]);
  }

  #insertSession(): string {
    const { pick, chance } = this.#random;
    const given: Record<string, string> = {
      id: this.#session(),
      initiator_id: this.#user(),
      status: pick([`'waiting'`, `'active'`, `'closed'`]),
      created_at: this.#instant(),
    };
    if (chance(0.5)) given['assigned_agent_id'] = this.#maybe(this.#user());
    if (chance(0.5)) given['queued_at'] = this.#maybe(this.#instant());
    if (chance(0.5)) given['last_activity_at'] = this.#maybe(this.#instant());
    if (chance(0.5)) given['total_messages'] = pick(['null', '-1', '7', '2000000000']);
    if (chance(0.5)) {
      given['started_at'] = this.#instant();
      if (chance(0.7))
        given['closed_at'] = chance(0.2) ? this.#instant() : `${given['started_at']} + ${this.#span()}`;
      if (chance(0.3)) given['team'] = pick([`'a'`, `'b'`]);
    }
    if (chance(0.5)) given['rating'] = this.#maybe(String(this.#random.int(1, 5)));
    const insert = `insert into chat_sessions (${Object.keys(given).join(', ')}) values (${Object.values(given).join(', ')})`;
    return (
      insert +
      pick([
        ' on conflict do nothing',
        ' on conflict (id) do update set status = excluded.status, rating = excluded.rating',
        ' on conflict (id) do update set total_messages = excluded.total_messages, queued_at = excluded.queued_at',
        ' on conflict (id) do update set total_messages = chat_sessions.total_messages + 1',
      ])
    );
  }

  #insertParticipants(): string {
    const { chance, int } = this.#random;
    const columns = 'chat_participants (session_id, user_id, role, joined_at, left_at)';
    if (chance(0.1)) {
      return `insert into ${columns} select id, ${this.#user()}, ${this.#role()}, ${this.#instant()}, null from chat_sessions`;
    }
    const values = Array.from(
      { length: chance(0.6) ? 1 : int(2, 4) },
      () =>
        `(${this.#session()}, ${this.#user()}, ${this.#role()}, ${this.#instant()}, ${this.#maybe(this.#instant())})`,
    );
    return `insert into ${columns} values ${values.join(', ')}`;
  }

  #onParticipantConflict(): string {
    return this.#random.pick([
      '',
      ' on conflict do nothing',
      ' on conflict (session_id, user_id) do update set role = excluded.role, left_at = excluded.left_at',
      ` on conflict (session_id, user_id) do update set user_id = ${this.#user()}`,
    ]);
  }

  #updateMessages(mayMove: boolean): string {
    const { pick, chance } = this.#random;
    const set = pick([
      () => `status = ${this.#receipt()}, content = ${this.#content()}`,
      () => `session_id = ${mayMove ? this.#session() : 'session_id'}, message_type = ${this.#type()}`,
      () => `sender_id = ${this.#user()}`,
      () => `created_at = ${this.#instant()}`,
      () => `created_at = created_at - interval '1 microsecond'`,
      () => (mayMove && chance(0.5) ? `id = ${this.#message()}` : 'id = gen_random_uuid()'),
      () =>
        `sender_id = ${this.#user()}, created_at = ${this.#instant()}${mayMove ? `, session_id = ${this.#session()}` : ''}`,
    ])();
    const which = pick([
      () => `id = ${this.#message()}`,
      () => `id = ${this.#message()}`,
      () => `session_id = ${this.#session()}`,
      () => `sender_id = ${this.#user()} and status = 'sent'`,
      () => `id > ${this.#message()} and session_id < ${this.#session()}`,
    ])();
    return `update chat_messages set ${set} where ${which}`;
  }

  #updateParticipants(): string {
    const { pick } = this.#random;
    const set = pick([
      () => `role = ${this.#role()}`,
      () => `role = case role when 'customer' then 'support_agent' else 'customer' end`,
      () => `left_at = ${this.#maybe(this.#instant())}, joined_at = ${this.#instant()}`,
      () => `user_id = ${this.#user()}`,
      () => `session_id = ${this.#session()}`,
    ])();
    const which = pick([`user_id = ${this.#user()}`, `session_id = ${this.#session()}`]);
    return `update chat_participants set ${set} where ${which}`;
  }

  #updateSession(mayRename: boolean): string {
    const { pick } = this.#random;
    const set = pick([
      () => `status = ${pick([`'waiting'`, `'active'`, `'closed'`])}, total_messages = ${this.#nonsense()}`,
      () => `total_messages = ${this.#nonsense()}`,
      this.#lifeStep,
      this.#lifeStep,
      this.#lifeStep,
      () => `queued_at = null, last_activity_at = null`,
      () => `status = 'waiting', queued_at = ${this.#maybe(this.#instant())}`,
      () => `created_at = ${this.#instant()}, last_activity_at = ${this.#instant()}`,
      () => `assigned_agent_id = ${this.#maybe(this.#user())}, status = 'active'`,
      () => `assigned_agent_id = ${this.#maybe(this.#user())}`,
      () => `team = ${this.#maybe(pick([`'a'`, `'b'`]))}`,
      () => `rating = ${this.#maybe(String(this.#random.int(1, 5)))}`,
      () => `initiator_id = ${this.#user()}, rating = ${this.#maybe(String(this.#random.int(1, 5)))}`,
      () => (mayRename ? `id = ${this.#session()}, total_messages = ${this.#nonsense()}` : 'feedback = null'),
      () => (mayRename ? `id = gen_random_uuid(), status = 'waiting'` : `feedback = '👍'`),
    ])();
    const which = pick([
      `id = ${this.#session()}`,
      `id = ${this.#session()}`,
      `initiator_id = ${this.#user()}`,
    ]);
    return `update chat_sessions set ${set} where ${which}`;
  }

  #deleteRows(): string {
    const { pick } = this.#random;
    return pick([
      () => `delete from chat_messages where id = ${this.#message()}`,
      () => `delete from chat_messages where session_id = ${this.#session()} and sender_id = ${this.#user()}`,
      () => `delete from chat_messages where sender_id = ${this.#user()} and id > ${this.#message()}`,
      () =>
        `delete from chat_participants where session_id = ${this.#session()} and user_id = ${this.#user()}`,
      () => `delete from chat_participants where user_id = ${this.#user()} and role = ${this.#role()}`,
      () => `delete from chat_sessions where id = ${this.#session()}`,
    ])();
  }

  #merge(): string {
    const { pick, int } = this.#random;
    const someNumbers = `(select distinct 1 + (n * ${int(1, 9)}) % 40 as n from generate_series(1, ${int(1, 12)}) n)`;
    const idOf = (kind: string): string =>
      `('${kind.repeat(8)}-0000-4000-8000-' || lpad(to_hex(source.n), 12, '0'))::uuid`;
    if (this.#random.chance(0.3)) {
      return `merge into chat_participants target using ${someNumbers} source
        on target.session_id = ${idOf('5')} and target.user_id = ${this.#user()}
        when matched and source.n % 3 = 0 then delete
        when matched then update set role = ${this.#role()}, left_at = null
        when not matched and exists (select from chat_sessions s where s.id = ${idOf('5')}) then
          insert (session_id, user_id, role) values (${idOf('5')}, ${this.#user()}, ${this.#role()})`;
    }
    const otherwise = pick([
      '',
      `when not matched by source and target.session_id = ${this.#session()} then delete`,
      `when not matched by source and target.sender_id = ${this.#user()} then update set created_at = ${this.#instant()}`,
    ]);
    return `merge into chat_messages target using ${someNumbers} source on target.id = ${idOf('b')}
      when matched and source.n % 3 = 0 then delete
      when matched then update set sender_id = ${this.#user()}, created_at = ${this.#instant()}
      when not matched then insert (id, session_id, sender_id, content, created_at)
        values (${idOf('b')}, ${this.#session()}, ${this.#user()}, ${this.#content()}, ${this.#instant()})
      ${otherwise}`;
  }
}
