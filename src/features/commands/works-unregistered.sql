-- Whether an agent that is not registered gets sessions: not if it was deleted, and not where only registered agents do.
CREATE OR REPLACE FUNCTION public.dashboard_works_unregistered(of_agent uuid, context jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT NOT (context->>'registered_only')::boolean AND NOT EXISTS (SELECT FROM public.support_agents a WHERE a.agent_id = of_agent)
$$;
