-- Storage settings and grants: what Drizzle's table definitions cannot express. Every statement can run again.

-- Marks come and go with every fold: vacuum by count, not by share of the table.
ALTER TABLE public.dashboard_marks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
-- Any writer of chats appends marks and needs no other right on the dashboard's tables.
GRANT INSERT ON public.dashboard_marks TO PUBLIC;

-- Rows stay in their page: compressing histograms takes longer than reading them uncompressed.
ALTER TABLE public.dashboard_session_rollups SET (toast_tuple_target = 8160);
ALTER TABLE public.dashboard_agent_rollups SET (toast_tuple_target = 8160);
ALTER TABLE public.dashboard_kept_agents SET (toast_tuple_target = 8160);
-- Read whole, by every agent list: compressed, it takes longer.
ALTER TABLE public.dashboard_kept_windows ALTER COLUMN lines SET STORAGE EXTERNAL;
