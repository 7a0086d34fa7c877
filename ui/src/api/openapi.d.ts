// Generated from openapi.json by `npm run openapi`.

export interface paths {
    "/api/v1/admin/chat-dashboard/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the Worker answers
         * @description Needs no token and asks neither database nor cache.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions, messages and response time at a glance
         * @description Counts the sessions that were created in the window by their state now, with their messages, response, wait and handle times, and what happened in the window (`flow`). `queue_now` counts every session that is waiting or active now, also those that were created before the window.
         *
         *     Answers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/agent-performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How each agent does
         * @description One entry an agent that is or was a support agent of at least one session created in the window, most sessions first, then by `agent_id`. An `agent_id` without such a session gives an empty list. A caller with role `agent` sees its own entry only.
         *
         *     Answers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one. Such a window ends at the header `X-Generated-At`. With `compare=previous` an agent is listed for what it did in the window itself.
         */
        get: operations["getAgentPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/satisfaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ratings that customers gave
         * @description Takes the sessions that were created in the window: how many were rated, how, and what share of the closed ones was rated at all.
         *
         *     Answers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.
         */
        get: operations["getSatisfaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/message-analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages by type, status and length
         * @description Takes the messages whose own `created_at` lies in the window (not those of the sessions created in it, as the other metrics do).
         *
         *     Answers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.
         */
        get: operations["getMessageAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/timeseries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures by hour, day, week or month
         * @description Takes the figures of the summaries over the parts of a window, by the clocks of a time zone: hours that come twice or not at all where clocks change, days of 23 and 25 hours, weeks from Monday. The buckets add up to the summary of the same window. An instant belongs to the bucket that begins with it; the window’s last instant always belongs to the last.
         *
         *     Answers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.
         */
        get: operations["getTimeSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/heatmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures by weekday and hour
         * @description Takes the figures of the summaries over the hours of a week, by the clocks of a time zone: when chats come, and when customers wait. The cells add up to the summary of the same window.
         *
         *     Answers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.
         */
        get: operations["getHeatmap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/active-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List active sessions
         * @description Latest activity first, ties by id. Never cached. `X-Total-Count` says how many there are; if there are more sessions, the `Link` header has the next page.
         *
         *     All pages have the order of the first one. A session with activity since then is listed on a last page, by id, so that no session is missed that was active all the time. If it has been listed before, it comes a second time, with newer data: keep the later entry.
         *
         *     A caller with role `agent` sees the sessions that it takes or took part in. With `assigned_agent_id`, it also sees sessions that nobody or another agent has, with `initiator_id`, `initiator_name` and `latest_message` null.
         */
        get: operations["listActiveSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/waiting-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the queue
         * @description Waiting sessions, oldest `queued_at` first, ties by id. Never cached. `X-Total-Count` says how many there are; if there are more sessions, the `Link` header has the next page. A session that is assigned and requeued while pages are read moves to the end of the queue, so it can come a second time.
         *
         *     A caller with role `agent` sees `initiator_id` and `initiator_name` only of sessions that it takes or took part in; in other sessions they are null.
         */
        get: operations["listWaitingSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sessions behind a figure
         * @description Latest created first, ties by id. To list the sessions behind a count, pass that count’s filters and the `from` and `to` of its answer; the header `X-Total-Count` says how many sessions there are. A session that counts several times, because it was reopened or transferred, is one row. Without a window, sessions of any age are listed: that is how to open the counts of `queue_now`.
         *
         *     Never cached. If there are more sessions, the `Link` header has the next page. It replaces a relative window by `from` and `to`, so that the window does not move between pages. A caller with role `agent` sees sessions in which it is or was a support agent.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one session
         * @description The session as the list of sessions shows it. `ETag` is its version, for the `If-Match` of a command. Never cached. A caller with role `agent` sees only sessions that it takes or took part in; for any other session the answer is the same as for one that does not exist.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a session’s transcript
         * @description The session, its participants and all of its messages. Very long transcripts are streamed. Never cached. A caller with role `agent` sees only sessions that are assigned to it or that it took part in; for any other session the answer is the same as for one that does not exist.
         */
        get: operations["getTranscript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a waiting session to an agent
         * @description Makes a waiting session active: sets its agent and its start, makes the agent its one present support agent, and writes one audit row, all or nothing. An active session that nobody has can be assigned too.
         *
         *     However many callers race for a session, one wins; each of the others gets a 409 that names that winner in `current_agent_id`. Assigning a session to the agent who already has it answers 200 and changes nothing, so that a call may be repeated.
         *
         *     A caller with role `agent` may assign only to itself, and a session of a team only if it is registered in that team or the session was offered to it.
         *
         *     A registered agent must not be offline, must have a free place, be of the session’s team and have its skills. A session that is offered to another agent, or that waits for an agent whom the chat application has chosen, is not assigned to others.
         */
        post: operations["assignSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer a session to another agent or a team
         * @description Hands an active session over: the earlier agent leaves it, the new one joins it or comes back, and one audit row keeps the reason, all or nothing.
         *
         *     With `from_agent_id` the transfer only happens while that agent has the session; otherwise a 409 names the owner in `current_agent_id`. A caller with role `agent` can only transfer a session of its own. The rules for agents are those of assigning.
         *
         *     With `to_team` an active session waits for that team, at the end of the queue; with null, for any agent. A session that waits already is moved to that queue and keeps its `queued_at`; an offer of it is withdrawn, and an agent that the chat application has chosen for it no longer has it. If no registered agent is in the team, the answer is a 409 `team_unknown` that lists the teams in `known_teams`; an admin may send `force`.
         */
        post: operations["transferSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an active session back into the queue
         * @description Its agent leaves the session, which waits again, at the end of its queue. A caller with role `agent` can only requeue a session of its own.
         */
        post: operations["requeueSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a session
         * @description A waiting or active session is closed; its agent leaves it, and an offer of it is withdrawn. A closed one stays as it is and answers 200. A caller with role `agent` can only close a session of its own.
         */
        post: operations["closeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer a waiting session to an agent
         * @description Holds a waiting session, and a place of the agent’s, until the offer is accepted, declined or over. The session keeps its place in the queue all the while, and nobody else gets it. It is over at `expires_at` exactly, at the latest when the agent’s availability would lapse without a further sign of life. One offer a session at a time; an admin may put another in its place with `force`.
         */
        post: operations["offerSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/offers/{offer_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an offer
         * @description Assigns the session to the agent it was offered to. Accepting an offer again answers 200 and changes nothing. A caller with role `agent` can accept only offers made to it.
         */
        post: operations["acceptOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/offers/{offer_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an offer
         * @description The session is free again at its old place in the queue. To decline again answers 200 and changes nothing. A caller with role `agent` sees its own offers alone.
         */
        post: operations["declineOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/sessions/{session_id}/offers/{offer_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw an offer
         * @description Ends an offer, so that the session can be offered to the next agent. The session keeps its place in the queue. Withdrawing an offer again answers 200 and changes nothing. A router can withdraw only offers that it made itself.
         */
        post: operations["withdrawOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/queue/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the next session from the queue
         * @description Assigns the agent the oldest waiting session that fits it: of its team or of none, with skills that it has, not assigned or offered to another. If none waits, it takes the oldest active session that nobody has. However many claim at once, each gets another one. A registered agent must be online and have a free place. A caller with role `agent` may claim only for itself; if it is not registered, it is in no team. `If-Match` is not looked at.
         */
        post: operations["claimSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List registered agents with their places
         * @description Ordered by `display_name`, code point by code point, then by `agent_id`. Agents that are not registered are not listed; they work without limits unless `REGISTERED_AGENTS_ONLY` is configured. Never cached. If there are more agents, the `Link` header has the next page.
         */
        get: operations["listAgents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One registered agent
         * @description The agent’s current state, with its places, and its version as `ETag`. Never cached.
         */
        get: operations["getAgent"];
        /**
         * Register an agent, or replace it
         * @description Makes the agent exactly what the body says: without `team`, `skills` and `availability` it is in no team, has no skills and is `offline`. To change some fields and keep the others, use `PATCH`.
         *
         *     The agent keeps the sessions it has, even if they are more than its places. If it goes offline, its open offers are withdrawn. With `If-Match`, an agent that is not registered is a 404.
         */
        put: operations["saveAgent"];
        post?: never;
        /**
         * Delete an agent who has left
         * @description The agent is no longer registered: it is in no list and in no team, and it gets no sessions until it is registered again with `PUT`. Its open offers are withdrawn. History stays: figures, transcripts, the audit and the agent’s name in them.
         *
         *     `sessions` names the open sessions that it had. With `requeue=true` they are nobody’s: active ones wait again at the end of their queue, and waiting ones that the chat application had given to it keep their place. Without it they stay assigned to the agent, for an admin to transfer, requeue or close.
         */
        delete: operations["deleteAgent"];
        options?: never;
        head?: never;
        /**
         * Change some fields of an agent
         * @description A JSON merge patch (RFC 7396; `application/merge-patch+json` is accepted too): fields in the body are set, the others stay. `"team": null` takes the agent out of its team; `skills` replaces the whole list, and null empties it.
         *
         *     The agent keeps the sessions it has, even if they are more than its places. If it goes offline, its open offers are withdrawn.
         */
        patch: operations["updateAgent"];
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/agents/{agent_id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set an agent’s availability
         * @description Sets the availability of a registered agent. It keeps the sessions it has; if it goes offline, its open offers are withdrawn.
         *
         *     Repeat the call while the agent is there: it is a sign of life, without which the availability lapses after `AGENT_LAPSE_MINUTES` (24 hours by default). A repetition that changes nothing leaves the version as it is and writes no audit entry. Send it without `Idempotency-Key`: a replayed answer is no sign of life.
         *
         *     A caller with role `agent` may set only its own.
         */
        post: operations["setAvailability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List commands, done and refused
         * @description Every command that was checked against the rules, done or refused, has one entry. Latest first, ties by id. Entries are never changed or removed. A repeated call (same idempotency key, or nothing left to do) has no entry of its own. Neither has a call that was refused earlier: for its credentials, its role or its form, because its idempotency key is malformed or in use, because an agent named another agent, or because a caller other than an admin used `force`. Those calls are in the request log.
         *
         *     Never cached. If there are more entries, the `Link` header has the next page. It replaces a relative window by `from` and `to`, so that the window does not move between pages.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Choices and limits
         * @description The teams and skills to choose from, where priorities begin, and limits. A team that only sessions wait for, with no registered agent in it, is not listed. Never cached.
         */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/chat-dashboard/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is calling
         * @description The caller, its name, and the operations that its role may call, so that a client can leave out what would be a 403. Never cached.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Why a request was not answered, after RFC 9457. */
        Problem: {
            /**
             * Format: uri
             * @description The page of this API's docs that explains the problem.
             */
            type: string;
            /** @description The same for every problem of this code. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description What happened this time, for a person to read. */
            detail: string;
            /** @description The path that was called. */
            instance: string;
            /** @description The stable name of the problem, for a program to act on. */
            code: components["schemas"]["ProblemCode"];
            /** @description Names this request in the log; also in `X-Request-Id`. */
            request_id: string;
            /** @enum {boolean} */
            success: false;
            /** @description With `validation_failed`: each field that did not pass. */
            errors?: {
                path: string;
                message: string;
            }[];
            /**
             * Format: uuid
             * @description With `session_already_assigned` and `owner_changed`: who has the session now.
             */
            current_agent_id?: string | null;
            /** @description The agent’s name. Null where nobody has written one. */
            current_agent_name?: string | null;
            /** @description With `session_not_active` and `session_not_waiting`: the session’s status now. */
            session_status?: components["schemas"]["SessionStatus"];
            /** @description With `version_changed` of a session: the session now. */
            session?: {
                /**
                 * Format: uuid
                 * @description The session.
                 */
                session_id: string;
                status: components["schemas"]["SessionStatus"];
                /**
                 * Format: uuid
                 * @description The agent who has it; null where nobody has.
                 */
                assigned_agent_id: string | null;
                /** @description The agent’s name. Null where nobody has written one. */
                assigned_agent_name: string | null;
                /**
                 * Format: date-time
                 * @description When it was first started; null where it was not. RFC 3339, UTC, milliseconds.
                 */
                started_at: string | null;
                /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
                version: number;
            };
            /** @description With `version_changed` of an agent: the agent now, as in `GET agents/{agent_id}`. */
            agent?: {
                /**
                 * Format: uuid
                 * @description The agent.
                 */
                agent_id: string;
                /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
                version: number;
            } & {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description With `session_offered`: the agent that the session is held for.
             */
            offered_to?: string;
            /** @description The agent’s name. Null where nobody has written one. */
            offered_to_name?: string | null;
            /**
             * Format: date-time
             * @description With `session_offered` and `offer_expired`: when the offer is over. RFC 3339, UTC, milliseconds.
             */
            expires_at?: string;
            /** @description With `offer_not_open`: what became of the offer; null where its session no longer waits. */
            offer_outcome?: components["schemas"]["OfferOutcome"] | null;
            /** @description With `agent_unavailable`: what the agent is. */
            availability?: components["schemas"]["Availability"];
            /** @description With `agent_at_capacity`: how many of the agent’s places are taken. */
            load?: number;
            /** @description With `agent_at_capacity`: how many places the agent has. */
            max_sessions?: number;
            /** @description With `agent_not_in_team`: the team that the session waits for. With `team_unknown`: the team that the caller named. */
            team?: string;
            /** @description With `team_unknown`: the teams in which agents are registered. */
            known_teams?: string[];
            /** @description With `agent_lacks_skills`: those that the agent does not have. */
            missing_skills?: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The Worker answers.
         * @example {
         *       "status": "healthy",
         *       "service": "chat-dashboard"
         *     }
         */
        HealthResponse: {
            /** @enum {string} */
            status: "healthy";
            /** @enum {string} */
            service: "chat-dashboard";
        };
        /**
         * @description The cohort of the window, by its state now, and the queue as it is.
         * @example {
         *       "total_sessions": 214,
         *       "active_sessions": 9,
         *       "closed_sessions": 201,
         *       "waiting_sessions": 4,
         *       "unanswered_sessions": 6,
         *       "abandoned_sessions": 4,
         *       "total_messages": 4711,
         *       "avg_messages_per_session": 22,
         *       "avg_response_time_seconds": 48.6,
         *       "response_time": {
         *         "count": 208,
         *         "mean": 48.6,
         *         "p50": 31.52,
         *         "p90": 96.4,
         *         "p95": 140.9
         *       },
         *       "wait_time": {
         *         "count": 210,
         *         "mean": 21.3,
         *         "p50": 12.07,
         *         "p90": 55.8,
         *         "p95": 80.13
         *       },
         *       "abandon_time": {
         *         "count": 4,
         *         "mean": 402.5,
         *         "p50": 371.4,
         *         "p90": 811.3,
         *         "p95": 811.3
         *       },
         *       "handle_time": {
         *         "count": 201,
         *         "mean": 733.9,
         *         "p50": 601.2,
         *         "p90": 1404,
         *         "p95": 1811
         *       },
         *       "flow": {
         *         "created": 214,
         *         "reopened": 7,
         *         "closed": 209,
         *         "abandoned": 4,
         *         "transferred": 18,
         *         "rated": 131
         *       },
         *       "time_range_hours": 24,
         *       "from": "2026-03-13T09:26:53.589Z",
         *       "to": "2026-03-14T09:26:53.589Z",
         *       "generated_at": "2026-03-14T09:26:53.589Z",
         *       "queue_now": {
         *         "waiting": 5,
         *         "active": 11,
         *         "unassigned": 1,
         *         "longest_wait_seconds": 93814
         *       }
         *     }
         */
        DashboardOverviewResponse: {
            /** @description Sessions created in the window (the cohort). */
            total_sessions: number;
            /** @description Cohort sessions that are active now. */
            active_sessions: number;
            /** @description Cohort sessions that are closed now. */
            closed_sessions: number;
            /** @description Cohort sessions that are waiting now. */
            waiting_sessions: number;
            /** @description Cohort sessions that no agent has answered so far. */
            unanswered_sessions: number;
            /** @description Waits that ended without an assignment; the count of `abandon_time`. */
            abandoned_sessions: number;
            /** @description Messages in cohort sessions. */
            total_messages: number;
            /** @description Messages per cohort session, 1 decimal. Null where there is nothing to take it over. */
            avg_messages_per_session: number | null;
            /** @description Mean of `response_time`, 1 decimal. Null where there is nothing to take it over. */
            avg_response_time_seconds: number | null;
            response_time: components["schemas"]["Distribution"];
            wait_time: components["schemas"]["Distribution"] & unknown;
            abandon_time: components["schemas"]["Distribution"] & unknown;
            handle_time: components["schemas"]["Distribution"] & unknown;
            /** @description What happened within the window, by the instant at which it happened, whenever the sessions were created. */
            flow: {
                /** @description Sessions created. */
                created: number;
                /** @description Sessions that came back after being closed. */
                reopened: number;
                /** @description Times a session was closed, abandoned ones included. */
                closed: number;
                /** @description Times a session was closed while it waited. */
                abandoned: number;
                /** @description Times one agent handed a session to another. */
                transferred: number;
                /** @description Ratings given. */
                rated: number;
            };
            /** @description The length of the window in hours; null where `from` and `to` were given. */
            time_range_hours: number | null;
            /**
             * Format: date-time
             * @description The beginning of the window, included. RFC 3339, UTC, milliseconds.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the window, included. RFC 3339, UTC, milliseconds.
             */
            to: string;
            /**
             * Format: date-time
             * @description When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds.
             */
            generated_at: string;
            /** @description Every session in that state at `generated_at`, however old it is. */
            queue_now: {
                /** @description Sessions waiting now. */
                waiting: number;
                /** @description Sessions active now. */
                active: number;
                /** @description Those of them that no agent has. */
                unassigned: number;
                /** @description Whole seconds that the first of the queue has waited; null over an empty queue. */
                longest_wait_seconds: number | null;
            };
            /** @description The figures of the window before, where they were asked for. */
            previous?: {
                /**
                 * Format: date-time
                 * @description The beginning of the window before, included. RFC 3339, UTC, milliseconds.
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds.
                 */
                to: string;
                /** @description Sessions created in the window (the cohort). */
                total_sessions: number;
                /** @description Cohort sessions that are active now. */
                active_sessions: number;
                /** @description Cohort sessions that are closed now. */
                closed_sessions: number;
                /** @description Cohort sessions that are waiting now. */
                waiting_sessions: number;
                /** @description Cohort sessions that no agent has answered so far. */
                unanswered_sessions: number;
                /** @description Waits that ended without an assignment; the count of `abandon_time`. */
                abandoned_sessions: number;
                /** @description Messages in cohort sessions. */
                total_messages: number;
                /** @description Messages per cohort session, 1 decimal. Null where there is nothing to take it over. */
                avg_messages_per_session: number | null;
                /** @description Mean of `response_time`, 1 decimal. Null where there is nothing to take it over. */
                avg_response_time_seconds: number | null;
                response_time: components["schemas"]["Distribution"];
                wait_time: components["schemas"]["Distribution"] & unknown;
                abandon_time: components["schemas"]["Distribution"] & unknown;
                handle_time: components["schemas"]["Distribution"] & unknown;
                /** @description What happened within the window, by the instant at which it happened, whenever the sessions were created. */
                flow: {
                    /** @description Sessions created. */
                    created: number;
                    /** @description Sessions that came back after being closed. */
                    reopened: number;
                    /** @description Times a session was closed, abandoned ones included. */
                    closed: number;
                    /** @description Times a session was closed while it waited. */
                    abandoned: number;
                    /** @description Times one agent handed a session to another. */
                    transferred: number;
                    /** @description Ratings given. */
                    rated: number;
                };
            };
            /** @description How each figure changed since the window before, where that was asked for. */
            change?: {
                total_sessions: components["schemas"]["Change"];
                active_sessions: components["schemas"]["Change"];
                closed_sessions: components["schemas"]["Change"];
                waiting_sessions: components["schemas"]["Change"];
                unanswered_sessions: components["schemas"]["Change"];
                abandoned_sessions: components["schemas"]["Change"];
                total_messages: components["schemas"]["Change"];
                avg_messages_per_session: components["schemas"]["Change"];
                avg_response_time_seconds: components["schemas"]["Change"];
                response_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
                wait_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
                abandon_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
                handle_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
                flow: {
                    created: components["schemas"]["Change"];
                    reopened: components["schemas"]["Change"];
                    closed: components["schemas"]["Change"];
                    abandoned: components["schemas"]["Change"];
                    transferred: components["schemas"]["Change"];
                    rated: components["schemas"]["Change"];
                };
            };
        };
        /**
         * @description From the beginning of an episode to the first message of an agent in it, never below 0, over the episodes that have one.
         * @example {
         *       "count": 187,
         *       "mean": 48.6,
         *       "p50": 31.52,
         *       "p90": 96.4,
         *       "p95": 140.9
         *     }
         */
        Distribution: {
            /** @description Number of spans. */
            count: number;
            /** @description Mean in seconds, exact, 1 decimal. Null where there is nothing to take it over. */
            mean: number | null;
            /** @description Seconds that 50 % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits. Null where there is nothing to take it over. */
            p50: number | null;
            /** @description Seconds that 90 % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits. Null where there is nothing to take it over. */
            p90: number | null;
            /** @description Seconds that 95 % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits. Null where there is nothing to take it over. */
            p95: number | null;
        };
        /**
         * @description How a figure changed since the window before.
         * @example {
         *       "absolute": 12,
         *       "percent": 5.9
         *     }
         */
        Change: {
            /** @description This figure less that of the window before; null where either is null. */
            absolute: number | null;
            /** @description The same in percent of the figure of the window before, 1 decimal; null where that is null or 0. */
            percent: number | null;
        };
        /**
         * @description How one agent did over the sessions that were created in the window.
         * @example {
         *       "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "agent_name": "Ada Okafor",
         *       "sessions_handled": 31,
         *       "unanswered_sessions": 1,
         *       "total_messages": 342,
         *       "avg_messages_per_session": 11,
         *       "avg_response_time_seconds": 41.8,
         *       "avg_customer_rating": 4.36,
         *       "total_rated": 22,
         *       "transfers_in": 2,
         *       "transfers_out": 1,
         *       "response_time": {
         *         "count": 29,
         *         "mean": 41.8,
         *         "p50": 31.52,
         *         "p90": 85.9,
         *         "p95": 96.4
         *       },
         *       "wait_time": {
         *         "count": 31,
         *         "mean": 20.1,
         *         "p50": 12.07,
         *         "p90": 49.7,
         *         "p95": 60.3
         *       },
         *       "handle_time": {
         *         "count": 30,
         *         "mean": 702.4,
         *         "p50": 601.2,
         *         "p90": 1250,
         *         "p95": 1404
         *       },
         *       "status": "active",
         *       "display_name": "Ada Okafor",
         *       "availability": "online",
         *       "load": 3
         *     }
         */
        AgentPerformanceResponse: {
            /**
             * Format: uuid
             * @description The agent.
             */
            agent_id: string;
            /** @description The agent’s name. Null where nobody has written one. */
            agent_name: string | null;
            /** @description Cohort sessions in which the agent is or was a support agent. */
            sessions_handled: number;
            /** @description Of those, the ones that no agent has answered so far. */
            unanswered_sessions: number;
            /** @description Messages it sent in those. */
            total_messages: number;
            /** @description Messages it sent per session it handled, 1 decimal. Null where there is nothing to take it over. */
            avg_messages_per_session: number | null;
            /** @description Mean of `response_time`, 1 decimal. Null where there is nothing to take it over. */
            avg_response_time_seconds: number | null;
            /** @description Mean rating of the cohort sessions that it handled last when they were rated, 2 decimals. Null where there is nothing to take it over. */
            avg_customer_rating: number | null;
            /** @description How many ratings that mean is taken over. */
            total_rated: number;
            /** @description Sessions that another agent handed to it within the window. */
            transfers_in: number;
            /** @description Sessions that it handed to another agent within the window. */
            transfers_out: number;
            response_time: components["schemas"]["Distribution"] & unknown;
            wait_time: components["schemas"]["Distribution"] & unknown;
            handle_time: components["schemas"]["Distribution"] & unknown;
            /** @description `active` while an active session is assigned to it, else `idle`. */
            status: components["schemas"]["AgentActivity"];
            /** @description The name it is registered under; null where nobody has registered it. */
            display_name: string | null;
            /** @description Whether it is there; null if it is not registered, or not any more. */
            availability: components["schemas"]["Availability"] | null;
            /** @description The active sessions assigned to it now, and the live offers it has. */
            load: number;
            /** @description The figures of the window before, where they were asked for. */
            previous?: {
                /**
                 * Format: date-time
                 * @description The beginning of the window before, included. RFC 3339, UTC, milliseconds.
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds.
                 */
                to: string;
                /** @description Cohort sessions in which the agent is or was a support agent. */
                sessions_handled: number;
                /** @description Of those, the ones that no agent has answered so far. */
                unanswered_sessions: number;
                /** @description Messages it sent in those. */
                total_messages: number;
                /** @description Messages it sent per session it handled, 1 decimal. Null where there is nothing to take it over. */
                avg_messages_per_session: number | null;
                /** @description Mean of `response_time`, 1 decimal. Null where there is nothing to take it over. */
                avg_response_time_seconds: number | null;
                /** @description Mean rating of the cohort sessions that it handled last when they were rated, 2 decimals. Null where there is nothing to take it over. */
                avg_customer_rating: number | null;
                /** @description How many ratings that mean is taken over. */
                total_rated: number;
                /** @description Sessions that another agent handed to it within the window. */
                transfers_in: number;
                /** @description Sessions that it handed to another agent within the window. */
                transfers_out: number;
                response_time: components["schemas"]["Distribution"] & unknown;
                wait_time: components["schemas"]["Distribution"] & unknown;
                handle_time: components["schemas"]["Distribution"] & unknown;
            };
            /** @description How each figure changed since the window before, where that was asked for. */
            change?: {
                sessions_handled: components["schemas"]["Change"];
                unanswered_sessions: components["schemas"]["Change"];
                total_messages: components["schemas"]["Change"];
                avg_messages_per_session: components["schemas"]["Change"];
                avg_response_time_seconds: components["schemas"]["Change"];
                avg_customer_rating: components["schemas"]["Change"];
                total_rated: components["schemas"]["Change"];
                transfers_in: components["schemas"]["Change"];
                transfers_out: components["schemas"]["Change"];
                response_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
                wait_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
                handle_time: {
                    count: components["schemas"]["Change"];
                    mean: components["schemas"]["Change"];
                    p50: components["schemas"]["Change"];
                    p90: components["schemas"]["Change"];
                    p95: components["schemas"]["Change"];
                };
            };
        };
        /**
         * @description How customers rated the sessions that were created in the window.
         * @example {
         *       "total_rated": 128,
         *       "avg_rating": 4.21,
         *       "rating_distribution": {
         *         "1": 6,
         *         "2": 5,
         *         "3": 12,
         *         "4": 38,
         *         "5": 67
         *       },
         *       "satisfaction_percentage": 82,
         *       "response_rate": 63.7,
         *       "time_range_hours": 24,
         *       "from": "2026-03-13T09:26:53.589Z",
         *       "to": "2026-03-14T09:26:53.589Z",
         *       "generated_at": "2026-03-14T09:26:53.589Z"
         *     }
         */
        SatisfactionMetricsResponse: {
            /** @description Cohort sessions with a rating. */
            total_rated: number;
            /** @description Mean rating, 2 decimals. Null where there is nothing to take it over. */
            avg_rating: number | null;
            /** @description Cohort sessions by rating; every rating is present. */
            rating_distribution: {
                /** @description Sessions rated 1. */
                1: number;
                /** @description Sessions rated 2. */
                2: number;
                /** @description Sessions rated 3. */
                3: number;
                /** @description Sessions rated 4. */
                4: number;
                /** @description Sessions rated 5. */
                5: number;
            };
            /** @description Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null where there is nothing to take it over. */
            satisfaction_percentage: number | null;
            /** @description Closed cohort sessions with a rating among all closed cohort sessions, in percent, 1 decimal. Null where there is nothing to take it over. */
            response_rate: number | null;
            /** @description The length of the window in hours; null where `from` and `to` were given. */
            time_range_hours: number | null;
            /**
             * Format: date-time
             * @description The beginning of the window, included. RFC 3339, UTC, milliseconds.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the window, included. RFC 3339, UTC, milliseconds.
             */
            to: string;
            /**
             * Format: date-time
             * @description When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds.
             */
            generated_at: string;
            /** @description The figures of the window before, where they were asked for. */
            previous?: {
                /**
                 * Format: date-time
                 * @description The beginning of the window before, included. RFC 3339, UTC, milliseconds.
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds.
                 */
                to: string;
                /** @description Cohort sessions with a rating. */
                total_rated: number;
                /** @description Mean rating, 2 decimals. Null where there is nothing to take it over. */
                avg_rating: number | null;
                /** @description Cohort sessions by rating; every rating is present. */
                rating_distribution: {
                    /** @description Sessions rated 1. */
                    1: number;
                    /** @description Sessions rated 2. */
                    2: number;
                    /** @description Sessions rated 3. */
                    3: number;
                    /** @description Sessions rated 4. */
                    4: number;
                    /** @description Sessions rated 5. */
                    5: number;
                };
                /** @description Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null where there is nothing to take it over. */
                satisfaction_percentage: number | null;
                /** @description Closed cohort sessions with a rating among all closed cohort sessions, in percent, 1 decimal. Null where there is nothing to take it over. */
                response_rate: number | null;
            };
            /** @description How each figure changed since the window before, where that was asked for. */
            change?: {
                total_rated: components["schemas"]["Change"];
                avg_rating: components["schemas"]["Change"];
                rating_distribution: {
                    1: components["schemas"]["Change"];
                    2: components["schemas"]["Change"];
                    3: components["schemas"]["Change"];
                    4: components["schemas"]["Change"];
                    5: components["schemas"]["Change"];
                };
                satisfaction_percentage: components["schemas"]["Change"];
                response_rate: components["schemas"]["Change"];
            };
        };
        /**
         * @description The messages that were written in the window, whenever their sessions began.
         * @example {
         *       "total_messages": 4711,
         *       "message_types": {
         *         "text": 4480,
         *         "files": 96,
         *         "images": 135
         *       },
         *       "status_distribution": {
         *         "sent": 18,
         *         "delivered": 203,
         *         "read": 4490
         *       },
         *       "avg_message_length": 87.4,
         *       "time_range_hours": 24,
         *       "from": "2026-03-13T09:26:53.589Z",
         *       "to": "2026-03-14T09:26:53.589Z",
         *       "generated_at": "2026-03-14T09:26:53.589Z"
         *     }
         */
        MessageAnalyticsResponse: {
            /** @description Messages written in the window. */
            total_messages: number;
            /** @description Messages by type; every type is present. */
            message_types: {
                /** @description Text messages. */
                text: number;
                /** @description Messages with a file. */
                files: number;
                /** @description Messages with an image. */
                images: number;
            };
            /** @description Messages by delivery status; every status is present. */
            status_distribution: {
                /** @description Sent, not delivered yet. */
                sent: number;
                /** @description Delivered, not read yet. */
                delivered: number;
                /** @description Read. */
                read: number;
            };
            /** @description Mean length of the text messages in characters, that is Unicode code points, 1 decimal. Null where there is nothing to take it over. */
            avg_message_length: number | null;
            /** @description The length of the window in hours; null where `from` and `to` were given. */
            time_range_hours: number | null;
            /**
             * Format: date-time
             * @description The beginning of the window, included. RFC 3339, UTC, milliseconds.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the window, included. RFC 3339, UTC, milliseconds.
             */
            to: string;
            /**
             * Format: date-time
             * @description When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds.
             */
            generated_at: string;
            /** @description The figures of the window before, where they were asked for. */
            previous?: {
                /**
                 * Format: date-time
                 * @description The beginning of the window before, included. RFC 3339, UTC, milliseconds.
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description Its end, which is the beginning of this window, not included. RFC 3339, UTC, milliseconds.
                 */
                to: string;
                /** @description Messages written in the window. */
                total_messages: number;
                /** @description Messages by type; every type is present. */
                message_types: {
                    /** @description Text messages. */
                    text: number;
                    /** @description Messages with a file. */
                    files: number;
                    /** @description Messages with an image. */
                    images: number;
                };
                /** @description Messages by delivery status; every status is present. */
                status_distribution: {
                    /** @description Sent, not delivered yet. */
                    sent: number;
                    /** @description Delivered, not read yet. */
                    delivered: number;
                    /** @description Read. */
                    read: number;
                };
                /** @description Mean length of the text messages in characters, that is Unicode code points, 1 decimal. Null where there is nothing to take it over. */
                avg_message_length: number | null;
            };
            /** @description How each figure changed since the window before, where that was asked for. */
            change?: {
                total_messages: components["schemas"]["Change"];
                message_types: {
                    text: components["schemas"]["Change"];
                    files: components["schemas"]["Change"];
                    images: components["schemas"]["Change"];
                };
                status_distribution: {
                    sent: components["schemas"]["Change"];
                    delivered: components["schemas"]["Change"];
                    read: components["schemas"]["Change"];
                };
                avg_message_length: components["schemas"]["Change"];
            };
        };
        /**
         * @description Figures over the hours, days, weeks or months of a window.
         * @example {
         *       "granularity": "day",
         *       "tz": "Europe/Berlin",
         *       "agent_id": null,
         *       "metrics": [
         *         "total_sessions"
         *       ],
         *       "buckets": [
         *         {
         *           "start": "2026-03-28T23:00:00.000Z",
         *           "end": "2026-03-29T22:00:00.000Z",
         *           "local_start": "2026-03-29T00:00:00",
         *           "total_sessions": 198
         *         },
         *         {
         *           "start": "2026-03-29T22:00:00.000Z",
         *           "end": "2026-03-30T22:00:00.000Z",
         *           "local_start": "2026-03-30T00:00:00",
         *           "total_sessions": 214
         *         }
         *       ],
         *       "time_range_hours": null,
         *       "from": "2026-03-28T23:00:00.000Z",
         *       "to": "2026-03-30T21:59:59.999Z",
         *       "generated_at": "2026-04-01T09:26:53.589Z"
         *     }
         */
        TimeSeriesResponse: {
            /** @description What a bucket is. */
            granularity: components["schemas"]["Granularity"];
            /** @description The time zone whose clocks make the buckets. */
            tz: string;
            /**
             * Format: uuid
             * @description The agent; null for all sessions.
             */
            agent_id: string | null;
            /** @description The metrics of each bucket. */
            metrics: components["schemas"]["MetricName"][];
            /** @description All buckets that the window touches, oldest first, empty ones too. What lies outside the window is not counted. */
            buckets: {
                /**
                 * Format: date-time
                 * @description The bucket’s beginning. The first may begin before the window does. RFC 3339, UTC, milliseconds.
                 */
                start: string;
                /**
                 * Format: date-time
                 * @description Its end, where the next begins. The last may end after the window does. RFC 3339, UTC, milliseconds.
                 */
                end: string;
                /** @description What the clocks of the time zone show at `start`. */
                local_start: string;
                /** @description Sessions created in the bucket; with `agent_id`, those that the agent handled. */
                total_sessions?: number;
                /** @description Of those, the ones that are active now. */
                active_sessions?: number;
                /** @description Of those, the ones that are waiting now. */
                waiting_sessions?: number;
                /** @description Of those, the ones that are closed now. */
                closed_sessions?: number;
                /** @description Of those, the ones that no agent has answered so far. */
                unanswered_sessions?: number;
                /** @description Messages in those sessions; with `agent_id`, those that the agent sent. */
                total_messages?: number;
                response_time?: components["schemas"]["Distribution"];
                wait_time?: components["schemas"]["Distribution"] & unknown;
                abandon_time?: components["schemas"]["Distribution"] & unknown;
                handle_time?: components["schemas"]["Distribution"] & unknown;
                /** @description Of those sessions, the rated ones; with `agent_id`, those that the agent handled last when rated. */
                total_rated?: number;
                /** @description Their mean rating, 2 decimals. Null where there is nothing to take it over. */
                avg_rating?: number | null;
                /** @description Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null where there is nothing to take it over. */
                satisfaction_percentage?: number | null;
                /** @description Closed sessions with a rating among all closed ones, in percent, 1 decimal. Null where there is nothing to take it over. */
                response_rate?: number | null;
                /** @description Messages written in the bucket, whenever their sessions were created. */
                written_messages?: number;
                /** @description Sessions created in the bucket. */
                flow_created?: number;
                /** @description Sessions that came back in the bucket after being closed. */
                flow_reopened?: number;
                /** @description Times a session was closed in the bucket, abandoned ones included. */
                flow_closed?: number;
                /** @description Times a session was closed in the bucket while it waited. */
                flow_abandoned?: number;
                /** @description Times one agent handed a session to another in the bucket. */
                flow_transferred?: number;
                /** @description Ratings given in the bucket. */
                flow_rated?: number;
                /** @description With `agent_id` only: sessions that another agent handed to it. */
                transfers_in?: number;
                /** @description With `agent_id` only: sessions that it handed to another. */
                transfers_out?: number;
            }[];
            /** @description The length of the window in hours; null where `from` and `to` were given. */
            time_range_hours: number | null;
            /**
             * Format: date-time
             * @description The beginning of the window, included. RFC 3339, UTC, milliseconds.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the window, included. RFC 3339, UTC, milliseconds.
             */
            to: string;
            /**
             * Format: date-time
             * @description When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds.
             */
            generated_at: string;
        };
        /**
         * @description Figures by weekday and hour.
         * @example {
         *       "tz": "Europe/Berlin",
         *       "agent_id": null,
         *       "metrics": [
         *         "total_sessions"
         *       ],
         *       "cells": [
         *         {
         *           "weekday": 1,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 1,
         *           "hour": 23,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 2,
         *           "hour": 23,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 3,
         *           "hour": 23,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 4,
         *           "hour": 23,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 5,
         *           "hour": 23,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 6,
         *           "hour": 23,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 0,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 1,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 2,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 3,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 4,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 5,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 6,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 7,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 8,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 9,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 10,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 11,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 12,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 13,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 14,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 15,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 16,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 17,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 18,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 19,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 20,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 21,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 22,
         *           "total_sessions": 9
         *         },
         *         {
         *           "weekday": 7,
         *           "hour": 23,
         *           "total_sessions": 9
         *         }
         *       ],
         *       "time_range_hours": 168,
         *       "from": "2026-03-07T09:26:53.589Z",
         *       "to": "2026-03-14T09:26:53.589Z",
         *       "generated_at": "2026-03-14T09:26:53.589Z"
         *     }
         */
        HeatmapResponse: {
            /** @description The time zone whose clocks make the cells. */
            tz: string;
            /**
             * Format: uuid
             * @description The agent; null for all sessions.
             */
            agent_id: string | null;
            /** @description The metrics of each cell. */
            metrics: components["schemas"]["MetricName"][];
            /** @description All hours of a week, from Monday 0 to Sunday 23, empty ones too. */
            cells: {
                /** @description 1 is Monday, 7 is Sunday (ISO 8601). */
                weekday: number;
                /** @description The hour that the clocks show. */
                hour: number;
                /** @description Sessions created in the bucket; with `agent_id`, those that the agent handled. */
                total_sessions?: number;
                /** @description Of those, the ones that are active now. */
                active_sessions?: number;
                /** @description Of those, the ones that are waiting now. */
                waiting_sessions?: number;
                /** @description Of those, the ones that are closed now. */
                closed_sessions?: number;
                /** @description Of those, the ones that no agent has answered so far. */
                unanswered_sessions?: number;
                /** @description Messages in those sessions; with `agent_id`, those that the agent sent. */
                total_messages?: number;
                response_time?: components["schemas"]["Distribution"];
                wait_time?: components["schemas"]["Distribution"] & unknown;
                abandon_time?: components["schemas"]["Distribution"] & unknown;
                handle_time?: components["schemas"]["Distribution"] & unknown;
                /** @description Of those sessions, the rated ones; with `agent_id`, those that the agent handled last when rated. */
                total_rated?: number;
                /** @description Their mean rating, 2 decimals. Null where there is nothing to take it over. */
                avg_rating?: number | null;
                /** @description Ratings of 4 and 5 among all ratings, in percent, 1 decimal. Null where there is nothing to take it over. */
                satisfaction_percentage?: number | null;
                /** @description Closed sessions with a rating among all closed ones, in percent, 1 decimal. Null where there is nothing to take it over. */
                response_rate?: number | null;
                /** @description Messages written in the bucket, whenever their sessions were created. */
                written_messages?: number;
                /** @description Sessions created in the bucket. */
                flow_created?: number;
                /** @description Sessions that came back in the bucket after being closed. */
                flow_reopened?: number;
                /** @description Times a session was closed in the bucket, abandoned ones included. */
                flow_closed?: number;
                /** @description Times a session was closed in the bucket while it waited. */
                flow_abandoned?: number;
                /** @description Times one agent handed a session to another in the bucket. */
                flow_transferred?: number;
                /** @description Ratings given in the bucket. */
                flow_rated?: number;
                /** @description With `agent_id` only: sessions that another agent handed to it. */
                transfers_in?: number;
                /** @description With `agent_id` only: sessions that it handed to another. */
                transfers_out?: number;
            }[];
            /** @description The length of the window in hours; null where `from` and `to` were given. */
            time_range_hours: number | null;
            /**
             * Format: date-time
             * @description The beginning of the window, included. RFC 3339, UTC, milliseconds.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the window, included. RFC 3339, UTC, milliseconds.
             */
            to: string;
            /**
             * Format: date-time
             * @description When these figures were true, by the database’s clock. RFC 3339, UTC, milliseconds.
             */
            generated_at: string;
        };
        /**
         * @description One active session.
         * @example {
         *       "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *       "status": "active",
         *       "duration_seconds": 412,
         *       "total_messages": 9,
         *       "unread_count": 1,
         *       "participant_count": 2,
         *       "initiator_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *       "initiator_name": "Maya Fischer",
         *       "assigned_agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "assigned_agent_name": "Ada Okafor",
         *       "last_activity": "2026-03-14T09:26:12.004Z",
         *       "latest_message": {
         *         "content": "The parcel says delivered, but it is not here.",
         *         "timestamp": "2026-03-14T09:26:12.004Z",
         *         "sender_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *         "sender_name": "Maya Fischer"
         *       },
         *       "version": 2
         *     }
         */
        ActiveSessionResponse: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /** @enum {string} */
            status: "active";
            /** @description Whole seconds since it was first handled in its present episode; since it was created if that is not known. */
            duration_seconds: number;
            /** @description The number of text, file and image messages that did not fail. */
            total_messages: number;
            /** @description How many of these are from the customer and not `read`. */
            unread_count: number;
            /** @description The number of participants who have not left. */
            participant_count: number;
            /**
             * Format: uuid
             * @description The customer who opened the session. Null for an agent who neither takes nor took part in the session.
             */
            initiator_id: string | null;
            /** @description The customer’s name, where `initiator_id` is shown. Null where nobody has written one. */
            initiator_name: string | null;
            /**
             * Format: uuid
             * @description The assigned agent; null if there is none.
             */
            assigned_agent_id: string | null;
            /** @description The agent’s name. Null where nobody has written one. */
            assigned_agent_name: string | null;
            /**
             * Format: date-time
             * @description When there was last activity in the session, never before its latest message. RFC 3339, UTC, milliseconds.
             */
            last_activity: string;
            /** @description The latest message; null if there is none. Null for an agent who neither takes nor took part in the session. */
            latest_message: {
                /** @description The first 200 characters. */
                content: string;
                /**
                 * Format: date-time
                 * @description When the message was sent. RFC 3339, UTC, milliseconds.
                 */
                timestamp: string;
                /**
                 * Format: uuid
                 * @description Who sent the message.
                 */
                sender_id: string;
                /** @description The sender’s name. Null where nobody has written one. */
                sender_name: string | null;
            } | null;
            /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
            version: number;
            /** @description Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
            unreadable?: string[];
        };
        /**
         * @description One session in the queue.
         * @example {
         *       "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *       "wait_time_seconds": 73,
         *       "initiator_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *       "initiator_name": "Maya Fischer",
         *       "assigned_agent_id": null,
         *       "assigned_agent_name": null,
         *       "message_count": 2,
         *       "created_at": "2026-03-14T09:25:40.120Z",
         *       "queued_at": "2026-03-14T09:25:40.120Z",
         *       "position": 1,
         *       "priority": "medium",
         *       "team": "billing",
         *       "skills": [
         *         "english"
         *       ],
         *       "version": 1,
         *       "queue_position": 1,
         *       "estimated_wait_seconds": 150,
         *       "offer": {
         *         "offer_id": "3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44",
         *         "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *         "agent_name": "Ada Okafor",
         *         "expires_at": "2026-03-14T09:27:23.589Z"
         *       }
         *     }
         */
        WaitingSessionResponse: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /** @description Whole seconds since the session was queued. */
            wait_time_seconds: number;
            /**
             * Format: uuid
             * @description The customer who opened the session. Null for an agent who neither takes nor took part in the session.
             */
            initiator_id: string | null;
            /** @description The customer’s name, where `initiator_id` is shown. Null where nobody has written one. */
            initiator_name: string | null;
            /**
             * Format: uuid
             * @description The agent that the chat application has assigned already; nobody else can claim the session or be offered it. Null if any agent can take it.
             */
            assigned_agent_id: string | null;
            /** @description The agent’s name. Null where nobody has written one. */
            assigned_agent_name: string | null;
            /** @description The number of text, file and image messages that did not fail. */
            message_count: number;
            /**
             * Format: date-time
             * @description When the session was created. RFC 3339, UTC, milliseconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the session entered the queue: at its creation, or when it returned to waiting. RFC 3339, UTC, milliseconds.
             */
            queued_at: string;
            /** @description The session’s place in the queue; 1 is next. Continues across pages. */
            position: number;
            /** @description By waiting time: `low` under 60 s, `medium` from 60 s, `high` from 180 s, unless configured otherwise. */
            priority: components["schemas"]["Priority"];
            /** @description The team that the session waits for; null if any agent can take it. */
            team: string | null;
            /** @description The skills that the agent must have. */
            skills: string[];
            /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
            version: number;
            /** @description The session’s place among those that wait for the same team; 1 is next. Sessions that wait for any agent form a queue of their own. Continues across pages. */
            queue_position: number;
            /** @description Estimated whole seconds until the session is started: `queue_position` times the mean interval between starts of its team’s sessions in the last hour. Null if none was started. See docs/metrics.md. */
            estimated_wait_seconds: number | null;
            /** @description The offer that holds the session now; null if there is none. */
            offer: {
                /**
                 * Format: uuid
                 * @description The offer.
                 */
                offer_id: string;
                /**
                 * Format: uuid
                 * @description The agent that the session is held for.
                 */
                agent_id: string;
                /** @description The agent’s name. Null where nobody has written one. */
                agent_name: string | null;
                /**
                 * Format: date-time
                 * @description When the offer expires. RFC 3339, UTC, milliseconds.
                 */
                expires_at: string;
            } | null;
            /** @description Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
            unreadable?: string[];
        };
        /**
         * @description One session.
         * @example {
         *       "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *       "status": "closed",
         *       "initiator_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *       "initiator_name": "Maya Fischer",
         *       "assigned_agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "assigned_agent_name": "Ada Okafor",
         *       "created_at": "2026-03-14T09:20:00.000Z",
         *       "queued_at": "2026-03-14T09:20:00.000Z",
         *       "started_at": "2026-03-14T09:20:31.250Z",
         *       "closed_at": "2026-03-14T09:41:07.113Z",
         *       "last_activity": "2026-03-14T09:41:07.113Z",
         *       "total_messages": 9,
         *       "rating": 5,
         *       "feedback": "Quick and friendly.",
         *       "first_response_at": "2026-03-14T09:20:48.906Z",
         *       "first_responder_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "first_responder_name": "Ada Okafor",
         *       "team": "billing",
         *       "skills": [
         *         "english"
         *       ],
         *       "version": 3
         *     }
         */
        SessionListItemResponse: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            status: components["schemas"]["SessionStatus"];
            /**
             * Format: uuid
             * @description The customer who opened it.
             */
            initiator_id: string;
            /** @description The customer’s name. Null where nobody has written one. */
            initiator_name: string | null;
            /**
             * Format: uuid
             * @description The agent who has it; null where nobody has.
             */
            assigned_agent_id: string | null;
            /** @description The agent’s name. Null where nobody has written one. */
            assigned_agent_name: string | null;
            /**
             * Format: date-time
             * @description When it was created. RFC 3339, UTC, milliseconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it came into the queue: at its creation, or when it became waiting again. RFC 3339, UTC, milliseconds.
             */
            queued_at: string;
            /**
             * Format: date-time
             * @description When it was first started; null where it was not. RFC 3339, UTC, milliseconds.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it was closed; null where it was not. RFC 3339, UTC, milliseconds.
             */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description Its latest activity, never before its latest message. RFC 3339, UTC, milliseconds.
             */
            last_activity: string;
            /** @description The number of text, file and image messages that did not fail. */
            total_messages: number;
            /** @description The customer's rating, 1 to 5. */
            rating: number | null;
            /** @description The customer's comment, its first 500 characters. */
            feedback: string | null;
            /**
             * Format: date-time
             * @description Its first response; null where nobody has answered. RFC 3339, UTC, milliseconds.
             */
            first_response_at: string | null;
            /**
             * Format: uuid
             * @description The agent who gave it.
             */
            first_responder_id: string | null;
            /** @description The agent’s name. Null where nobody has written one. */
            first_responder_name: string | null;
            /** @description The team that it waits for, or waited for; null where every agent may have it. */
            team: string | null;
            /** @description What its agent must be able to do. */
            skills: string[];
            /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
            version: number;
            /** @description Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
            unreadable?: string[];
        };
        /**
         * @description A session with all of its messages. The import format is the same document, one per line.
         * @example {
         *       "session": {
         *         "id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *         "status": "closed",
         *         "initiator_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *         "initiator_name": "Maya Fischer",
         *         "assigned_agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *         "assigned_agent_name": "Ada Okafor",
         *         "created_at": "2026-03-14T09:20:00.000Z",
         *         "queued_at": "2026-03-14T09:20:00.000Z",
         *         "started_at": "2026-03-14T09:20:31.250Z",
         *         "closed_at": "2026-03-14T09:41:07.113Z",
         *         "last_activity_at": "2026-03-14T09:41:07.113Z",
         *         "total_messages": 1,
         *         "rating": 5,
         *         "feedback": null,
         *         "team": "billing",
         *         "skills": [
         *           "english"
         *         ],
         *         "version": 3,
         *         "participants": [
         *           {
         *             "user_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *             "name": "Maya Fischer",
         *             "role": "customer",
         *             "joined_at": "2026-03-14T09:20:00.000Z",
         *             "left_at": null
         *           }
         *         ],
         *         "events": [
         *           {
         *             "happened_at": "2026-03-14T09:41:07.113Z",
         *             "command": "close",
         *             "status": "closed",
         *             "assigned_agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *             "assigned_agent_name": "Ada Okafor",
         *             "team": "billing",
         *             "created_at": "2026-03-14T09:20:00.000Z",
         *             "queued_at": "2026-03-14T09:20:00.000Z",
         *             "started_at": "2026-03-14T09:20:31.250Z",
         *             "closed_at": "2026-03-14T09:41:07.113Z",
         *             "rating": null
         *           }
         *         ]
         *       },
         *       "messages": [
         *         {
         *           "id": "0a9656c5-7bb1-5bf3-8667-9a249d438422",
         *           "sender_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *           "sender_name": "Maya Fischer",
         *           "content": "Here is the invoice.",
         *           "message_type": "file",
         *           "status": "read",
         *           "created_at": "2026-03-14T09:20:00.000Z",
         *           "file": {
         *             "name": "invoice.pdf",
         *             "url": "https://files.example/invoice.pdf",
         *             "size": 48213,
         *             "mime": "application/pdf"
         *           }
         *         }
         *       ]
         *     }
         */
        SessionTranscriptResponse: {
            session: {
                /**
                 * Format: uuid
                 * @description The session.
                 */
                id: string;
                status: components["schemas"]["SessionStatus"];
                /**
                 * Format: uuid
                 * @description The customer who opened the session.
                 */
                initiator_id: string;
                /** @description The customer’s name. Null where nobody has written one. */
                initiator_name: string | null;
                /**
                 * Format: uuid
                 * @description The assigned agent; null if there is none.
                 */
                assigned_agent_id: string | null;
                /** @description The agent’s name. Null where nobody has written one. */
                assigned_agent_name: string | null;
                /**
                 * Format: date-time
                 * @description When the session was created. RFC 3339, UTC, milliseconds.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When the session entered the queue: at its creation, or when it returned to waiting. RFC 3339, UTC, milliseconds.
                 */
                queued_at: string;
                /**
                 * Format: date-time
                 * @description When the session was first started; null if it was not. RFC 3339, UTC, milliseconds.
                 */
                started_at: string | null;
                /**
                 * Format: date-time
                 * @description When the session was closed; null if it was not. RFC 3339, UTC, milliseconds.
                 */
                closed_at: string | null;
                /**
                 * Format: date-time
                 * @description When there was last activity: never before the latest message. RFC 3339, UTC, milliseconds.
                 */
                last_activity_at: string;
                /** @description The number of text, file and image messages that did not fail. */
                total_messages: number;
                /** @description The customer's rating, 1 to 5. */
                rating: number | null;
                /** @description The customer's comment. */
                feedback: string | null;
                /** @description The team that it waits for, or waited for; null if every agent may have it. */
                team: string | null;
                /** @description What its agent must be able to do. */
                skills: string[];
                /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
                version: number;
                /** @description Ordered by `joined_at`, then `user_id`. */
                participants: {
                    /**
                     * Format: uuid
                     * @description The user.
                     */
                    user_id: string;
                    /** @description The user’s name. Null where nobody has written one. */
                    name: string | null;
                    role: components["schemas"]["ParticipantRole"];
                    /**
                     * Format: date-time
                     * @description When the user joined. RFC 3339, UTC, milliseconds.
                     */
                    joined_at: string;
                    /**
                     * Format: date-time
                     * @description When the user left; null if it has not. RFC 3339, UTC, milliseconds.
                     */
                    left_at: string | null;
                }[];
                /** @description What happened to the session: its facts after each change, in the order of the changes. Waits, handovers and ratings are derived from them. */
                events: {
                    /**
                     * Format: date-time
                     * @description When the change was written. RFC 3339, UTC, milliseconds.
                     */
                    happened_at: string;
                    /** @description The command that made the change; null if the chat application made it. */
                    command: string | null;
                    /** @description Null: the session was deleted. */
                    status: components["schemas"]["SessionStatus"] | null;
                    /**
                     * Format: uuid
                     * @description The assigned agent; null if there is none.
                     */
                    assigned_agent_id: string | null;
                    /** @description The agent’s name. Null where nobody has written one. */
                    assigned_agent_name: string | null;
                    /** @description The team. */
                    team: string | null;
                    /**
                     * Format: date-time
                     * @description When the session was created. RFC 3339, UTC, milliseconds.
                     */
                    created_at: string | null;
                    /**
                     * Format: date-time
                     * @description When the session entered the queue. RFC 3339, UTC, milliseconds.
                     */
                    queued_at: string | null;
                    /**
                     * Format: date-time
                     * @description When the session was started. RFC 3339, UTC, milliseconds.
                     */
                    started_at: string | null;
                    /**
                     * Format: date-time
                     * @description When the session was closed. RFC 3339, UTC, milliseconds.
                     */
                    closed_at: string | null;
                    /** @description The rating. */
                    rating: number | null;
                }[];
            };
            /** @description All messages, ordered by `created_at`, then `id`. */
            messages: {
                /**
                 * Format: uuid
                 * @description The message.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description Who sent the message.
                 */
                sender_id: string;
                /** @description The sender’s name. Null where nobody has written one. */
                sender_name: string | null;
                content: string;
                message_type: components["schemas"]["MessageType"];
                status: components["schemas"]["MessageStatus"];
                /**
                 * Format: date-time
                 * @description When the message was sent. RFC 3339, UTC, milliseconds.
                 */
                created_at: string;
                /** @description The attached file; null if there is none. */
                file: {
                    name: string | null;
                    url: string | null;
                    /** @description Bytes. */
                    size: number | null;
                    mime: string | null;
                } | null;
            }[];
        };
        /**
         * @description A command that succeeded.
         * @example {
         *       "success": true,
         *       "message": "Session assigned.",
         *       "data": {
         *         "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *         "status": "active",
         *         "assigned_agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *         "assigned_agent_name": "Ada Okafor",
         *         "started_at": "2026-03-14T09:26:53.589Z"
         *       }
         *     }
         */
        DashboardResponse: {
            /** @enum {boolean} */
            success: true;
            /** @description What happened, for a person to read. */
            message: string;
            /** @description The session after the command. */
            data: {
                /**
                 * Format: uuid
                 * @description The session.
                 */
                session_id: string;
                status: components["schemas"]["SessionStatus"];
                /**
                 * Format: uuid
                 * @description Who has the session now.
                 */
                assigned_agent_id: string | null;
                /** @description The agent’s name. Null where nobody has written one. */
                assigned_agent_name: string | null;
                /**
                 * Format: date-time
                 * @description When it was first started. RFC 3339, UTC, milliseconds.
                 */
                started_at: string | null;
            };
        };
        /**
         * @description Who should get the session.
         * @example {
         *       "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882"
         *     }
         */
        AssignSessionRequest: {
            /**
             * Format: uuid
             * @description The agent who should get the session.
             */
            agent_id: string;
            /** @description Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so. */
            force?: boolean;
        };
        /**
         * @description Who should get the session, from whom, and why.
         * @example {
         *       "to_agent_id": "d432628a-d223-574a-9c8b-e04b874a2f98",
         *       "reason": "Needs someone from billing."
         *     }
         */
        TransferSessionRequest: {
            /**
             * Format: uuid
             * @description The agent who should get the session. This or `to_team`.
             */
            to_agent_id?: string;
            /** @description The team whose queue the session goes to; null or blank for the queue of any agent. This or `to_agent_id`. */
            to_team?: string | null;
            /** @description Why; kept in the audit log. 1 to 1000 characters. */
            reason?: string;
            /**
             * Format: uuid
             * @description Who the caller takes the owner to be. Where another agent has the session by now, nothing happens.
             */
            from_agent_id?: string;
            /** @description Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so. */
            force?: boolean;
        } & ({
            to_agent_id: unknown;
        } | {
            to_team: unknown;
        });
        /**
         * @description Why.
         * @example {
         *       "reason": "The customer has not answered for an hour."
         *     }
         */
        RequeueSessionRequest: {
            /** @description Why; kept in the audit log. 1 to 1000 characters. */
            reason?: string;
        };
        /**
         * @description Why.
         * @example {
         *       "reason": "The customer has not answered for an hour."
         *     }
         */
        CloseSessionRequest: {
            /** @description Why; kept in the audit log. 1 to 1000 characters. */
            reason?: string;
        };
        /**
         * @description A command on an offer that succeeded.
         * @example {
         *       "success": true,
         *       "message": "Session offered.",
         *       "data": {
         *         "offer_id": "3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44",
         *         "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *         "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *         "agent_name": "Ada Okafor",
         *         "offered_at": "2026-03-14T09:26:53.589Z",
         *         "expires_at": "2026-03-14T09:27:23.589Z",
         *         "outcome": null
         *       }
         *     }
         */
        OfferResponse: {
            /** @enum {boolean} */
            success: true;
            /** @description What happened, for a person to read. */
            message: string;
            /** @description The offer after the command. */
            data: {
                /**
                 * Format: uuid
                 * @description The offer.
                 */
                offer_id: string;
                /**
                 * Format: uuid
                 * @description The session.
                 */
                session_id: string;
                /**
                 * Format: uuid
                 * @description Whom it is held for.
                 */
                agent_id: string;
                /** @description The agent’s name. Null where nobody has written one. */
                agent_name: string | null;
                /**
                 * Format: date-time
                 * @description When it was offered. RFC 3339, UTC, milliseconds.
                 */
                offered_at: string;
                /**
                 * Format: date-time
                 * @description When the offer is over. RFC 3339, UTC, milliseconds.
                 */
                expires_at: string;
                /** @description What became of it; null while nothing has. */
                outcome: components["schemas"]["OfferOutcome"] | null;
            };
        };
        /**
         * @description Whom to offer the session, and for how long.
         * @example {
         *       "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "expires_in_seconds": 30
         *     }
         */
        OfferSessionRequest: {
            /**
             * Format: uuid
             * @description The agent the session is held for.
             */
            agent_id: string;
            /**
             * @description How long the offer holds.
             * @default 30
             */
            expires_in_seconds: number;
            /** @description Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so. */
            force?: boolean;
        };
        /**
         * @description Why, if at all.
         * @example {
         *       "reason": "In another conversation."
         *     }
         */
        AnswerOfferRequest: {
            /** @description Why; kept in the audit log. 1 to 1000 characters. */
            reason?: string;
        };
        /**
         * @description Who takes a session from the queue.
         * @example {
         *       "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882"
         *     }
         */
        ClaimRequest: {
            /**
             * Format: uuid
             * @description The agent who takes a session.
             */
            agent_id: string;
        };
        /**
         * @description A registered agent in its current state.
         * @example {
         *       "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "display_name": "Ada Okafor",
         *       "team": "billing",
         *       "skills": [
         *         "french",
         *         "refunds"
         *       ],
         *       "availability": "online",
         *       "max_sessions": 4,
         *       "load": 3,
         *       "free": 1,
         *       "updated_at": "2026-03-14T09:26:53.589Z",
         *       "version": 7
         *     }
         */
        AgentResponse: {
            /**
             * Format: uuid
             * @description The agent.
             */
            agent_id: string;
            /** @description The agent’s display name. */
            display_name: string;
            /** @description The agent’s team; null without a team. */
            team: string | null;
            /** @description The agent’s skills, sorted, without duplicates. */
            skills: string[];
            /** @description `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
            availability: components["schemas"]["Availability"];
            /** @description The number of places: active sessions and live offers at the same time. */
            max_sessions: number;
            /** @description The number of places taken: the agent’s active sessions and live offers. */
            load: number;
            /** @description The number of places left, never below 0. */
            free: number;
            /**
             * Format: date-time
             * @description Its last sign of life: when it was saved, its availability was set, or it ran a command itself. RFC 3339, UTC, milliseconds.
             */
            updated_at: string;
            /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
            version: number;
            /** @description Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
            unreadable?: string[];
        };
        /**
         * @description A command on an agent that succeeded.
         * @example {
         *       "success": true,
         *       "message": "Agent saved.",
         *       "data": {
         *         "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *         "display_name": "Ada Okafor",
         *         "team": "billing",
         *         "skills": [
         *           "french",
         *           "refunds"
         *         ],
         *         "availability": "online",
         *         "max_sessions": 4,
         *         "load": 3,
         *         "free": 1,
         *         "updated_at": "2026-03-14T09:26:53.589Z",
         *         "version": 7
         *       }
         *     }
         */
        AgentCommandResponse: {
            /** @enum {boolean} */
            success: true;
            /** @description What happened, for a person to read. */
            message: string;
            data: components["schemas"]["AgentResponse"];
        };
        /**
         * @description All of an agent. A field that is left out gets its default.
         * @example {
         *       "display_name": "Ada Okafor",
         *       "team": "billing",
         *       "skills": [
         *         "french",
         *         "refunds"
         *       ],
         *       "availability": "online",
         *       "max_sessions": 4
         *     }
         */
        SaveAgentRequest: {
            /** @description The agent’s name, for people to read. 1 to 100 characters. */
            display_name: string;
            /**
             * @description The team it is in; null or blank for none. Up to 200 characters.
             * @default null
             */
            team: string | null;
            /**
             * @description What it can do: up to 50 skills of up to 200 characters. Duplicates count once, blank ones not at all.
             * @default []
             */
            skills: string[];
            /**
             * @description `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`.
             * @default offline
             */
            availability: components["schemas"]["Availability"];
            /** @description How many places it has: active sessions and live offers at once. */
            max_sessions: number;
        };
        /**
         * @description The fields that change. A field that is left out stays as it is.
         * @example {
         *       "team": "billing",
         *       "max_sessions": 6
         *     }
         */
        UpdateAgentRequest: {
            /** @description The agent’s name, for people to read. 1 to 100 characters. */
            display_name?: string;
            /** @description The team it is in; null or blank for none. Up to 200 characters. */
            team?: string | null;
            /** @description What it can do: up to 50 skills of up to 200 characters. Duplicates count once, blank ones not at all. */
            skills?: string[] | null;
            /** @description `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
            availability?: components["schemas"]["Availability"];
            /** @description How many places it has: active sessions and live offers at once. */
            max_sessions?: number;
        };
        /**
         * @description The agent is deleted.
         * @example {
         *       "success": true,
         *       "message": "Agent deleted. Its sessions wait again.",
         *       "data": {
         *         "agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *         "sessions": [
         *           {
         *             "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *             "status": "waiting",
         *             "assigned_agent_id": null,
         *             "assigned_agent_name": null,
         *             "version": 4
         *           }
         *         ]
         *       }
         *     }
         */
        DeletedAgentResponse: {
            /** @enum {boolean} */
            success: true;
            /** @description What happened, for a person to read. */
            message: string;
            data: {
                /**
                 * Format: uuid
                 * @description The agent.
                 */
                agent_id: string;
                /** @description The active and waiting sessions that the agent had, as they are now. */
                sessions: {
                    /**
                     * Format: uuid
                     * @description The session.
                     */
                    session_id: string;
                    status: components["schemas"]["SessionStatus"];
                    /**
                     * Format: uuid
                     * @description Who has it now: the deleted agent, or nobody.
                     */
                    assigned_agent_id: string | null;
                    /** @description The agent’s name. Null where nobody has written one. */
                    assigned_agent_name: string | null;
                    /** @description Its version, for `If-Match` (in double quotes): higher after each change. */
                    version: number;
                }[];
            };
        };
        /**
         * @description Whether the agent can be given sessions.
         * @example {
         *       "availability": "away"
         *     }
         */
        SetAvailabilityRequest: {
            /** @description `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
            availability: components["schemas"]["Availability"];
        };
        /**
         * @description One command, done or refused.
         * @example {
         *       "entry_id": "9b0f0f52-6a1e-4a7e-8d0c-2f6f8f1f6c55",
         *       "created_at": "2026-03-14T09:26:53.589Z",
         *       "action": "transfer",
         *       "outcome": "refused",
         *       "refusal": "agent_at_capacity",
         *       "session_id": "6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2",
         *       "initiator_id": "37b9252a-6b26-5c5a-896e-c169ea763cd5",
         *       "initiator_name": "Maya Fischer",
         *       "offer_id": null,
         *       "from_agent_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "from_agent_name": "Ada Okafor",
         *       "to_agent_id": "d432628a-d223-574a-9c8b-e04b874a2f98",
         *       "to_agent_name": "Ben Lindqvist",
         *       "to_team": null,
         *       "reason": "Needs someone from billing.",
         *       "forced": false,
         *       "actor_id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "actor_role": "agent",
         *       "actor_name": "Ada Okafor",
         *       "request_id": "0f3a5f0e-6f4d-4c55-9a43-2b8f5d0c9f7e",
         *       "idempotency_key": null
         *     }
         */
        AuditEntryResponse: {
            /**
             * Format: uuid
             * @description The entry.
             */
            entry_id: string;
            /**
             * Format: date-time
             * @description When the command was done or refused. RFC 3339, UTC, milliseconds.
             */
            created_at: string;
            /** @description Which command. */
            action: components["schemas"]["CommandAction"];
            outcome: components["schemas"]["AuditOutcome"];
            /** @description The problem `code` of a refusal; null if the command was done. */
            refusal: string | null;
            /**
             * Format: uuid
             * @description The session; null if the command concerns none or found none.
             */
            session_id: string | null;
            /**
             * Format: uuid
             * @description The customer who opened the session; null if there is no session or it was deleted.
             */
            initiator_id: string | null;
            /** @description The customer’s name. Null where nobody has written one. */
            initiator_name: string | null;
            /**
             * Format: uuid
             * @description The offer; null if the command concerns none.
             */
            offer_id: string | null;
            /**
             * Format: uuid
             * @description The agent who had the session before; for a refused transfer, the agent named by the caller. Null if there is none.
             */
            from_agent_id: string | null;
            /** @description Its name. Null where nobody has written one. */
            from_agent_name: string | null;
            /**
             * Format: uuid
             * @description The agent that the command names, or that received the offer.
             */
            to_agent_id: string | null;
            /** @description Its name. Null where nobody has written one. */
            to_agent_name: string | null;
            /** @description The team that a session was transferred to. */
            to_team: string | null;
            /** @description The reason that the caller gave. */
            reason: string | null;
            /** @description Whether an admin asked to overrule the rules for agents. */
            forced: boolean;
            /**
             * Format: uuid
             * @description The caller.
             */
            actor_id: string;
            actor_role: components["schemas"]["CallerRole"];
            /** @description The caller’s name: the router’s if it signs its calls, else the person’s. Null where nobody has written one. */
            actor_name: string | null;
            /** @description The `X-Request-Id` of the request. */
            request_id: string;
            /** @description The idempotency key of the call; null without a key. */
            idempotency_key: string | null;
            /** @description Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown. */
            unreadable?: string[];
        };
        /**
         * @description What a client needs to offer choices and to stay within limits.
         * @example {
         *       "teams": [
         *         {
         *           "team": "billing",
         *           "agents": 3
         *         },
         *         {
         *           "team": "support",
         *           "agents": 5
         *         }
         *       ],
         *       "skills": [
         *         {
         *           "skill": "french",
         *           "agents": 2
         *         }
         *       ],
         *       "priorities": [
         *         {
         *           "priority": "low",
         *           "from_seconds": 0
         *         },
         *         {
         *           "priority": "medium",
         *           "from_seconds": 60
         *         },
         *         {
         *           "priority": "high",
         *           "from_seconds": 180
         *         }
         *       ],
         *       "time_zone": "UTC",
         *       "registered_agents_only": false,
         *       "agent_lapse_minutes": 0,
         *       "limits": {
         *         "page_rows": 100,
         *         "default_range_hours": 24,
         *         "max_range_hours": 720,
         *         "max_window_days": 366,
         *         "idempotency_hours": 24
         *       }
         *     }
         */
        ConfigResponse: {
            /** @description The teams that registered agents are in, by name. */
            teams: {
                /** @description The team’s full name. */
                team: string;
                /** @description Its registered agents, there or not. */
                agents: number;
            }[];
            /** @description The skills that registered agents have, by name. */
            skills: {
                /** @description The skill’s full name. */
                skill: string;
                /** @description The registered agents who have it, there or not. */
                agents: number;
            }[];
            /** @description The priorities of waiting sessions, lowest first. */
            priorities: {
                priority: components["schemas"]["Priority"];
                /** @description The shortest wait that has this priority. */
                from_seconds: number;
            }[];
            /** @description The time zone of time series and heat maps that name none. */
            time_zone: string;
            /** @description Whether sessions are given to registered agents only. */
            registered_agents_only: boolean;
            /** @description Minutes without a sign of life after which an agent is `offline`; 0: its availability does not lapse. */
            agent_lapse_minutes: number;
            limits: {
                /** @description The most rows that a page of a list can have. */
                page_rows: number;
                /** @description The length of a window where none is named. */
                default_range_hours: number;
                /** @description The longest window that `time_range_hours` can name. */
                max_range_hours: number;
                /** @description The longest window that `from` and `to` can name. */
                max_window_days: number;
                /** @description For how long the outcome of an idempotency key is kept. */
                idempotency_hours: number;
            };
        };
        /**
         * @description Who calls, and what it may do.
         * @example {
         *       "id": "17dd40f9-685a-57e8-9773-66d77d651882",
         *       "role": "agent",
         *       "name": "Ada Okafor",
         *       "teams": [
         *         "billing"
         *       ],
         *       "skills": [
         *         "french",
         *         "refunds"
         *       ],
         *       "availability": "online",
         *       "permissions": [
         *         "getOverview",
         *         "getAgentPerformance",
         *         "getSatisfaction",
         *         "getMessageAnalytics",
         *         "getTimeSeries",
         *         "getHeatmap",
         *         "listActiveSessions",
         *         "listWaitingSessions",
         *         "listSessions",
         *         "getSession",
         *         "getTranscript",
         *         "assignSession",
         *         "transferSession",
         *         "requeueSession",
         *         "closeSession",
         *         "acceptOffer",
         *         "declineOffer",
         *         "claimSession",
         *         "listAgents",
         *         "getAgent",
         *         "setAvailability",
         *         "getConfig"
         *       ]
         *     }
         */
        MeResponse: {
            /**
             * Format: uuid
             * @description The caller: the user of its token, or the router that signed the request.
             */
            id: string;
            role: components["schemas"]["CallerRole"];
            /** @description The caller’s name: the router’s if it signs its calls, else the person’s. Null where nobody has written one. */
            name: string | null;
            /** @description The teams it is in: one or none, and none unless it is a registered agent. */
            teams: string[];
            /** @description What it can do; none unless it is a registered agent. */
            skills: string[];
            /** @description `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. Null if it is no registered agent. */
            availability: components["schemas"]["Availability"] | null;
            /** @description The operations, beside this one, that its role may call. Some then show or take only what is its own: see docs/authorisation.md. */
            permissions: components["schemas"]["Permission"][];
        };
        /** @enum {string} */
        ProblemCode: "malformed_json" | "idempotency_key_invalid" | "if_match_invalid" | "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous" | "role_not_allowed" | "agent_not_self" | "force_not_allowed" | "not_offer_maker" | "not_session_owner" | "route_not_found" | "session_not_found" | "agent_not_found" | "offer_not_found" | "queue_empty" | "method_not_allowed" | "session_already_assigned" | "session_offered" | "session_not_waiting" | "offer_expired" | "offer_not_open" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered" | "idempotency_key_in_use" | "team_unknown" | "session_closed" | "session_not_active" | "agent_is_customer" | "owner_changed" | "same_agent" | "version_changed" | "body_too_large" | "media_type_not_json" | "validation_failed" | "idempotency_key_reused" | "internal_error" | "database_unavailable" | "keys_unavailable";
        /** @enum {string} */
        SessionStatus: "waiting" | "active" | "closed";
        /** @enum {string} */
        OfferOutcome: "accepted" | "declined" | "withdrawn" | "expired";
        /** @enum {string} */
        Availability: "online" | "away" | "offline";
        /** @enum {string} */
        AgentActivity: "active" | "idle";
        /** @enum {string} */
        Granularity: "hour" | "day" | "week" | "month";
        /** @enum {string} */
        MetricName: "total_sessions" | "active_sessions" | "waiting_sessions" | "closed_sessions" | "unanswered_sessions" | "total_messages" | "response_time" | "wait_time" | "abandon_time" | "handle_time" | "total_rated" | "avg_rating" | "satisfaction_percentage" | "response_rate" | "written_messages" | "flow_created" | "flow_reopened" | "flow_closed" | "flow_abandoned" | "flow_transferred" | "flow_rated" | "transfers_in" | "transfers_out";
        /** @enum {string} */
        Priority: "low" | "medium" | "high";
        /** @enum {string} */
        ParticipantRole: "customer" | "support_agent" | "bot";
        /** @enum {string} */
        MessageType: "text" | "file" | "image" | "system" | "note";
        /** @enum {string} */
        MessageStatus: "sent" | "delivered" | "read" | "failed";
        /** @enum {string} */
        CommandAction: "assign" | "transfer" | "requeue" | "close" | "claim" | "offer" | "accept" | "decline" | "withdraw" | "save_agent" | "update_agent" | "delete_agent" | "set_availability";
        /** @enum {string} */
        AuditOutcome: "done" | "refused";
        /** @enum {string} */
        CallerRole: "admin" | "agent" | "router";
        /** @enum {string} */
        Permission: "getOverview" | "getAgentPerformance" | "getSatisfaction" | "getMessageAnalytics" | "getTimeSeries" | "getHeatmap" | "listActiveSessions" | "listWaitingSessions" | "listSessions" | "getSession" | "getTranscript" | "assignSession" | "transferSession" | "requeueSession" | "closeSession" | "offerSession" | "acceptOffer" | "declineOffer" | "withdrawOffer" | "claimSession" | "listAgents" | "getAgent" | "saveAgent" | "updateAgent" | "deleteAgent" | "setAvailability" | "listAudit" | "getConfig";
        /** @enum {string} */
        Flow: "created" | "reopened" | "closed" | "abandoned" | "transferred" | "rated";
    };
    responses: {
        /** @description - `validation_failed`: A parameter or field is missing, unknown or out of range. `errors` lists each problem with its `path` and a message. */
        ValidationFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "validation_failed";
                };
            };
        };
        /** @description - `internal_error`: Something failed on the server. The log has the details under `request_id`. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 500;
                    /** @enum {unknown} */
                    code: "internal_error";
                };
            };
        };
        /** @description The client has this answer already: its `If-None-Match` names the entity tag. */
        NotModified: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Status": components["headers"]["Cache-Status"];
                Age: components["headers"]["Age"];
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Generated-At": components["headers"]["X-Generated-At"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /**
         * @description - `token_missing`: The request carries no bearer token.
         *     - `token_invalid`: The token is malformed, has an invalid signature, uses an algorithm that is not accepted, is for another issuer or audience, has no `exp`, or names no user.
         *     - `token_expired`: The `exp` of the token has passed.
         *     - `signature_invalid`: One of `webhook-id`, `webhook-timestamp` and `webhook-signature` is missing or malformed, or the signature matches no configured secret.
         *     - `signature_stale`: `webhook-timestamp` is more than five minutes before or after the current time. The signature itself is valid.
         *     - `credentials_ambiguous`: The request is signed and also carries `Authorization`.
         */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 401;
                    /** @enum {unknown} */
                    code: "token_missing" | "token_invalid" | "token_expired" | "signature_invalid" | "signature_stale" | "credentials_ambiguous";
                };
            };
        };
        /** @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read. */
        RoleNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 403;
                    /** @enum {unknown} */
                    code: "role_not_allowed";
                };
            };
        };
        /**
         * @description - `database_unavailable`: The database does not answer in time.
         *     - `keys_unavailable`: The key set for checking tokens cannot be fetched.
         */
        DatabaseUnavailableOrKeysUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "database_unavailable" | "keys_unavailable";
                };
            };
        };
        /**
         * @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.
         *     - `agent_not_self`: A caller with role `agent` named another agent.
         */
        RoleNotAllowedOrAgentNotSelf: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 403;
                    /** @enum {unknown} */
                    code: "role_not_allowed" | "agent_not_self";
                };
            };
        };
        /** @description - `session_not_found`: The session does not exist, or the caller may not see it. */
        SessionNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "session_not_found";
                };
            };
        };
        /**
         * @description - `idempotency_key_invalid`: `Idempotency-Key` is not a single value of 1 to 255 visible ASCII characters, bare or in double quotes.
         *     - `malformed_json`: The request body is not valid JSON in UTF-8.
         *     - `if_match_invalid`: `If-Match` is neither `*` nor a list of versions in double quotes, such as `"3"`.
         */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "idempotency_key_invalid" | "malformed_json" | "if_match_invalid";
                };
            };
        };
        /** @description - `session_not_found`: The session does not exist, or the caller may not see it. */
        "SessionNotFound-2": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "session_not_found";
                };
            };
        };
        /** @description - `version_changed`: `If-Match` names another version than the session or the agent has now. `session` or `agent` shows the present state. */
        VersionChanged: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                ETag: components["headers"]["ETag-2"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 412;
                    /** @enum {unknown} */
                    code: "version_changed";
                };
            };
        };
        /** @description - `body_too_large`: The request body has more than 65,536 bytes. */
        BodyTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 413;
                    /** @enum {unknown} */
                    code: "body_too_large";
                };
            };
        };
        /** @description - `media_type_not_json`: The request body is not declared as JSON. */
        MediaTypeNotJson: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 415;
                    /** @enum {unknown} */
                    code: "media_type_not_json";
                };
            };
        };
        /**
         * @description - `validation_failed`: A parameter or field is missing, unknown or out of range. `errors` lists each problem with its `path` and a message.
         *     - `idempotency_key_reused`: A call with this key and another method, path, `If-Match` or body arrived within the last 24 hours.
         */
        ValidationFailedOrIdempotencyKeyReused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "validation_failed" | "idempotency_key_reused";
                };
            };
        };
        /**
         * @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.
         *     - `not_session_owner`: A caller with role `agent` can transfer, requeue or close only a session that is assigned to it.
         */
        RoleNotAllowedOrNotSessionOwner: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 403;
                    /** @enum {unknown} */
                    code: "role_not_allowed" | "not_session_owner";
                };
            };
        };
        /** @description - `idempotency_key_in_use`: A call with this idempotency key is still running. */
        IdempotencyKeyInUse: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After-2"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "idempotency_key_in_use";
                };
            };
        };
        /** @description The session is with the agent now. */
        DashboardResponse: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                ETag: components["headers"]["ETag-2"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DashboardResponse"];
            };
        };
        /**
         * @description - `session_not_found`: The session does not exist, or the caller may not see it.
         *     - `offer_not_found`: The session has no offer with this ID, or the offer was made to another agent.
         */
        SessionNotFoundOrOfferNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "session_not_found" | "offer_not_found";
                };
            };
        };
        /**
         * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
         *     - `offer_expired`: The offer ended at `expires_at`. The session keeps its place in the queue.
         *     - `offer_not_open`: The offer has been answered or withdrawn. `offer_outcome` says how it ended.
         */
        Status409: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                ETag: components["headers"]["ETag-2"];
                "Retry-After": components["headers"]["Retry-After-2"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "idempotency_key_in_use" | "offer_expired" | "offer_not_open";
                };
            };
        };
        /** @description - `agent_not_found`: No agent with this ID is registered. */
        AgentNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "agent_not_found";
                };
            };
        };
    };
    parameters: {
        /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
        "If-None-Match": string;
        /** @description `no-cache` asks for a new answer instead of a cached one. */
        "Cache-Control": string;
        /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
        time_range_hours: number;
        /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
        from: string;
        /** @description The window’s end, included; after `from`, at most 366 days later. */
        to: string;
        /** @description `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
        compare: "previous";
        /** @description Comma-separated, `total_sessions` where none is named. With `agent_id` only: `total_sessions`, `unanswered_sessions`, `total_messages`, `response_time`, `wait_time`, `handle_time`, `total_rated`, `avg_rating`, `transfers_in`, `transfers_out`. */
        metrics: components["schemas"]["MetricName"][];
        /** @description The IANA time zone whose clocks make hours, days, weeks and months. */
        tz: string;
        /** @description Of this agent only. A caller with role `agent` may name only itself. */
        agent_id: string;
        /** @description Only sessions that this agent has now; `none`: only sessions that nobody has. */
        assigned_agent_id: string;
        /** @description How many rows at most. */
        limit: number;
        /** @description Opaque: the place where the page before ended. Taken from its `Link` header. */
        cursor: string;
        /** @description How many rows at most. */
        "limit-2": number;
        /** @description The session. */
        session_id: string;
        /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
        "Idempotency-Key": string;
        /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
        "If-Match": string;
        /** @description The offer. */
        offer_id: string;
        /** @description The agent. */
        "agent_id-2": string;
    };
    requestBodies: never;
    headers: {
        /** @description Names this request in the log. */
        "X-Request-Id": string;
        /** @description Where the answer comes from, after RFC 9211: `hit` with the seconds it stays fresh (negative once it is stale), or `fwd` with why the database was asked. */
        "Cache-Status": string;
        /** @description Whole seconds since the answer was made. Not sent for a window from `from` to `to`. */
        Age: number;
        /** @description A strong entity tag, for `If-None-Match`. Not sent for a window from `from` to `to`. */
        ETag: string;
        /** @description `private`; `no-store` for a window from `from` to `to`, which is never cached. */
        "Cache-Control": string;
        /** @description The instant the window ends at: RFC 3339, UTC, milliseconds. */
        "X-Generated-At": string;
        /** @description The challenge: `Bearer`, as RFC 6750, 3 has it; `Webhook` where the call is signed. */
        "WWW-Authenticate": string;
        /** @description Whole seconds to wait. */
        "Retry-After": number;
        /** @description Where there are more rows: `<URL>; rel="next"`, after RFC 8288. */
        Link: string;
        /** @description How many rows there are, over all pages. */
        "X-Total-Count": number;
        /** @description When this page and its total were true, by the database’s clock: RFC 3339, UTC, milliseconds. */
        "X-Generated-At-2": string;
        /** @description The version of the session or agent now, for `If-Match`. */
        "ETag-2": string;
        /** @description `true` where this is the answer that the same idempotency key got before. */
        "Idempotency-Replayed": string;
        /** @description With `idempotency_key_in_use`: whole seconds to wait. */
        "Retry-After-2": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
        };
    };
    getOverview: {
        parameters: {
            query?: {
                /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
                time_range_hours?: components["parameters"]["time_range_hours"];
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
                compare?: components["parameters"]["compare"];
            };
            header?: {
                /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `no-cache` asks for a new answer instead of a cached one. */
                "Cache-Control"?: components["parameters"]["Cache-Control"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The overview. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    Age: components["headers"]["Age"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Generated-At": components["headers"]["X-Generated-At"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardOverviewResponse"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getAgentPerformance: {
        parameters: {
            query?: {
                /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
                time_range_hours?: components["parameters"]["time_range_hours"];
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
                compare?: components["parameters"]["compare"];
                /** @description Only this agent. A caller with role `agent` may name only itself. */
                agent_id?: string;
            };
            header?: {
                /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `no-cache` asks for a new answer instead of a cached one. */
                "Cache-Control"?: components["parameters"]["Cache-Control"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agents. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    Age: components["headers"]["Age"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Generated-At": components["headers"]["X-Generated-At"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPerformanceResponse"][];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrAgentNotSelf"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getSatisfaction: {
        parameters: {
            query?: {
                /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
                time_range_hours?: components["parameters"]["time_range_hours"];
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
                compare?: components["parameters"]["compare"];
            };
            header?: {
                /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `no-cache` asks for a new answer instead of a cached one. */
                "Cache-Control"?: components["parameters"]["Cache-Control"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ratings. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    Age: components["headers"]["Age"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Generated-At": components["headers"]["X-Generated-At"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SatisfactionMetricsResponse"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getMessageAnalytics: {
        parameters: {
            query?: {
                /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
                time_range_hours?: components["parameters"]["time_range_hours"];
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description `previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since. */
                compare?: components["parameters"]["compare"];
            };
            header?: {
                /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `no-cache` asks for a new answer instead of a cached one. */
                "Cache-Control"?: components["parameters"]["Cache-Control"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    Age: components["headers"]["Age"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Generated-At": components["headers"]["X-Generated-At"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageAnalyticsResponse"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getTimeSeries: {
        parameters: {
            query?: {
                /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
                time_range_hours?: components["parameters"]["time_range_hours"];
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description What a bucket is. */
                granularity?: components["schemas"]["Granularity"];
                /** @description Comma-separated, `total_sessions` where none is named. With `agent_id` only: `total_sessions`, `unanswered_sessions`, `total_messages`, `response_time`, `wait_time`, `handle_time`, `total_rated`, `avg_rating`, `transfers_in`, `transfers_out`. */
                metrics?: components["parameters"]["metrics"];
                /** @description The IANA time zone whose clocks make hours, days, weeks and months. */
                tz?: components["parameters"]["tz"];
                /** @description Of this agent only. A caller with role `agent` may name only itself. */
                agent_id?: components["parameters"]["agent_id"];
            };
            header?: {
                /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `no-cache` asks for a new answer instead of a cached one. */
                "Cache-Control"?: components["parameters"]["Cache-Control"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The buckets. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    Age: components["headers"]["Age"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Generated-At": components["headers"]["X-Generated-At"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeSeriesResponse"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrAgentNotSelf"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getHeatmap: {
        parameters: {
            query?: {
                /** @description The length of the window in hours, 24 where nothing else is asked for. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included. */
                time_range_hours?: components["parameters"]["time_range_hours"];
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description Comma-separated, `total_sessions` where none is named. With `agent_id` only: `total_sessions`, `unanswered_sessions`, `total_messages`, `response_time`, `wait_time`, `handle_time`, `total_rated`, `avg_rating`, `transfers_in`, `transfers_out`. */
                metrics?: components["parameters"]["metrics"];
                /** @description The IANA time zone whose clocks make hours, days, weeks and months. */
                tz?: components["parameters"]["tz"];
                /** @description Of this agent only. A caller with role `agent` may name only itself. */
                agent_id?: components["parameters"]["agent_id"];
            };
            header?: {
                /** @description The `ETag` of an earlier answer: if it is still the answer, 304 without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description `no-cache` asks for a new answer instead of a cached one. */
                "Cache-Control"?: components["parameters"]["Cache-Control"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cells. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    Age: components["headers"]["Age"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Generated-At": components["headers"]["X-Generated-At"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeatmapResponse"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrAgentNotSelf"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    listActiveSessions: {
        parameters: {
            query?: {
                /** @description Only sessions that this agent has now; `none`: only sessions that nobody has. */
                assigned_agent_id?: components["parameters"]["assigned_agent_id"];
                /** @description How many rows at most. */
                limit?: components["parameters"]["limit"];
                /** @description Opaque: the place where the page before ended. Taken from its `Link` header. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of active sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "X-Generated-At": components["headers"]["X-Generated-At-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActiveSessionResponse"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    listWaitingSessions: {
        parameters: {
            query?: {
                /** @description Only sessions that wait for this team, by its full name. `position` still counts all sessions. */
                team?: string;
                /** @description How many rows at most. */
                limit?: components["parameters"]["limit-2"];
                /** @description Opaque: the place where the page before ended. Taken from its `Link` header. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the queue. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "X-Generated-At": components["headers"]["X-Generated-At-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingSessionResponse"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Only sessions created in the last hours, up to `X-Generated-At`; both ends are included. Without it, and without `from` and `to`, sessions of any age. */
                time_range_hours?: number;
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description Only these sessions, up to 100. Repeat the parameter, or separate ids by commas. */
                session_id?: string[];
                /** @description Only sessions in that state now. */
                status?: components["schemas"]["SessionStatus"];
                /** @description Only sessions in which that agent is or was a support agent. A caller with role `agent` may name only itself, and is meant where it names nobody. */
                agent_id?: string;
                /** @description Only sessions that this agent has now; `none`: only sessions that nobody has. */
                assigned_agent_id?: components["parameters"]["assigned_agent_id"];
                /** @description Only sessions with that rating, or with one of several separated by commas: `1,2`. */
                rating?: number[];
                /** @description Only sessions with a rating; `false`: without one. */
                rated?: boolean;
                /** @description Only sessions that have no first response; `false`: that have one. */
                unanswered?: boolean;
                /** @description Only sessions whose rating belongs to that agent: it handled them last when they were rated. */
                rated_agent_id?: string;
                /** @description Only sessions in which that agent responded. */
                first_responder_id?: string;
                /** @description Only sessions that count in `response_time`; `false`: that do not. With `agent_id`, in that agent’s. */
                has_response_time?: boolean;
                /** @description Only sessions that count in `wait_time`; `false`: that do not. With `agent_id`, in that agent’s. */
                has_wait_time?: boolean;
                /** @description Only sessions that count in `abandon_time`; `false`: that do not. */
                has_abandon_time?: boolean;
                /** @description Only sessions that count in `handle_time`; `false`: that do not. With `agent_id`, in that agent’s. */
                has_handle_time?: boolean;
                /** @description Only sessions to which that happened within the window, whenever they were created: the sessions behind `flow` of overview. `transferred` with `agent_id`: to or from that agent. */
                flow?: components["schemas"]["Flow"];
                /** @description Only sessions whose initiator’s UUID has this text in it, in either case. */
                initiator_id?: string;
                /** @description How many rows at most. */
                limit?: components["parameters"]["limit"];
                /** @description Opaque: the place where the page before ended. Taken from its `Link` header. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "X-Generated-At": components["headers"]["X-Generated-At-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionListItemResponse"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrAgentNotSelf"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    /** @description The version of the session, for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionListItemResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["SessionNotFound"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transcript. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionTranscriptResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["SessionNotFound"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    assignSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignSessionRequest"];
            };
        };
        responses: {
            /** @description The session is with that agent now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.
             *     - `agent_not_self`: A caller with role `agent` named another agent.
             *     - `force_not_allowed`: A caller other than an admin sent `force`.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 403;
                        /** @enum {unknown} */
                        code: "role_not_allowed" | "agent_not_self" | "force_not_allowed";
                    };
                };
            };
            404: components["responses"]["SessionNotFound-2"];
            /**
             * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
             *     - `session_already_assigned`: Another agent has the session, or the chat application has chosen another agent for it while it waits. `current_agent_id` and `current_agent_name` say who.
             *     - `session_closed`: A closed session cannot be assigned.
             *     - `agent_is_customer`: The agent is the user who opened the session.
             *     - `agent_unavailable`: The agent is offline, perhaps because it has given no sign of life for too long, or it tried to claim a session without being online. `availability` is its present availability.
             *     - `agent_at_capacity`: The agent has no free place: its `load` has reached `max_sessions`.
             *     - `agent_not_in_team`: The session waits for a team that the agent is not in. `team` names that team.
             *     - `agent_lacks_skills`: The session asks for skills that the agent does not have. `missing_skills` lists them.
             *     - `agent_not_registered`: The agent was deleted, or it is not registered and only registered agents get sessions in this deployment (`REGISTERED_AGENTS_ONLY`).
             *     - `session_offered`: The session is held for another agent. `offered_to` and `offered_to_name` say for whom; the offer holds until `expires_at`.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    ETag: components["headers"]["ETag-2"];
                    "Retry-After": components["headers"]["Retry-After-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 409;
                        /** @enum {unknown} */
                        code: "idempotency_key_in_use" | "session_already_assigned" | "session_closed" | "agent_is_customer" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered" | "session_offered";
                    };
                };
            };
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    transferSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferSessionRequest"];
            };
        };
        responses: {
            /** @description The session is with the other agent now, or waits for the team. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.
             *     - `not_session_owner`: A caller with role `agent` can transfer, requeue or close only a session that is assigned to it.
             *     - `force_not_allowed`: A caller other than an admin sent `force`.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 403;
                        /** @enum {unknown} */
                        code: "role_not_allowed" | "not_session_owner" | "force_not_allowed";
                    };
                };
            };
            404: components["responses"]["SessionNotFound-2"];
            /**
             * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
             *     - `session_not_active`: Only an active session can be transferred to an agent or requeued, and a closed one cannot be transferred at all. `session_status` is its present status.
             *     - `owner_changed`: `from_agent_id` does not have the session now. `current_agent_id` and `current_agent_name` say which agent has it; both are null if nobody has it.
             *     - `same_agent`: The agent already has the session.
             *     - `team_unknown`: No registered agent is in the `team` that the session should wait for. `known_teams` lists the teams that have agents.
             *     - `agent_is_customer`: The agent is the user who opened the session.
             *     - `agent_unavailable`: The agent is offline, perhaps because it has given no sign of life for too long, or it tried to claim a session without being online. `availability` is its present availability.
             *     - `agent_at_capacity`: The agent has no free place: its `load` has reached `max_sessions`.
             *     - `agent_not_in_team`: The session waits for a team that the agent is not in. `team` names that team.
             *     - `agent_lacks_skills`: The session asks for skills that the agent does not have. `missing_skills` lists them.
             *     - `agent_not_registered`: The agent was deleted, or it is not registered and only registered agents get sessions in this deployment (`REGISTERED_AGENTS_ONLY`).
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    ETag: components["headers"]["ETag-2"];
                    "Retry-After": components["headers"]["Retry-After-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 409;
                        /** @enum {unknown} */
                        code: "idempotency_key_in_use" | "session_not_active" | "owner_changed" | "same_agent" | "team_unknown" | "agent_is_customer" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered";
                    };
                };
            };
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    requeueSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RequeueSessionRequest"];
            };
        };
        responses: {
            /** @description Session requeued. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrNotSessionOwner"];
            404: components["responses"]["SessionNotFound-2"];
            /**
             * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
             *     - `session_not_active`: Only an active session can be transferred to an agent or requeued, and a closed one cannot be transferred at all. `session_status` is its present status.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    ETag: components["headers"]["ETag-2"];
                    "Retry-After": components["headers"]["Retry-After-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 409;
                        /** @enum {unknown} */
                        code: "idempotency_key_in_use" | "session_not_active";
                    };
                };
            };
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    closeSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CloseSessionRequest"];
            };
        };
        responses: {
            /** @description Session closed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrNotSessionOwner"];
            404: components["responses"]["SessionNotFound-2"];
            409: components["responses"]["IdempotencyKeyInUse"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    offerSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferSessionRequest"];
            };
        };
        responses: {
            /** @description The session is held for the agent. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.
             *     - `force_not_allowed`: A caller other than an admin sent `force`.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 403;
                        /** @enum {unknown} */
                        code: "role_not_allowed" | "force_not_allowed";
                    };
                };
            };
            404: components["responses"]["SessionNotFound-2"];
            /**
             * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
             *     - `session_closed`: A closed session cannot be assigned.
             *     - `session_not_waiting`: Only a waiting session can be offered. `session_status` is its present status.
             *     - `session_already_assigned`: Another agent has the session, or the chat application has chosen another agent for it while it waits. `current_agent_id` and `current_agent_name` say who.
             *     - `session_offered`: The session is held for another agent. `offered_to` and `offered_to_name` say for whom; the offer holds until `expires_at`.
             *     - `agent_is_customer`: The agent is the user who opened the session.
             *     - `agent_unavailable`: The agent is offline, perhaps because it has given no sign of life for too long, or it tried to claim a session without being online. `availability` is its present availability.
             *     - `agent_at_capacity`: The agent has no free place: its `load` has reached `max_sessions`.
             *     - `agent_not_in_team`: The session waits for a team that the agent is not in. `team` names that team.
             *     - `agent_lacks_skills`: The session asks for skills that the agent does not have. `missing_skills` lists them.
             *     - `agent_not_registered`: The agent was deleted, or it is not registered and only registered agents get sessions in this deployment (`REGISTERED_AGENTS_ONLY`).
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    ETag: components["headers"]["ETag-2"];
                    "Retry-After": components["headers"]["Retry-After-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 409;
                        /** @enum {unknown} */
                        code: "idempotency_key_in_use" | "session_closed" | "session_not_waiting" | "session_already_assigned" | "session_offered" | "agent_is_customer" | "agent_unavailable" | "agent_at_capacity" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered";
                    };
                };
            };
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    acceptOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
                /** @description The offer. */
                offer_id: components["parameters"]["offer_id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnswerOfferRequest"];
            };
        };
        responses: {
            200: components["responses"]["DashboardResponse"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["SessionNotFoundOrOfferNotFound"];
            /**
             * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
             *     - `offer_expired`: The offer ended at `expires_at`. The session keeps its place in the queue.
             *     - `offer_not_open`: The offer has been answered or withdrawn. `offer_outcome` says how it ended.
             *     - `agent_is_customer`: The agent is the user who opened the session.
             *     - `agent_unavailable`: The agent is offline, perhaps because it has given no sign of life for too long, or it tried to claim a session without being online. `availability` is its present availability.
             *     - `agent_not_in_team`: The session waits for a team that the agent is not in. `team` names that team.
             *     - `agent_lacks_skills`: The session asks for skills that the agent does not have. `missing_skills` lists them.
             *     - `agent_not_registered`: The agent was deleted, or it is not registered and only registered agents get sessions in this deployment (`REGISTERED_AGENTS_ONLY`).
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    ETag: components["headers"]["ETag-2"];
                    "Retry-After": components["headers"]["Retry-After-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 409;
                        /** @enum {unknown} */
                        code: "idempotency_key_in_use" | "offer_expired" | "offer_not_open" | "agent_is_customer" | "agent_unavailable" | "agent_not_in_team" | "agent_lacks_skills" | "agent_not_registered";
                    };
                };
            };
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    declineOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
                /** @description The offer. */
                offer_id: components["parameters"]["offer_id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnswerOfferRequest"];
            };
        };
        responses: {
            /** @description The offer is declined. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["SessionNotFoundOrOfferNotFound"];
            409: components["responses"]["Status409"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    withdrawOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The session. */
                session_id: components["parameters"]["session_id"];
                /** @description The offer. */
                offer_id: components["parameters"]["offer_id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnswerOfferRequest"];
            };
        };
        responses: {
            /** @description The offer is withdrawn. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `role_not_allowed`: The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.
             *     - `not_offer_maker`: A caller other than an admin tried to withdraw an offer that another caller made.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 403;
                        /** @enum {unknown} */
                        code: "role_not_allowed" | "not_offer_maker";
                    };
                };
            };
            404: components["responses"]["SessionNotFoundOrOfferNotFound"];
            409: components["responses"]["Status409"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    claimSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            200: components["responses"]["DashboardResponse"];
            /**
             * @description - `idempotency_key_invalid`: `Idempotency-Key` is not a single value of 1 to 255 visible ASCII characters, bare or in double quotes.
             *     - `malformed_json`: The request body is not valid JSON in UTF-8.
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 400;
                        /** @enum {unknown} */
                        code: "idempotency_key_invalid" | "malformed_json";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrAgentNotSelf"];
            /** @description - `queue_empty`: No session that is waiting, or active without an agent, fits the agent’s team and skills; or those that fit are offered or assigned to other agents. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 404;
                        /** @enum {unknown} */
                        code: "queue_empty";
                    };
                };
            };
            /**
             * @description - `idempotency_key_in_use`: A call with this idempotency key is still running.
             *     - `agent_unavailable`: The agent is offline, perhaps because it has given no sign of life for too long, or it tried to claim a session without being online. `availability` is its present availability.
             *     - `agent_at_capacity`: The agent has no free place: its `load` has reached `max_sessions`.
             *     - `agent_not_registered`: The agent was deleted, or it is not registered and only registered agents get sessions in this deployment (`REGISTERED_AGENTS_ONLY`).
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Retry-After": components["headers"]["Retry-After-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 409;
                        /** @enum {unknown} */
                        code: "idempotency_key_in_use" | "agent_unavailable" | "agent_at_capacity" | "agent_not_registered";
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    listAgents: {
        parameters: {
            query?: {
                /** @description Only agents with this availability. `online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`. */
                availability?: components["schemas"]["Availability"];
                /** @description Only agents of this team, by its full name. */
                team?: string;
                /** @description Only agents who have this skill, among others. */
                skill?: string;
                /** @description How many rows at most. */
                limit?: components["parameters"]["limit-2"];
                /** @description Opaque: the place where the page before ended. Taken from its `Link` header. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of agents. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentResponse"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The agent. */
                agent_id: components["parameters"]["agent_id-2"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            /** @description - `agent_not_found`: No agent with this ID is registered. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 404;
                        /** @enum {unknown} */
                        code: "agent_not_found";
                    };
                };
            };
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    saveAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The agent. */
                agent_id: components["parameters"]["agent_id-2"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveAgentRequest"];
            };
        };
        responses: {
            /** @description The agent was registered already; this is what it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentCommandResponse"];
                };
            };
            /** @description The agent is registered. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentCommandResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["AgentNotFound"];
            409: components["responses"]["IdempotencyKeyInUse"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    deleteAgent: {
        parameters: {
            query?: {
                /** @description Whether the agent’s open sessions go back to the queue. */
                requeue?: boolean;
            };
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The agent. */
                agent_id: components["parameters"]["agent_id-2"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent is deleted. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedAgentResponse"];
                };
            };
            /**
             * @description - `idempotency_key_invalid`: `Idempotency-Key` is not a single value of 1 to 255 visible ASCII characters, bare or in double quotes.
             *     - `if_match_invalid`: `If-Match` is neither `*` nor a list of versions in double quotes, such as `"3"`.
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status: 400;
                        /** @enum {unknown} */
                        code: "idempotency_key_invalid" | "if_match_invalid";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["AgentNotFound"];
            409: components["responses"]["IdempotencyKeyInUse"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    updateAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The agent. */
                agent_id: components["parameters"]["agent_id-2"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAgentRequest"];
            };
        };
        responses: {
            /** @description The agent as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentCommandResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            404: components["responses"]["AgentNotFound"];
            409: components["responses"]["IdempotencyKeyInUse"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    setAvailability: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The agent. */
                agent_id: components["parameters"]["agent_id-2"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAvailabilityRequest"];
            };
        };
        responses: {
            /** @description The agent has that availability now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag-2"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentCommandResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowedOrAgentNotSelf"];
            404: components["responses"]["AgentNotFound"];
            409: components["responses"]["IdempotencyKeyInUse"];
            412: components["responses"]["VersionChanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeNotJson"];
            422: components["responses"]["ValidationFailedOrIdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Only commands of the last hours, up to now. Without it, and without `from` and `to`, commands of any age. */
                time_range_hours?: number;
                /** @description Instead of `time_range_hours`, together with `to`: the window’s beginning, included. RFC 3339 with any offset (a `+` in a URL is written `%2B`). */
                from?: components["parameters"]["from"];
                /** @description The window’s end, included; after `from`, at most 366 days later. */
                to?: components["parameters"]["to"];
                /** @description Only commands on this session. */
                session_id?: string;
                /** @description Only commands with this agent as `from_agent_id` or `to_agent_id`. */
                agent_id?: string;
                /** @description Only commands by this caller. */
                actor_id?: string;
                /** @description Only commands by the router that signs its calls with this name. */
                actor_name?: string;
                /** @description Only this command. */
                action?: components["schemas"]["CommandAction"];
                /** @description Only commands that were done, or only refused ones. */
                outcome?: components["schemas"]["AuditOutcome"];
                /** @description Only the command from this request. */
                request_id?: string;
                /** @description How many rows at most. */
                limit?: components["parameters"]["limit"];
                /** @description Opaque: the place where the page before ended. Taken from its `Link` header. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryResponse"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["DatabaseUnavailableOrKeysUnavailable"];
        };
    };
}
