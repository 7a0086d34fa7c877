import { TriangleAlert } from 'lucide-react';
import { toProblem } from '../api/problem.ts';
import { Button } from './button.tsx';

/** A failed request, where its data would be: what it is, how to report it, and Retry. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { problem } = toProblem(error);
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center">
      <p className="flex items-center gap-1.5 font-medium text-bad">
        <TriangleAlert size={15} aria-hidden="true" /> {problem.title}
      </p>
      <p className="max-w-sm text-small text-ink-2">{problem.detail}</p>
      <Button onClick={onRetry}>Retry</Button>
      {problem.request_id !== undefined && (
        <p className="text-micro text-ink-3">
          Request <code>{problem.request_id}</code>
        </p>
      )}
    </div>
  );
}
