DROP TABLE "dashboard_parts" CASCADE;--> statement-breakpoint
DROP TABLE "dashboard_readings" CASCADE;