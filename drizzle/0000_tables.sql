CREATE TABLE "chat_audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chat_audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_role" text NOT NULL,
	"action" text NOT NULL,
	"from_agent_id" uuid,
	"to_agent_id" uuid,
	"reason" text,
	"request_id" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"sender_id" uuid NOT NULL,
	"content" text NOT NULL,
	"message_type" text DEFAULT 'text' NOT NULL,
	"status" text DEFAULT 'sent' NOT NULL,
	"file_name" text,
	"file_url" text,
	"file_size" bigint,
	"file_mime" text,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_messages_type_known" CHECK ("chat_messages"."message_type" in ('text', 'file', 'image', 'system', 'note')),
	CONSTRAINT "chat_messages_status_known" CHECK ("chat_messages"."status" in ('sent', 'delivered', 'read', 'failed')),
	CONSTRAINT "chat_messages_file_size_range" CHECK ("chat_messages"."file_size" between 0 and 9007199254740991),
	CONSTRAINT "chat_messages_times_sayable" CHECK (("chat_messages"."created_at" >= '0001-01-01 00:00:00+00' and "chat_messages"."created_at" < '10000-01-01 00:00:00+00'))
);
--> statement-breakpoint
CREATE TABLE "chat_participants" (
	"session_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp(6) with time zone,
	CONSTRAINT "chat_participants_pk" PRIMARY KEY("session_id","user_id"),
	CONSTRAINT "chat_participants_role_known" CHECK ("chat_participants"."role" in ('customer', 'support_agent', 'bot')),
	CONSTRAINT "chat_participants_times_sayable" CHECK (("chat_participants"."joined_at" >= '0001-01-01 00:00:00+00' and "chat_participants"."joined_at" < '10000-01-01 00:00:00+00') and ("chat_participants"."left_at" >= '0001-01-01 00:00:00+00' and "chat_participants"."left_at" < '10000-01-01 00:00:00+00'))
);
--> statement-breakpoint
CREATE TABLE "chat_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"initiator_id" uuid NOT NULL,
	"assigned_agent_id" uuid,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp(6) with time zone NOT NULL,
	"started_at" timestamp(6) with time zone,
	"closed_at" timestamp(6) with time zone,
	"last_activity_at" timestamp(6) with time zone NOT NULL,
	"total_messages" integer DEFAULT 0,
	"rating" smallint,
	"feedback" text,
	"team" text,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "chat_sessions_status_known" CHECK ("chat_sessions"."status" in ('waiting', 'active', 'closed')),
	CONSTRAINT "chat_sessions_rating_range" CHECK ("chat_sessions"."rating" between 1 and 5),
	CONSTRAINT "chat_sessions_times_sayable" CHECK (("chat_sessions"."created_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."created_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."queued_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."queued_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."started_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."started_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."closed_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."closed_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."last_activity_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."last_activity_at" < '10000-01-01 00:00:00+00'))
);
--> statement-breakpoint
CREATE TABLE "dashboard_changes" (
	"session_id" uuid,
	"minute" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "dashboard_parts" (
	"subject" text NOT NULL,
	"agent_id" uuid NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"session_id" uuid NOT NULL,
	"response_count" bigint,
	"response_microseconds" numeric,
	"response_histogram" numeric,
	"wait_count" bigint,
	"wait_microseconds" numeric,
	"wait_histogram" numeric,
	"abandon_count" bigint,
	"abandon_microseconds" numeric,
	"abandon_histogram" numeric,
	"handle_count" bigint,
	"handle_microseconds" numeric,
	"handle_histogram" numeric,
	"sessions" bigint,
	"waiting" bigint,
	"active" bigint,
	"closed" bigint,
	"messages" bigint,
	"unanswered" bigint,
	"rated_1" bigint,
	"rated_2" bigint,
	"rated_3" bigint,
	"rated_4" bigint,
	"rated_5" bigint,
	"closed_rated" bigint,
	"flow_reopened" bigint,
	"flow_closed" bigint,
	"flow_abandoned" bigint,
	"flow_transferred" bigint,
	"flow_rated" bigint,
	"transfers_in" bigint,
	"transfers_out" bigint,
	"texts" bigint,
	"files" bigint,
	"images" bigint,
	"sent" bigint,
	"delivered" bigint,
	"read" bigint,
	"text_characters" bigint,
	CONSTRAINT "dashboard_parts_pk" PRIMARY KEY("subject","agent_id","at","session_id")
);
--> statement-breakpoint
CREATE TABLE "dashboard_readings" (
	"since" text NOT NULL,
	"subject" text NOT NULL,
	"agent_id" uuid NOT NULL,
	"until" timestamp(6) with time zone NOT NULL,
	"response_count" bigint DEFAULT 0 NOT NULL,
	"response_microseconds" numeric DEFAULT 0 NOT NULL,
	"response_histogram" numeric DEFAULT 0 NOT NULL,
	"wait_count" bigint DEFAULT 0 NOT NULL,
	"wait_microseconds" numeric DEFAULT 0 NOT NULL,
	"wait_histogram" numeric DEFAULT 0 NOT NULL,
	"abandon_count" bigint DEFAULT 0 NOT NULL,
	"abandon_microseconds" numeric DEFAULT 0 NOT NULL,
	"abandon_histogram" numeric DEFAULT 0 NOT NULL,
	"handle_count" bigint DEFAULT 0 NOT NULL,
	"handle_microseconds" numeric DEFAULT 0 NOT NULL,
	"handle_histogram" numeric DEFAULT 0 NOT NULL,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"waiting" bigint DEFAULT 0 NOT NULL,
	"active" bigint DEFAULT 0 NOT NULL,
	"closed" bigint DEFAULT 0 NOT NULL,
	"messages" bigint DEFAULT 0 NOT NULL,
	"unanswered" bigint DEFAULT 0 NOT NULL,
	"rated_1" bigint DEFAULT 0 NOT NULL,
	"rated_2" bigint DEFAULT 0 NOT NULL,
	"rated_3" bigint DEFAULT 0 NOT NULL,
	"rated_4" bigint DEFAULT 0 NOT NULL,
	"rated_5" bigint DEFAULT 0 NOT NULL,
	"closed_rated" bigint DEFAULT 0 NOT NULL,
	"flow_reopened" bigint DEFAULT 0 NOT NULL,
	"flow_closed" bigint DEFAULT 0 NOT NULL,
	"flow_abandoned" bigint DEFAULT 0 NOT NULL,
	"flow_transferred" bigint DEFAULT 0 NOT NULL,
	"flow_rated" bigint DEFAULT 0 NOT NULL,
	"transfers_in" bigint DEFAULT 0 NOT NULL,
	"transfers_out" bigint DEFAULT 0 NOT NULL,
	"texts" bigint DEFAULT 0 NOT NULL,
	"files" bigint DEFAULT 0 NOT NULL,
	"images" bigint DEFAULT 0 NOT NULL,
	"sent" bigint DEFAULT 0 NOT NULL,
	"delivered" bigint DEFAULT 0 NOT NULL,
	"read" bigint DEFAULT 0 NOT NULL,
	"text_characters" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "dashboard_readings_pk" PRIMARY KEY("since","subject","agent_id","until")
);
--> statement-breakpoint
CREATE TABLE "dashboard_session_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dashboard_session_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" uuid NOT NULL,
	"happened_at" timestamp(6) with time zone NOT NULL,
	"transaction_id" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"command" text,
	"status" text,
	"assigned_agent_id" uuid,
	"team" text,
	"created_at" timestamp(6) with time zone,
	"queued_at" timestamp(6) with time zone,
	"started_at" timestamp(6) with time zone,
	"closed_at" timestamp(6) with time zone,
	"rating" smallint
);
--> statement-breakpoint
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
	"session_event_id" bigint NOT NULL,
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
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."chat_sessions"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_participants" ADD CONSTRAINT "chat_participants_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."chat_sessions"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "chat_audit_log_session_idx" ON "chat_audit_log" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "chat_messages_session_idx" ON "chat_messages" USING btree ("session_id","created_at","id");--> statement-breakpoint
CREATE INDEX "chat_messages_created_at_idx" ON "chat_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "chat_participants_agent_idx" ON "chat_participants" USING btree ("user_id","session_id") WHERE "chat_participants"."role" = 'support_agent';--> statement-breakpoint
CREATE INDEX "chat_sessions_created_idx" ON "chat_sessions" USING btree ("created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "chat_sessions_assigned_idx" ON "chat_sessions" USING btree ("assigned_agent_id","created_at" DESC NULLS FIRST,"id") WHERE "chat_sessions"."assigned_agent_id" is not null;--> statement-breakpoint
CREATE INDEX "chat_sessions_initiator_idx" ON "chat_sessions" USING btree ("initiator_id");--> statement-breakpoint
CREATE INDEX "chat_sessions_rating_idx" ON "chat_sessions" USING btree ("rating","created_at" DESC NULLS FIRST,"id") WHERE "chat_sessions"."rating" is not null;--> statement-breakpoint
CREATE INDEX "chat_sessions_waiting_idx" ON "chat_sessions" USING btree ("queued_at","id") WHERE "chat_sessions"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "chat_sessions_team_queue_idx" ON "chat_sessions" USING btree ("team","queued_at","id") WHERE "chat_sessions"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "chat_sessions_active_idx" ON "chat_sessions" USING btree ("assigned_agent_id") WHERE "chat_sessions"."status" = 'active';--> statement-breakpoint
CREATE INDEX "chat_sessions_started_at_idx" ON "chat_sessions" USING btree ("started_at") WHERE "chat_sessions"."started_at" is not null;--> statement-breakpoint
CREATE INDEX "dashboard_parts_session_idx" ON "dashboard_parts" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "dashboard_parts_agents_idx" ON "dashboard_parts" USING btree ("at") WHERE "dashboard_parts"."subject" = 'agents';--> statement-breakpoint
CREATE INDEX "dashboard_session_events_session_idx" ON "dashboard_session_events" USING btree ("session_id","id");--> statement-breakpoint
CREATE INDEX "dashboard_session_events_outbox_idx" ON "dashboard_session_events" USING btree ("transaction_id","id");--> statement-breakpoint
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
CREATE INDEX "dashboard_offers_open_idx" ON "dashboard_offers" USING btree ("agent_id") WHERE "dashboard_offers"."outcome" is null;