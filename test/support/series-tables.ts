/** What dashboard_series() sends of a window that has nothing. */
export const noTables = {
  session_hours: null,
  message_hours: null,
  session_counts: null,
  session_ratings: null,
  session_spans: null,
  agent_counts: null,
  agent_spans: null,
  message_counts: null,
};
