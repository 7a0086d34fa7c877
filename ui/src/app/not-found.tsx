import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';

/** A path that is no page. */
export function NotFound() {
  return (
    <EmptyState title="There is no such page">
      The address may be mistyped.{' '}
      <Link to="/" className="text-accent underline">
        Go to the first page
      </Link>
    </EmptyState>
  );
}
