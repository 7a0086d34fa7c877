import { Modal } from '../components/modal.tsx';
import { signInMethod } from './session.ts';

function Form() {
  const Own = signInMethod()?.Form;
  return Own === undefined ? null : <Own />;
}

/** The page that is shown to somebody who is not signed in. */
export function SignInPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="panel w-full max-w-sm p-6">
        <h1 className="mb-3 text-heading font-semibold">Sign in</h1>
        <Form />
      </div>
    </main>
  );
}

/** Asks to sign in again, over a page that stays as it is. */
export function SignInPanel() {
  return (
    <Modal title="Your sign-in has expired">
      <p className="mb-3 text-ink-2">Sign in again to go on where you are. Nothing that you typed is lost.</p>
      <Form />
    </Modal>
  );
}
