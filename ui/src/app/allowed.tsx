import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toProblem } from '../api/problem.ts';
import { useMeQuery } from '../auth/me.ts';
import { signOut } from '../auth/session.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ProblemNote } from '../components/problem-note.tsx';
import { PageHeader } from './page-header.tsx';
import type { Page } from './pages.ts';

function NoRole({ reason }: { reason: string }) {
  return (
    <EmptyState title="Your account has no role in this dashboard">
      <p>You are signed in, but may not see any page here. Ask your administrator for a role.</p>
      <p className="my-3 text-micro">{reason}</p>
      <Button onClick={() => void signOut()}>Sign out and use another account</Button>
    </EmptyState>
  );
}

function Refusal({ page, error, onRetry }: { page: Page | undefined; error: unknown; onRetry: () => void }) {
  if (error === null) {
    return (
      <EmptyState title={`Your role may not see ${page?.title}`}>
        Ask an admin for access, or choose a page from the navigation.
      </EmptyState>
    );
  }
  const { code, problem } = toProblem(error);
  if (code === 'role_not_allowed') return <NoRole reason={problem.detail} />;
  return <ProblemNote error={error} onRetry={onRetry} />;
}

/** Shows a page to people who may see it, and tells others why they may not. It waits until the API knows the caller. */
export function Allowed({ page, children }: { page: Page | undefined; children: ReactNode }) {
  const { data, error, refetch } = useMeQuery();
  const router = useRouter();
  if (data === undefined && error === null) return null;
  if (data !== undefined && (page === undefined || page.roles.includes(data.data.role))) return children;
  // The first page is chosen by role, so the route is asked again.
  const retry = () => void refetch().then(() => router.invalidate());
  return (
    <>
      <PageHeader title={page?.title ?? 'Chat dashboard'} />
      <Refusal page={page} error={data === undefined ? error : null} onRetry={retry} />
    </>
  );
}
