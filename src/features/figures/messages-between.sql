-- What the messages from one instant up to another add to the figures of messages, as one part at the first instant; no
-- row if none was said. This is where the figures of messages are defined.
CREATE OR REPLACE FUNCTION public.dashboard_messages_between(since timestamptz, until timestamptz)
RETURNS SETOF public.dashboard_parts LANGUAGE sql STABLE ROWS 1 AS $$
	WITH figures (figure, amount) AS (
		SELECT f.figure, f.amount
		FROM (
			SELECT s.message_type, s.status, count(*) AS messages, sum(public.dashboard_message_characters(s.content, s.erased_characters)) AS characters
			FROM public.chat_messages s
			WHERE s.created_at >= since AND s.created_at < until AND public.dashboard_is_said(s.message_type, s.status)
			GROUP BY s.message_type, s.status
		) m
		CROSS JOIN LATERAL (VALUES
			('texts', CASE m.message_type WHEN 'text' THEN m.messages END),
			('files', CASE m.message_type WHEN 'file' THEN m.messages END),
			('images', CASE m.message_type WHEN 'image' THEN m.messages END),
			(m.status, m.messages),
			('text_characters', CASE m.message_type WHEN 'text' THEN m.characters END)
		) f (figure, amount)
	)
	SELECT 'messages'::public.dashboard_subject, public.dashboard_nobody(), since, public.dashboard_nobody()
		, NULL::bigint, NULL::numeric, NULL::numeric -- {distribution}: messages have none
		, nullif(sum(f.amount) FILTER (WHERE f.figure = '{count}'), 0)::bigint
	FROM figures f
	HAVING count(f.amount) > 0
$$;
