import { createReadStream } from 'node:fs';

/** A line that is not blank. Numbers start at 1 and count blank lines too. */
export type FileLine = { number: number; text: string } | { number: number; problem: string };

const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** Well below the maximum length of a string, and far above any chat. */
const maxLineBytes = 256 * 1024 * 1024;

/**
 * Reads a UTF-8 file line by line, and keeps little more than one line in memory. Skips blank lines and a
 * leading byte order mark. Lines end with LF or CRLF; the last one may have neither.
 *
 * @throws what `fs` throws, including ENOENT and EISDIR
 */
export async function* readFileLines(file: string): AsyncGenerator<FileLine, void> {
  let number = 0;
  for await (const bytes of splitLines(file)) {
    number++;
    if (bytes === undefined) {
      yield { number, problem: `is longer than ${maxLineBytes / 1024 / 1024} MiB` };
      continue;
    }
    const hasMark = number === 1 && bytes.subarray(0, 3).equals(byteOrderMark);
    const text = decode(hasMark ? bytes.subarray(3) : bytes);
    if (text === undefined) yield { number, problem: 'is not UTF-8 text' };
    else if (/[^ \t\r]/.test(text)) yield { number, text };
  }
}

/** The bytes of each line; `undefined` if the line is too long. */
async function* splitLines(file: string): AsyncGenerator<Buffer | undefined, void> {
  let parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size <= maxLineBytes) parts.push(part);
    else parts = [];
  };
  const take = (): Buffer | undefined => {
    const line = size > maxLineBytes ? undefined : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line;
  };
  const stream: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1024 * 1024 });
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (size > 0) yield take();
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
