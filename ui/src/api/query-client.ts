import { QueryClient } from '@tanstack/react-query';
import { toProblem } from './problem.ts';

/** Two quick repetitions of what may succeed by itself; a refusal is shown at once. */
const isWorthAnotherTry = (failures: number, error: unknown): boolean =>
  failures < 2 && toProblem(error).isTransient;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: isWorthAnotherTry,
      retryDelay: (failures) => 500 * 2 ** failures,
      // A screen that is opened again shows what it had, and asks again only if that is older than this.
      staleTime: 5000,
      gcTime: 30 * 60_000,
    },
  },
});
