/** The database does not answer in time, or refuses to. The cause is for the log only. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}
