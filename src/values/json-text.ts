/**
 * A value that is written as JSON already: of many small objects the text is quicker to put together than the objects are
 * to make and to write.
 */
export class JsonText<Value> {
  readonly text: string;
  /** For the type alone. */
  declare readonly value: Value;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value as JSON. */
export const jsonOf = (value: unknown): string =>
  value instanceof JsonText ? value.text : JSON.stringify(value);
