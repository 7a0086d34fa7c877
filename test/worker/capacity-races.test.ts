import { beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { isolatesOver, waitingOf } from '../support/isolates.ts';
import { hold } from '../support/lock-holder.ts';
import {
  addAgent,
  addOffer,
  addOwned,
  commandLog,
  latestEventOf,
  placesTaken,
  routedSession,
  violations,
} from '../support/routing.ts';
import { addMessage, addSession, newId } from '../support/rows.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = isolatesOver(database.url);
const token = await tokenOf('admin');
beforeEach(() => database.clear());

const to = (session: string, command: string, json: object = {}, headers: Record<string, string> = {}) =>
  app.call(`sessions/${session}/${command}`, { json, token, headers });
const claim = (agent_id: string) => app.call('queue/claim', { json: { agent_id }, token });
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

/** A session's place in the queue: its number is its second. */
const place = (i: number): string => `2026-01-01T00:00:${String(i).padStart(2, '0')}Z`;
const queueOf = (n: number, row: Record<string, unknown> = {}): Promise<string[]> =>
  Promise.all(times(n, (i) => addSession(database, { queued_at: place(i), ...row })));

interface Told {
  status: number;
  code: string | undefined;
  body: Record<string, unknown>;
}
const told = async (response: Response): Promise<Told> => {
  const body = await bodyOf(response);
  return { status: response.status, code: body['code'] as string | undefined, body };
};

/** Runs commands so that many of them wait for what a foreign transaction holds, then lets them go at once. */
async function race(
  lock: readonly [text: string, ...params: unknown[]],
  commands: (() => Promise<Response>)[],
  lastly?: readonly [text: string, ...params: unknown[]],
): Promise<Told[]> {
  const held = await hold(
    database,
    { untilWaiting: waitingOf(commands), ...(lastly === undefined ? {} : { lastly }) },
    ...lock,
  );
  const responses = await Promise.all(commands.map((run) => run()));
  await held.committed;
  return Promise.all(responses.map(told));
}
const theAgents = ['select 1 from support_agents for update'] as const;
const theSession = (id: string) => ['select 1 from chat_sessions where id = $1 for update', id] as const;

/** How often each answer was given. */
const tally = (answers: Told[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, code } of answers) {
    const name = code ?? String(status);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

const refusalsOf = (answers: Told[]): Told[] => answers.filter(({ code }) => code !== undefined);

/** That the tables hold nothing that the rules forbid, and one log row an answer. */
async function expectSound(answers: Told[]): Promise<void> {
  expect(await violations(database)).toEqual([]);
  const log = await commandLog(database);
  expect(log).toHaveLength(answers.length);
  expect(log.filter((row) => row.outcome === 'done')).toHaveLength(
    answers.filter(({ status }) => status < 300).length,
  );
}

describe('an agent with five places', () => {
  it('gets exactly five of fifty sessions that are assigned to it at once', async () => {
    const agent = await addAgent(database);
    const ids = await queueOf(50);
    const answers = await race(
      theAgents,
      ids.map((id) => () => to(id, 'assign', { agent_id: agent })),
    );
    expect(tally(answers)).toEqual({ 200: 5, agent_at_capacity: 45 });
    for (const { body } of refusalsOf(answers)) expect(body).toMatchObject({ load: 5, max_sessions: 5 });
    expect(await placesTaken(database, agent)).toBe(5);
    await expectSound(answers);
  });

  it('gets five, too, where nothing brings the fifty into line', async () => {
    const agent = await addAgent(database);
    const ids = await queueOf(50);
    const responses = await Promise.all(ids.map((id) => to(id, 'assign', { agent_id: agent })));
    const answers = await Promise.all(responses.map(told));
    expect(tally(answers)).toEqual({ 200: 5, agent_at_capacity: 45 });
    await expectSound(answers);
  });

  it('takes five sessions with fifty claims', async () => {
    const agent = await addAgent(database);
    await queueOf(50);
    const answers = await race(
      theAgents,
      times(50, () => () => claim(agent)),
    );
    expect(tally(answers)).toEqual({ 200: 5, agent_at_capacity: 45 });
    await expectSound(answers);
  });

  it('is filled once by assigns, transfers, offers, claims and accepts at once', async () => {
    const agent = await addAgent(database);
    // The claims find enough that is older than everything else here.
    await queueOf(10, { queued_at: '2025-01-01T00:00:00Z' });
    const offered = await queueOf(2);
    const offers = await Promise.all(offered.map((id) => addOffer(database, id, agent)));
    const [assigned, toOffer] = [await queueOf(10), await queueOf(10)];
    const moved = await Promise.all(times(10, () => addOwned(database, newId())));
    const accepts = offered.map((id, i) => () => to(id, `offers/${offers[i]}/accept`));
    const others = times(10, (i) => [
      () => to(assigned[i] ?? '', 'assign', { agent_id: agent }),
      () => to(moved[i] ?? '', 'transfer', { to_agent_id: agent }),
      () => to(toOffer[i] ?? '', 'offers', { agent_id: agent, expires_in_seconds: 600 }),
      () => claim(agent),
    ]).flat();
    const answers = await race(theAgents, [...others, ...accepts]);
    // Two places are held by the offers: their acceptance never fails, and three are left.
    expect(tally(answers.slice(others.length))).toEqual({ 200: 2 });
    const rest = answers.slice(0, others.length);
    expect(rest.filter(({ status }) => status < 300)).toHaveLength(3);
    expect(rest.filter(({ code }) => code === 'agent_at_capacity')).toHaveLength(37);
    expect(await placesTaken(database, agent)).toBe(5);
    await expectSound(answers);
  });

  it('gets none once it has gone offline, however many waited for that', async () => {
    const agent = await addAgent(database);
    const ids = await queueOf(10);
    const answers = await race(
      [`update support_agents set availability = 'offline' where agent_id = $1`, agent],
      [...ids.map((id) => () => to(id, 'assign', { agent_id: agent })), () => claim(agent)],
    );
    expect(tally(answers)).toEqual({ agent_unavailable: 11 });
    await expectSound(answers);
  });

  it('gets what the new limit lets it have', async () => {
    const agent = await addAgent(database);
    const ids = await queueOf(10);
    const answers = await race(
      ['update support_agents set max_sessions = 2 where agent_id = $1', agent],
      ids.map((id) => () => to(id, 'assign', { agent_id: agent })),
    );
    expect(tally(answers)).toEqual({ 200: 2, agent_at_capacity: 8 });
    await expectSound(answers);
  });

  it('frees a place by a decline for one of those who wait for it, not for two', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const [first, ...rest] = await queueOf(10);
    const offer = await addOffer(database, first ?? '', agent);
    const answers = await race(theAgents, [
      () => to(first ?? '', `offers/${offer}/decline`),
      ...rest.map((id) => () => to(id, 'assign', { agent_id: agent })),
    ]);
    expect(answers[0]?.status).toBe(200);
    const assigned = answers.slice(1).filter(({ status }) => status === 200).length;
    expect(assigned).toBeLessThanOrEqual(1);
    await expectSound(answers);
  });
});

it('two full agents who hand each other a session are both refused', async () => {
  const [one, two] = [
    await addAgent(database, { max_sessions: 1 }),
    await addAgent(database, { max_sessions: 1 }),
  ];
  const [ofOne, ofTwo] = [await addOwned(database, one), await addOwned(database, two)];
  const answers = await race(theAgents, [
    () => to(ofOne, 'transfer', { to_agent_id: two }),
    () => to(ofTwo, 'transfer', { to_agent_id: one }),
  ]);
  expect(tally(answers)).toEqual({ agent_at_capacity: 2 });
  await expectSound(answers);
});

it('transfers in a ring, back and forth, end without a deadlock and without a place too many', async () => {
  const agents = await Promise.all(times(4, () => addAgent(database, { max_sessions: 3 })));
  const ids = await Promise.all(times(8, (i) => addOwned(database, agents[i % 4] ?? '')));
  const answers: Told[] = [];
  for (const round of [1, 2, 3]) {
    const responses = await Promise.all(
      ids.flatMap((id, i) => [
        to(id, 'transfer', { to_agent_id: agents[(i + round) % 4] }),
        to(id, 'transfer', { to_agent_id: agents[(i + 4 - round) % 4] }),
      ]),
    );
    answers.push(...(await Promise.all(responses.map(told))));
  }
  for (const { code } of refusalsOf(answers)) expect(['agent_at_capacity', 'same_agent']).toContain(code);
  await expectSound(answers);
});

describe('ten agents who claim at once', () => {
  const claimAll = (agents: string[]) =>
    race(
      theAgents,
      agents.map((agent) => () => claim(agent)),
    );
  const taken = (answers: Told[]): string[] =>
    answers.flatMap(({ status, body }) =>
      status === 200 ? [(body['data'] as { session_id: string }).session_id] : [],
    );

  it('get ten different sessions, the ten oldest', async () => {
    const agents = await Promise.all(times(10, () => addAgent(database)));
    const ids = await queueOf(25);
    const answers = await claimAll(agents);
    expect(tally(answers)).toEqual({ 200: 10 });
    expect(taken(answers).sort()).toEqual(ids.slice(0, 10).sort());
    await expectSound(answers);
    const next = await claimAll(agents);
    expect(taken(next).sort()).toEqual(ids.slice(10, 20).sort());
  });

  it('share four sessions; the other six hear that nothing waits', async () => {
    const agents = await Promise.all(times(10, () => addAgent(database)));
    const ids = await queueOf(4);
    const answers = await claimAll(agents);
    expect(tally(answers)).toEqual({ 200: 4, queue_empty: 6 });
    expect(taken(answers).sort()).toEqual([...ids].sort());
    await expectSound(answers);
  });

  it('get what fits each, the oldest of it', async () => {
    const teams = ['a', 'b'];
    const agents = await Promise.all(
      times(10, (i) => addAgent(database, { team: teams[i % 2], skills: ['x'] })),
    );
    const ids = await Promise.all(
      times(20, (i) => addSession(database, { queued_at: place(i), team: teams[i % 2], skills: '{x}' })),
    );
    await queueOf(5, { skills: '{x,y}' });
    const answers = await claimAll(agents);
    expect(taken(answers).sort()).toEqual(ids.slice(0, 10).sort());
    await expectSound(answers);
  });
});

describe('a claim, while others hold the head of the queue', () => {
  it('passes over what is just being taken, and gets the next', async () => {
    const [agent, other] = [await addAgent(database), newId()];
    const [head, next] = await queueOf(2);
    const held = await hold(
      database,
      { untilWaiting: 1 },
      `update chat_sessions set status = 'active', assigned_agent_id = $2 where id = $1`,
      head,
      other,
    );
    const claimed = await told(await claim(agent));
    const waiter = to(head ?? '', 'close');
    await held.committed;
    expect(claimed.body).toMatchObject({ data: { session_id: next } });
    expect((await waiter).status).toBe(200);
  });

  it('waits for the only one, and gets it where it is let go', async () => {
    const agent = await addAgent(database);
    const [head] = await queueOf(1);
    const answers = await race(theSession(head ?? ''), [() => claim(agent)]);
    expect(answers[0]?.body).toMatchObject({ data: { session_id: head } });
  });

  it('waits for the only one, and hears that nothing waits where it is taken', async () => {
    const agent = await addAgent(database);
    const [head] = await queueOf(1);
    const answers = await race(
      ['update chat_sessions set status = $2, assigned_agent_id = $3 where id = $1', head, 'active', newId()],
      [() => claim(agent)],
    );
    expect(tally(answers)).toEqual({ queue_empty: 1 });
  });

  it('never takes what has been offered to another meanwhile', async () => {
    const [agent, other] = [await addAgent(database), await addAgent(database)];
    const [head] = await queueOf(1);
    const answers = await race(
      theSession(head ?? ''),
      [() => claim(agent)],
      [
        `insert into dashboard_offers (session_id, session_event_id, agent_id, offered_at, expires_at)
       values ($1, ${latestEventOf('$1')}, $2, clock_timestamp(), clock_timestamp() + interval '1 hour')`,
        head,
        other,
      ],
    );
    expect(tally(answers)).toEqual({ queue_empty: 1 });
    expect((await routedSession(database, head ?? '')).status).toBe('waiting');
  });

  it('leaves a customer who is writing in the queue: the next claim takes that one', async () => {
    const agent = await addAgent(database);
    const [head, next] = await queueOf(2);
    await addMessage(database, head ?? '');
    const held = await hold(database, { untilWaiting: 1 }, ...theSession(head ?? ''));
    const first = await told(await claim(agent));
    const waiter = to(head ?? '', 'requeue');
    await held.committed;
    await waiter;
    expect(first.body).toMatchObject({ data: { session_id: next } });
    expect((await told(await claim(agent))).body).toMatchObject({ data: { session_id: head } });
  });
});

describe('offers', () => {
  it('race for one session: one is made, the others are told to whom', async () => {
    const agents = await Promise.all(times(20, () => addAgent(database)));
    const [id] = await queueOf(1);
    const answers = await race(
      theSession(id ?? ''),
      agents.map((agent) => () => to(id ?? '', 'offers', { agent_id: agent, expires_in_seconds: 600 })),
    );
    expect(tally(answers)).toEqual({ 201: 1, session_offered: 19 });
    const winner = answers.find(({ status }) => status === 201)?.body['data'] as Record<string, unknown>;
    for (const { body } of refusalsOf(answers)) {
      expect(body).toMatchObject({ offered_to: winner['agent_id'], expires_at: winner['expires_at'] });
    }
    await expectSound(answers);
  });

  it('race with claims and assigns for one session: it is held for one, or one has it', async () => {
    const agents = await Promise.all(times(15, () => addAgent(database)));
    const [id] = await queueOf(1);
    const answers = await race(
      theSession(id ?? ''),
      agents.map((agent, i) => () => {
        if (i % 3 === 0) return to(id ?? '', 'offers', { agent_id: agent, expires_in_seconds: 600 });
        return i % 3 === 1 ? to(id ?? '', 'assign', { agent_id: agent }) : claim(agent);
      }),
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    await expectSound(answers);
  });

  it.each(times(5, (i) => i))('are accepted or declined, not both (%i)', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const [id] = await queueOf(1);
    const offer = await addOffer(database, id ?? '', agent);
    const answers = await race(theAgents, [
      () => to(id ?? '', `offers/${offer}/accept`),
      () => to(id ?? '', `offers/${offer}/decline`),
    ]);
    expect(tally(answers)).toEqual({ 200: 1, offer_not_open: 1 });
    const accepted = answers[0]?.status === 200;
    expect(await routedSession(database, id ?? '')).toMatchObject({
      status: accepted ? 'active' : 'waiting',
      present: accepted ? [agent] : [],
      offers: [{ outcome: accepted ? 'accepted' : 'declined' }],
    });
    await expectSound(answers);
  });

  it('that fall due while they are answered are over, and nobody’s', async () => {
    const [agent, other] = [await addAgent(database, { max_sessions: 1 }), await addAgent(database)];
    const [id] = await queueOf(1);
    const offer = await addOffer(database, id ?? '', agent);
    const answers = await race(
      theSession(id ?? ''),
      [
        () => to(id ?? '', `offers/${offer}/accept`),
        () => to(id ?? '', `offers/${offer}/decline`),
        () => to(id ?? '', 'assign', { agent_id: other }),
      ],
      ['update dashboard_offers set expires_at = clock_timestamp()'],
    );
    expect(tally(answers)).toEqual({ 200: 1, offer_expired: 2 });
    expect(answers[2]?.status).toBe(200);
    expect(await placesTaken(database, agent)).toBe(0);
    await expectSound(answers);
  });

  it('that are answered while expired ones are tidied up lose nothing', async () => {
    const agents = await Promise.all(times(10, () => addAgent(database)));
    const ids = await queueOf(10);
    const offers = await Promise.all(
      ids.map((id, i) => addOffer(database, id, agents[i] ?? '', i < 5 ? 0 : 600)),
    );
    const [answers] = await Promise.all([
      Promise.all(ids.map((id, i) => to(id, `offers/${offers[i]}/accept`).then(told))),
      Promise.all(times(5, () => database.query('select dashboard_tidy()'))),
    ]);
    expect(answers.map(({ code, status }) => code ?? status)).toEqual([
      ...times(5, () => 'offer_expired'),
      ...times(5, () => 200),
    ]);
    await expectSound(answers);
    await database.query('select dashboard_tidy()');
    const outcomes = await database.query(
      'select outcome, count(*)::int as n from dashboard_offers group by 1 order by 1',
    );
    expect(outcomes).toEqual([
      { outcome: 'accepted', n: 5 },
      { outcome: 'expired', n: 5 },
    ]);
  });

  it('are taken by their agent once: ten accepts, one effect, ten good answers', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const [id] = await queueOf(1);
    const offer = await addOffer(database, id ?? '', agent);
    const answers = await race(
      theAgents,
      times(10, () => () => to(id ?? '', `offers/${offer}/accept`)),
    );
    expect(tally(answers)).toEqual({ 200: 10 });
    expect(await commandLog(database)).toHaveLength(1);
    expect(await violations(database)).toEqual([]);
  });
});

describe('an active session', () => {
  it.each(times(5, (i) => i))('that is requeued and closed at once ends closed (%i)', async () => {
    const owner = await addAgent(database);
    const id = await addOwned(database, owner);
    const answers = await race(theSession(id), [() => to(id, 'requeue'), () => to(id, 'close')]);
    expect(answers[1]?.status).toBe(200);
    expect([200, 409]).toContain(answers[0]?.status);
    const { audit } = await routedSession(database, id);
    expect(audit.map(({ action, from }) => [action, from])).toEqual(
      answers[0]?.status === 200
        ? [
            ['requeue', owner],
            ['close', null],
          ]
        : [['close', owner]],
    );
    expect(await routedSession(database, id)).toMatchObject({ status: 'closed', present: [] });
    await expectSound(answers);
  });

  it('changes once for all who name the same version', async () => {
    const owner = await addAgent(database);
    const next = await addAgent(database);
    const id = await addOwned(database, owner);
    const same = { 'If-Match': '"1"' };
    const answers = await race(theSession(id), [
      () => to(id, 'requeue', {}, same),
      () => to(id, 'close', {}, same),
      () => to(id, 'transfer', { to_team: 'a' }, same),
      () => to(id, 'transfer', { to_agent_id: next }, same),
      () => to(id, 'transfer', { to_agent_id: newId() }, same),
      () => to(id, 'requeue', {}, same),
    ]);
    expect(tally(answers)).toEqual({ 200: 1, version_changed: 5 });
    const { version } = await routedSession(database, id);
    expect(version).toBe(2);
    for (const { body } of refusalsOf(answers)) expect(body).toMatchObject({ session: { version: 2 } });
    await expectSound(answers);
  });

  it('that is requeued by ten is requeued once, and claimed once', async () => {
    const agents = await Promise.all(times(5, () => addAgent(database)));
    const id = await addOwned(database, agents[0] ?? '');
    const requeues = await race(
      theSession(id),
      times(10, () => () => to(id, 'requeue')),
    );
    expect(tally(requeues)).toEqual({ 200: 1, session_not_active: 9 });
    const claims = await race(
      theAgents,
      agents.map((agent) => () => claim(agent)),
    );
    expect(tally(claims)).toEqual({ 200: 1, queue_empty: 4 });
    await expectSound([...requeues, ...claims]);
  });
});

describe('what the chat application does meanwhile', () => {
  it('to a session on offer ends the offer: it does not come back with the session', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const [held, other] = await queueOf(2);
    const offer = await addOffer(database, held ?? '', agent);
    await database.query(`update chat_sessions set status = 'closed' where id = $1`, [held]);
    expect((await told(await to(other ?? '', 'assign', { agent_id: agent }))).status).toBe(200);
    await database.query(`update chat_sessions set status = 'waiting' where id = $1`, [held]);
    expect(await told(await to(held ?? '', `offers/${offer}/accept`))).toMatchObject({
      status: 409,
      code: 'offer_not_open',
      body: { offer_outcome: 'withdrawn' },
    });
    expect(await placesTaken(database, agent)).toBe(1);
  });

  it('may write whole rows: a version and skills of null are put right', async () => {
    const id = await addSession(database, { version: null, skills: null });
    await database.query(`update chat_sessions set version = null, skills = null, rating = 4 where id = $1`, [
      id,
    ]);
    expect(await routedSession(database, id)).toMatchObject({ version: 1 });
    expect(await database.query('select skills::text from chat_sessions where id = $1', [id])).toEqual([
      { skills: '{}' },
    ]);
  });
});
