const texts = new Map<string, string>();

/** A text of so many bytes, the same each time. */
function textOf(bytes: string): string {
  let text = texts.get(bytes);
  if (text === undefined) texts.set(bytes, (text = '0'.repeat(Number(bytes))));
  return text;
}

/** As the constant Worker, with as many bytes as the path says: what a long answer costs by its length. */
export default {
  fetch: (request: Request): Response =>
    new Response(textOf(new URL(request.url).pathname.slice(1)), {
      headers: { 'Content-Type': 'application/json' },
    }),
};
