/** Limits that the tables and the API share, so that the API can ask for every value that a chat application can write. */

/** The most characters (code points) of a team's or a skill's name. */
export const maxNameCharacters = 200;

/** The most characters of an agent's name: it is part of the cursor of the list of agents. */
export const maxDisplayNameCharacters = 100;

/** The most skills that a session can ask for, or an agent can have. */
export const maxSkills = 50;

/**
 * The most bytes of a text that the chat application writes: a message's content, a file's URL, a feedback. PostgreSQL
 * builds at most 1 GiB of JSON, and a control character takes 6 bytes there.
 */
export const maxTextBytes = 32 * 1024 * 1024;

/** The fewest days that retention keeps texts and audit. The database refuses less (upkeep/apply-retention.sql). */
export const minRetentionDays = 30;
