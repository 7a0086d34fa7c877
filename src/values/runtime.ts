/** Time and randomness, passed in so that tests control them. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  newId(): string;
}
