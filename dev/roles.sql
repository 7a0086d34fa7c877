-- The rights of the Worker and of the chat application, as groups without a login: logins that are members get them.
-- `npm run migrate -- --roles` creates the groups. If they exist, every `npm run migrate` runs this again, so that new
-- tables and functions are covered. It needs no more rights than owning the tables.

-- Nothing from an earlier version remains.
REVOKE ALL ON
	chat_sessions, chat_messages, chat_participants, chat_users, chat_audit_log, support_agents, dashboard_offers,
	dashboard_idempotency_keys, dashboard_command_log, dashboard_session_events, dashboard_changes, dashboard_parts,
	dashboard_readings
FROM dashboard_worker, dashboard_chat;

-- The chat application writes the chats. What the triggers write needs no right of its own.
GRANT USAGE ON SCHEMA public TO dashboard_chat;
GRANT SELECT, INSERT, UPDATE, DELETE ON chat_sessions, chat_messages, chat_participants, chat_users TO dashboard_chat;

-- The Worker reads everything, runs commands and folds. The two audits it can only add to. TRUNCATE and TRIGGER it has
-- nowhere.
GRANT USAGE ON SCHEMA public TO dashboard_worker;
GRANT SELECT ON
	chat_sessions, chat_messages, chat_participants, chat_users, chat_audit_log, support_agents, dashboard_offers,
	dashboard_idempotency_keys, dashboard_command_log, dashboard_session_events, dashboard_changes, dashboard_parts,
	dashboard_readings
TO dashboard_worker;
GRANT INSERT ON chat_audit_log, dashboard_command_log TO dashboard_worker;
GRANT UPDATE ON chat_sessions TO dashboard_worker;
GRANT INSERT, UPDATE ON chat_participants, support_agents, dashboard_offers TO dashboard_worker;
GRANT INSERT, UPDATE, DELETE ON dashboard_idempotency_keys, dashboard_parts, dashboard_readings TO dashboard_worker;
GRANT INSERT, DELETE ON dashboard_changes TO dashboard_worker;
-- Repairing appends the events that are missing.
GRANT INSERT ON dashboard_session_events TO dashboard_worker;

-- Functions run with the caller's rights, except erasure, retention and migrated-at, which have the owner's. So have
-- trigger functions; nobody may attach them to a table of their own.
DO $$
DECLARE
	f regprocedure;
BEGIN
	FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'dashboard\_%'
		AND p.prorettype <> 'trigger'::regtype LOOP
		EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO dashboard_worker', f);
	END LOOP;
END
$$;
