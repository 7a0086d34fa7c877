CREATE TYPE "public"."dashboard_subject" AS ENUM('everybody', 'agents', 'messages');--> statement-breakpoint
CREATE TABLE "chat_users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"display_name" text NOT NULL,
	"avatar_url" text
);
--> statement-breakpoint
CREATE TABLE "dashboard_parts" (
	"subject" "dashboard_subject" NOT NULL,
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
	"subject" "dashboard_subject" NOT NULL,
	"agent_id" uuid NOT NULL,
	"since" timestamp(6) with time zone NOT NULL,
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
	CONSTRAINT "dashboard_readings_pk" PRIMARY KEY("subject","agent_id","since","until")
);
--> statement-breakpoint
ALTER TABLE "dashboard_offers" ADD COLUMN "offered_by" uuid;--> statement-breakpoint
ALTER TABLE "support_agents" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "support_agents" ADD COLUMN "removed_at" timestamp(6) with time zone;--> statement-breakpoint
CREATE INDEX "dashboard_parts_session_idx" ON "dashboard_parts" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "dashboard_parts_agents_idx" ON "dashboard_parts" USING btree ("at") WHERE "dashboard_parts"."subject" = 'agents';--> statement-breakpoint
ALTER TABLE "chat_audit_log" ADD CONSTRAINT "chat_audit_log_times_sayable" CHECK (("chat_audit_log"."created_at" >= '0001-01-01 00:00:00+00' and "chat_audit_log"."created_at" < '10000-01-01 00:00:00+00'));--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_text_size" CHECK (octet_length("chat_messages"."content") <= 33554432 and octet_length("chat_messages"."file_name") <= 33554432 and octet_length("chat_messages"."file_url") <= 33554432 and octet_length("chat_messages"."file_mime") <= 33554432);--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_team_length" CHECK (char_length("chat_sessions"."team") <= 200);--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_skills_length" CHECK (cardinality("chat_sessions"."skills") <= 50 and not jsonb_path_exists(to_jsonb("chat_sessions"."skills"), '$[*] ? (@ like_regex "^.{201}" flag "s")'));--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_feedback_size" CHECK (octet_length("chat_sessions"."feedback") <= 33554432);--> statement-breakpoint
ALTER TABLE "support_agents" ADD CONSTRAINT "support_agents_display_name_length" CHECK (char_length("support_agents"."display_name") <= 100);--> statement-breakpoint
ALTER TABLE "support_agents" ADD CONSTRAINT "support_agents_team_length" CHECK (char_length("support_agents"."team") <= 200);--> statement-breakpoint
ALTER TABLE "support_agents" ADD CONSTRAINT "support_agents_skills_length" CHECK (cardinality("support_agents"."skills") <= 50 and not jsonb_path_exists(to_jsonb("support_agents"."skills"), '$[*] ? (@ like_regex "^.{201}" flag "s")'));--> statement-breakpoint
ALTER TABLE "support_agents" ADD CONSTRAINT "support_agents_times_sayable" CHECK (("support_agents"."created_at" >= '0001-01-01 00:00:00+00' and "support_agents"."created_at" < '10000-01-01 00:00:00+00') and ("support_agents"."updated_at" >= '0001-01-01 00:00:00+00' and "support_agents"."updated_at" < '10000-01-01 00:00:00+00'));