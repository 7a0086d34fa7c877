import { Button } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import { shortcuts } from '../keys/catalog.ts';
import type { Chat } from './chat.ts';
import { useCommands } from './use-commands.tsx';

/** A button for each command that may be done to a chat, with its key; and the dialog that they open. */
export function CommandBar({ chat }: { chat: Chat | undefined }) {
  const { actions, whyNone, element } = useCommands(chat);
  return (
    <div role="group" aria-label="Commands" className="no-print flex min-h-8 flex-wrap items-center gap-1.5">
      {whyNone !== undefined && <p className="text-small text-ink-3">{whyNone}</p>}
      {actions.map(({ command, label, start, isPending }) => {
        const { icon: Icon, shortcut, isDanger } = command;
        const { keys } = shortcuts[shortcut];
        return (
          <Button
            key={shortcut}
            onClick={start}
            disabled={isPending}
            aria-keyshortcuts={keys.toUpperCase()}
            className={isDanger === true ? 'text-bad' : ''}
          >
            <Icon size={15} aria-hidden="true" /> {label}
            <span className="max-lg:hidden">
              <Keys keys={keys} />
            </span>
          </Button>
        );
      })}
      {element}
    </div>
  );
}
