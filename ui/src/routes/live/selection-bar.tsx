import { ExternalLink, X } from 'lucide-react';
import type { Chat } from '../../commands/chat.ts';
import { CommandBar } from '../../commands/command-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Keys } from '../../components/keys.tsx';
import { shortId } from '../../components/person.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { shortcuts } from '../../keys/catalog.ts';

/** What can be done to the selected chat. Its place below the lists is kept, so that selecting moves nothing. */
export function SelectionBar({
  id,
  chat,
  onOpen,
  onClear,
}: {
  id: string | undefined;
  /** Undefined once it has left both lists. */
  chat: Chat | undefined;
  onOpen: (id: string) => void;
  onClear: () => void;
}) {
  const isShown = id !== undefined;
  return (
    <section
      aria-label="Selected chat"
      className={`no-print z-30 mt-3 flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-panel border bg-raised py-1.5 pr-2 pl-4 max-lg:sticky max-lg:bottom-2 ${isShown ? 'border-line-strong shadow-raised' : 'border-transparent bg-transparent max-lg:hidden'}`}
    >
      {isShown ? (
        <span className="flex items-center gap-2 max-lg:flex-1">
          <span className="whitespace-nowrap font-medium">Chat {shortId(id)}</span>
          {chat === undefined ? (
            <span className="text-ink-3">has left both lists</span>
          ) : (
            <span className="max-sm:hidden">
              <StatusBadge status={chat.status} />
            </span>
          )}
        </span>
      ) : (
        <span className="flex items-center gap-1.5 text-small text-ink-3">
          <Keys keys={shortcuts['live.next'].keys} /> <Keys keys={shortcuts['live.previous'].keys} /> select a
          chat, then act on it from here.
        </span>
      )}
      <span className="max-lg:order-last max-lg:w-full lg:flex-1">
        <CommandBar chat={chat} />
      </span>
      {isShown && (
        <span className="flex gap-1.5">
          <Button onClick={() => onOpen(id)} aria-keyshortcuts="Enter">
            <ExternalLink size={15} aria-hidden="true" /> Open
            <span className="max-lg:hidden">
              <Keys keys={shortcuts['live.open'].keys} />
            </span>
          </Button>
          <Button kind="ghost" onClick={onClear} aria-keyshortcuts="Escape">
            <X size={15} aria-hidden="true" /> Done
          </Button>
        </span>
      )}
    </section>
  );
}
