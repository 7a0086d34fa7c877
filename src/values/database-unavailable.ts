/** The database does not answer in time, or refuses to. The cause is for the log only. */
export class DatabaseUnavailable extends Error {
  override readonly name: string = 'DatabaseUnavailable';
}

/**
 * Why the database has no room for a request: what it is about is locked by others, or too many requests of its kind
 * are under way.
 */
export type BusyReason = 'resource_busy' | 'overloaded';

/** The database may answer others, but has no room for this request now. Nothing has happened. */
export class DatabaseBusy extends DatabaseUnavailable {
  override readonly name = 'DatabaseBusy';
  readonly reason: BusyReason;

  constructor(reason: BusyReason, options?: ErrorOptions) {
    super(`Busy: ${reason}.`, options);
    this.reason = reason;
  }
}
