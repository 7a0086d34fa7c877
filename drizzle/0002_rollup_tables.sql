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
