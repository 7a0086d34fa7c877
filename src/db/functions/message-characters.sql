-- How many characters (Unicode code points) a message has. An erased message keeps the number that it had.
CREATE OR REPLACE FUNCTION public.dashboard_message_characters(content text, erased_characters integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE content WHEN '' THEN coalesce(erased_characters, 0) ELSE char_length(content) END
$$;
