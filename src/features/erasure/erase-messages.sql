-- Erases what messages say: their content, and their file's name, URL and type. Keeps what figures and lists count: the
-- number of characters, in erased_characters, and the file's size. Returns the number of messages.
CREATE OR REPLACE FUNCTION public.dashboard_erase_messages(message_ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	erased integer;
BEGIN
	UPDATE public.chat_messages m
	SET content = '', file_name = NULL, file_url = NULL, file_mime = NULL,
		erased_characters = public.dashboard_message_characters(m.content, m.erased_characters)
	WHERE m.id = ANY (message_ids);
	GET DIAGNOSTICS erased = ROW_COUNT;
	RETURN erased;
END
$$;
