import { TranscriptDocument } from './transcript-document.ts';

/** The ids in a line, as far as they can be read. */
export interface ClaimedIds {
  session: string | undefined;
  /** With their index in the document. */
  messages: { index: number; id: string }[];
}

/** The result of parsing one line. */
export type ParsedTranscript =
  | { ok: true; document: TranscriptDocument }
  | { ok: false; reasons: string[]; claims: ClaimedIds };

/**
 * Parses one line of an import file. Reasons start with the path of the invalid value:
 * `messages[2].created_at …`.
 */
export function parseTranscript(line: string): ParsedTranscript {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch (error) {
    return {
      ok: false,
      reasons: [`is not JSON${explain(error)}`],
      claims: { session: undefined, messages: [] },
    };
  }
  const parsed = TranscriptDocument.safeParse(content);
  if (parsed.success) return { ok: true, document: parsed.data };
  const reasons = parsed.error.issues.map(({ path, message }) => `${pathText(path)} ${message}`);
  return { ok: false, reasons, claims: readClaims(content) };
}

/** The parser's message without its line and column, which could be mistaken for positions in the file. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const text = error.message.replace(/ \(line \d+ column \d+\)$/, '').replaceAll(/\p{Cc}/gu, ' ');
  return ` (${text.toWellFormed()})`;
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'the document' : text.replace(/^\./, '');
}

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;

const readUuid = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value)
    ? value.toLowerCase()
    : undefined;

/** Reads the ids even of a bad line, because they may conflict with those of other lines. */
function readClaims(content: unknown): ClaimedIds {
  const messages = property(content, 'messages');
  const claims: ClaimedIds = {
    session: readUuid(property(property(content, 'session'), 'id')),
    messages: [],
  };
  for (const [index, message] of (Array.isArray(messages) ? messages : []).entries()) {
    const id = readUuid(property(message, 'id'));
    if (id !== undefined) claims.messages.push({ index, id });
  }
  return claims;
}
