import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { isExpired } from '../auth/session.ts';
import { Button } from './button.tsx';

/**
 * A panel beside a list, for the row that is open. The list stays usable: J and K go on, Escape closes. On a phone it
 * covers the page.
 */
export function SidePanel({
  title,
  actions,
  children,
  onClose,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isExpired()) close.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <aside
      aria-label={title}
      data-side-panel=""
      className="panel fixed inset-0 z-30 flex flex-col overflow-hidden max-lg:rounded-none lg:sticky lg:inset-auto lg:top-16 lg:z-0 lg:h-[calc(100dvh-5rem)] lg:w-[26rem] lg:shrink-0"
    >
      <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-title font-semibold">{title}</h2>
        {actions}
        <Button kind="ghost" onClick={onClose} aria-keyshortcuts="Escape">
          <X size={16} aria-hidden="true" /> Close
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </aside>
  );
}
