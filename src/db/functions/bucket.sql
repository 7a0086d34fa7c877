-- What the dashboard derives from the chat application's rows, kept in the writer's own transaction
-- (docs/data-model.md says why each of these is the way it is).
--
-- One rule carries all of it: whoever changes what a session's derived columns depend on first takes that
-- session's row lock, and only then, in a later statement with a newer snapshot, looks. Of two writers that
-- cannot see each other yet (a message here, its sender's participant row there) the second therefore waits
-- and sees the first. Locks are taken in id order, so that two large statements do not wait in a circle.

-- Beside that, every function here marks the five-minute buckets whose figures change (docs/rollups.md).

-- Five minutes, in UTC. The origin of this and every longer stretch is a Monday; the session's time zone has no say.
CREATE OR REPLACE FUNCTION public.dashboard_bucket(instant timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT date_bin('5 minutes', instant, timestamptz '2000-01-03 00:00:00+00')
$$;
