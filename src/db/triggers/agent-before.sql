-- Reads a blank team or skill of an agent as none, in the very row that is written, as for sessions. With the
-- rights of the dashboard, so that a writer needs none on the functions that it calls.
CREATE OR REPLACE FUNCTION public.dashboard_agent_before() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	NEW.team := public.dashboard_named(NEW.team);
	NEW.skills := public.dashboard_skill_names(NEW.skills);
	RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_before BEFORE INSERT OR UPDATE ON public.support_agents
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_agent_before();
