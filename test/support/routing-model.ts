/**
 * The routing rules as plain TypeScript over plain objects, written from docs/routing.md, not from the SQL. Tests
 * compare the API with it. It has no clock: an offer ends when the test says so.
 */

export type Role = 'admin' | 'agent' | 'router';
export interface Caller {
  id: string;
  role: Role;
}

export interface Agent {
  id: string;
  registered: boolean;
  team: string | null;
  skills: string[];
  availability: 'online' | 'away' | 'offline';
  places: number;
}

export interface Session {
  id: string;
  customer: string;
  status: 'waiting' | 'active' | 'closed';
  owner: string | null;
  team: string | null;
  skills: string[];
  /** Position in the queue: lower is older. */
  queued: number;
  version: number;
}

export interface Offer {
  id: string;
  session: string;
  agent: string;
  /** The caller who made it. */
  by: string;
  outcome: 'accepted' | 'declined' | 'withdrawn' | null;
  over: boolean;
}

interface OnSession {
  session: string;
  versions?: number[];
}
export type Command =
  | ({ action: 'assign'; agent: string; force?: boolean } & OnSession)
  | ({ action: 'transfer'; agent?: string; team?: string | null; from?: string; force?: boolean } & OnSession)
  | ({ action: 'requeue' | 'close' } & OnSession)
  | ({ action: 'offer'; agent: string; force?: boolean } & OnSession)
  | ({ action: 'accept' | 'decline' | 'withdraw'; offer: string } & OnSession)
  | { action: 'claim'; agent: string };

/** The result of a command. */
export interface Verdict {
  status: number;
  /** The problem's code; undefined on success. */
  code?: string;
  /** The problem's additional members. */
  members?: Record<string, unknown>;
  /** The command's session, if the answer names its version. */
  session?: Session;
  /** Whether there was nothing to do. */
  unchanged?: boolean;
  /**
   * Whether it was rejected before it reached the database, and so is neither logged nor stored under a key.
   */
  atTheDoor?: boolean;
}

const statusOf: Record<string, number> = {
  role_not_allowed: 403,
  agent_not_self: 403,
  force_not_allowed: 403,
  not_session_owner: 403,
  not_offer_maker: 403,
  session_not_found: 404,
  offer_not_found: 404,
  queue_empty: 404,
  version_changed: 412,
};

const mayCall: Record<Command['action'], Role[]> = {
  assign: ['admin', 'agent', 'router'],
  transfer: ['admin', 'agent'],
  requeue: ['admin', 'agent', 'router'],
  close: ['admin', 'agent', 'router'],
  offer: ['admin', 'router'],
  accept: ['admin', 'agent'],
  decline: ['admin', 'agent'],
  withdraw: ['admin', 'router'],
  claim: ['admin', 'agent', 'router'],
};

export class RoutingModel {
  readonly agents = new Map<string, Agent>();
  readonly sessions = new Map<string, Session>();
  readonly offers = new Map<string, Offer>();
  /** Rows of dashboard_command_log, in order. */
  readonly log: { action: string; outcome: string; refusal: string | null; session: string | null }[] = [];
  /** Rows of chat_audit_log, in order. */
  readonly audit: { action: string; session: string; from: string | null; to: string | null }[] = [];
  readonly #registeredOnly: boolean;
  #queueEnd = 1_000_000;

  constructor(registeredOnly: boolean) {
    this.#registeredOnly = registeredOnly;
  }

  liveOfferOf(session: string): Offer | undefined {
    return [...this.offers.values()].find(
      (offer) => offer.session === session && offer.outcome === null && !offer.over,
    );
  }

  /** The number of active sessions and live offers. */
  load(agent: string): number {
    const active = [...this.sessions.values()].filter((s) => s.status === 'active' && s.owner === agent);
    const offered = [...this.offers.values()].filter(
      (o) => o.agent === agent && o.outcome === null && !o.over,
    );
    return active.length + offered.length;
  }

  /** The waiting sessions, oldest first. */
  queue(): Session[] {
    return [...this.sessions.values()]
      .filter((session) => session.status === 'waiting')
      .sort((a, b) => a.queued - b.queued);
  }

  /** @param offerId the id that the database gave to the offer, if this command makes one */
  run(command: Command, caller: Caller, offerId?: string): Verdict {
    const door = this.#door(command, caller);
    if (door !== undefined) return { ...refuse(door), atTheDoor: true };
    const verdict = this.#decide(command, caller, offerId);
    if (verdict.unchanged !== true) {
      const named = 'session' in command ? command.session : (verdict.session?.id ?? null);
      this.log.push({
        action: command.action,
        outcome: verdict.code === undefined ? 'done' : 'refused',
        refusal: verdict.code ?? null,
        session: named,
      });
    }
    return verdict;
  }

  /** Records a command whose key was already used for another command: it changes nothing but is logged. */
  refuseKey(command: Command): void {
    const session = 'session' in command ? command.session : null;
    const refusal = 'idempotency_key_reused';
    this.log.push({ action: command.action, outcome: 'refused', refusal, session });
  }

  #door(command: Command, caller: Caller): string | undefined {
    if (!mayCall[command.action].includes(caller.role)) return 'role_not_allowed';
    const forItself = command.action === 'assign' || command.action === 'claim';
    if (forItself && caller.role === 'agent' && command.agent !== caller.id) return 'agent_not_self';
    if ('force' in command && command.force === true && caller.role !== 'admin') return 'force_not_allowed';
    return undefined;
  }

  #decide(command: Command, caller: Caller, offerId: string | undefined): Verdict {
    if (command.action === 'claim') return this.#claim(command.agent, caller);
    if ('offer' in command) {
      const offer = this.offers.get(command.offer);
      const hidden = caller.role === 'agent' && offer?.agent !== caller.id;
      if (offer === undefined || offer.session !== command.session || hidden)
        return refuse('offer_not_found');
      if (command.action === 'withdraw' && caller.role !== 'admin' && offer.by !== caller.id) {
        return refuse('not_offer_maker');
      }
    }
    const session = this.sessions.get(command.session);
    if (session === undefined) return refuse('session_not_found');
    const onOwn = ['transfer', 'requeue', 'close'].includes(command.action);
    if (onOwn && caller.role === 'agent' && session.owner !== caller.id) return refuse('not_session_owner');
    if (command.versions !== undefined && !command.versions.includes(session.version)) {
      return refuse('version_changed', session);
    }
    switch (command.action) {
      case 'assign':
        return this.#assign(command.agent, session, command.force === true, caller);
      case 'transfer':
        return this.#transfer(command, session);
      case 'requeue':
        if (session.status !== 'active') return notActive(session);
        return this.#putBack('requeue', session, session.team);
      case 'close':
        return this.#close(session);
      case 'offer':
        return this.#offer(command.agent, session, command.force === true, offerId, caller);
      default:
        return this.#answer(command.action, this.offers.get(command.offer), session);
    }
  }

  /** Why this agent cannot have this session. */
  #unfit(agentId: string, session: Session, force: boolean, taker?: Caller): Verdict | undefined {
    if (session.customer === agentId) return refuse('agent_is_customer', session);
    if (force) return undefined;
    const agent = this.agents.get(agentId);
    if (agent === undefined || !agent.registered) {
      if (this.#registeredOnly) return refuse('agent_not_registered', session);
      return taker?.role === 'agent' && !this.#isOpenTo(agentId, session)
        ? refuse('agent_not_in_team', session, { team: session.team })
        : undefined;
    }
    if (agent.availability === 'offline') {
      return refuse('agent_unavailable', session, { availability: 'offline' });
    }
    if (session.team !== null && session.team !== agent.team) {
      return refuse('agent_not_in_team', session, { team: session.team });
    }
    const missing = session.skills.filter((skill) => !agent.skills.includes(skill)).sort();
    if (missing.length > 0) return refuse('agent_lacks_skills', session, { missing_skills: missing });
    const held = this.liveOfferOf(session.id)?.agent === agentId;
    const load = this.load(agentId);
    if (!held && load >= agent.places) {
      return refuse('agent_at_capacity', session, { load, max_sessions: agent.places });
    }
    return undefined;
  }

  /** Whether an agent that is not registered may take a session itself. */
  #isOpenTo(agentId: string, session: Session): boolean {
    return session.team === null || this.liveOfferOf(session.id)?.agent === agentId;
  }

  #assign(agent: string, session: Session, force: boolean, caller: Caller): Verdict {
    if (session.status === 'closed') return refuse('session_closed', session);
    if (session.status === 'active') {
      if (session.owner === agent) return { status: 200, session, unchanged: true };
      return refuse('session_already_assigned', session, { current_agent_id: session.owner });
    }
    const unfit = this.#unfit(agent, session, force, caller);
    if (unfit !== undefined) return unfit;
    const held = this.liveOfferOf(session.id);
    if (held !== undefined && held.agent !== agent && !force) {
      return refuse('session_offered', session, { offered_to: held.agent });
    }
    return this.#handOver('assign', session, agent);
  }

  #transfer(command: Command & { action: 'transfer' }, session: Session): Verdict {
    const toTeam = command.agent === undefined;
    if (session.status === 'closed' || (session.status === 'waiting' && !toTeam)) return notActive(session);
    if (command.from !== undefined && command.from !== session.owner) {
      return refuse('owner_changed', session, { current_agent_id: session.owner });
    }
    if (command.agent === undefined)
      return this.#toTeam(session, command.team ?? null, command.force === true);
    if (command.agent === session.owner) return refuse('same_agent', session);
    const unfit = this.#unfit(command.agent, session, command.force === true);
    return unfit ?? this.#handOver('transfer', session, command.agent);
  }

  #toTeam(session: Session, team: string | null, force: boolean): Verdict {
    const registered = [...this.agents.values()].filter((agent) => agent.registered);
    const known = new Set(registered.map((agent) => agent.team));
    if (team !== null && !known.has(team) && !force) {
      const known_teams = [...known].filter((one) => one !== null).sort();
      return refuse('team_unknown', session, { team, known_teams });
    }
    if (session.status === 'active') return this.#putBack('transfer', session, team);
    if (session.team === team) return { status: 200, session, unchanged: true };
    const held = this.liveOfferOf(session.id);
    if (held !== undefined) held.outcome = 'withdrawn';
    this.audit.push({ action: 'transfer', session: session.id, from: null, to: null });
    session.team = team;
    session.version += 1;
    return { status: 200, session };
  }

  #handOver(action: string, session: Session, agent: string): Verdict {
    const held = this.liveOfferOf(session.id);
    if (held !== undefined) held.outcome = held.agent === agent ? 'accepted' : 'withdrawn';
    this.audit.push({ action, session: session.id, from: session.owner, to: agent });
    session.status = 'active';
    session.owner = agent;
    session.version += 1;
    return { status: 200, session };
  }

  #putBack(action: string, session: Session, team: string | null): Verdict {
    this.audit.push({ action, session: session.id, from: session.owner, to: null });
    session.status = 'waiting';
    session.owner = null;
    session.team = team;
    session.queued = this.#queueEnd;
    this.#queueEnd += 1;
    session.version += 1;
    return { status: 200, session };
  }

  #close(session: Session): Verdict {
    if (session.status === 'closed') return { status: 200, session, unchanged: true };
    const held = this.liveOfferOf(session.id);
    if (held !== undefined) held.outcome = 'withdrawn';
    this.audit.push({ action: 'close', session: session.id, from: session.owner, to: session.owner });
    session.status = 'closed';
    session.version += 1;
    return { status: 200, session };
  }

  #offer(
    agent: string,
    session: Session,
    force: boolean,
    id: string | undefined,
    { id: by }: Caller,
  ): Verdict {
    if (session.status === 'closed') return refuse('session_closed', session);
    if (session.status !== 'waiting') {
      return refuse('session_not_waiting', session, { session_status: session.status });
    }
    const held = this.liveOfferOf(session.id);
    if (held !== undefined && !force) {
      return refuse('session_offered', session, { offered_to: held.agent });
    }
    const unfit = this.#unfit(agent, session, force);
    if (unfit !== undefined) return unfit;
    if (held !== undefined) held.outcome = 'withdrawn';
    const name = id ?? `nameless ${this.offers.size}`;
    this.offers.set(name, { id: name, session: session.id, agent, by, outcome: null, over: false });
    return { status: 201, session };
  }

  #answer(action: 'accept' | 'decline' | 'withdraw', offer: Offer | undefined, session: Session): Verdict {
    if (offer === undefined) return refuse('offer_not_found');
    const wanted = ({ accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const)[action];
    if (offer.outcome === wanted && (action !== 'accept' || session.owner === offer.agent)) {
      return { status: 200, session, unchanged: true };
    }
    if (offer.outcome === null && offer.over) return refuse('offer_expired', session);
    if (offer.outcome !== null || session.status !== 'waiting') {
      return refuse('offer_not_open', session, { offer_outcome: offer.outcome });
    }
    if (action !== 'accept') {
      offer.outcome = wanted;
      return { status: 200, session };
    }
    const unfit = this.#unfit(offer.agent, session, false);
    return unfit ?? this.#handOver('accept', session, offer.agent);
  }

  #claim(agentId: string, caller: Caller): Verdict {
    const agent = this.agents.get(agentId);
    const registered = agent?.registered === true;
    if (agent !== undefined && registered && agent.availability !== 'online') {
      return refuse('agent_unavailable', undefined, { availability: agent.availability });
    }
    if (!registered && this.#registeredOnly) return refuse('agent_not_registered');
    const load = this.load(agentId);
    if (agent !== undefined && registered && load >= agent.places) {
      return refuse('agent_at_capacity', undefined, { load, max_sessions: agent.places });
    }
    const oldest = this.queue().find((session) => {
      if (session.customer === agentId) return false;
      const held = this.liveOfferOf(session.id);
      if (held !== undefined && held.agent !== agentId) return false;
      if (agent === undefined || !registered) {
        return caller.role !== 'agent' || this.#isOpenTo(agentId, session);
      }
      const ofTeam = session.team === null || session.team === agent.team;
      return ofTeam && session.skills.every((skill) => agent.skills.includes(skill));
    });
    if (oldest === undefined) return refuse('queue_empty');
    const unfit = this.#unfit(agentId, oldest, false);
    if (unfit !== undefined) return refuse(unfit.code ?? '', undefined, unfit.members);
    return this.#handOver('claim', oldest, agentId);
  }
}

const notActive = (session: Session): Verdict =>
  refuse('session_not_active', session, { session_status: session.status });

function refuse(code: string, session?: Session, members?: Record<string, unknown>): Verdict {
  return {
    status: statusOf[code] ?? 409,
    code,
    ...(session === undefined ? {} : { session }),
    ...(members === undefined ? {} : { members }),
  };
}
