import { Button } from '../../components/button.tsx';
import { useSession } from '../session.ts';
import { useNotice } from './notice.ts';

/**
 * The button that leads to the issuer. Over a page that is open, it opens a window, so that the page stays as it is.
 *
 * @param host the issuer's
 */
export function SignInForm(props: { host: string; onLeave: () => void; onWindow: () => void }) {
  const { host, onLeave, onWindow } = props;
  const hasPage = useSession().status === 'expired';
  const { text, isWindowBlocked = false } = useNotice();
  return (
    <div className="flex flex-col gap-3">
      {!hasPage && <p className="text-ink-2">Use your account at {host}.</p>}
      <p role="alert" className="text-small empty:hidden">
        {text}
      </p>
      <Button kind="primary" onClick={hasPage ? onWindow : onLeave}>
        Sign in
      </Button>
      {hasPage && isWindowBlocked && (
        <Button onClick={onLeave}>Sign in on this page and lose what you typed</Button>
      )}
    </div>
  );
}
