import { QueryClient } from '@tanstack/react-query';
import { toProblem } from './problem.ts';

/** Two quick repetitions of what may succeed by itself; a refusal is shown at once. */
const isWorthAnotherTry = (failures: number, error: unknown): boolean =>
  failures < 2 && toProblem(error).isTransient;

/** At least as long as the API says. */
function pauseMs(failures: number, error: unknown): number {
  const { retryAfterSeconds = 0 } = toProblem(error);
  return Math.max(retryAfterSeconds * 1000, 500 * 2 ** failures);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: isWorthAnotherTry,
      retryDelay: pauseMs,
      // A screen that is opened again shows what it had, and asks again only if that is older than this.
      staleTime: 5000,
      gcTime: 30 * 60_000,
    },
  },
});
