import { hc, type InferRequestType, type InferResponseType } from 'hono/client';
import { expectTypeOf } from 'vitest';
import type { AppType } from '../../src/app.ts';

/** Not run: `tsc -p tsconfig.test.json` checks that a client of this API is told what it may send and will get. */
export async function typedClient(): Promise<void> {
  const client = hc<AppType>('https://dashboard.example');
  const api = client.api.v1.admin['chat-dashboard'];
  const session_id = '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2';
  const agent_id = '17dd40f9-685a-57e8-9773-66d77d651882';

  // Aggregates: a 200 has the figures, null where there are none.
  const overview = await api.overview.$get({ query: { time_range_hours: '24' } });
  if (overview.status === 200) {
    const figures = await overview.json();
    expectTypeOf(figures.total_sessions).toEqualTypeOf<number>();
    expectTypeOf(figures.avg_response_time_seconds).toEqualTypeOf<number | null>();
    expectTypeOf(figures.queue_now.longest_wait_seconds).toEqualTypeOf<number | null>();
    expectTypeOf(figures.generated_at).toEqualTypeOf<string>();
    // @ts-expect-error there is no such figure
    void figures.total_chats;
  }
  const satisfaction = await api.satisfaction.$get({ query: {} });
  if (satisfaction.status === 200) {
    expectTypeOf((await satisfaction.json()).rating_distribution['5']).toEqualTypeOf<number>();
  }
  const analytics = await api['message-analytics'].$get({ query: {} });
  if (analytics.status === 200) {
    expectTypeOf((await analytics.json()).message_types).toEqualTypeOf<{
      text: number;
      files: number;
      images: number;
    }>();
  }
  const performance = await api['agent-performance'].$get({ query: { agent_id } });
  if (performance.status === 200) {
    const [agent] = await performance.json();
    expectTypeOf(agent?.status).toEqualTypeOf<'active' | 'idle' | undefined>();
    expectTypeOf(agent?.display_name).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(agent?.availability).toEqualTypeOf<'online' | 'away' | 'offline' | null | undefined>();
    expectTypeOf(agent?.load).toEqualTypeOf<number | undefined>();
  }

  // Lists are plain arrays.
  const active = await api['active-sessions'].$get({ query: { limit: '5', cursor: 'x' } });
  if (active.status === 200) {
    const [session] = await active.json();
    expectTypeOf(session?.status).toEqualTypeOf<'active' | undefined>();
    expectTypeOf(session?.latest_message).toEqualTypeOf<
      { content: string; timestamp: string; sender_id: string; sender_name: string | null } | null | undefined
    >();
  }
  const waiting = await api['waiting-sessions'].$get({ query: {} });
  if (waiting.status === 200) {
    const [session] = await waiting.json();
    expectTypeOf(session?.priority).toEqualTypeOf<'low' | 'medium' | 'high' | undefined>();
    expectTypeOf(session?.team).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(session?.estimated_wait_seconds).toEqualTypeOf<number | null | undefined>();
    expectTypeOf(session?.offer).toEqualTypeOf<
      { offer_id: string; agent_id: string; agent_name: string | null; expires_at: string } | null | undefined
    >();
  }
  void api['waiting-sessions'].$get({ query: { team: 'billing' } });

  const listed = await api.sessions.$get({
    query: { status: 'closed', rating: '1', unanswered: 'false', agent_id, initiator_id: '37b9', limit: '5' },
  });
  if (listed.status === 200) {
    const [session] = await listed.json();
    expectTypeOf(session?.status).toEqualTypeOf<'waiting' | 'active' | 'closed' | undefined>();
    expectTypeOf(session?.first_response_at).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(session?.version).toEqualTypeOf<number | undefined>();
    expectTypeOf(session?.skills).toEqualTypeOf<string[] | undefined>();
  }

  void api.sessions.$get({ query: { session_id: [session_id], assigned_agent_id: 'none' } });
  const single = await api.sessions[':session_id'].$get({ param: { session_id }, query: {} });
  if (single.status === 200) expectTypeOf((await single.json()).version).toEqualTypeOf<number>();

  const audit = await api.audit.$get({
    query: { action: 'assign', outcome: 'refused', agent_id, actor_name: 'router-1', time_range_hours: '24' },
  });
  if (audit.status === 200) {
    const [entry] = await audit.json();
    expectTypeOf(entry?.outcome).toEqualTypeOf<'done' | 'refused' | undefined>();
    expectTypeOf(entry?.refusal).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(entry?.forced).toEqualTypeOf<boolean | undefined>();
  }

  const transcript = await api.sessions[':session_id'].transcript.$get({ param: { session_id }, query: {} });
  if (transcript.status === 200) {
    const { session, messages } = await transcript.json();
    expectTypeOf(session.status).toEqualTypeOf<'waiting' | 'active' | 'closed'>();
    expectTypeOf(session.rating).toEqualTypeOf<number | null>();
    expectTypeOf(messages[0]?.file?.size).toEqualTypeOf<number | null | undefined>();
  }

  // Commands: what they take, what they answer, and that a 409 is a problem.
  const assign = api.sessions[':session_id'].assign.$post;
  const assigned = await assign({ param: { session_id }, query: {}, json: { agent_id } });
  if (assigned.status === 200) {
    const { success, data } = await assigned.json();
    expectTypeOf(success).toEqualTypeOf<true>();
    expectTypeOf(data.assigned_agent_id).toEqualTypeOf<string | null>();
  }
  if (assigned.status === 409) {
    const problem = await assigned.json();
    expectTypeOf(problem.success).toEqualTypeOf<false>();
    expectTypeOf(problem.current_agent_id).toEqualTypeOf<string | null | undefined>();
  }
  const transfer = api.sessions[':session_id'].transfer.$post;
  await transfer({ param: { session_id }, query: {}, json: { to_agent_id: agent_id } });
  await transfer({
    param: { session_id },
    query: {},
    json: { to_agent_id: agent_id, from_agent_id: agent_id, reason: 'Billing' },
  });
  expectTypeOf<InferRequestType<typeof transfer>['json']>().toEqualTypeOf<{
    to_agent_id?: string | undefined;
    to_team?: string | null | undefined;
    force?: boolean | undefined;
    reason?: string | undefined;
    from_agent_id?: string | undefined;
  }>();

  if (assigned.status === 412) {
    const problem = await assigned.json();
    expectTypeOf(problem.session?.version).toEqualTypeOf<number | undefined>();
  }
  const requeue = api.sessions[':session_id'].requeue.$post;
  await requeue({ param: { session_id }, query: {}, json: { reason: 'Later' } });
  const close = api.sessions[':session_id'].close.$post;
  await close({ param: { session_id }, query: {}, json: {} });
  const { offers } = api.sessions[':session_id'];
  const offered = await offers.$post({ param: { session_id }, query: {}, json: { agent_id } });
  if (offered.status === 201) {
    const { data } = await offered.json();
    expectTypeOf(data.expires_at).toEqualTypeOf<string>();
    expectTypeOf(data.outcome).toEqualTypeOf<'accepted' | 'declined' | 'withdrawn' | 'expired' | null>();
    const answered = { param: { session_id, offer_id: data.offer_id }, query: {}, json: {} };
    await offers[':offer_id'].accept.$post(answered);
    await offers[':offer_id'].decline.$post(answered);
  }
  const claim = api.queue.claim.$post;
  const claimed = await claim({ query: {}, json: { agent_id } });
  if (claimed.status === 404) expectTypeOf((await claimed.json()).success).toEqualTypeOf<false>();
  // @ts-expect-error a claim has no version to be compared, and so no such answer
  expectTypeOf(claimed.status).toEqualTypeOf<412>();

  // Agents: a list, one, and what is done with one.
  const agents = await api.agents.$get({ query: { availability: 'online', skill: 'refunds', limit: '5' } });
  if (agents.status === 200) {
    const [agent] = await agents.json();
    expectTypeOf(agent?.team).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(agent?.skills).toEqualTypeOf<string[] | undefined>();
    expectTypeOf(agent?.free).toEqualTypeOf<number | undefined>();
  }
  const one = await api.agents[':agent_id'].$get({ param: { agent_id }, query: {} });
  if (one.status === 404) expectTypeOf((await one.json()).success).toEqualTypeOf<false>();
  const save = api.agents[':agent_id'].$put;
  const json = { display_name: 'Ada', max_sessions: 4 };
  const saved = await save({ param: { agent_id }, query: {}, json });
  if (saved.status === 200 || saved.status === 201) {
    expectTypeOf((await saved.json()).data.availability).toEqualTypeOf<'online' | 'away' | 'offline'>();
  }
  const availability = api.agents[':agent_id'].availability.$post;
  await availability({
    param: { agent_id },
    query: {},
    json: { availability: 'away' },
  });

  const health = api.health.$get;
  expectTypeOf<InferResponseType<typeof health, 200>>().toEqualTypeOf<{
    status: 'healthy';
    service: 'chat-dashboard';
  }>();

  // What does not fit is an error before it is sent.
  // @ts-expect-error the agent is missing
  void assign({ param: { session_id }, query: {}, json: {} });
  // @ts-expect-error the session is missing
  void assign({ query: {}, json: { agent_id } });
  // @ts-expect-error a command takes its fields by their names
  void assign({ param: { session_id }, query: {}, json: { to_agent_id: agent_id } });
  // @ts-expect-error an overview is read, not posted
  void api.overview.$post;
  // @ts-expect-error an assignment is posted, not read
  void api.sessions[':session_id'].assign.$get;
  // @ts-expect-error there is no such status
  void api.sessions.$get({ query: { status: 'open' } });
  // @ts-expect-error there is no such availability
  void availability({ param: { agent_id }, query: {}, header: {}, json: { availability: 'busy' } });
  // @ts-expect-error an agent has a name
  void save({ param: { agent_id }, query: {}, header: {}, json: { max_sessions: 4 } });
  // @ts-expect-error there is no such command
  void api.audit.$get({ query: { action: 'delete' } });
  // @ts-expect-error the audit is read, not written
  void api.audit.$post;
  // @ts-expect-error there is no such endpoint
  void api.nothing;
  // @ts-expect-error a name is no status
  expectTypeOf(overview.status).toEqualTypeOf<'ok'>();
}
