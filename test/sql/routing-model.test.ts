import { beforeEach, describe, expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { addAgent, arrayText, commandLog, routedSessions, violations } from '../support/routing.ts';
import {
  RoutingModel,
  type Agent,
  type Caller,
  type Command,
  type Role,
  type Verdict,
} from '../support/routing-model.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const appFor = (registeredOnly: boolean): TestApp =>
  testApp({
    bindings: {
      DATABASE_URL: database.url,
      DATABASE_TIMEOUT_MS: '30000',
      REGISTERED_AGENTS_ONLY: String(registeredOnly),
    },
  });
beforeEach(() => database.clear());

/** Chance, by a seed. */
class Chance {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = randomNumbers(seed);
  }
  below(n: number): number {
    return Math.floor(this.#next() * n);
  }
  in100(percent: number): boolean {
    return this.#next() * 100 < percent;
  }
  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('Nothing to choose from.');
    return value;
  }
  some<T>(values: readonly T[], percent: number): T[] {
    return values.filter(() => this.in100(percent));
  }
}

const teams = ['billing', 'tier-1', null];
const skills = ['tax', 'law', 'ä b'];

const actions = [
  'assign',
  'assign',
  'transfer',
  'requeue',
  'close',
  'offer',
  'offer',
  'accept',
  'accept',
  'decline',
  'decline',
  'withdraw',
  'claim',
  'claim',
] as const;

/** Agents, sessions and callers, in the tables and in the model alike. */
class World {
  readonly model: RoutingModel;
  readonly chance: Chance;
  readonly callers: { caller: Caller; token: string }[] = [];
  readonly #app: TestApp;

  constructor(seed: number, registeredOnly: boolean) {
    this.chance = new Chance(seed);
    this.model = new RoutingModel(registeredOnly);
    this.#app = appFor(registeredOnly);
  }

  async populate(agents: number, sessions: number): Promise<void> {
    for (let i = 0; i < agents; i += 1) await this.addAgent(i > 0);
    for (let i = 0; i < sessions; i += 1) await this.addSession();
    // The admins come first.
    const roles: Role[] = ['admin', 'admin', 'router', 'router'];
    const ids = roles.map((role) => ({ role, id: newId() }));
    for (const agent of this.model.agents.values()) ids.push({ role: 'agent', id: agent.id });
    for (const caller of ids) {
      this.callers.push({ caller, token: await tokenOf(caller.role, caller.id) });
    }
  }

  async addAgent(registered: boolean): Promise<void> {
    const { chance } = this;
    const agent: Omit<Agent, 'id'> = {
      registered,
      team: chance.of(teams),
      skills: chance.some(skills, 60),
      availability: 'online',
      places: 1 + chance.below(5),
    };
    const row = { team: agent.team, skills: agent.skills, max_sessions: agent.places };
    const id = registered ? await addAgent(database, row) : newId();
    this.model.agents.set(id, { id, ...agent });
  }

  async addSession(): Promise<void> {
    const { chance, model } = this;
    const customer = chance.in100(10) ? chance.of([...model.agents.keys()]) : newId();
    const team = chance.in100(60) ? null : chance.of(teams);
    const wanted = chance.some(skills, 15);
    const queued = model.sessions.size;
    const id = await addSession(database, {
      initiator_id: customer,
      team,
      skills: arrayText(wanted),
      queued_at: new Date(Date.UTC(2026, 0, 1, 0, 0, queued)).toISOString(),
    });
    await addParticipant(database, id, { user_id: customer, role: 'customer' });
    model.sessions.set(id, {
      id,
      customer,
      status: 'waiting',
      owner: null,
      team,
      skills: wanted,
      queued,
      version: 1,
    });
  }

  /** What somebody else does between two commands. */
  async disturb(): Promise<void> {
    const { chance, model } = this;
    const agent = chance.of([...model.agents.values()]);
    const open = [...model.offers.values()].filter(({ outcome, over }) => outcome === null && !over);
    const kind = chance.below(6);
    if (kind === 0 && model.sessions.size < 40) await this.addSession();
    if (kind === 1) await addMessage(database, chance.of([...model.sessions.keys()]));
    if (kind === 2) await database.query('select dashboard_tidy()');
    if (kind === 3 && open.length > 0) {
      const offer = chance.of(open);
      offer.over = true;
      await database.query('update dashboard_offers set expires_at = clock_timestamp() where id = $1', [
        offer.id,
      ]);
    }
    if (kind >= 4 && agent.registered) {
      agent.availability = chance.of(['online', 'online', 'online', 'away', 'offline'] as const);
      agent.places = chance.below(5);
      if (chance.in100(30)) agent.skills = chance.some(skills, 60);
      if (chance.in100(30)) agent.team = chance.of(teams);
      await database.query(
        `update support_agents set availability = $2, max_sessions = $3, skills = $4, team = $5 where agent_id = $1`,
        [agent.id, agent.availability, agent.places, arrayText(agent.skills), agent.team],
      );
    }
  }

  command(withForce: boolean): Command {
    const { chance, model } = this;
    const action = chance.of(actions);
    // Mostly one that it may go well with.
    const status = action === 'assign' || action === 'offer' ? 'waiting' : 'active';
    const all = [...model.sessions.values()];
    const apt = all.filter((one) => one.status === status);
    const offered = all.filter((one) => model.liveOfferOf(one.id) !== undefined);
    const among = chance.of([offered, apt, apt, all].filter((list) => list.length > 0));
    const session = chance.in100(3) ? newId() : chance.of(among).id;
    const agent = chance.of([...model.agents.keys()]);
    const current = model.sessions.get(session)?.version ?? 1;
    const versions = chance.in100(80)
      ? {}
      : { versions: chance.of([[current], [current + 1], [current - 1, current], [current - 1, 99]]) };
    const force = withForce && chance.in100(8) ? { force: true } : {};
    const on = { session, ...versions };
    switch (action) {
      case 'assign':
      case 'offer':
        return { action, agent, ...on, ...force };
      case 'claim':
        return { action, agent };
      case 'transfer': {
        const owner = model.sessions.get(session)?.owner;
        const from = chance.in100(70) ? {} : { from: chance.in100(80) && owner ? owner : agent };
        const team = chance.of(['billing', 'tier-1', 'biling', null]);
        const to = chance.in100(60) ? { agent, ...force } : { team, ...force };
        return { action, ...on, ...from, ...to };
      }
      case 'requeue':
        return { action, ...on };
      case 'close':
        // Not too often: nothing comes back from there.
        return chance.in100(40) ? { action, ...on } : { action: 'requeue', ...on };
      default: {
        const offers = [...model.offers.values()];
        const open = offers.filter(({ outcome, over }) => outcome === null && !over);
        if (offers.length === 0) return { action: 'claim', agent };
        const offer = chance.of(open.length > 0 && chance.in100(70) ? open : offers);
        const path = chance.in100(3) ? session : offer.session;
        return { action, offer: chance.in100(3) ? newId() : offer.id, ...versions, session: path };
      }
    }
  }

  /** Somebody who may well send this command. */
  callerFor(command: Command): { caller: Caller; token: string } {
    const { chance, model } = this;
    if (chance.in100(30)) return chance.of(this.callers);
    const wanted =
      command.action === 'claim' || command.action === 'assign'
        ? command.agent
        : 'offer' in command
          ? model.offers.get(command.offer)?.[command.action === 'withdraw' ? 'by' : 'agent']
          : model.sessions.get(command.session)?.owner;
    const one = chance.in100(50) ? this.callers.find(({ caller }) => caller.id === wanted) : undefined;
    return one ?? chance.of(this.callers.slice(0, 2));
  }

  send(command: Command, token: string, key?: string): Promise<Response> {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
    if ('versions' in command && command.versions !== undefined) {
      headers['If-Match'] = command.versions.map((version) => `"${version}"`).join(', ');
    }
    const [path, json] = requestOf(command);
    return this.#app.call(path, { token, json, headers });
  }
}

function requestOf(command: Command): [path: string, json: object] {
  const forced = 'force' in command ? { force: command.force } : {};
  switch (command.action) {
    case 'claim':
      return ['queue/claim', { agent_id: command.agent }];
    case 'assign':
      return [`sessions/${command.session}/assign`, { agent_id: command.agent, ...forced }];
    case 'offer':
      return [
        `sessions/${command.session}/offers`,
        { agent_id: command.agent, expires_in_seconds: 3600, ...forced },
      ];
    case 'transfer':
      return [
        `sessions/${command.session}/transfer`,
        { to_agent_id: command.agent, to_team: command.team, from_agent_id: command.from, ...forced },
      ];
    case 'requeue':
    case 'close':
      return [`sessions/${command.session}/${command.action}`, {}];
    default:
      return [`sessions/${command.session}/offers/${command.offer}/${command.action}`, {}];
  }
}

interface Heard {
  status: number;
  text: string;
  body: { code?: string; message?: string; data?: Record<string, unknown> } & Record<string, unknown>;
  etag: string | null;
  replayed: boolean;
}
async function hear(response: Response): Promise<Heard> {
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: JSON.parse(text) as Heard['body'],
    etag: response.headers.get('ETag'),
    replayed: response.headers.get('Idempotency-Replayed') === 'true',
  };
}

/** What the answer must look like, by the model. */
function expectAnswer(step: string, command: Command, heard: Heard, verdict: Verdict): void {
  const { session, members = {} } = verdict;
  expect([step, heard.replayed]).toEqual([step, false]);
  expect([step, heard.status, heard.body.code]).toEqual([step, verdict.status, verdict.code]);
  expect([step, heard.etag]).toEqual([step, session === undefined ? null : `"${session.version}"`]);
  expect(heard.body).toMatchObject(members);
  if (verdict.code !== undefined || session === undefined) return;
  expect(heard.body.data).toMatchObject(
    command.action === 'offer' || command.action === 'decline' || command.action === 'withdraw'
      ? { session_id: session.id }
      : { session_id: session.id, status: session.status, assigned_agent_id: session.owner },
  );
}

/** What a key is answered that was used before: what it was answered then, or where that was another call, 422. */
function expectAnswerOfKey(step: string, heard: Heard, first: Heard | undefined): void {
  const reused: unknown = expect.objectContaining({
    status: 422,
    body: expect.objectContaining({ code: 'idempotency_key_reused' }) as unknown,
  });
  const expected = first === undefined ? reused : { ...first, replayed: true };
  expect([step, heard]).toEqual([step, expected]);
}

/** That the tables are what the model says, all of them. */
async function expectSame(step: string, world: World): Promise<void> {
  const { model } = world;
  const rows = await routedSessions(database);
  const told = rows.map(({ id, status, agent, team, version, present, offers }) => ({
    id,
    status,
    agent,
    team,
    version,
    present,
    offers: offers.map((offer) => ({
      ...offer,
      outcome: offer.outcome === 'expired' ? null : offer.outcome,
    })),
  }));
  const said = [...model.sessions.values()].map(({ id, status, owner, team, version }) => ({
    id,
    status,
    agent: owner,
    team,
    version,
    present: status === 'active' && owner !== null ? [owner] : [],
    offers: [...model.offers.values()]
      .filter((offer) => offer.session === id)
      .map((offer) => ({
        id: offer.id,
        agent: offer.agent,
        outcome: offer.outcome,
        live: offer.outcome === null && !offer.over,
      })),
  }));
  const byId = <T extends { id: string }>(values: T[]): T[] => values.sort((a, b) => (a.id < b.id ? -1 : 1));
  const queue = rows.filter(({ status }) => status === 'waiting').map(({ id }) => id);
  expect([step, queue]).toEqual([step, model.queue().map(({ id }) => id)]);
  expect([step, byId(told)]).toEqual([step, byId(said)]);
}

/** The session's owners follow from one another, by its audit rows. */
async function brokenChains(): Promise<string[]> {
  const broken: string[] = [];
  for (const session of await routedSessions(database)) {
    let owner: string | null = null;
    for (const { action, from, to } of session.audit) {
      if (from !== owner) broken.push(`${session.id}: ${action} from ${from}, while ${owner} had it`);
      owner = to;
    }
    if (owner !== session.agent) broken.push(`${session.id}: with ${session.agent}, audited ${owner}`);
    // One change of the row a change of hands, and none otherwise.
    if (session.version !== session.audit.length + 1) {
      broken.push(`${session.id}: version ${session.version} after ${session.audit.length} changes`);
    }
  }
  return broken;
}

describe('random commands from many callers, one after the other', () => {
  it.each([
    [1, false],
    [2, true],
    [3, false],
  ])('come to what the model says (seed %i, registered agents only: %s)', async (seed, registeredOnly) => {
    const world = new World(seed, registeredOnly);
    const { chance, model } = world;
    await world.populate(6, 12);
    const kept = new Map<string, { request: string; first: Heard }>();
    const seen = new Map<string, number>();

    for (let i = 0; i < 300; i += 1) {
      if (chance.in100(25)) await world.disturb();
      const command = world.command(true);
      const { caller, token } = world.callerFor(command);
      const key = chance.in100(40) ? `key-${chance.below(25)}` : undefined;
      const request = JSON.stringify([requestOf(command), 'versions' in command ? command.versions : null]);
      const step = `${i}: ${caller.role} ${caller.id} ${JSON.stringify(command)} ${key ?? ''}`;
      const heard = await hear(await world.send(command, token, key && `"${key}"`));

      const name = `${caller.role} ${caller.id} ${key}`;
      const earlier = key === undefined ? undefined : kept.get(name);
      // Whoever may not call is told so, whatever the key.
      const door = new RoutingModel(registeredOnly).run(command, caller).atTheDoor === true;
      if (earlier !== undefined && !door) {
        const same = earlier.request === request;
        expectAnswerOfKey(step, heard, same ? earlier.first : undefined);
        if (!same) model.refuseKey(command);
      } else {
        const verdict = model.run(command, caller, heard.body.data?.['offer_id'] as string | undefined);
        expectAnswer(step, command, heard, verdict);
        if (key !== undefined && verdict.atTheDoor !== true) kept.set(name, { request, first: heard });
        const what = `${command.action} ${verdict.code ?? (verdict.unchanged ? 'unchanged' : 'done')}`;
        seen.set(what, (seen.get(what) ?? 0) + 1);
        // The same once more, under its key: nothing happens.
        if (key !== undefined && verdict.atTheDoor !== true && chance.in100(50)) {
          const again = await hear(await world.send(command, token, key));
          expectAnswerOfKey(step, again, heard);
        }
      }
      await expectSame(step, world);
    }

    const log = await commandLog(database);
    expect(
      log.map(({ action, outcome, refusal, session }) => ({ action, outcome, refusal, session })),
    ).toEqual(model.log);
    const audit = await database.query(
      `select action, session_id as session, from_agent_id as from, to_agent_id as to from chat_audit_log order by id`,
    );
    expect(audit).toEqual(model.audit);
    expect(await brokenChains()).toEqual([]);
    // The walk got somewhere.
    for (const action of [
      'assign',
      'transfer',
      'requeue',
      'offer',
      'accept',
      'decline',
      'withdraw',
      'claim',
    ]) {
      expect([action, seen.get(`${action} done`) ?? 0]).not.toEqual([action, 0]);
    }
  });
});

describe('random commands from many callers at once', () => {
  it.each([11, 12, 13, 14])('break no rule (seed %i)', async (seed) => {
    const world = new World(seed, seed % 2 === 0);
    const { chance, model } = world;
    await world.populate(6, 30);
    const tally = { done: 0, refused: 0 };

    for (let round = 0; round < 10; round += 1) {
      // Few sessions and agents, so that they meet; offers from the round before to answer.
      const batch = Array.from({ length: 24 }, (_, i) => {
        const command = world.command(false);
        const { token } = world.callerFor(command);
        const copies = chance.in100(25) ? 3 : 1;
        const key = copies > 1 || chance.in100(20) ? `${round}-${i}` : undefined;
        return Array.from({ length: copies }, () => ({ command, token, key }));
      }).flat();
      const answers = await Promise.all(
        batch.map(async ({ command, token, key }) => {
          for (;;) {
            const heard = await hear(await world.send(command, token, key));
            if (heard.body.code !== 'idempotency_key_in_use') return { heard, key };
          }
        }),
      );

      const texts = new Map<string, Set<string>>();
      for (const { heard, key } of answers) {
        const { code, message } = heard.body;
        expect([200, 201, 403, 404, 409, 412]).toContain(heard.status);
        const atTheDoor = ['role_not_allowed', 'agent_not_self'].includes(code ?? '');
        if (key !== undefined && !atTheDoor) {
          texts.set(key, (texts.get(key) ?? new Set()).add(heard.text));
        }
        if (heard.replayed || atTheDoor) continue;
        if (heard.status >= 300) tally.refused += 1;
        else if (!/already/.test(message ?? '')) tally.done += 1;
      }
      // One answer a key.
      expect([...texts.values()].filter((copies) => copies.size > 1)).toEqual([]);
      expect(await violations(database)).toEqual([]);
      expect(await brokenChains()).toEqual([]);
      const [rows] = await database.query(
        `select count(*) filter (where outcome = 'done')::int as done,
           count(*) filter (where outcome = 'refused')::int as refused from dashboard_command_log`,
      );
      expect(rows).toEqual(tally);

      // What the next round chooses from is what is there.
      for (const row of await routedSessions(database)) {
        const session = model.sessions.get(row.id);
        if (session === undefined) continue;
        Object.assign(session, {
          status: row.status,
          owner: row.agent,
          team: row.team,
          version: row.version,
        });
        for (const { id, agent, outcome, live } of row.offers) {
          const known = outcome === 'expired' ? null : (outcome as 'accepted' | null);
          model.offers.set(id, { id, session: row.id, agent, by: '', outcome: known, over: !live });
        }
      }
      if (round % 3 === 2) {
        await database.query(
          `update dashboard_offers set expires_at = clock_timestamp() where outcome is null and random() < 0.3`,
        );
        for (let i = 0; i < 5; i += 1) await world.addSession();
      }
    }
    expect(tally.done).toBeGreaterThan(30);
  });
});
