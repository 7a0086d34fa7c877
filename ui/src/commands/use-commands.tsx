import { useState, type ReactNode } from 'react';
import { useRead } from '../api/use-read.ts';
import { shortId } from '../components/person.tsx';
import { useShortcut } from '../keys/dispatch.ts';
import { useView } from '../view/use-view.ts';
import { commands, isOpenTo, labelOf, type Command } from './catalog.ts';
import { firstChoice, type Chat, type Me } from './chat.ts';
import { CommandDialog } from './command-dialog.tsx';
import { notifyRefusal, useAttempt } from './use-attempt.ts';

/** A command that may be done to a chat now. */
export interface Action {
  command: Command;
  label: string;
  start: () => void;
  isPending: boolean;
}

function Key({ action }: { action: Action }) {
  useShortcut(action.command.shortcut, action.start, !action.isPending);
  return null;
}

const reasonForNone = ({ status }: Chat): string =>
  status === 'closed'
    ? 'A closed chat takes no commands.'
    : 'Only its agent or an admin can act on this chat.';

/**
 * What may be done to a chat, by keys and by buttons.
 *
 * @param chat the one in question, such as the selected row; its keys work while it is given
 * @returns the actions, and an element to put anywhere on the page: the keys and the dialog, which stays open when the
 *   chat leaves the list
 */
export function useCommands(chat: Chat | undefined): {
  actions: Action[];
  /** Why there are none, once that is known. */
  whyNone: string | undefined;
  element: ReactNode;
} {
  const { zone } = useView();
  const me = useRead('/me', {}, { freshness: 'still' }).data?.data;
  const [asked, setAsked] = useState<{ command: Command; chat: Chat }>();
  const [running, setRunning] = useState<Command>();
  const { attempt } = useAttempt({ nameOf: shortId, zone, onDone: () => undefined });

  const runAtOnce = async (command: Command, on: Chat, by: Me) => {
    setRunning(command);
    const refusal = await attempt(command, on, firstChoice, by);
    setRunning(undefined);
    if (refusal !== undefined) notifyRefusal(command, by, on, refusal);
  };

  const actions: Action[] =
    chat === undefined || me === undefined
      ? []
      : commands
          .filter((command) => isOpenTo(command, chat, me))
          .map((command) => ({
            command,
            label: labelOf(command, me),
            isPending: running === command,
            start: () =>
              command.asks(chat, me).length === 0
                ? void runAtOnce(command, chat, me)
                : setAsked({ command, chat }),
          }));
  const element = (
    <>
      {actions.map((action) => (
        <Key key={action.command.shortcut} action={action} />
      ))}
      {asked !== undefined && me !== undefined && (
        <CommandDialog {...asked} me={me} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
  const isNone = chat !== undefined && me !== undefined && actions.length === 0;
  return { actions, whyNone: isNone ? reasonForNone(chat) : undefined, element };
}
