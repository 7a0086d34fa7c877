import type { Client } from 'pg';

/** Inserts sessions, agents and offers one at a time, each with the columns that a test needs. */
export class RoutingRows {
  /** The connection that writes them. */
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  /** A session of the team billing, so that no test claims it by accident. Each owner is a different agent; a waiting one has none. */
  async session({
    status = 'waiting',
    team = 'billing',
    skills = [],
    owner = status === 'waiting' ? null : crypto.randomUUID(),
    customer = crypto.randomUUID(),
  }: {
    status?: 'waiting' | 'active' | 'closed';
    team?: string;
    skills?: string[];
    owner?: string | null;
    customer?: string;
  } = {}): Promise<string> {
    const id = crypto.randomUUID();
    await this.client.query(
      `insert into chat_sessions (id, status, initiator_id, assigned_agent_id, started_at, rating, feedback, team, skills)
       values ($1, $2, $3, $4, now(), 4, 'Fine.', $5, $6)`,
      [id, status, customer, owner, team, skills],
    );
    return id;
  }

  /** A registered agent, online and without a team. */
  async agent({
    id = crypto.randomUUID(),
    team = null,
    skills = [],
    availability = 'online',
    places = 3,
  }: {
    id?: string;
    team?: string | null;
    skills?: string[];
    availability?: 'online' | 'away' | 'offline';
    places?: number;
  } = {}): Promise<string> {
    await this.client.query(
      `insert into support_agents (agent_id, display_name, team, skills, availability, max_sessions)
       values ($1, 'Ada', $2, $3, $4, $5)`,
      [id, team, skills, availability, places],
    );
    return id;
  }

  /** An offer of a session that need not exist; live for an hour by default. */
  async offer(
    sessionId: string,
    agentId: string,
    { outcome = null, isOver = false }: { outcome?: string | null; isOver?: boolean } = {},
  ): Promise<string> {
    const id = crypto.randomUUID();
    await this.client.query(
      `insert into dashboard_offers (id, session_id, session_event_id, agent_id, offered_at, expires_at, outcome, outcome_at)
       values ($1, $2, (select coalesce(max(id), 0) from dashboard_session_events where session_id = $2), $3, now() - interval '2 hours', now() + $4::interval, $5::text,
         case when $5::text is not null then now() end)`,
      [id, sessionId, agentId, isOver ? '-1 hour' : '1 hour', outcome],
    );
    return id;
  }
}
