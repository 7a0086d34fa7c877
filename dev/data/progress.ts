const intervalMs = 2000;

/** Passes on a line every two seconds at most, so that a short run says nothing and a long one is not silent. */
export function every(onProgress: (line: string) => void): (line: () => string) => void {
  let lastMs = performance.now();
  return (line) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < intervalMs) return;
    lastMs = nowMs;
    onProgress(line());
  };
}
