-- Runs a command, records it in the command log and, if the call has an idempotency key, keeps its outcome for 24 hours.
-- A call with a key that has been used returns the first outcome instead of running again.
--
--   input    what the command takes, with `versions` if the caller sent If-Match
--   context  {actor_id, actor_role, actor_name?, request_id, own_only, force, registered_only, lapse_minutes, key?,
--            fingerprint?}
--
-- A command waits at most 0.3 s for any lock, then gives up, and the Worker tries again: a row that stays locked must not
-- take all connections. This also ends deadlocks before PostgreSQL would report them: a chat application that has written a
-- participant and waits for the session meets a command that has locked the session and wants that participant.
--
-- Returns the command's outcome with `request_id`, the request that ran it, and `replayed` if that was an earlier one.
CREATE OR REPLACE FUNCTION public.dashboard_command(action text, input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql
SET lock_timeout = '300ms' AS $$
DECLARE
	of_caller text := (context->>'actor_role') || ':' || coalesce(context->>'actor_name', context->>'actor_id');
	of_key text := context->>'key';
	earlier public.dashboard_idempotency_keys;
	result jsonb;
BEGIN
	IF of_key IS NOT NULL THEN
		-- Held until the transaction that runs this key's command ends.
		IF NOT pg_try_advisory_xact_lock(hashtextextended(of_caller || ' ' || of_key, 0)) THEN
			RETURN jsonb_build_object('code', 'idempotency_key_in_use');
		END IF;
		SELECT * INTO earlier FROM public.dashboard_idempotency_keys k
		WHERE k.caller = of_caller AND k.key = of_key AND k.created_at > clock_timestamp() - interval '24 hours';
		IF FOUND THEN
			IF earlier.fingerprint <> context->>'fingerprint' THEN
				result := jsonb_build_object('code', 'idempotency_key_reused');
				PERFORM public.dashboard_write_down(action, input, context, result);
				RETURN result;
			END IF;
			RETURN earlier.outcome || jsonb_build_object('replayed', true);
		END IF;
	END IF;
	-- Session events name the command that caused them.
	PERFORM set_config('dashboard.command', action, true);
	-- An expression of its own: PostgreSQL asks for the right to execute each function in an expression, called or not.
	IF action = 'erase_customer' THEN
		result := public.dashboard_erase_customer(input, context);
	ELSE
		result := CASE action
			WHEN 'assign' THEN public.dashboard_assign(input, context)
			WHEN 'transfer' THEN public.dashboard_transfer(input, context)
			WHEN 'requeue' THEN public.dashboard_requeue(input, context)
			WHEN 'close' THEN public.dashboard_close(input, context)
			WHEN 'claim' THEN public.dashboard_claim(input, context)
			WHEN 'offer' THEN public.dashboard_offer(input, context)
			WHEN 'accept' THEN public.dashboard_answer_offer(action, input, context)
			WHEN 'decline' THEN public.dashboard_answer_offer(action, input, context)
			WHEN 'withdraw' THEN public.dashboard_answer_offer(action, input, context)
			WHEN 'save_agent' THEN public.dashboard_save_agent(action, input, context)
			WHEN 'update_agent' THEN public.dashboard_save_agent(action, input, context)
			WHEN 'set_availability' THEN public.dashboard_save_agent(action, input, context)
			WHEN 'delete_agent' THEN public.dashboard_delete_agent(input, context)
		END;
	END IF;
	IF context->>'actor_role' = 'agent' THEN
		PERFORM public.dashboard_sign_of_life((context->>'actor_id')::uuid, context);
	END IF;
	result := result || jsonb_build_object('request_id', context->>'request_id');
	IF action <> 'erase_customer' THEN
		PERFORM public.dashboard_write_down(action, input, context, result);
	END IF;
	IF of_key IS NOT NULL THEN
		INSERT INTO public.dashboard_idempotency_keys AS kept (caller, key, fingerprint, outcome, created_at)
		VALUES (of_caller, of_key, context->>'fingerprint', result, clock_timestamp())
		ON CONFLICT (caller, key) DO UPDATE
			SET fingerprint = excluded.fingerprint, outcome = excluded.outcome, created_at = excluded.created_at;
	END IF;
	RETURN result;
END
$$;
