const key = 'time-zone';

/** Whether the browser knows a time zone of that name. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The time zone that a page opens in if its URL names none: the last one chosen here, else the browser's. */
export function preferredZone(): string {
  const chosen = readChosen();
  if (isZone(chosen)) return chosen;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : 'UTC';
}

function readChosen(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberZone(zone: string): void {
  try {
    localStorage.setItem(key, zone);
  } catch {
    // Without storage the choice lasts as long as the URL.
  }
}

/** Every time zone, the usual ones first. */
export const allZones = (): string[] => [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

/** Writes the time zone into the URL, so that a copied link shows the same to somebody elsewhere. */
export function writeZone(): void {
  const url = new URL(location.href);
  if (isZone(url.searchParams.get('tz'))) return;
  url.searchParams.set('tz', preferredZone());
  history.replaceState(history.state, '', url);
}
