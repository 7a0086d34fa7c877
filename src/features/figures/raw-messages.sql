CREATE OR REPLACE FUNCTION public.dashboard_raw_messages(since timestamptz, until timestamptz)
RETURNS TABLE (texts bigint, files bigint, images bigint, sent bigint, delivered bigint, read bigint,
	text_characters bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT count(*) FILTER (WHERE m.message_type = 'text'),
		count(*) FILTER (WHERE m.message_type = 'file'),
		count(*) FILTER (WHERE m.message_type = 'image'),
		count(*) FILTER (WHERE m.status = 'sent'),
		count(*) FILTER (WHERE m.status = 'delivered'),
		count(*) FILTER (WHERE m.status = 'read'),
		-- Unicode code points: the database is in UTF-8.
		coalesce(sum(char_length(m.content)) FILTER (WHERE m.message_type = 'text'), 0)
	FROM public.chat_messages m
	WHERE m.created_at >= since AND m.created_at < until
$$;
