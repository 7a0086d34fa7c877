const texts = new Map<string, string>();

/** A constant text of the given number of bytes. */
function textOf(bytes: string): string {
  let text = texts.get(bytes);
  if (text === undefined) texts.set(bytes, (text = '0'.repeat(Number(bytes))));
  return text;
}

/**
 * Like the constant Worker, with the body size from the path: shows what a long answer costs for its length
 * alone.
 */
export default {
  fetch: (request: Request): Response =>
    new Response(textOf(new URL(request.url).pathname.slice(1)), {
      headers: { 'Content-Type': 'application/json' },
    }),
};
