// No flags: the pattern also goes into JSON Schema, which has none.
export const uuidPattern = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** True for a UUID of any version, in either case. */
export const isUuid = (text: string): boolean => uuidPattern.test(text);
