-- What minutes of messages add to the figures of messages, from the raw rows: dashboard_messages_between() defines them.
-- Minutes without a message that was said have no part.
CREATE OR REPLACE FUNCTION public.dashboard_message_parts(minutes timestamptz[])
RETURNS SETOF public.dashboard_parts LANGUAGE sql STABLE ROWS 100 SET jit = off AS $$
	SELECT p.*
	FROM (SELECT DISTINCT given.minute FROM unnest(minutes) AS given (minute)) m
	CROSS JOIN LATERAL public.dashboard_messages_between(m.minute, m.minute + interval '1 minute') p
$$;
