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
  }

  // Lists are plain arrays.
  const active = await api['active-sessions'].$get({ query: { limit: '5', cursor: 'x' } });
  if (active.status === 200) {
    const [session] = await active.json();
    expectTypeOf(session?.status).toEqualTypeOf<'active' | undefined>();
    expectTypeOf(session?.latest_message).toEqualTypeOf<
      { content: string; timestamp: string; sender_id: string } | null | undefined
    >();
  }
  const waiting = await api['waiting-sessions'].$get({ query: {} });
  if (waiting.status === 200) {
    const [session] = await waiting.json();
    expectTypeOf(session?.priority).toEqualTypeOf<'low' | 'medium' | 'high' | undefined>();
  }

  const listed = await api.sessions.$get({
    query: { status: 'closed', rating: '1', unanswered: 'false', agent_id, initiator_id: '37b9', limit: '5' },
  });
  if (listed.status === 200) {
    const [session] = await listed.json();
    expectTypeOf(session?.status).toEqualTypeOf<'waiting' | 'active' | 'closed' | undefined>();
    expectTypeOf(session?.first_response_at).toEqualTypeOf<string | null | undefined>();
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
    to_agent_id: string;
    reason?: string | undefined;
    from_agent_id?: string | undefined;
  }>();

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
  void transfer({ param: { session_id }, query: {}, json: { agent_id } });
  // @ts-expect-error an overview is read, not posted
  void api.overview.$post;
  // @ts-expect-error an assignment is posted, not read
  void api.sessions[':session_id'].assign.$get;
  // @ts-expect-error there is no such status
  void api.sessions.$get({ query: { status: 'open' } });
  // @ts-expect-error there is no such endpoint
  void api.nothing;
  // @ts-expect-error a name is no status
  expectTypeOf(overview.status).toEqualTypeOf<'ok'>();
}
