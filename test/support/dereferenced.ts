/**
 * Puts the shared parameters, headers, responses and examples of an OpenAPI document back to where they are referred
 * to. Schemas keep their references.
 *
 * @throws Error when a reference leads nowhere
 */
export function dereferenced<Document extends object>(document: Document): Document {
  const at = (reference: string): unknown => {
    const value = reference
      .split('/')
      .slice(1)
      .reduce<unknown>((holder, key) => Reflect.get(holder as object, key), document);
    if (value === undefined) throw new Error(`${reference} is nowhere in the document.`);
    return value;
  };
  const inPlace = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const { $ref } = value as { $ref?: unknown };
    if (typeof $ref === 'string' && !$ref.startsWith('#/components/schemas/')) return inPlace(at($ref));
    if (Array.isArray(value)) return value.map(inPlace);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inPlace(inner)]));
  };
  return inPlace(document) as Document;
}
