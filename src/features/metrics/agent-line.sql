-- How agents do, quicker (docs/rollups.md): what a kept window has of an agent is kept as it is sent, and sent so where
-- nothing has changed since.


-- An agent's figures on their way to src/features/metrics/agent-performance.sql.ts.
CREATE OR REPLACE FUNCTION public.dashboard_agent_line(handled numeric, sent numeric, unanswered numeric, rated numeric, rating_sum numeric,
	answered numeric, response_microseconds numeric, responses text, waits numeric, wait_microseconds numeric, wait text,
	handlings numeric, handle_microseconds numeric, handling text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT handled::text || ',' || sent::text || ',' || unanswered::text || ',' || rated::text || ',' || rating_sum::text
	|| ',' || answered::text || ',' || response_microseconds::text || ',' || responses
	|| ',' || waits::text || ',' || wait_microseconds::text || ',' || wait
	|| ',' || handlings::text || ',' || handle_microseconds::text || ',' || handling
$$;
