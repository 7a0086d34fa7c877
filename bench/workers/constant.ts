const texts = new Map<string, string>();

/** A constant text of the given number of bytes. */
function textOf(bytes: string): string {
  let text = texts.get(bytes);
  if (text === undefined) texts.set(bytes, (text = '0'.repeat(Number(bytes))));
  return text;
}

/** The fastest possible answer in this runtime, of the size in the path: the baseline for cached answers. */
export default {
  fetch: (request: Request): Response =>
    new Response(textOf(new URL(request.url).pathname.slice(1)), {
      headers: { 'Content-Type': 'application/json' },
    }),
};
