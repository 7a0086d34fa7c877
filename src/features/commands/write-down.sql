-- Appends a command to the command log, done or refused. A command that changed nothing gets no row.
CREATE OR REPLACE FUNCTION public.dashboard_write_down(action text, input jsonb, context jsonb, result jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	IF result->>'code' <> 'unchanged' THEN
		INSERT INTO public.dashboard_command_log (created_at, action, outcome, refusal, session_id, offer_id,
			from_agent_id, to_agent_id, to_team, reason, forced, actor_id, actor_role, actor_name, request_id,
			idempotency_key, customer_id, erased_rows)
		VALUES (clock_timestamp(), action,
			CASE result->>'code' WHEN 'done' THEN 'done' ELSE 'refused' END,
			nullif(result->>'code', 'done'),
			coalesce((input->>'session_id')::uuid, (result#>>'{session,session_id}')::uuid),
			coalesce((input->>'offer_id')::uuid, (result#>>'{offer,offer_id}')::uuid),
			coalesce((result->>'from_agent_id')::uuid, (input->>'from_agent_id')::uuid),
			coalesce((input->>'to_agent_id')::uuid, (input->>'agent_id')::uuid, (result#>>'{offer,agent_id}')::uuid),
			input->>'to_team', input->>'reason', (context->>'force')::boolean,
			(context->>'actor_id')::uuid, context->>'actor_role', context->>'actor_name', context->>'request_id', context->>'key',
			(input->>'customer_id')::uuid, (result->>'erased_rows')::integer);
	END IF;
END
$$;
