-- Whether a message was said in the chat: text, files and images that did not fail. System lines and notes were not.
CREATE OR REPLACE FUNCTION public.dashboard_is_said(message_type text, status text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT message_type IN ('text', 'file', 'image') AND status <> 'failed'
$$;
