import { withClient } from '../dev/data/running-database.ts';
import { longestRangeHours, type Aggregate } from './endpoints.ts';
import type { Finding } from './findings.ts';
import { alternate, medianMs } from './statistics.ts';

/**
 * The four aggregates as straightforward SQL over the chat application's tables, without the ledger and the
 * readings. `$1` is the range in hours.
 */
const statements: Record<Aggregate, string> = {
  overview: `
    select count(*) as sessions,
      count(*) filter (where status = 'active') as active,
      count(*) filter (where status = 'closed') as closed,
      count(*) filter (where status = 'waiting') as waiting,
      sum(messages) as messages,
      round(avg(messages), 1) as messages_per_session,
      round(avg(case when first_response >= created_at then extract(epoch from first_response - created_at)
        when first_response < created_at then 0 end), 1) as response_seconds,
      (select count(*) from chat_sessions where status = 'waiting') as waiting_now,
      (select count(*) from chat_sessions where status = 'active') as active_now,
      (select min(queued_at) from chat_sessions where status = 'waiting') as longest_waiting
    from (
      select s.id, s.status, s.created_at, count(m.id) as messages,
        min(m.created_at) filter (where p.user_id is not null) as first_response
      from chat_sessions s
      left join chat_messages m on m.session_id = s.id
      left join chat_participants p
        on p.session_id = m.session_id and p.user_id = m.sender_id and p.role = 'support_agent'
      where s.created_at >= now() - make_interval(hours => $1) and s.created_at <= now()
      group by s.id
    ) cohort`,
  'agent-performance': `
    with cohort as materialized (
      select * from chat_sessions
      where created_at >= now() - make_interval(hours => $1) and created_at <= now()
    ),
    sent as materialized (
      select m.session_id, m.sender_id as agent_id, m.created_at, m.id
      from cohort s
      join chat_messages m on m.session_id = s.id
      join chat_participants p
        on p.session_id = m.session_id and p.user_id = m.sender_id and p.role = 'support_agent'
    ),
    first as (
      select distinct on (session_id) session_id, agent_id, created_at
      from sent order by session_id, created_at, id
    ),
    responses as (
      select f.agent_id, round(avg(greatest(0, extract(epoch from f.created_at - s.created_at))), 1) as seconds
      from first f join cohort s on s.id = f.session_id group by f.agent_id
    ),
    messages as (select agent_id, count(*) as messages from sent group by agent_id),
    ratings as (
      select assigned_agent_id as agent_id, round(avg(rating), 2) as rating
      from cohort where rating is not null group by 1
    )
    select p.user_id as agent_id, count(*) as sessions, coalesce(m.messages, 0) as messages,
      round(coalesce(m.messages, 0)::numeric / count(*), 1) as messages_per_session, r.seconds, g.rating,
      exists (select from chat_sessions a where a.status = 'active' and a.assigned_agent_id = p.user_id) as active
    from cohort s
    join chat_participants p on p.session_id = s.id and p.role = 'support_agent'
    left join messages m on m.agent_id = p.user_id
    left join responses r on r.agent_id = p.user_id
    left join ratings g on g.agent_id = p.user_id
    group by p.user_id, m.messages, r.seconds, g.rating
    order by sessions desc, agent_id`,
  satisfaction: `
    select count(rating) as rated, round(avg(rating), 2) as mean,
      count(*) filter (where rating = 1) as ones, count(*) filter (where rating = 2) as twos,
      count(*) filter (where rating = 3) as threes, count(*) filter (where rating = 4) as fours,
      count(*) filter (where rating = 5) as fives,
      round(100.0 * count(*) filter (where rating >= 4) / nullif(count(rating), 0), 1) as satisfied,
      round(100.0 * count(rating) filter (where status = 'closed')
        / nullif(count(*) filter (where status = 'closed'), 0), 1) as response_rate
    from chat_sessions
    where created_at >= now() - make_interval(hours => $1) and created_at <= now()`,
  'message-analytics': `
    select count(*) as messages,
      count(*) filter (where message_type = 'text') as texts,
      count(*) filter (where message_type = 'file') as files,
      count(*) filter (where message_type = 'image') as images,
      count(*) filter (where status = 'sent') as sent,
      count(*) filter (where status = 'delivered') as delivered,
      count(*) filter (where status = 'read') as read,
      round(avg(char_length(content)) filter (where message_type = 'text'), 1) as characters
    from chat_messages
    where created_at >= now() - make_interval(hours => $1) and created_at <= now()`,
};

/** Compares the plain statements over the longest range with the endpoints that give the same answer. */
export async function measurePlain(
  url: string,
  rounds: number,
  uncached: readonly Finding[],
): Promise<Finding[]> {
  const names = Object.keys(statements) as Aggregate[];
  const found = await withClient(url, (client) => {
    const run = (name: Aggregate) => (): Promise<number> =>
      medianMs(1, () => client.query(statements[name], [longestRangeHours]));
    return alternate(rounds, {
      overview: run('overview'),
      'agent-performance': run('agent-performance'),
      satisfaction: run('satisfaction'),
      'message-analytics': run('message-analytics'),
    });
  });
  return names.map((name): Finding => {
    const id = `${name}/${longestRangeHours}h`;
    const endpoint = uncached.find((finding) => finding.id === `uncached/${id}/select-one`);
    return {
      id: `plain/${id}/endpoint`,
      what: `${name} ${longestRangeHours} h, plain statement`,
      value: found[name],
      unit: 'ms',
      against: endpoint && { what: 'endpoint', value: endpoint.value },
    };
  });
}
