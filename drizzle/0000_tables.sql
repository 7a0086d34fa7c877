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
	CONSTRAINT "chat_messages_type_known" CHECK ("chat_messages"."message_type" in ('text', 'file', 'image')),
	CONSTRAINT "chat_messages_status_known" CHECK ("chat_messages"."status" in ('sent', 'delivered', 'read')),
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
	CONSTRAINT "chat_participants_role_known" CHECK ("chat_participants"."role" in ('customer', 'support_agent')),
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
	"total_messages" integer DEFAULT 0 NOT NULL,
	"rating" smallint,
	"feedback" text,
	"team" text,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"message_count" integer DEFAULT 0 NOT NULL,
	"first_response_at" timestamp(6) with time zone,
	"first_response_id" uuid,
	"first_responder_id" uuid,
	CONSTRAINT "chat_sessions_status_known" CHECK ("chat_sessions"."status" in ('waiting', 'active', 'closed')),
	CONSTRAINT "chat_sessions_rating_range" CHECK ("chat_sessions"."rating" between 1 and 5),
	CONSTRAINT "chat_sessions_total_messages_positive" CHECK ("chat_sessions"."total_messages" >= 0),
	CONSTRAINT "chat_sessions_started_before_closed" CHECK ("chat_sessions"."status" <> 'closed' or "chat_sessions"."started_at" is null or "chat_sessions"."closed_at" is null or "chat_sessions"."started_at" <= "chat_sessions"."closed_at"),
	CONSTRAINT "chat_sessions_times_sayable" CHECK (("chat_sessions"."created_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."created_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."queued_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."queued_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."started_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."started_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."closed_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."closed_at" < '10000-01-01 00:00:00+00') and ("chat_sessions"."last_activity_at" >= '0001-01-01 00:00:00+00' and "chat_sessions"."last_activity_at" < '10000-01-01 00:00:00+00'))
);
--> statement-breakpoint
CREATE TABLE "dashboard_agent_rollups" (
	"grain_minutes" integer NOT NULL,
	"bucket" timestamp(6) with time zone NOT NULL,
	"agent_id" uuid NOT NULL,
	"handled" bigint NOT NULL,
	"sent" bigint NOT NULL,
	"answered" bigint NOT NULL,
	"response_microseconds" numeric NOT NULL,
	"rated" bigint NOT NULL,
	"rating_sum" bigint NOT NULL,
	"unanswered" bigint NOT NULL,
	"waits" bigint NOT NULL,
	"wait_microseconds" numeric NOT NULL,
	"handlings" bigint NOT NULL,
	"handle_microseconds" numeric NOT NULL,
	"response_histogram" numeric NOT NULL,
	"wait_histogram" numeric NOT NULL,
	"handle_histogram" numeric NOT NULL,
	CONSTRAINT "dashboard_agent_rollups_pk" PRIMARY KEY("grain_minutes","bucket","agent_id")
);
--> statement-breakpoint
CREATE TABLE "dashboard_day_hours" (
	"subject" text NOT NULL,
	"day" timestamp(6) with time zone NOT NULL,
	"hours" jsonb NOT NULL,
	CONSTRAINT "dashboard_day_hours_pk" PRIMARY KEY("subject","day")
);
--> statement-breakpoint
CREATE TABLE "dashboard_kept_agents" (
	"hours" integer NOT NULL,
	"agent_id" uuid NOT NULL,
	"handled" bigint NOT NULL,
	"sent" bigint NOT NULL,
	"answered" bigint NOT NULL,
	"response_microseconds" numeric NOT NULL,
	"rated" bigint NOT NULL,
	"rating_sum" bigint NOT NULL,
	"unanswered" bigint NOT NULL,
	"waits" bigint NOT NULL,
	"wait_microseconds" numeric NOT NULL,
	"handlings" bigint NOT NULL,
	"handle_microseconds" numeric NOT NULL,
	"response_histogram" numeric NOT NULL,
	"wait_histogram" numeric NOT NULL,
	"handle_histogram" numeric NOT NULL,
	"response_bins" integer[] NOT NULL,
	"wait_bins" integer[] NOT NULL,
	"handle_bins" integer[] NOT NULL,
	"line" text NOT NULL,
	"response_near" text NOT NULL,
	"wait_near" text NOT NULL,
	"handle_near" text NOT NULL,
	CONSTRAINT "dashboard_kept_agents_pk" PRIMARY KEY("hours","agent_id")
);
--> statement-breakpoint
CREATE TABLE "dashboard_kept_windows" (
	"hours" integer PRIMARY KEY NOT NULL,
	"since" timestamp(6) with time zone NOT NULL,
	"until" timestamp(6) with time zone NOT NULL,
	"agents" uuid[] NOT NULL,
	"lines" text NOT NULL,
	"version" uuid DEFAULT gen_random_uuid() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dashboard_marks" (
	"subject" text NOT NULL,
	"bucket" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dashboard_message_rollups" (
	"grain_minutes" integer NOT NULL,
	"bucket" timestamp(6) with time zone NOT NULL,
	"texts" bigint NOT NULL,
	"files" bigint NOT NULL,
	"images" bigint NOT NULL,
	"sent" bigint NOT NULL,
	"delivered" bigint NOT NULL,
	"read" bigint NOT NULL,
	"text_characters" bigint NOT NULL,
	CONSTRAINT "dashboard_message_rollups_pk" PRIMARY KEY("grain_minutes","bucket")
);
--> statement-breakpoint
CREATE TABLE "dashboard_session_rollups" (
	"grain_minutes" integer NOT NULL,
	"bucket" timestamp(6) with time zone NOT NULL,
	"sessions" bigint NOT NULL,
	"waiting" bigint NOT NULL,
	"active" bigint NOT NULL,
	"closed" bigint NOT NULL,
	"messages" bigint NOT NULL,
	"answered" bigint NOT NULL,
	"response_microseconds" numeric NOT NULL,
	"rated_1" bigint NOT NULL,
	"rated_2" bigint NOT NULL,
	"rated_3" bigint NOT NULL,
	"rated_4" bigint NOT NULL,
	"rated_5" bigint NOT NULL,
	"closed_rated" bigint NOT NULL,
	"waits" bigint NOT NULL,
	"wait_microseconds" numeric NOT NULL,
	"handlings" bigint NOT NULL,
	"handle_microseconds" numeric NOT NULL,
	"response_histogram" numeric NOT NULL,
	"wait_histogram" numeric NOT NULL,
	"handle_histogram" numeric NOT NULL,
	"response_bins" integer[],
	"wait_bins" integer[],
	"handle_bins" integer[],
	CONSTRAINT "dashboard_session_rollups_pk" PRIMARY KEY("grain_minutes","bucket")
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