-- Routing: agents, offers, the queue, and commands that may be repeated (docs/routing.md).
CREATE TABLE "dashboard_command_log" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp(6) with time zone NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"refusal" text,
	"session_id" uuid,
	"offer_id" uuid,
	"from_agent_id" uuid,
	"to_agent_id" uuid,
	"to_team" text,
	"reason" text,
	"forced" boolean NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_role" text NOT NULL,
	"actor_name" text,
	"request_id" text NOT NULL,
	"idempotency_key" text
);
--> statement-breakpoint
CREATE TABLE "dashboard_idempotency_keys" (
	"caller" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"outcome" jsonb NOT NULL,
	"created_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "dashboard_idempotency_keys_pk" PRIMARY KEY("caller","key")
);
--> statement-breakpoint
CREATE TABLE "dashboard_offers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"offered_at" timestamp(6) with time zone NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"outcome" text,
	"outcome_at" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "support_agents" (
	"agent_id" uuid PRIMARY KEY NOT NULL,
	"display_name" text NOT NULL,
	"team" text,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"availability" text DEFAULT 'offline' NOT NULL,
	"max_sessions" integer NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "support_agents_availability_known" CHECK ("support_agents"."availability" in ('online', 'away', 'offline')),
	CONSTRAINT "support_agents_max_sessions_range" CHECK ("support_agents"."max_sessions" between 0 and 1000)
);
--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "team" text;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "skills" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "dashboard_command_log_created_at_idx" ON "dashboard_command_log" USING btree ("created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "dashboard_command_log_session_idx" ON "dashboard_command_log" USING btree ("session_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "dashboard_command_log_from_agent_idx" ON "dashboard_command_log" USING btree ("from_agent_id","created_at" DESC NULLS FIRST,"id") WHERE "dashboard_command_log"."from_agent_id" is not null;--> statement-breakpoint
CREATE INDEX "dashboard_command_log_to_agent_idx" ON "dashboard_command_log" USING btree ("to_agent_id","created_at" DESC NULLS FIRST,"id") WHERE "dashboard_command_log"."to_agent_id" is not null;--> statement-breakpoint
CREATE INDEX "dashboard_command_log_actor_idx" ON "dashboard_command_log" USING btree ("actor_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "dashboard_command_log_actor_name_idx" ON "dashboard_command_log" USING btree ("actor_name","created_at" DESC NULLS FIRST,"id") WHERE "dashboard_command_log"."actor_name" is not null;--> statement-breakpoint
CREATE INDEX "dashboard_command_log_action_idx" ON "dashboard_command_log" USING btree ("action","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "dashboard_command_log_refused_idx" ON "dashboard_command_log" USING btree ("created_at" DESC NULLS FIRST,"id") WHERE "dashboard_command_log"."outcome" = 'refused';--> statement-breakpoint
CREATE INDEX "dashboard_command_log_request_idx" ON "dashboard_command_log" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "dashboard_idempotency_keys_created_at_idx" ON "dashboard_idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "dashboard_offers_session_idx" ON "dashboard_offers" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "dashboard_offers_open_idx" ON "dashboard_offers" USING btree ("agent_id") WHERE "dashboard_offers"."outcome" is null;--> statement-breakpoint
CREATE INDEX "chat_sessions_team_queue_idx" ON "chat_sessions" USING btree ("team","queued_at","id") WHERE "chat_sessions"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "chat_sessions_started_at_idx" ON "chat_sessions" USING btree ("started_at") WHERE "chat_sessions"."started_at" is not null;--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Commands (docs/routing.md). Each is one call of dashboard_command: one statement, one transaction, one round
-- trip. VOLATILE, so that what is looked at after a lock is what the lock's earlier holder left. Locks are taken
-- in one order, agent before session, so that two commands never wait for each other in a circle.
-- ---------------------------------------------------------------------------------------------------------

-- chat_sessions: the version is ours, whatever a writer puts there.
CREATE FUNCTION "dashboard_session_before_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.skills := coalesce(NEW.skills, OLD.skills);
	NEW.version := OLD.version + CASE WHEN
		(OLD.id, OLD.status, OLD.queued_at, OLD.skills) IS DISTINCT FROM (NEW.id, NEW.status, NEW.queued_at, NEW.skills)
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.team IS DISTINCT FROM NEW.team
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		THEN 1 ELSE 0 END;
	RETURN NEW;
END
$$;
--> statement-breakpoint
-- By its name the last of the BEFORE triggers: it sees what the others made of the row.
CREATE TRIGGER "dashboard_before_version" BEFORE UPDATE ON "chat_sessions"
	FOR EACH ROW WHEN (
		NEW.version IS DISTINCT FROM OLD.version
		OR NEW.skills IS NULL
		OR (OLD.id, OLD.status, OLD.queued_at, OLD.skills) IS DISTINCT FROM (NEW.id, NEW.status, NEW.queued_at, NEW.skills)
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.team IS DISTINCT FROM NEW.team
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		-- What dashboard_before_update may yet change.
		OR (NEW.status = 'waiting' AND OLD.status <> 'waiting')
	) EXECUTE FUNCTION "dashboard_session_before_version"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_first_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.version := 1;
	NEW.skills := coalesce(NEW.skills, '{}');
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_before_first_version" BEFORE INSERT ON "chat_sessions"
	FOR EACH ROW WHEN (NEW.version IS DISTINCT FROM 1 OR NEW.skills IS NULL)
	EXECUTE FUNCTION "dashboard_session_first_version"();
--> statement-breakpoint
-- Whoever takes a session out of the queue: its offer is over, and does not come back with it. With the rights of
-- the tables' owner: the chat application needs none on ours.
CREATE FUNCTION "dashboard_session_left_queue"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	UPDATE public.dashboard_offers SET outcome = 'withdrawn', outcome_at = clock_timestamp()
	WHERE session_id = NEW.id AND outcome IS NULL AND expires_at > clock_timestamp();
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_left_queue" AFTER UPDATE ON "chat_sessions"
	FOR EACH ROW WHEN (OLD.status = 'waiting' AND NEW.status <> 'waiting')
	EXECUTE FUNCTION "dashboard_session_left_queue"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_log_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_append_only" BEFORE UPDATE OR DELETE ON "dashboard_command_log"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_log_is_append_only"();
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- What commands look at.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_wire"(instant timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
--> statement-breakpoint
-- A session as answers and refusals tell it.
CREATE FUNCTION "dashboard_session_state"(s chat_sessions) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE
RETURN jsonb_build_object('session_id', s.id, 'status', s.status, 'assigned_agent_id', s.assigned_agent_id,
	'started_at', public.dashboard_wire(s.started_at), 'version', s.version);
--> statement-breakpoint
-- Offers that hold a place at an instant.
CREATE FUNCTION "dashboard_live_offers"(at timestamptz) RETURNS SETOF dashboard_offers
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT o.* FROM public.dashboard_offers o JOIN public.chat_sessions s ON s.id = o.session_id
	WHERE o.outcome IS NULL AND o.expires_at > at AND s.status = 'waiting'
$$;
--> statement-breakpoint
-- How many places of an agent are taken at an instant: its active sessions, and the offers it has.
CREATE FUNCTION "dashboard_load"(of_agent uuid, at timestamptz) RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT (
		(SELECT count(*) FROM public.chat_sessions WHERE status = 'active' AND assigned_agent_id = of_agent)
		+ (SELECT count(*) FROM public.dashboard_live_offers(at) o WHERE o.agent_id = of_agent)
	)::integer
$$;
--> statement-breakpoint
-- Why an agent can't get a session, as a problem code with what belongs to it; null where it can. Its row is
-- locked by the caller.
CREATE FUNCTION "dashboard_agent_refusal"(of_agent uuid, s chat_sessions, context jsonb, at timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	agent public.support_agents;
	load integer;
BEGIN
	IF s.initiator_id = of_agent THEN
		RETURN jsonb_build_object('code', 'agent_is_customer');
	END IF;
	-- Locked already, unless it was registered a moment ago.
	SELECT * INTO agent FROM public.support_agents a WHERE a.agent_id = of_agent FOR NO KEY UPDATE;
	IF (context->>'force')::boolean THEN
		RETURN NULL;
	END IF;
	IF agent.agent_id IS NULL THEN
		RETURN CASE WHEN (context->>'registered_only')::boolean THEN jsonb_build_object('code', 'agent_not_registered') END;
	END IF;
	IF agent.availability = 'offline' THEN
		RETURN jsonb_build_object('code', 'agent_unavailable', 'availability', agent.availability);
	END IF;
	IF s.team IS NOT NULL AND s.team IS DISTINCT FROM agent.team THEN
		RETURN jsonb_build_object('code', 'agent_not_in_team', 'team', s.team);
	END IF;
	IF NOT s.skills <@ agent.skills THEN
		RETURN jsonb_build_object('code', 'agent_lacks_skills', 'missing_skills', (
			SELECT jsonb_agg(skill ORDER BY skill) FROM unnest(s.skills) skill WHERE skill <> ALL (agent.skills)));
	END IF;
	-- An offer of this very session has held the place since.
	IF EXISTS (SELECT FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id AND o.agent_id = of_agent) THEN
		RETURN NULL;
	END IF;
	load := public.dashboard_load(of_agent, at);
	IF load >= agent.max_sessions THEN
		RETURN jsonb_build_object('code', 'agent_at_capacity', 'load', load, 'max_sessions', agent.max_sessions);
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- Waits for an agent's row, if it is registered, and holds it.
CREATE FUNCTION "dashboard_lock_agent"(of_agent uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM public.support_agents WHERE agent_id = of_agent FOR NO KEY UPDATE;
END
$$;
--> statement-breakpoint
-- Waits for a session's row and holds it. From then on this transaction waits for other locks for 0.3 s only: a
-- chat application that has written a participant and now waits for the session would be the other half of a
-- deadlock, and this way it is always the command that steps back and is tried again. Not FOR UPDATE, which
-- would also make those wait who write a message of the session.
CREATE FUNCTION "dashboard_lock_session"(of_session uuid) RETURNS chat_sessions LANGUAGE plpgsql AS $$
DECLARE
	s public.chat_sessions;
BEGIN
	SELECT * INTO s FROM public.chat_sessions WHERE id = of_session FOR NO KEY UPDATE;
	PERFORM set_config('lock_timeout', '300ms', true);
	RETURN s;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- What commands do.
-- ---------------------------------------------------------------------------------------------------------
-- The agent becomes the session's owner and its one present support agent (or takes the place of one).
CREATE FUNCTION "dashboard_hand_over"(s chat_sessions, to_agent uuid, only_from uuid, at timestamptz)
RETURNS chat_sessions LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.dashboard_offers SET outcome = CASE WHEN agent_id = to_agent THEN 'accepted' ELSE 'withdrawn' END,
		outcome_at = at
	WHERE session_id = s.id AND outcome IS NULL AND expires_at > at;
	UPDATE public.chat_participants SET left_at = at
	WHERE session_id = s.id AND role = 'support_agent' AND left_at IS NULL AND user_id <> to_agent
		AND (only_from IS NULL OR user_id = only_from);
	INSERT INTO public.chat_participants (session_id, user_id, role, joined_at)
	VALUES (s.id, to_agent, 'support_agent', at)
	ON CONFLICT (session_id, user_id) DO UPDATE SET role = 'support_agent', left_at = NULL;
	UPDATE public.chat_sessions SET status = 'active', assigned_agent_id = to_agent,
		started_at = coalesce(started_at, at), last_activity_at = at
	WHERE id = s.id RETURNING * INTO s;
	RETURN s;
END
$$;
--> statement-breakpoint
-- The session goes back to the end of a queue; its agent leaves it.
CREATE FUNCTION "dashboard_put_back"(s chat_sessions, for_team text, at timestamptz) RETURNS chat_sessions
LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.chat_participants SET left_at = at
	WHERE session_id = s.id AND user_id = s.assigned_agent_id AND left_at IS NULL;
	UPDATE public.chat_sessions SET status = 'waiting', assigned_agent_id = NULL, team = for_team, queued_at = at,
		last_activity_at = at
	WHERE id = s.id RETURNING * INTO s;
	RETURN s;
END
$$;
--> statement-breakpoint
-- What both logs say of a change.
CREATE FUNCTION "dashboard_audit"(action text, s chat_sessions, from_agent uuid, reason text, context jsonb, at timestamptz)
RETURNS void LANGUAGE sql AS $$
	INSERT INTO public.chat_audit_log
		(session_id, actor_id, actor_role, action, from_agent_id, to_agent_id, reason, request_id, created_at)
	VALUES (s.id, (context->>'actor_id')::uuid, context->>'actor_role', action, from_agent, s.assigned_agent_id, reason,
		context->>'request_id', at)
$$;
--> statement-breakpoint

-- The commands. Each returns {code, session?, …}: code is `done`, `unchanged`, or a problem's code.
CREATE FUNCTION "dashboard_assign"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	to_agent uuid := input->>'agent_id';
	s public.chat_sessions;
	at timestamptz;
	held public.dashboard_offers;
	refusal jsonb;
	before uuid;
BEGIN
	PERFORM public.dashboard_lock_agent(to_agent);
	s := public.dashboard_lock_session((input->>'session_id')::uuid);
	at := clock_timestamp();
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status = 'closed' THEN
		RETURN jsonb_build_object('code', 'session_closed', 'session', public.dashboard_session_state(s));
	END IF;
	IF s.status = 'active' AND s.assigned_agent_id = to_agent THEN
		RETURN jsonb_build_object('code', 'unchanged', 'session', public.dashboard_session_state(s));
	END IF;
	IF s.status = 'active' AND s.assigned_agent_id IS NOT NULL THEN
		RETURN jsonb_build_object('code', 'session_already_assigned', 'session', public.dashboard_session_state(s));
	END IF;
	refusal := public.dashboard_agent_refusal(to_agent, s, context, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal || jsonb_build_object('session', public.dashboard_session_state(s));
	END IF;
	SELECT * INTO held FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id AND o.agent_id <> to_agent;
	IF FOUND AND NOT (context->>'force')::boolean THEN
		RETURN public.dashboard_offered(held, s);
	END IF;
	before := s.assigned_agent_id;
	s := public.dashboard_hand_over(s, to_agent, NULL, at);
	PERFORM public.dashboard_audit('assign', s, before, NULL, context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s));
END
$$;
--> statement-breakpoint
-- What every command on a session looks at first: that it is there, and that it is the one the caller means.
CREATE FUNCTION "dashboard_precondition"(s chat_sessions, input jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF s.id IS NULL THEN
		RETURN jsonb_build_object('code', 'session_not_found');
	END IF;
	IF input ? 'versions' AND NOT input->'versions' @> to_jsonb(s.version) THEN
		RETURN jsonb_build_object('code', 'version_changed', 'session', public.dashboard_session_state(s));
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_offered"(o dashboard_offers, s chat_sessions) RETURNS jsonb LANGUAGE sql STABLE
RETURN jsonb_build_object('code', 'session_offered', 'session', public.dashboard_session_state(s),
	'offered_to', o.agent_id, 'expires_at', public.dashboard_wire(o.expires_at));
--> statement-breakpoint
CREATE FUNCTION "dashboard_transfer"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	to_agent uuid := input->>'to_agent_id';
	s public.chat_sessions;
	at timestamptz;
	refusal jsonb;
	before uuid;
	state jsonb;
BEGIN
	IF to_agent IS NOT NULL THEN
		PERFORM public.dashboard_lock_agent(to_agent);
	END IF;
	s := public.dashboard_lock_session((input->>'session_id')::uuid);
	at := clock_timestamp();
	state := public.dashboard_session_state(s);
	IF s.id IS NOT NULL AND (context->>'own_only')::boolean
		AND s.assigned_agent_id IS DISTINCT FROM (context->>'actor_id')::uuid THEN
		RETURN jsonb_build_object('code', 'not_session_owner');
	END IF;
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status <> 'active' THEN
		RETURN jsonb_build_object('code', 'session_not_active', 'session', state);
	END IF;
	IF input->>'from_agent_id' IS NOT NULL AND s.assigned_agent_id IS DISTINCT FROM (input->>'from_agent_id')::uuid THEN
		RETURN jsonb_build_object('code', 'owner_changed', 'session', state);
	END IF;
	before := s.assigned_agent_id;
	IF to_agent IS NULL THEN
		s := public.dashboard_put_back(s, input->>'to_team', at);
	ELSE
		IF s.assigned_agent_id = to_agent THEN
			RETURN jsonb_build_object('code', 'same_agent', 'session', state);
		END IF;
		refusal := public.dashboard_agent_refusal(to_agent, s, context, at);
		IF refusal IS NOT NULL THEN
			RETURN refusal || jsonb_build_object('session', state);
		END IF;
		s := public.dashboard_hand_over(s, to_agent, coalesce(before, '00000000-0000-0000-0000-000000000000'), at);
	END IF;
	PERFORM public.dashboard_audit('transfer', s, before, input->>'reason', context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', before);
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_requeue"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	s public.chat_sessions := public.dashboard_lock_session((input->>'session_id')::uuid);
	at timestamptz := clock_timestamp();
	refusal jsonb := public.dashboard_precondition(s, input);
	before uuid := s.assigned_agent_id;
BEGIN
	IF s.id IS NOT NULL AND (context->>'own_only')::boolean
		AND s.assigned_agent_id IS DISTINCT FROM (context->>'actor_id')::uuid THEN
		RETURN jsonb_build_object('code', 'not_session_owner');
	END IF;
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status <> 'active' THEN
		RETURN jsonb_build_object('code', 'session_not_active', 'session', public.dashboard_session_state(s));
	END IF;
	s := public.dashboard_put_back(s, s.team, at);
	PERFORM public.dashboard_audit('requeue', s, before, input->>'reason', context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', before);
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_close"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	s public.chat_sessions := public.dashboard_lock_session((input->>'session_id')::uuid);
	at timestamptz := clock_timestamp();
	refusal jsonb := public.dashboard_precondition(s, input);
	before uuid := s.assigned_agent_id;
BEGIN
	IF s.id IS NOT NULL AND (context->>'own_only')::boolean
		AND s.assigned_agent_id IS DISTINCT FROM (context->>'actor_id')::uuid THEN
		RETURN jsonb_build_object('code', 'not_session_owner');
	END IF;
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status = 'closed' THEN
		RETURN jsonb_build_object('code', 'unchanged', 'session', public.dashboard_session_state(s));
	END IF;
	UPDATE public.dashboard_offers SET outcome = 'withdrawn', outcome_at = at
	WHERE session_id = s.id AND outcome IS NULL AND expires_at > at;
	UPDATE public.chat_participants SET left_at = at
	WHERE session_id = s.id AND role = 'support_agent' AND left_at IS NULL;
	-- Never before its start, which the chat application's clock may have set.
	UPDATE public.chat_sessions SET status = 'closed', closed_at = greatest(at, started_at), last_activity_at = at
	WHERE id = s.id RETURNING * INTO s;
	PERFORM public.dashboard_audit('close', s, before, input->>'reason', context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', before);
END
$$;
--> statement-breakpoint
-- The waiting sessions that an agent may claim: of its team or of none, with skills that it has, not offered to
-- another.
CREATE FUNCTION "dashboard_claimable"(by_agent uuid, at timestamptz) RETURNS SETOF chat_sessions
LANGUAGE sql STABLE AS $$
	SELECT c.* FROM public.chat_sessions c
	LEFT JOIN public.support_agents agent ON agent.agent_id = by_agent
	LEFT JOIN LATERAL (
		SELECT o.agent_id FROM public.dashboard_offers o
		WHERE o.session_id = c.id AND o.outcome IS NULL AND o.expires_at > at
	) held ON true
	WHERE c.status = 'waiting' AND c.initiator_id <> by_agent
		AND (agent.agent_id IS NULL OR ((c.team IS NULL OR c.team = agent.team) AND c.skills <@ agent.skills))
		AND (held.agent_id IS NULL OR held.agent_id = by_agent)
$$;
--> statement-breakpoint
-- The oldest of those. One that somebody else is just working at is passed over; where all are, they are waited for.
CREATE FUNCTION "dashboard_claim"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	by_agent uuid := input->>'agent_id';
	agent public.support_agents;
	load integer;
	s public.chat_sessions;
	at timestamptz;
	passed_over uuid[] := '{}';
	may_wait boolean := false;
BEGIN
	SELECT * INTO agent FROM public.support_agents a WHERE a.agent_id = by_agent FOR NO KEY UPDATE;
	PERFORM set_config('lock_timeout', '300ms', true);
	IF agent.availability <> 'online' THEN
		RETURN jsonb_build_object('code', 'agent_unavailable', 'availability', agent.availability);
	END IF;
	IF agent.agent_id IS NULL AND (context->>'registered_only')::boolean THEN
		RETURN jsonb_build_object('code', 'agent_not_registered');
	END IF;
	at := clock_timestamp();
	load := public.dashboard_load(by_agent, at);
	-- Before any session is locked, which others would then pass over. What is offered to it, it may still accept.
	IF load >= agent.max_sessions THEN
		RETURN jsonb_build_object('code', 'agent_at_capacity', 'load', load, 'max_sessions', agent.max_sessions);
	END IF;
	LOOP
		s := NULL;
		IF may_wait THEN
			SELECT * INTO s FROM public.chat_sessions
			WHERE id = (
				SELECT c.id FROM public.dashboard_claimable(by_agent, at) c
				WHERE c.id <> ALL (passed_over) ORDER BY c.queued_at, c.id LIMIT 1
			) FOR NO KEY UPDATE;
		ELSE
			SELECT * INTO s FROM public.chat_sessions
			WHERE status = 'waiting' AND id IN (
				SELECT c.id FROM public.dashboard_claimable(by_agent, at) c WHERE c.id <> ALL (passed_over)
			) ORDER BY queued_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
		END IF;
		at := clock_timestamp();
		IF s.id IS NULL THEN
			-- What was waited for may be gone altogether, with others behind it.
			IF may_wait AND NOT EXISTS (
				SELECT FROM public.dashboard_claimable(by_agent, at) c WHERE c.id <> ALL (passed_over)
			) THEN
				RETURN jsonb_build_object('code', 'queue_empty');
			END IF;
			may_wait := true;
			CONTINUE;
		END IF;
		-- Under its lock, with a newer look: whoever held it may have taken it, or offered it to somebody.
		EXIT WHEN EXISTS (SELECT FROM public.dashboard_claimable(by_agent, at) c WHERE c.id = s.id);
		passed_over := passed_over || s.id;
	END LOOP;
	s := public.dashboard_hand_over(s, by_agent, NULL, at);
	PERFORM public.dashboard_audit('claim', s, NULL, NULL, context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s));
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_offer_state"(o dashboard_offers) RETURNS jsonb LANGUAGE sql STABLE
RETURN jsonb_build_object('offer_id', o.id, 'session_id', o.session_id, 'agent_id', o.agent_id,
	'offered_at', public.dashboard_wire(o.offered_at), 'expires_at', public.dashboard_wire(o.expires_at),
	'outcome', o.outcome);
--> statement-breakpoint
CREATE FUNCTION "dashboard_offer"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	to_agent uuid := input->>'agent_id';
	s public.chat_sessions;
	at timestamptz;
	held public.dashboard_offers;
	refusal jsonb;
BEGIN
	PERFORM public.dashboard_lock_agent(to_agent);
	s := public.dashboard_lock_session((input->>'session_id')::uuid);
	at := clock_timestamp();
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status = 'closed' THEN
		RETURN jsonb_build_object('code', 'session_closed', 'session', public.dashboard_session_state(s));
	END IF;
	IF s.status <> 'waiting' THEN
		RETURN jsonb_build_object('code', 'session_not_waiting', 'session', public.dashboard_session_state(s));
	END IF;
	SELECT * INTO held FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id;
	IF FOUND AND NOT (context->>'force')::boolean THEN
		RETURN public.dashboard_offered(held, s);
	END IF;
	refusal := public.dashboard_agent_refusal(to_agent, s, context, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal || jsonb_build_object('session', public.dashboard_session_state(s));
	END IF;
	UPDATE public.dashboard_offers SET outcome = 'withdrawn', outcome_at = at
	WHERE session_id = s.id AND outcome IS NULL AND expires_at > at;
	INSERT INTO public.dashboard_offers (session_id, agent_id, offered_at, expires_at)
	VALUES (s.id, to_agent, at, at + make_interval(secs => (input->>'expires_in_seconds')::double precision))
	RETURNING * INTO held;
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s),
		'offer', public.dashboard_offer_state(held));
END
$$;
--> statement-breakpoint
-- Accepts or declines an offer: what `action` says.
CREATE FUNCTION "dashboard_answer_offer"(action text, input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	o public.dashboard_offers;
	s public.chat_sessions;
	at timestamptz;
	refusal jsonb;
	wanted text := CASE action WHEN 'accept' THEN 'accepted' ELSE 'declined' END;
BEGIN
	-- Whose it is never changes: that may be looked up before the agent's lock and the session's.
	SELECT * INTO o FROM public.dashboard_offers
	WHERE id = (input->>'offer_id')::uuid AND session_id = (input->>'session_id')::uuid;
	IF o.id IS NULL OR ((context->>'own_only')::boolean AND o.agent_id <> (context->>'actor_id')::uuid) THEN
		RETURN jsonb_build_object('code', 'offer_not_found');
	END IF;
	PERFORM public.dashboard_lock_agent(o.agent_id);
	s := public.dashboard_lock_session(o.session_id);
	at := clock_timestamp();
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	SELECT * INTO o FROM public.dashboard_offers WHERE id = o.id;
	IF o.id IS NULL THEN
		RETURN jsonb_build_object('code', 'offer_not_found');
	END IF;
	IF o.outcome = wanted AND (wanted = 'declined' OR s.assigned_agent_id = o.agent_id) THEN
		RETURN jsonb_build_object('code', 'unchanged', 'session', public.dashboard_session_state(s),
			'offer', public.dashboard_offer_state(o));
	END IF;
	IF coalesce(o.outcome, 'expired') = 'expired' AND o.expires_at <= at THEN
		RETURN jsonb_build_object('code', 'offer_expired', 'session', public.dashboard_session_state(s),
			'expires_at', public.dashboard_wire(o.expires_at));
	END IF;
	IF o.outcome IS NOT NULL OR s.status <> 'waiting' THEN
		RETURN jsonb_build_object('code', 'offer_not_open', 'session', public.dashboard_session_state(s),
			'offer_outcome', o.outcome);
	END IF;
	IF wanted = 'declined' THEN
		UPDATE public.dashboard_offers SET outcome = wanted, outcome_at = at WHERE id = o.id RETURNING * INTO o;
		RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s),
			'offer', public.dashboard_offer_state(o));
	END IF;
	refusal := public.dashboard_agent_refusal(o.agent_id, s, context, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal || jsonb_build_object('session', public.dashboard_session_state(s));
	END IF;
	s := public.dashboard_hand_over(s, o.agent_id, NULL, at);
	PERFORM public.dashboard_audit('accept', s, NULL, NULL, context, at);
	SELECT * INTO o FROM public.dashboard_offers WHERE id = o.id;
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s),
		'offer', public.dashboard_offer_state(o));
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_agent_state"(a support_agents, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE
RETURN jsonb_build_object('agent_id', a.agent_id, 'display_name', a.display_name, 'team', a.team, 'skills', a.skills,
	'availability', a.availability, 'max_sessions', a.max_sessions,
	'load', public.dashboard_load(a.agent_id, at),
	'free', greatest(0, a.max_sessions - public.dashboard_load(a.agent_id, at)),
	'updated_at', public.dashboard_wire(a.updated_at));
--> statement-breakpoint
-- Registers an agent, or makes one be what the input says, all of it.
CREATE FUNCTION "dashboard_save_agent"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	a public.support_agents;
	at timestamptz := clock_timestamp();
BEGIN
	INSERT INTO public.support_agents AS kept
		(agent_id, display_name, team, skills, availability, max_sessions, created_at, updated_at)
	VALUES ((input->>'agent_id')::uuid, input->>'display_name', input->>'team',
		ARRAY(SELECT DISTINCT skill COLLATE "C" FROM jsonb_array_elements_text(input->'skills') skill ORDER BY 1),
		input->>'availability', (input->>'max_sessions')::integer, at, at)
	ON CONFLICT (agent_id) DO UPDATE SET display_name = excluded.display_name, team = excluded.team,
		skills = excluded.skills, availability = excluded.availability, max_sessions = excluded.max_sessions,
		updated_at = at
	RETURNING * INTO a;
	RETURN jsonb_build_object('code', 'done', 'created', a.created_at = at, 'agent', public.dashboard_agent_state(a, at));
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_set_availability"(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	a public.support_agents;
	at timestamptz := clock_timestamp();
BEGIN
	UPDATE public.support_agents SET availability = input->>'availability', updated_at = at
	WHERE agent_id = (input->>'agent_id')::uuid RETURNING * INTO a;
	IF a.agent_id IS NULL THEN
		RETURN jsonb_build_object('code', 'agent_not_found');
	END IF;
	RETURN jsonb_build_object('code', 'done', 'agent', public.dashboard_agent_state(a, at));
END
$$;
--> statement-breakpoint

-- The row of a command in the log.
CREATE FUNCTION "dashboard_write_down"(action text, input jsonb, context jsonb, result jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	-- Nothing happened, and nothing was refused: no row, as there is no second effect.
	IF result->>'code' <> 'unchanged' THEN
		INSERT INTO public.dashboard_command_log (created_at, action, outcome, refusal, session_id, offer_id,
			from_agent_id, to_agent_id, to_team, reason, forced, actor_id, actor_role, actor_name, request_id,
			idempotency_key)
		VALUES (clock_timestamp(), action,
			CASE result->>'code' WHEN 'done' THEN 'done' ELSE 'refused' END,
			nullif(result->>'code', 'done'),
			coalesce((input->>'session_id')::uuid, (result#>>'{session,session_id}')::uuid),
			coalesce((input->>'offer_id')::uuid, (result#>>'{offer,offer_id}')::uuid),
			coalesce((result->>'from_agent_id')::uuid, (input->>'from_agent_id')::uuid),
			coalesce((input->>'to_agent_id')::uuid, (input->>'agent_id')::uuid, (result#>>'{offer,agent_id}')::uuid),
			input->>'to_team', input->>'reason', (context->>'force')::boolean,
			(context->>'actor_id')::uuid, context->>'actor_role', context->>'actor_name', context->>'request_id', context->>'key');
	END IF;
END
$$;
--> statement-breakpoint

-- Runs a command, once for a key, and writes it down.
--   input    what the command takes; `versions` where If-Match names some
--   context  {actor_id, actor_role, actor_name?, request_id, own_only, force, registered_only, key?, fingerprint?}
-- Returns what the command came to, with the request that ran it and whether that was an earlier one.
CREATE FUNCTION "dashboard_command"(action text, input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	of_caller text := (context->>'actor_role') || ':' || coalesce(context->>'actor_name', context->>'actor_id');
	of_key text := context->>'key';
	earlier public.dashboard_idempotency_keys;
	result jsonb;
BEGIN
	IF of_key IS NOT NULL THEN
		-- Whoever runs this key's command holds this until its end is there to be seen.
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
	result := CASE action
		WHEN 'assign' THEN public.dashboard_assign(input, context)
		WHEN 'transfer' THEN public.dashboard_transfer(input, context)
		WHEN 'requeue' THEN public.dashboard_requeue(input, context)
		WHEN 'close' THEN public.dashboard_close(input, context)
		WHEN 'claim' THEN public.dashboard_claim(input, context)
		WHEN 'offer' THEN public.dashboard_offer(input, context)
		WHEN 'accept' THEN public.dashboard_answer_offer(action, input, context)
		WHEN 'decline' THEN public.dashboard_answer_offer(action, input, context)
		WHEN 'save_agent' THEN public.dashboard_save_agent(input, context)
		WHEN 'set_availability' THEN public.dashboard_set_availability(input, context)
	END;
	result := result || jsonb_build_object('request_id', context->>'request_id');
	PERFORM public.dashboard_write_down(action, input, context, result);
	IF of_key IS NOT NULL THEN
		INSERT INTO public.dashboard_idempotency_keys AS kept (caller, key, fingerprint, outcome, created_at)
		VALUES (of_caller, of_key, context->>'fingerprint', result, clock_timestamp())
		ON CONFLICT (caller, key) DO UPDATE
			SET fingerprint = excluded.fingerprint, outcome = excluded.outcome, created_at = excluded.created_at;
	END IF;
	RETURN result;
END
$$;
--> statement-breakpoint
-- For the Cron Trigger: forgets keys that are over, and gives expired offers their outcome. Nothing rests on it.
CREATE FUNCTION "dashboard_tidy"(max_rows integer DEFAULT 10000) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	done integer;
	tidied integer := 0;
BEGIN
	DELETE FROM public.dashboard_idempotency_keys WHERE (caller, key) IN (
		SELECT caller, key FROM public.dashboard_idempotency_keys
		WHERE created_at <= clock_timestamp() - interval '24 hours'
		ORDER BY created_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS done = ROW_COUNT;
	tidied := tidied + done;
	UPDATE public.dashboard_offers SET outcome = 'expired', outcome_at = expires_at WHERE id IN (
		SELECT id FROM public.dashboard_offers
		WHERE outcome IS NULL AND expires_at <= clock_timestamp() LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS done = ROW_COUNT;
	RETURN tidied + done;
END
$$;
