import { RouterProvider } from '@tanstack/react-router';
import { SignInPage, SignInPanel } from '../auth/sign-in-panel.tsx';
import { useSession } from '../auth/session.ts';
import { Toasts } from '../components/toasts.tsx';
import { router } from './router.tsx';

/** The sign-in page, or the pages behind it. An expired sign-in leaves the page as it is, below a panel. */
export function App() {
  const { status } = useSession();
  if (status === 'starting') return null;
  if (status === 'signed-out') return <SignInPage />;
  return (
    <>
      <RouterProvider router={router} />
      <Toasts />
      {status === 'expired' && <SignInPanel />}
    </>
  );
}
