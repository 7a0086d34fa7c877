import { Link2 } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import { notify } from '../components/toasts.tsx';
import { shortcuts } from '../keys/catalog.ts';
import { useShortcut } from '../keys/dispatch.ts';

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    notify({ title: 'Link copied', detail: 'Colleagues with access see the same view.' });
  } catch {
    notify({
      title: 'The browser does not allow copying',
      detail: 'Copy the address from the address bar.',
      kind: 'failed',
    });
  }
}

/** Copies the address of the view, which shows a colleague the same. */
export function CopyLink() {
  const { keys } = shortcuts['chat.link'];
  useShortcut('chat.link', () => void copyLink());
  return (
    <Button kind="ghost" className="no-print" onClick={() => void copyLink()} aria-keyshortcuts="Shift+C">
      <Link2 size={15} aria-hidden="true" /> Copy link
      <span className="max-lg:hidden">
        <Keys keys={keys} />
      </span>
    </Button>
  );
}
