const key = 'reloaded-for-new-version';

/**
 * After a deployment, an open page may ask for a file of the last version, which is gone. Then the page reloads, once:
 * its URL has the whole view. If that does not help, the error is shown.
 */
export function reloadForNewVersion(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < 10_000) return;
    sessionStorage.setItem(key, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
