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
	CONSTRAINT "dashboard_agent_rollups_pk" PRIMARY KEY("grain_minutes","bucket","agent_id")
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
	CONSTRAINT "dashboard_session_rollups_pk" PRIMARY KEY("grain_minutes","bucket")
);
--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."chat_sessions"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chat_participants" ADD CONSTRAINT "chat_participants_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."chat_sessions"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "chat_audit_log_session_idx" ON "chat_audit_log" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "chat_messages_session_idx" ON "chat_messages" USING btree ("session_id","created_at","id");--> statement-breakpoint
CREATE INDEX "chat_messages_created_at_idx" ON "chat_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "chat_sessions_created_at_idx" ON "chat_sessions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "chat_sessions_waiting_idx" ON "chat_sessions" USING btree ("queued_at","id") WHERE "chat_sessions"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "chat_sessions_active_idx" ON "chat_sessions" USING btree ("assigned_agent_id") WHERE "chat_sessions"."status" = 'active';