-- Appends the sessions with messages of agents that are registered or removed to what is to be folded: a registered
-- agent's message is a response, wherever it is. There is no index by sender; registering takes a scan of the messages.
CREATE OR REPLACE FUNCTION public.dashboard_agents_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
	agents uuid[] := ARRAY(SELECT w.agent_id FROM written w);
BEGIN
	IF cardinality(agents) > 0 THEN
		-- No fold until this commits: it would not know the agent, and a message that this does not see would be no response.
		PERFORM pg_advisory_xact_lock(hashtext('dashboard_fold'));
		INSERT INTO public.dashboard_changes (session_id)
		SELECT DISTINCT m.session_id FROM public.chat_messages m WHERE m.sender_id = ANY (agents);
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_insert AFTER INSERT ON public.support_agents
	REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_agents_written();
CREATE OR REPLACE TRIGGER dashboard_after_delete AFTER DELETE ON public.support_agents
	REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_agents_written();
