ALTER TABLE "chat_messages" ADD COLUMN "erased_characters" integer;--> statement-breakpoint
ALTER TABLE "dashboard_changes" ADD COLUMN "written_at" timestamp(6) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_command_log" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "dashboard_command_log" ADD COLUMN "erased_rows" integer;--> statement-breakpoint
CREATE INDEX "chat_audit_log_created_at_idx" ON "chat_audit_log" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "chat_messages_unerased_idx" ON "chat_messages" USING btree ("created_at") WHERE coalesce(nullif("chat_messages"."content", ''), "chat_messages"."file_name", "chat_messages"."file_url", "chat_messages"."file_mime") is not null;--> statement-breakpoint
CREATE INDEX "chat_participants_customer_idx" ON "chat_participants" USING btree ("user_id") WHERE "chat_participants"."role" <> 'support_agent';--> statement-breakpoint
CREATE INDEX "chat_sessions_feedback_idx" ON "chat_sessions" USING btree ("created_at") WHERE "chat_sessions"."feedback" is not null;--> statement-breakpoint
CREATE INDEX "dashboard_session_events_deletion_idx" ON "dashboard_session_events" USING btree ("happened_at") WHERE "dashboard_session_events"."status" is null;--> statement-breakpoint
CREATE INDEX "dashboard_offers_over_idx" ON "dashboard_offers" USING btree ("expires_at") WHERE "dashboard_offers"."outcome" is not null;