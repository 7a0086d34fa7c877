/** Time and randomness, from outside, so that tests need neither sleep nor luck. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  newId(): string;
  /** At least 0, below 1. Nothing secret depends on it. */
  random(): number;
}
