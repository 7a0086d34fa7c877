const intervalMs = 2000;

/** Reports at most one line every two seconds, so that a short run is silent and a long one shows progress. */
export function every(onProgress: (line: string) => void): (line: () => string) => void {
  let lastMs = performance.now();
  return (line) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < intervalMs) return;
    lastMs = nowMs;
    onProgress(line());
  };
}
