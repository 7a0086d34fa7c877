// Generated from openapi.json by `npm run openapi`.

/** Why a request was not answered, after RFC 9457. */
export type Problem = {
  /** The page of this API's docs that explains the problem. */
  type: string;
  /** The same for every problem of this code. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** What happened this time, for a person to read. */
  detail: string;
  /** The path that was called. */
  instance: string;
  /** The stable name of the problem, for a program to act on. */
  code: ProblemCode;
  /** Names this request in the log; also in `X-Request-Id`. */
  request_id: string;
  success: false;
  /** With `validation_failed`: each field that did not pass. */
  errors?: Array<{
    path: string;
    message: string;
  }>;
  /** With `session_already_assigned` and `owner_changed`: who has the session now. */
  current_agent_id?: string | null;
  /** The agent’s name. Null where nobody has written one. */
  current_agent_name?: string | null;
  /** With `session_not_active` and `session_not_waiting`: the session’s status now. */
  session_status?: SessionStatus;
  /** With `version_changed` of a session: the session now. */
  session?: {
    /** The session. */
    session_id: string;
    status: SessionStatus;
    /** The agent who has it; null where nobody has. */
    assigned_agent_id: string | null;
    /** The agent’s name. Null where nobody has written one. */
    assigned_agent_name: string | null;
    /** When it was first started; null where it was not. RFC 3339, UTC, milliseconds. */
    started_at: string | null;
    /** Its version, for `If-Match` (in double quotes): higher after each change. */
    version: number;
  };
  /** With `version_changed` of an agent: the agent now, as in `GET agents/{agent_id}`. */
  agent?: {
    /** The agent. */
    agent_id: string;
    /** Its version, for `If-Match` (in double quotes): higher after each change. */
    version: number;
    [member: string]: unknown;
  };
  /** With `session_offered`: the agent that the session is held for. */
  offered_to?: string;
  /** The agent’s name. Null where nobody has written one. */
  offered_to_name?: string | null;
  /** With `session_offered` and `offer_expired`: when the offer is over. RFC 3339, UTC, milliseconds. */
  expires_at?: string;
  /** With `offer_not_open`: what became of the offer; null where its session no longer waits. */
  offer_outcome?: OfferOutcome | null;
  /** With `agent_unavailable`: what the agent is. */
  availability?: Availability;
  /** With `agent_at_capacity`: how many of the agent’s places are taken. */
  load?: number;
  /** With `agent_at_capacity`: how many places the agent has. */
  max_sessions?: number;
  /** With `agent_not_in_team`: the team that the session waits for. With `team_unknown`: the team that the caller named. */
  team?: string;
  /** With `team_unknown`: the teams in which agents are registered. */
  known_teams?: Array<string>;
  /** With `agent_lacks_skills`: those that the agent does not have. */
  missing_skills?: Array<string>;
  /** With `not_ready`: when it was checked. RFC 3339, UTC, milliseconds. */
  checked_at?: string;
  /** With `not_ready`: what was checked, each with `status` (`ok` or `failed`) and `detail`. */
  checks?: {
    [member: string]: unknown;
  };
  [member: string]: unknown;
};

/** The Worker answers. */
export type HealthResponse = {
  status: "healthy";
  service: "chat-dashboard";
};

/** All that the Worker depends on is as it should be. */
export type ReadinessResponse = {
  status: "ready";
  service: "chat-dashboard";
  /** When it was checked. RFC 3339, UTC, milliseconds. */
  checked_at: string;
  checks: {
    /** Whether the database answers. */
    database: {
      status: CheckStatus;
      /** What was found, for a person to read. */
      detail: string;
    };
    /** Whether it has the migrations that this Worker was built with. */
    migrations: {
      status: CheckStatus;
      /** What was found, for a person to read. */
      detail: string;
    };
    /** Whether Workers KV answers. */
    kv: {
      status: CheckStatus;
      /** What was found, for a person to read. */
      detail: string;
    };
    /** How old the oldest change is that has not been folded into the figures. */
    folding: {
      status: CheckStatus;
      /** What was found, for a person to read. */
      detail: string;
    };
  };
};

/** The cohort of the window, by its state now, and the queue as it is. */
export type DashboardOverviewResponse = {
  /** Sessions created in the window (the cohort). */
  total_sessions: number;
  /** Cohort sessions that are active now. */
  active_sessions: number;
  /** Cohort sessions that are closed now. */
  closed_sessions: number;
  /** Cohort sessions that are waiting now. */
  waiting_sessions: number;
  /** Cohort sessions that no agent has answered so far. */
  unanswered_sessions: number;
  /** Waits that ended without an assignment; the count of `abandon_time`. */
  abandoned_sessions: number;
  /** Messages in cohort sessions. */
  total_messages: number;
  /** Messages per cohort session, 1 decimal. Null if there is no data for it. */
  avg_messages_per_session: number | null;
  /** Mean of `response_time`, 1 decimal. Null if there is no data for it. */
  avg_response_time_seconds: number | null;
  response_time: Distribution;
  wait_time: Distribution;
  abandon_time: Distribution;
  handle_time: Distribution;
  /** What happened within the window, by the instant at which it happened, whenever the sessions were created. */
  flow: {
    /** Sessions created. */
    created: number;
    /** Sessions that came back after being closed. */
    reopened: number;
    /** Times a session was closed, abandoned ones included. */
    closed: number;
    /** Times a session was closed while it waited. */
    abandoned: number;
    /** Times one agent handed a session to another. */
    transferred: number;
    /** Ratings given. */
    rated: number;
  };
  /** The length of the window in hours; null where `from` and `to` were given. */
  time_range_hours: number | null;
  /** The beginning of the window, included. RFC 3339, UTC, milliseconds. */
  from: string;
  /** The end of the window, included. RFC 3339, UTC, milliseconds. */
  to: string;
  /** When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds. */
  generated_at: string;
  /** Every session in that state at `generated_at`, however old it is. */
  queue_now: {
    /** Sessions waiting now. */
    waiting: number;
    /** Sessions active now. */
    active: number;
    /** Those of them that no agent has. */
    unassigned: number;
    /** Whole seconds that the first of the queue has waited; null over an empty queue. */
    longest_wait_seconds: number | null;
  };
  /** The figures of the window before, where they were asked for. */
  previous?: {
    /** The beginning of the window before, included. RFC 3339, UTC, milliseconds. */
    from: string;
    /** Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds. */
    to: string;
    /** Sessions created in the window (the cohort). */
    total_sessions: number;
    /** Cohort sessions that are active now. */
    active_sessions: number;
    /** Cohort sessions that are closed now. */
    closed_sessions: number;
    /** Cohort sessions that are waiting now. */
    waiting_sessions: number;
    /** Cohort sessions that no agent has answered so far. */
    unanswered_sessions: number;
    /** Waits that ended without an assignment; the count of `abandon_time`. */
    abandoned_sessions: number;
    /** Messages in cohort sessions. */
    total_messages: number;
    /** Messages per cohort session, 1 decimal. Null if there is no data for it. */
    avg_messages_per_session: number | null;
    /** Mean of `response_time`, 1 decimal. Null if there is no data for it. */
    avg_response_time_seconds: number | null;
    response_time: Distribution;
    wait_time: Distribution;
    abandon_time: Distribution;
    handle_time: Distribution;
    /** What happened within the window, by the instant at which it happened, whenever the sessions were created. */
    flow: {
      /** Sessions created. */
      created: number;
      /** Sessions that came back after being closed. */
      reopened: number;
      /** Times a session was closed, abandoned ones included. */
      closed: number;
      /** Times a session was closed while it waited. */
      abandoned: number;
      /** Times one agent handed a session to another. */
      transferred: number;
      /** Ratings given. */
      rated: number;
    };
  };
  /** How each figure changed since the window before, where that was asked for. */
  change?: {
    total_sessions: Change;
    active_sessions: Change;
    closed_sessions: Change;
    waiting_sessions: Change;
    unanswered_sessions: Change;
    abandoned_sessions: Change;
    total_messages: Change;
    avg_messages_per_session: Change;
    avg_response_time_seconds: Change;
    response_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
    wait_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
    abandon_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
    handle_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
    flow: {
      created: Change;
      reopened: Change;
      closed: Change;
      abandoned: Change;
      transferred: Change;
      rated: Change;
    };
  };
};

/** From the beginning of an episode to the first message of an agent in it, never below 0, over the episodes that have one. */
export type Distribution = {
  /** Number of spans. */
  count: number;
  /** Mean in seconds, exact, 1 decimal. Null if there is no data for it. */
  mean: number | null;
  /** Seconds that 50 % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits. Null if there is no data for it. */
  p50: number | null;
  /** Seconds that 90 % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits. Null if there is no data for it. */
  p90: number | null;
  /** Seconds that 95 % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits. Null if there is no data for it. */
  p95: number | null;
};

/** How a figure changed since the window before. */
export type Change = {
  /** This figure less that of the window before; null where either is null. */
  absolute: number | null;
  /** The same in percent of the figure of the window before, 1 decimal; null where that is null or 0. */
  percent: number | null;
};

/** How one agent did over the sessions that were created in the window. */
export type AgentPerformanceResponse = {
  /** The agent. */
  agent_id: string;
  /** The agent’s name. Null where nobody has written one. */
  agent_name: string | null;
  /** Cohort sessions in which the agent is or was a support agent. */
  sessions_handled: number;
  /** Of those, the ones that no agent has answered so far. */
  unanswered_sessions: number;
  /** Messages it sent in those. */
  total_messages: number;
  /** Messages it sent per session it handled, 1 decimal. Null if there is no data for it. */
  avg_messages_per_session: number | null;
  /** Mean of `response_time`, 1 decimal. Null if there is no data for it. */
  avg_response_time_seconds: number | null;
  /** Mean rating of the cohort sessions that it handled last when they were rated, 2 decimals. Null if there is no data for it. */
  avg_customer_rating: number | null;
  /** How many ratings that mean is taken over. */
  total_rated: number;
  /** Sessions that another agent handed to it within the window. */
  transfers_in: number;
  /** Sessions that it handed to another agent within the window. */
  transfers_out: number;
  response_time: Distribution;
  wait_time: Distribution;
  handle_time: Distribution;
  /** `active` while an active session is assigned to it, else `idle`. */
  status: AgentActivity;
  /** The name it is registered under; null where nobody has registered it. */
  display_name: string | null;
  /** Whether it is there; null if it is not registered, or not any more. */
  availability: Availability | null;
  /** The active sessions assigned to it now, and the live offers it has. */
  load: number;
  /** The figures of the window before, where they were asked for. */
  previous?: {
    /** The beginning of the window before, included. RFC 3339, UTC, milliseconds. */
    from: string;
    /** Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds. */
    to: string;
    /** Cohort sessions in which the agent is or was a support agent. */
    sessions_handled: number;
    /** Of those, the ones that no agent has answered so far. */
    unanswered_sessions: number;
    /** Messages it sent in those. */
    total_messages: number;
    /** Messages it sent per session it handled, 1 decimal. Null if there is no data for it. */
    avg_messages_per_session: number | null;
    /** Mean of `response_time`, 1 decimal. Null if there is no data for it. */
    avg_response_time_seconds: number | null;
    /** Mean rating of the cohort sessions that it handled last when they were rated, 2 decimals. Null if there is no data for it. */
    avg_customer_rating: number | null;
    /** How many ratings that mean is taken over. */
    total_rated: number;
    /** Sessions that another agent handed to it within the window. */
    transfers_in: number;
    /** Sessions that it handed to another agent within the window. */
    transfers_out: number;
    response_time: Distribution;
    wait_time: Distribution;
    handle_time: Distribution;
  };
  /** How each figure changed since the window before, where that was asked for. */
  change?: {
    sessions_handled: Change;
    unanswered_sessions: Change;
    total_messages: Change;
    avg_messages_per_session: Change;
    avg_response_time_seconds: Change;
    avg_customer_rating: Change;
    total_rated: Change;
    transfers_in: Change;
    transfers_out: Change;
    response_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
    wait_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
    handle_time: {
      count: Change;
      mean: Change;
      p50: Change;
      p90: Change;
      p95: Change;
    };
  };
};

/** How customers rated the sessions that were created in the window. */
export type SatisfactionMetricsResponse = {
  /** Cohort sessions with a rating. */
  total_rated: number;
  /** Mean rating, 2 decimals. Null if there is no data for it. */
  avg_rating: number | null;
  /** Cohort sessions by rating; every rating is present. */
  rating_distribution: {
    /** Sessions rated 1. */
    1: number;
    /** Sessions rated 2. */
    2: number;
    /** Sessions rated 3. */
    3: number;
    /** Sessions rated 4. */
    4: number;
    /** Sessions rated 5. */
    5: number;
  };
  /** Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null if there is no data for it. */
  satisfaction_percentage: number | null;
  /** Closed cohort sessions with a rating among all closed cohort sessions, in percent, 1 decimal. Null if there is no data for it. */
  response_rate: number | null;
  /** The length of the window in hours; null where `from` and `to` were given. */
  time_range_hours: number | null;
  /** The beginning of the window, included. RFC 3339, UTC, milliseconds. */
  from: string;
  /** The end of the window, included. RFC 3339, UTC, milliseconds. */
  to: string;
  /** When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds. */
  generated_at: string;
  /** The figures of the window before, where they were asked for. */
  previous?: {
    /** The beginning of the window before, included. RFC 3339, UTC, milliseconds. */
    from: string;
    /** Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds. */
    to: string;
    /** Cohort sessions with a rating. */
    total_rated: number;
    /** Mean rating, 2 decimals. Null if there is no data for it. */
    avg_rating: number | null;
    /** Cohort sessions by rating; every rating is present. */
    rating_distribution: {
      /** Sessions rated 1. */
      1: number;
      /** Sessions rated 2. */
      2: number;
      /** Sessions rated 3. */
      3: number;
      /** Sessions rated 4. */
      4: number;
      /** Sessions rated 5. */
      5: number;
    };
    /** Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null if there is no data for it. */
    satisfaction_percentage: number | null;
    /** Closed cohort sessions with a rating among all closed cohort sessions, in percent, 1 decimal. Null if there is no data for it. */
    response_rate: number | null;
  };
  /** How each figure changed since the window before, where that was asked for. */
  change?: {
    total_rated: Change;
    avg_rating: Change;
    rating_distribution: {
      1: Change;
      2: Change;
      3: Change;
      4: Change;
      5: Change;
    };
    satisfaction_percentage: Change;
    response_rate: Change;
  };
};

/** The messages that were written in the window, whenever their sessions began. */
export type MessageAnalyticsResponse = {
  /** Messages written in the window. */
  total_messages: number;
  /** Messages by type; every type is present. */
  message_types: {
    /** Text messages. */
    text: number;
    /** Messages with a file. */
    files: number;
    /** Messages with an image. */
    images: number;
  };
  /** Messages by delivery status; every status is present. */
  status_distribution: {
    /** Sent, not delivered yet. */
    sent: number;
    /** Delivered, not read yet. */
    delivered: number;
    /** Read. */
    read: number;
  };
  /** Mean length of the text messages in characters, that is Unicode code points, 1 decimal. Null if there is no data for it. */
  avg_message_length: number | null;
  /** The length of the window in hours; null where `from` and `to` were given. */
  time_range_hours: number | null;
  /** The beginning of the window, included. RFC 3339, UTC, milliseconds. */
  from: string;
  /** The end of the window, included. RFC 3339, UTC, milliseconds. */
  to: string;
  /** When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds. */
  generated_at: string;
  /** The figures of the window before, where they were asked for. */
  previous?: {
    /** The beginning of the window before, included. RFC 3339, UTC, milliseconds. */
    from: string;
    /** Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds. */
    to: string;
    /** Messages written in the window. */
    total_messages: number;
    /** Messages by type; every type is present. */
    message_types: {
      /** Text messages. */
      text: number;
      /** Messages with a file. */
      files: number;
      /** Messages with an image. */
      images: number;
    };
    /** Messages by delivery status; every status is present. */
    status_distribution: {
      /** Sent, not delivered yet. */
      sent: number;
      /** Delivered, not read yet. */
      delivered: number;
      /** Read. */
      read: number;
    };
    /** Mean length of the text messages in characters, that is Unicode code points, 1 decimal. Null if there is no data for it. */
    avg_message_length: number | null;
  };
  /** How each figure changed since the window before, where that was asked for. */
  change?: {
    total_messages: Change;
    message_types: {
      text: Change;
      files: Change;
      images: Change;
    };
    status_distribution: {
      sent: Change;
      delivered: Change;
      read: Change;
    };
    avg_message_length: Change;
  };
};

/** Figures over the hours, days, weeks or months of a window. */
export type TimeSeriesResponse = {
  /** What a bucket is. */
  granularity: Granularity;
  /** The time zone whose clocks make the buckets. */
  tz: string;
  /** The agent; null for all sessions. */
  agent_id: string | null;
  /** The metrics of each bucket. */
  metrics: Array<MetricName>;
  /** All buckets that the window touches, oldest first, empty ones too. What lies outside the window is not counted. */
  buckets: Array<{
    /** The bucket’s beginning. The first may begin before the window does. RFC 3339, UTC, milliseconds. */
    start: string;
    /** Its end, where the next begins. The last may end after the window does. RFC 3339, UTC, milliseconds. */
    end: string;
    /** What the clocks of the time zone show at `start`. */
    local_start: string;
    /** Sessions created in the bucket; with `agent_id`, those that the agent handled. */
    total_sessions?: number;
    /** Of those, the ones that are active now. */
    active_sessions?: number;
    /** Of those, the ones that are waiting now. */
    waiting_sessions?: number;
    /** Of those, the ones that are closed now. */
    closed_sessions?: number;
    /** Of those, the ones that no agent has answered so far. */
    unanswered_sessions?: number;
    /** Messages in those sessions; with `agent_id`, those that the agent sent. */
    total_messages?: number;
    response_time?: Distribution;
    wait_time?: Distribution;
    abandon_time?: Distribution;
    handle_time?: Distribution;
    /** Of those sessions, the rated ones; with `agent_id`, those that the agent handled last when rated. */
    total_rated?: number;
    /** Their mean rating, 2 decimals. Null if there is no data for it. */
    avg_rating?: number | null;
    /** Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null if there is no data for it. */
    satisfaction_percentage?: number | null;
    /** Closed sessions with a rating among all closed ones, in percent, 1 decimal. Null if there is no data for it. */
    response_rate?: number | null;
    /** Messages written in the bucket, whenever their sessions were created. */
    written_messages?: number;
    /** Sessions created in the bucket. */
    flow_created?: number;
    /** Sessions that came back in the bucket after being closed. */
    flow_reopened?: number;
    /** Times a session was closed in the bucket, abandoned ones included. */
    flow_closed?: number;
    /** Times a session was closed in the bucket while it waited. */
    flow_abandoned?: number;
    /** Times one agent handed a session to another in the bucket. */
    flow_transferred?: number;
    /** Ratings given in the bucket. */
    flow_rated?: number;
    /** With `agent_id` only: sessions that another agent handed to it. */
    transfers_in?: number;
    /** With `agent_id` only: sessions that it handed to another. */
    transfers_out?: number;
  }>;
  /** The length of the window in hours; null where `from` and `to` were given. */
  time_range_hours: number | null;
  /** The beginning of the window, included. RFC 3339, UTC, milliseconds. */
  from: string;
  /** The end of the window, included. RFC 3339, UTC, milliseconds. */
  to: string;
  /** When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds. */
  generated_at: string;
};

/** Figures by weekday and hour. */
export type HeatmapResponse = {
  /** The time zone whose clocks make the cells. */
  tz: string;
  /** The agent; null for all sessions. */
  agent_id: string | null;
  /** The metrics of each cell. */
  metrics: Array<MetricName>;
  /** All hours of a week, from Monday 0 to Sunday 23, empty ones too. */
  cells: Array<{
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    weekday: number;
    /** The hour that the clocks show. */
    hour: number;
    /** Sessions created in the bucket; with `agent_id`, those that the agent handled. */
    total_sessions?: number;
    /** Of those, the ones that are active now. */
    active_sessions?: number;
    /** Of those, the ones that are waiting now. */
    waiting_sessions?: number;
    /** Of those, the ones that are closed now. */
    closed_sessions?: number;
    /** Of those, the ones that no agent has answered so far. */
    unanswered_sessions?: number;
    /** Messages in those sessions; with `agent_id`, those that the agent sent. */
    total_messages?: number;
    response_time?: Distribution;
    wait_time?: Distribution;
    abandon_time?: Distribution;
    handle_time?: Distribution;
    /** Of those sessions, the rated ones; with `agent_id`, those that the agent handled last when rated. */
    total_rated?: number;
    /** Their mean rating, 2 decimals. Null if there is no data for it. */
    avg_rating?: number | null;
    /** Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null if there is no data for it. */
    satisfaction_percentage?: number | null;
    /** Closed sessions with a rating among all closed ones, in percent, 1 decimal. Null if there is no data for it. */
    response_rate?: number | null;
    /** Messages written in the bucket, whenever their sessions were created. */
    written_messages?: number;
    /** Sessions created in the bucket. */
    flow_created?: number;
    /** Sessions that came back in the bucket after being closed. */
    flow_reopened?: number;
    /** Times a session was closed in the bucket, abandoned ones included. */
    flow_closed?: number;
    /** Times a session was closed in the bucket while it waited. */
    flow_abandoned?: number;
    /** Times one agent handed a session to another in the bucket. */
    flow_transferred?: number;
    /** Ratings given in the bucket. */
    flow_rated?: number;
    /** With `agent_id` only: sessions that another agent handed to it. */
    transfers_in?: number;
    /** With `agent_id` only: sessions that it handed to another. */
    transfers_out?: number;
  }>;
  /** The length of the window in hours; null where `from` and `to` were given. */
  time_range_hours: number | null;
  /** The beginning of the window, included. RFC 3339, UTC, milliseconds. */
  from: string;
  /** The end of the window, included. RFC 3339, UTC, milliseconds. */
  to: string;
  /** When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds. */
  generated_at: string;
};

/** One active session. */
export type ActiveSessionResponse = {
  /** The session. */
  session_id: string;
  status: "active";
  /** Whole seconds since it was first handled in its present episode; since it was created if that is not known. */
  duration_seconds: number;
  /** The number of text, file and image messages that did not fail. */
  total_messages: number;
  /** How many of these are from the customer and not `read`. */
  unread_count: number;
  /** The number of participants who have not left. */
  participant_count: number;
  /** The customer who opened the session. Null for an agent who neither takes nor took part in the session. */
  initiator_id: string | null;
  /** The customer’s name, where `initiator_id` is shown. Null where nobody has written one. */
  initiator_name: string | null;
  /** The assigned agent; null if there is none. */
  assigned_agent_id: string | null;
  /** The agent’s name. Null where nobody has written one. */
  assigned_agent_name: string | null;
  /** When there was last activity in the session, never before its latest message. RFC 3339, UTC, milliseconds. */
  last_activity: string;
  /** The latest message; null if there is none. Null for an agent who neither takes nor took part in the session. */
  latest_message: {
    /** The first 200 characters. */
    content: string;
    /** When the message was sent. RFC 3339, UTC, milliseconds. */
    timestamp: string;
    /** Who sent the message. */
    sender_id: string;
    /** The sender’s name. Null where nobody has written one. */
    sender_name: string | null;
  } | null;
  /** Its version, for `If-Match` (in double quotes): higher after each change. */
  version: number;
  /** Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
  unreadable?: Array<string>;
};

/** One session in the queue. */
export type WaitingSessionResponse = {
  /** The session. */
  session_id: string;
  /** Whole seconds since the session was queued. */
  wait_time_seconds: number;
  /** The customer who opened the session. Null for an agent who neither takes nor took part in the session. */
  initiator_id: string | null;
  /** The customer’s name, where `initiator_id` is shown. Null where nobody has written one. */
  initiator_name: string | null;
  /** The agent that the chat application has assigned already; nobody else can claim the session or be offered it. Null if any agent can take it. */
  assigned_agent_id: string | null;
  /** The agent’s name. Null where nobody has written one. */
  assigned_agent_name: string | null;
  /** The number of text, file and image messages that did not fail. */
  message_count: number;
  /** When the session was created. RFC 3339, UTC, milliseconds. */
  created_at: string;
  /** When the session entered the queue: at its creation, or when it returned to waiting. RFC 3339, UTC, milliseconds. */
  queued_at: string;
  /** The session’s place in the queue; 1 is next. Continues across pages. */
  position: number;
  /** By waiting time: `low` under 60 s, `medium` from 60 s, `high` from 180 s, unless configured otherwise. */
  priority: Priority;
  /** The team that the session waits for; null if any agent can take it. */
  team: string | null;
  /** The skills that the agent must have. */
  skills: Array<string>;
  /** Its version, for `If-Match` (in double quotes): higher after each change. */
  version: number;
  /** The session’s place among those that wait for the same team; 1 is next. Sessions that wait for any agent form a queue of their own. Continues across pages. */
  queue_position: number;
  /** Estimated whole seconds until the session is started: `queue_position` times the mean interval between starts of its team’s sessions in the last hour. Null if none was started. See docs/metrics.md. */
  estimated_wait_seconds: number | null;
  /** The offer that holds the session now; null if there is none. */
  offer: {
    /** The offer. */
    offer_id: string;
    /** The agent that the session is held for. */
    agent_id: string;
    /** The agent’s name. Null where nobody has written one. */
    agent_name: string | null;
    /** When the offer expires. RFC 3339, UTC, milliseconds. */
    expires_at: string;
  } | null;
  /** Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
  unreadable?: Array<string>;
};

/** One session. */
export type SessionListItemResponse = {
  /** The session. */
  session_id: string;
  status: SessionStatus;
  /** The customer who opened it. */
  initiator_id: string;
  /** The customer’s name. Null where nobody has written one. */
  initiator_name: string | null;
  /** The agent who has it; null where nobody has. */
  assigned_agent_id: string | null;
  /** The agent’s name. Null where nobody has written one. */
  assigned_agent_name: string | null;
  /** When it was created. RFC 3339, UTC, milliseconds. */
  created_at: string;
  /** When it came into the queue: at its creation, or when it became waiting again. RFC 3339, UTC, milliseconds. */
  queued_at: string;
  /** When it was first started; null where it was not. RFC 3339, UTC, milliseconds. */
  started_at: string | null;
  /** When it was closed; null where it was not. RFC 3339, UTC, milliseconds. */
  closed_at: string | null;
  /** Its latest activity, never before its latest message. RFC 3339, UTC, milliseconds. */
  last_activity: string;
  /** The number of text, file and image messages that did not fail. */
  total_messages: number;
  /** The customer's rating, 1 to 5. */
  rating: number | null;
  /** The customer's comment, its first 500 characters. */
  feedback: string | null;
  /** Its first response; null where nobody has answered. RFC 3339, UTC, milliseconds. */
  first_response_at: string | null;
  /** The agent who gave it. */
  first_responder_id: string | null;
  /** The agent’s name. Null where nobody has written one. */
  first_responder_name: string | null;
  /** The team that it waits for, or waited for; null where every agent may have it. */
  team: string | null;
  /** What its agent must be able to do. */
  skills: Array<string>;
  /** Its version, for `If-Match` (in double quotes): higher after each change. */
  version: number;
  /** The offer that holds the session now; null if there is none. */
  offer: {
    /** The offer. */
    offer_id: string;
    /** The agent that the session is held for. */
    agent_id: string;
    /** The agent’s name. Null where nobody has written one. */
    agent_name: string | null;
    /** When the offer expires. RFC 3339, UTC, milliseconds. */
    expires_at: string;
  } | null;
  /** Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
  unreadable?: Array<string>;
};

/** A session with all of its messages. The import format is the same document, one per line. */
export type SessionTranscriptResponse = {
  session: {
    /** The session. */
    id: string;
    status: SessionStatus;
    /** The customer who opened the session. */
    initiator_id: string;
    /** The customer’s name. Null where nobody has written one. */
    initiator_name: string | null;
    /** The assigned agent; null if there is none. */
    assigned_agent_id: string | null;
    /** The agent’s name. Null where nobody has written one. */
    assigned_agent_name: string | null;
    /** When the session was created. RFC 3339, UTC, milliseconds. */
    created_at: string;
    /** When the session entered the queue: at its creation, or when it returned to waiting. RFC 3339, UTC, milliseconds. */
    queued_at: string;
    /** When the session was first started; null if it was not. RFC 3339, UTC, milliseconds. */
    started_at: string | null;
    /** When the session was closed; null if it was not. RFC 3339, UTC, milliseconds. */
    closed_at: string | null;
    /** When there was last activity: never before the latest message. RFC 3339, UTC, milliseconds. */
    last_activity_at: string;
    /** The number of text, file and image messages that did not fail. */
    total_messages: number;
    /** The customer's rating, 1 to 5. */
    rating: number | null;
    /** The customer's comment. */
    feedback: string | null;
    /** The team that it waits for, or waited for; null if every agent may have it. */
    team: string | null;
    /** What its agent must be able to do. */
    skills: Array<string>;
    /** Its version, for `If-Match` (in double quotes): higher after each change. */
    version: number;
    /** Ordered by `joined_at`, then `user_id`. */
    participants: Array<{
      /** The user. */
      user_id: string;
      /** The user’s name. Null where nobody has written one. */
      name: string | null;
      role: ParticipantRole;
      /** When the user joined. RFC 3339, UTC, milliseconds. */
      joined_at: string;
      /** When the user left; null if it has not. RFC 3339, UTC, milliseconds. */
      left_at: string | null;
    }>;
    /** What happened to the session: its facts after each change, in the order of the changes. Waits, handovers and ratings are derived from them. */
    events: Array<{
      /** When the change was written. RFC 3339, UTC, milliseconds. */
      happened_at: string;
      /** The command that made the change; null if the chat application made it. */
      command: string | null;
      /** Null: the session was deleted. */
      status: SessionStatus | null;
      /** The assigned agent; null if there is none. */
      assigned_agent_id: string | null;
      /** The agent’s name. Null where nobody has written one. */
      assigned_agent_name: string | null;
      /** The team. */
      team: string | null;
      /** When the session was created. RFC 3339, UTC, milliseconds. */
      created_at: string | null;
      /** When the session entered the queue. RFC 3339, UTC, milliseconds. */
      queued_at: string | null;
      /** When the session was started. RFC 3339, UTC, milliseconds. */
      started_at: string | null;
      /** When the session was closed. RFC 3339, UTC, milliseconds. */
      closed_at: string | null;
      /** The rating. */
      rating: number | null;
    }>;
  };
  /** All messages, ordered by `created_at`, then `id`. */
  messages: Array<{
    /** The message. */
    id: string;
    /** Who sent the message. */
    sender_id: string;
    /** The sender’s name. Null where nobody has written one. */
    sender_name: string | null;
    content: string;
    message_type: MessageType;
    status: MessageStatus;
    /** When the message was sent. RFC 3339, UTC, milliseconds. */
    created_at: string;
    /** Not null if what the message said was erased, by retention or for the customer: how many characters it had. Its content is empty then, and its file has a size only. */
    erased_characters: number | null;
    /** The attached file; null if there is none. */
    file: {
      name: string | null;
      url: string | null;
      /** Bytes. */
      size: number | null;
      mime: string | null;
    } | null;
  }>;
};

/** A command that succeeded. */
export type DashboardResponse = {
  success: true;
  /** What happened, for a person to read. */
  message: string;
  /** The session after the command. */
  data: {
    /** The session. */
    session_id: string;
    status: SessionStatus;
    /** Who has the session now. */
    assigned_agent_id: string | null;
    /** The agent’s name. Null where nobody has written one. */
    assigned_agent_name: string | null;
    /** When it was first started. RFC 3339, UTC, milliseconds. */
    started_at: string | null;
  };
};

/** Who should get the session. */
export type AssignSessionRequest = {
  /** The agent who should get the session. */
  agent_id: string;
  /** Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so. */
  force?: boolean;
};

/** Who should get the session, from whom, and why. */
export type TransferSessionRequest = {
  /** The agent who should get the session. This or `to_team`. */
  to_agent_id?: string;
  /** The team whose queue the session goes to; null or blank for the queue of any agent. This or `to_agent_id`. */
  to_team?: string | null;
  /** Why; kept in the audit log. 1 to 1000 characters. */
  reason?: string;
  /** The agent that the caller expects to have the session. If it does not have it now, the call is refused. */
  from_agent_id?: string;
  /** Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so. */
  force?: boolean;
};

/** Why. */
export type RequeueSessionRequest = {
  /** Why; kept in the audit log. 1 to 1000 characters. */
  reason?: string;
};

/** Why. */
export type CloseSessionRequest = {
  /** Why; kept in the audit log. 1 to 1000 characters. */
  reason?: string;
};

/** A command on an offer that succeeded. */
export type OfferResponse = {
  success: true;
  /** What happened, for a person to read. */
  message: string;
  /** The offer after the command. */
  data: {
    /** The offer. */
    offer_id: string;
    /** The session. */
    session_id: string;
    /** Whom it is held for. */
    agent_id: string;
    /** The agent’s name. Null where nobody has written one. */
    agent_name: string | null;
    /** When it was offered. RFC 3339, UTC, milliseconds. */
    offered_at: string;
    /** When the offer is over. RFC 3339, UTC, milliseconds. */
    expires_at: string;
    /** What became of it; null while nothing has. */
    outcome: OfferOutcome | null;
  };
};

/** Whom to offer the session, and for how long. */
export type OfferSessionRequest = {
  /** The agent the session is held for. */
  agent_id: string;
  /** How long the offer holds. */
  expires_in_seconds?: number;
  /** Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so. */
  force?: boolean;
};

/** Why, if at all. */
export type AnswerOfferRequest = {
  /** Why; kept in the audit log. 1 to 1000 characters. */
  reason?: string;
};

/** Who takes a session from the queue. */
export type ClaimRequest = {
  /** The agent who takes a session. */
  agent_id: string;
};

/** A registered agent in its current state. */
export type AgentResponse = {
  /** The agent. */
  agent_id: string;
  /** The agent’s display name. */
  display_name: string;
  /** The agent’s team; null without a team. */
  team: string | null;
  /** The agent’s skills, sorted, without duplicates. */
  skills: Array<string>;
  /** `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
  availability: Availability;
  /** The number of places: active sessions and live offers at the same time. */
  max_sessions: number;
  /** The number of places taken: the agent’s active sessions and live offers. */
  load: number;
  /** The number of places left, never below 0. */
  free: number;
  /** Its last sign of life: when it was saved, its availability was set, or it ran a command itself. RFC 3339, UTC, milliseconds. */
  updated_at: string;
  /** Its version, for `If-Match` (in double quotes): higher after each change. */
  version: number;
  /** Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
  unreadable?: Array<string>;
};

/** A command on an agent that succeeded. */
export type AgentCommandResponse = {
  success: true;
  /** What happened, for a person to read. */
  message: string;
  data: AgentResponse;
};

/** All of an agent. A field that is left out gets its default. */
export type SaveAgentRequest = {
  /** The agent’s name, for people to read. 1 to 100 characters. */
  display_name: string;
  /** The team it is in; null or blank for none. Up to 200 characters. */
  team?: string | null;
  /** What it can do: up to 50 skills of up to 200 characters. Duplicates count once, blank ones not at all. */
  skills?: Array<string>;
  /** `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
  availability?: Availability;
  /** How many places it has: active sessions and live offers at once. */
  max_sessions: number;
};

/** The fields that change. A field that is left out stays as it is. */
export type UpdateAgentRequest = {
  /** The agent’s name, for people to read. 1 to 100 characters. */
  display_name?: string;
  /** The team it is in; null or blank for none. Up to 200 characters. */
  team?: string | null;
  /** What it can do: up to 50 skills of up to 200 characters. Duplicates count once, blank ones not at all. */
  skills?: Array<string> | null;
  /** `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
  availability?: Availability;
  /** How many places it has: active sessions and live offers at once. */
  max_sessions?: number;
};

/** The agent is deleted. */
export type DeletedAgentResponse = {
  success: true;
  /** What happened, for a person to read. */
  message: string;
  data: {
    /** The agent. */
    agent_id: string;
    /** The active and waiting sessions that the agent had, as they are now. */
    sessions: Array<{
      /** The session. */
      session_id: string;
      status: SessionStatus;
      /** Who has it now: the deleted agent, or nobody. */
      assigned_agent_id: string | null;
      /** The agent’s name. Null where nobody has written one. */
      assigned_agent_name: string | null;
      /** Its version, for `If-Match` (in double quotes): higher after each change. */
      version: number;
    }>;
  };
};

/** Whether the agent can be given sessions. */
export type SetAvailabilityRequest = {
  /** `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
  availability: Availability;
};

/** One command, done or refused, or one read of a transcript. */
export type AuditEntryResponse = {
  /** The entry. */
  entry_id: string;
  /** When the command was done or refused, or the transcript read. RFC 3339, UTC, milliseconds. */
  created_at: string;
  /** Which command; `read_transcript` for a read, `export` for `npm run export`, `retention` if the Cron Trigger or an operator removed what is too old. */
  action: AuditAction;
  outcome: AuditOutcome;
  /** The problem `code` of a refusal; null if the command was done. */
  refusal: string | null;
  /** The session; null if the command concerns none or found none. */
  session_id: string | null;
  /** The customer who opened the session; null if there is no session or it was deleted. */
  initiator_id: string | null;
  /** The customer’s name. Null where nobody has written one. */
  initiator_name: string | null;
  /** The offer; null if the command concerns none. */
  offer_id: string | null;
  /** The agent who had the session before; for a refused transfer, the agent named by the caller. Null if there is none. */
  from_agent_id: string | null;
  /** Its name. Null where nobody has written one. */
  from_agent_name: string | null;
  /** The agent that the command names, or that received the offer. */
  to_agent_id: string | null;
  /** Its name. Null where nobody has written one. */
  to_agent_name: string | null;
  /** The team that a session was transferred to. */
  to_team: string | null;
  /** The reason that the caller gave. */
  reason: string | null;
  /** Whether an admin asked to overrule the rules for agents. */
  forced: boolean;
  /** The caller. */
  actor_id: string;
  actor_role: CallerRole;
  /** The caller’s name: the router’s if it signs its calls, else the person’s. Null where nobody has written one. */
  actor_name: string | null;
  /** The `X-Request-Id` of the request. */
  request_id: string;
  /** The idempotency key of the call; null without a key. */
  idempotency_key: string | null;
  /** The customer that `erase_customer` names; null for other commands. */
  customer_id: string | null;
  /** How many rows `erase_customer` or `retention` erased or deleted; else null. */
  erased_rows: number | null;
  /** Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
  unreadable?: Array<string>;
};

/** The customer’s data is erased. */
export type CustomerErasedResponse = {
  success: true;
  /** What happened, for a person to read. */
  message: string;
  data: {
    /** The customer. */
    customer_id: string;
    /** False if messages are left, because one call erases up to 10000: send the call again, without the idempotency key or with another one. */
    complete: boolean;
    /** How many rows this call erased. */
    erased: {
      /** 1 if the customer had a name in `chat_users`, else 0. */
      names: number;
      /** Feedback texts. */
      feedbacks: number;
      /** Messages whose content or file was erased. */
      messages: number;
      /** Reasons that callers gave in the audit. */
      reasons: number;
    };
  };
};

/** What a client needs to offer choices and to stay within limits. */
export type ConfigResponse = {
  /** The teams that registered agents are in, by name. */
  teams: Array<{
    /** The team’s full name. */
    team: string;
    /** Its registered agents, there or not. */
    agents: number;
  }>;
  /** The skills that registered agents have, by name. */
  skills: Array<{
    /** The skill’s full name. */
    skill: string;
    /** The registered agents who have it, there or not. */
    agents: number;
  }>;
  /** The priorities of waiting sessions, lowest first. */
  priorities: Array<{
    priority: Priority;
    /** The shortest wait that has this priority. */
    from_seconds: number;
  }>;
  /** The time zone of time series and heat maps that name none. */
  time_zone: string;
  /** Whether sessions are given to registered agents only. */
  registered_agents_only: boolean;
  /** Minutes without a sign of life after which an agent is `offline`; 0: its availability does not lapse. */
  agent_lapse_minutes: number;
  limits: {
    /** The most rows that a page of a list can have. */
    page_rows: number;
    /** The length of a window where none is named. */
    default_range_hours: number;
    /** The longest window that `time_range_hours` can name. */
    max_range_hours: number;
    /** The longest window that `from` and `to` can name. */
    max_window_days: number;
    /** For how long the outcome of an idempotency key is kept. */
    idempotency_hours: number;
  };
};

/** Who calls, and what it may do. */
export type MeResponse = {
  /** The caller: the user of its token, or the router that signed the request. */
  id: string;
  role: CallerRole;
  /** The caller’s name: the router’s if it signs its calls, else the person’s. Null where nobody has written one. */
  name: string | null;
  /** The teams it is in: one or none, and none unless it is a registered agent. */
  teams: Array<string>;
  /** What it can do; none unless it is a registered agent. */
  skills: Array<string>;
  /** `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. Null if it is no registered agent. */
  availability: Availability | null;
  /** The operations, beside this one, that its role may call. Some then show or take only what is its own: see docs/authorisation.md. */
  permissions: Array<Permission>;
};

export type ProblemCode = "malformed_json" | "host_invalid" | "idempotency_key_invalid" | "if_match_invalid" | "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous" | "role_not_allowed" | "agent_not_self" | "force_not_allowed" | "not_offer_maker" | "not_session_owner" | "route_not_found" | "session_not_found" | "agent_not_found" | "offer_not_found" | "queue_empty" | "method_not_allowed" | "body_incomplete" | "session_already_assigned" | "session_offered" | "session_not_waiting" | "offer_expired" | "offer_not_open" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered" | "idempotency_key_in_use" | "team_unknown" | "session_closed" | "session_not_active" | "agent_is_customer" | "owner_changed" | "same_agent" | "version_changed" | "body_too_large" | "url_too_long" | "media_type_not_json" | "validation_failed" | "idempotency_key_reused" | "rate_limited" | "internal_error" | "database_unavailable" | "resource_busy" | "overloaded" | "not_ready" | "keys_unavailable";

export type SessionStatus = "waiting" | "active" | "closed";

export type OfferOutcome = "accepted" | "declined" | "withdrawn" | "expired";

export type Availability = "online" | "away" | "offline";

export type CheckStatus = "ok" | "failed";

export type AgentActivity = "active" | "idle";

export type Granularity = "hour" | "day" | "week" | "month";

export type MetricName = "total_sessions" | "active_sessions" | "waiting_sessions" | "closed_sessions" | "unanswered_sessions" | "total_messages" | "response_time" | "wait_time" | "abandon_time" | "handle_time" | "total_rated" | "avg_rating" | "satisfaction_percentage" | "response_rate" | "written_messages" | "flow_created" | "flow_reopened" | "flow_closed" | "flow_abandoned" | "flow_transferred" | "flow_rated" | "transfers_in" | "transfers_out";

export type Priority = "low" | "medium" | "high";

export type ParticipantRole = "customer" | "support_agent" | "bot";

export type MessageType = "text" | "file" | "image" | "system" | "note";

export type MessageStatus = "sent" | "delivered" | "read" | "failed";

export type AuditAction = "assign" | "transfer" | "requeue" | "close" | "claim" | "offer" | "accept" | "decline" | "withdraw" | "save_agent" | "update_agent" | "delete_agent" | "set_availability" | "erase_customer" | "read_transcript" | "export" | "retention";

export type AuditOutcome = "done" | "refused";

export type CallerRole = "admin" | "agent" | "router";

export type Permission = "getOverview" | "getAgentPerformance" | "getSatisfaction" | "getMessageAnalytics" | "getTimeSeries" | "getHeatmap" | "listActiveSessions" | "listWaitingSessions" | "listSessions" | "getSession" | "getTranscript" | "assignSession" | "transferSession" | "requeueSession" | "closeSession" | "offerSession" | "acceptOffer" | "declineOffer" | "withdrawOffer" | "claimSession" | "listAgents" | "getAgent" | "saveAgent" | "updateAgent" | "deleteAgent" | "setAvailability" | "listAudit" | "eraseCustomer" | "getConfig";

export type Flow = "created" | "reopened" | "closed" | "abandoned" | "transferred" | "rated";

export type AuditKind = "command" | "read";

/** The components by their names. */
export interface Schemas {
  Problem: Problem;
  HealthResponse: HealthResponse;
  ReadinessResponse: ReadinessResponse;
  DashboardOverviewResponse: DashboardOverviewResponse;
  Distribution: Distribution;
  Change: Change;
  AgentPerformanceResponse: AgentPerformanceResponse;
  SatisfactionMetricsResponse: SatisfactionMetricsResponse;
  MessageAnalyticsResponse: MessageAnalyticsResponse;
  TimeSeriesResponse: TimeSeriesResponse;
  HeatmapResponse: HeatmapResponse;
  ActiveSessionResponse: ActiveSessionResponse;
  WaitingSessionResponse: WaitingSessionResponse;
  SessionListItemResponse: SessionListItemResponse;
  SessionTranscriptResponse: SessionTranscriptResponse;
  DashboardResponse: DashboardResponse;
  AssignSessionRequest: AssignSessionRequest;
  TransferSessionRequest: TransferSessionRequest;
  RequeueSessionRequest: RequeueSessionRequest;
  CloseSessionRequest: CloseSessionRequest;
  OfferResponse: OfferResponse;
  OfferSessionRequest: OfferSessionRequest;
  AnswerOfferRequest: AnswerOfferRequest;
  ClaimRequest: ClaimRequest;
  AgentResponse: AgentResponse;
  AgentCommandResponse: AgentCommandResponse;
  SaveAgentRequest: SaveAgentRequest;
  UpdateAgentRequest: UpdateAgentRequest;
  DeletedAgentResponse: DeletedAgentResponse;
  SetAvailabilityRequest: SetAvailabilityRequest;
  AuditEntryResponse: AuditEntryResponse;
  CustomerErasedResponse: CustomerErasedResponse;
  ConfigResponse: ConfigResponse;
  MeResponse: MeResponse;
  ProblemCode: ProblemCode;
  SessionStatus: SessionStatus;
  OfferOutcome: OfferOutcome;
  Availability: Availability;
  CheckStatus: CheckStatus;
  AgentActivity: AgentActivity;
  Granularity: Granularity;
  MetricName: MetricName;
  Priority: Priority;
  ParticipantRole: ParticipantRole;
  MessageType: MessageType;
  MessageStatus: MessageStatus;
  AuditAction: AuditAction;
  AuditOutcome: AuditOutcome;
  CallerRole: CallerRole;
  Permission: Permission;
  Flow: Flow;
  AuditKind: AuditKind;
}

/** What each endpoint takes, and what it answers with by status. */
export interface paths {
  '/api/v1/admin/chat-dashboard/health': {
    /** Whether the Worker answers */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            'application/json': HealthResponse;
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/health/ready': {
    /** Whether everything that the Worker depends on is as it should be */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            'application/json': ReadinessResponse;
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "not_ready";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/overview': {
    /** Sessions, messages and response time at a glance */
    get: {
      parameters: {
        query?: {
          /** The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
          compare?: "previous";
        };
        header?: {
          /** The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
          'If-None-Match'?: string;
          /** `no-cache` asks for a new answer instead of a cached one. */
          'Cache-Control'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardOverviewResponse;
          };
        };
        304: {
          content?: never;
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/agent-performance': {
    /** How each agent does */
    get: {
      parameters: {
        query?: {
          /** The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
          compare?: "previous";
          /** Only this agent. A caller with role `agent` may name only itself. */
          agent_id?: string;
        };
        header?: {
          /** The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
          'If-None-Match'?: string;
          /** `no-cache` asks for a new answer instead of a cached one. */
          'Cache-Control'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': Array<AgentPerformanceResponse>;
          };
        };
        304: {
          content?: never;
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/satisfaction': {
    /** Ratings that customers gave */
    get: {
      parameters: {
        query?: {
          /** The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
          compare?: "previous";
        };
        header?: {
          /** The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
          'If-None-Match'?: string;
          /** `no-cache` asks for a new answer instead of a cached one. */
          'Cache-Control'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': SatisfactionMetricsResponse;
          };
        };
        304: {
          content?: never;
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/message-analytics': {
    /** Messages by type, status and length */
    get: {
      parameters: {
        query?: {
          /** The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
          compare?: "previous";
        };
        header?: {
          /** The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
          'If-None-Match'?: string;
          /** `no-cache` asks for a new answer instead of a cached one. */
          'Cache-Control'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': MessageAnalyticsResponse;
          };
        };
        304: {
          content?: never;
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/timeseries': {
    /** Figures by hour, day, week or month */
    get: {
      parameters: {
        query?: {
          /** The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** What a bucket is. By the hour, the window’s hours times the metrics are at most 20000. */
          granularity?: Granularity;
          /** Comma-separated, in any order, `total_sessions` where none is named. The answer has them in the order of `MetricName`. With `agent_id` only: `total_sessions`, `unanswered_sessions`, `total_messages`, `response_time`, `wait_time`, `handle_time`, `total_rated`, `avg_rating`, `transfers_in`, `transfers_out`. */
          metrics?: Array<MetricName>;
          /** The IANA time zone whose clocks make hours, days, weeks and months. */
          tz?: string;
          /** Of this agent only. A caller with role `agent` may name only itself. */
          agent_id?: string;
        };
        header?: {
          /** The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
          'If-None-Match'?: string;
          /** `no-cache` asks for a new answer instead of a cached one. */
          'Cache-Control'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': TimeSeriesResponse;
          };
        };
        304: {
          content?: never;
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/heatmap': {
    /** Figures by weekday and hour */
    get: {
      parameters: {
        query?: {
          /** The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** Comma-separated, in any order, `total_sessions` where none is named. The answer has them in the order of `MetricName`. With `agent_id` only: `total_sessions`, `unanswered_sessions`, `total_messages`, `response_time`, `wait_time`, `handle_time`, `total_rated`, `avg_rating`, `transfers_in`, `transfers_out`. */
          metrics?: Array<MetricName>;
          /** The IANA time zone whose clocks make hours, days, weeks and months. */
          tz?: string;
          /** Of this agent only. A caller with role `agent` may name only itself. */
          agent_id?: string;
        };
        header?: {
          /** The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
          'If-None-Match'?: string;
          /** `no-cache` asks for a new answer instead of a cached one. */
          'Cache-Control'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': HeatmapResponse;
          };
        };
        304: {
          content?: never;
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/active-sessions': {
    /** List active sessions */
    get: {
      parameters: {
        query?: {
          /** Only sessions that this agent has now; `none`: only sessions that nobody has. */
          assigned_agent_id?: string;
          /** How many rows at most. */
          limit?: number;
          /** The opaque cursor from the `Link` header of the previous page. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': Array<ActiveSessionResponse>;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/waiting-sessions': {
    /** List the queue */
    get: {
      parameters: {
        query?: {
          /** Only sessions that wait for this team, by its full name. `position` still counts all sessions. */
          team?: string;
          /** How many rows at most. */
          limit?: number;
          /** The opaque cursor from the `Link` header of the previous page. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': Array<WaitingSessionResponse>;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions': {
    /** The sessions behind a figure */
    get: {
      parameters: {
        query?: {
          /** Only sessions created in the last hours, up to `X-Generated-At`; both ends are included. Without it, and without `from` and `to`, sessions of any age. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** Only these sessions, up to 100. Repeat the parameter, or separate ids by commas. */
          session_id?: Array<string>;
          /** Only sessions in that state now. */
          status?: SessionStatus;
          /** Only sessions in which that agent is or was a support agent. A caller with role `agent` may name only itself, and is meant where it names nobody. */
          agent_id?: string;
          /** Only sessions that this agent has now; `none`: only sessions that nobody has. */
          assigned_agent_id?: string;
          /** Only sessions with that rating, or with one of several separated by commas: `1,2`. */
          rating?: Array<number>;
          /** Only sessions with a rating; `false`: without one. */
          rated?: boolean;
          /** Only sessions that have no first response; `false`: that have one. */
          unanswered?: boolean;
          /** Only sessions whose rating belongs to that agent: it handled them last when they were rated. */
          rated_agent_id?: string;
          /** Only sessions in which that agent responded. */
          first_responder_id?: string;
          /** Only sessions that count in `response_time`; `false`: that do not. With `agent_id`, in that agent’s. */
          has_response_time?: boolean;
          /** Only sessions that count in `wait_time`; `false`: that do not. With `agent_id`, in that agent’s. */
          has_wait_time?: boolean;
          /** Only sessions that count in `abandon_time`; `false`: that do not. */
          has_abandon_time?: boolean;
          /** Only sessions that count in `handle_time`; `false`: that do not. With `agent_id`, in that agent’s. */
          has_handle_time?: boolean;
          /** Only sessions to which that happened within the window, whenever they were created: the sessions behind `flow` of overview. `transferred` with `agent_id`: to or from that agent. */
          flow?: Flow;
          /** Only sessions whose initiator’s UUID has this text in it, in either case. */
          initiator_id?: string;
          /** How many rows at most. */
          limit?: number;
          /** The opaque cursor from the `Link` header of the previous page. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': Array<SessionListItemResponse>;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}': {
    /** Read one session */
    get: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': SessionListItemResponse;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/transcript': {
    /** Read a session’s transcript */
    get: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': SessionTranscriptResponse;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/assign': {
    /** Assign a waiting session to an agent */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': AssignSessionRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self" | "force_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "session_already_assigned" | "session_closed" | "agent_is_customer" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered" | "session_offered";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/transfer': {
    /** Transfer a session to another agent or a team */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': TransferSessionRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "not_session_owner" | "force_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "session_not_active" | "owner_changed" | "same_agent" | "team_unknown" | "agent_is_customer" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/requeue': {
    /** Put an active session back into the queue */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody?: {
        content: {
          'application/json': RequeueSessionRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "not_session_owner";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "session_not_active";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/close': {
    /** Close a session */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody?: {
        content: {
          'application/json': CloseSessionRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "not_session_owner";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/offers': {
    /** Offer a waiting session to an agent */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': OfferSessionRequest;
        };
      };
      responses: {
        201: {
          content: {
            'application/json': OfferResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "force_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "session_closed" | "session_not_waiting" | "session_already_assigned" | "session_offered" | "agent_is_customer" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/offers/{offer_id}/accept': {
    /** Accept an offer */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
          /** The offer. */
          offer_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody?: {
        content: {
          'application/json': AnswerOfferRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found" | "offer_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "offer_expired" | "offer_not_open" | "agent_is_customer" | "agent_unavailable" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/offers/{offer_id}/decline': {
    /** Decline an offer */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
          /** The offer. */
          offer_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody?: {
        content: {
          'application/json': AnswerOfferRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': OfferResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found" | "offer_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "offer_expired" | "offer_not_open";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/sessions/{session_id}/offers/{offer_id}/withdraw': {
    /** Withdraw an offer */
    post: {
      parameters: {
        path: {
          /** The session. */
          session_id: string;
          /** The offer. */
          offer_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody?: {
        content: {
          'application/json': AnswerOfferRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': OfferResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "not_offer_maker";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "session_not_found" | "offer_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "offer_expired" | "offer_not_open";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/queue/claim': {
    /** Take the next session from the queue */
    post: {
      parameters: {
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': ClaimRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DashboardResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "queue_empty";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use" | "agent_unavailable" | "agent_at_capacity" | "agent_not_registered";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/agents': {
    /** List registered agents with their places */
    get: {
      parameters: {
        query?: {
          /** Only agents with this availability. `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
          availability?: Availability;
          /** Only agents of this team, by its full name. */
          team?: string;
          /** Only agents who have this skill, among others. */
          skill?: string;
          /** How many rows at most. */
          limit?: number;
          /** The opaque cursor from the `Link` header of the previous page. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': Array<AgentResponse>;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/agents/{agent_id}': {
    /** One registered agent */
    get: {
      parameters: {
        path: {
          /** The agent. */
          agent_id: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': AgentResponse;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "agent_not_found";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
    /** Register an agent, or replace it */
    put: {
      parameters: {
        path: {
          /** The agent. */
          agent_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': SaveAgentRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': AgentCommandResponse;
          };
        };
        201: {
          content: {
            'application/json': AgentCommandResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "agent_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
    /** Change some fields of an agent */
    patch: {
      parameters: {
        path: {
          /** The agent. */
          agent_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': UpdateAgentRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': AgentCommandResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "agent_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
    /** Delete an agent who has left */
    delete: {
      parameters: {
        path: {
          /** The agent. */
          agent_id: string;
        };
        query?: {
          /** Whether the agent’s open sessions go back to the queue. */
          requeue?: boolean;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': DeletedAgentResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "agent_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/agents/{agent_id}/availability': {
    /** Set an agent’s availability */
    post: {
      parameters: {
        path: {
          /** The agent. */
          agent_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
          /** The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
          'If-Match'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': SetAvailabilityRequest;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': AgentCommandResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed" | "agent_not_self";
            };
          };
        };
        404: {
          content: {
            'application/problem+json': Problem & {
              status: 404;
              code: "agent_not_found";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use";
            };
          };
        };
        412: {
          content: {
            'application/problem+json': Problem & {
              status: 412;
              code: "version_changed";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        415: {
          content: {
            'application/problem+json': Problem & {
              status: 415;
              code: "media_type_not_json";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/audit': {
    /** List commands, done and refused, and reads of transcripts */
    get: {
      parameters: {
        query?: {
          /** Only commands of the last hours, up to now. Without it, and without `from` and `to`, commands of any age. */
          time_range_hours?: number;
          /** Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
          from?: string;
          /** The window’s end, included; after `from`, at most 366 days later. */
          to?: string;
          /** Only commands on this session. */
          session_id?: string;
          /** Only commands with this agent as `from_agent_id` or `to_agent_id`. */
          agent_id?: string;
          /** Only commands by this caller. */
          actor_id?: string;
          /** Only commands by the router that signs its calls with this name. */
          actor_name?: string;
          /** Only this command; `read_transcript` for reads of transcripts, `export` for exports. */
          action?: AuditAction;
          /** Only commands, or only reads. */
          kind?: AuditKind;
          /** Only commands that were done, or only refused ones. */
          outcome?: AuditOutcome;
          /** Only the command from this request. */
          request_id?: string;
          /** How many rows at most. */
          limit?: number;
          /** The opaque cursor from the `Link` header of the previous page. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': Array<AuditEntryResponse>;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/customers/{customer_id}/erase': {
    /** Erase a customer’s data */
    post: {
      parameters: {
        path: {
          /** The customer: the `initiator_id` of its sessions. */
          customer_id: string;
        };
        header?: {
          /** The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
          'Idempotency-Key'?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': CustomerErasedResponse;
          };
        };
        400: {
          content: {
            'application/problem+json': Problem & {
              status: 400;
              code: "idempotency_key_invalid";
            };
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        409: {
          content: {
            'application/problem+json': Problem & {
              status: 409;
              code: "idempotency_key_in_use";
            };
          };
        };
        413: {
          content: {
            'application/problem+json': Problem & {
              status: 413;
              code: "body_too_large";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed" | "idempotency_key_reused";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/config': {
    /** Choices and limits */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            'application/json': ConfigResponse;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
  '/api/v1/admin/chat-dashboard/me': {
    /** Who is calling */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            'application/json': MeResponse;
          };
        };
        401: {
          content: {
            'application/problem+json': Problem & {
              status: 401;
              code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
            };
          };
        };
        403: {
          content: {
            'application/problem+json': Problem & {
              status: 403;
              code: "role_not_allowed";
            };
          };
        };
        414: {
          content: {
            'application/problem+json': Problem & {
              status: 414;
              code: "url_too_long";
            };
          };
        };
        422: {
          content: {
            'application/problem+json': Problem & {
              status: 422;
              code: "validation_failed";
            };
          };
        };
        429: {
          content: {
            'application/problem+json': Problem & {
              status: 429;
              code: "rate_limited";
            };
          };
        };
        500: {
          content: {
            'application/problem+json': Problem & {
              status: 500;
              code: "internal_error";
            };
          };
        };
        503: {
          content: {
            'application/problem+json': Problem & {
              status: 503;
              code: "database_unavailable" | "resource_busy" | "overloaded" | "keys_unavailable";
            };
          };
        };
      };
    };
  };
}
