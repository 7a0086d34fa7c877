import { useRouter } from '@tanstack/react-router';
import { ProblemNote } from '../components/problem-note.tsx';

/** A page that failed while it was drawn, or whose code could not be loaded. */
export function RouteError({ error }: { error: unknown }) {
  const router = useRouter();
  return <ProblemNote error={error} onRetry={() => void router.invalidate()} />;
}
