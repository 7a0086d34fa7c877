import { useRef, useState } from 'react';
import { queryClient } from '../api/query-client.ts';
import { notify } from '../components/toasts.tsx';
import { shortId } from '../components/person.tsx';
import { labelOf, type Command } from './catalog.ts';
import type { Chat, Choice, Me } from './chat.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { send, versionTag, type CommandAnswer, type CommandRequest } from './requests.ts';

const renewAll = () => void queryClient.invalidateQueries();

const nameOfChat = ({ session_id: id, initiator_name: name }: Chat): string =>
  name === undefined || name === null ? `Chat ${shortId(id)}` : `${name}, chat ${shortId(id)}`;

/** Takes a command back, as long as nobody has changed the chat since. */
async function undo(
  chat: Chat,
  requests: CommandRequest[],
  done: CommandAnswer,
  words: { nameOf: (id: string) => string; zone: string },
): Promise<void> {
  try {
    let { etag = '*' } = done;
    for (const request of requests) {
      ({ etag = '*' } = await send(request, { version: etag, key: crypto.randomUUID() }));
    }
    notify({ title: 'Undone', detail: nameOfChat(chat) });
  } catch (error) {
    const { title, detail } = refusalOf(error, { ...words, target: undefined });
    notify({ title: `Not undone: ${title}`, detail, kind: 'failed' });
  } finally {
    renewAll();
  }
}

/** One decision about one chat: sends it, says what became of it, and keeps what to say about a refusal. */
export function useAttempt({
  nameOf,
  zone,
  onDone,
}: {
  nameOf: (id: string) => string;
  zone: string;
  onDone: () => void;
}) {
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  // A repetition of the same decision has the same key; a new decision has a new one.
  const kept = useRef<{ decision: string; key: string }>(undefined);

  const keyFor = (command: Command, chat: Chat, choice: Choice): string => {
    const decision = JSON.stringify([command.shortcut, chat.session_id, chat.version, choice]);
    if (kept.current?.decision !== decision) kept.current = { decision, key: crypto.randomUUID() };
    return kept.current.key;
  };

  const attempt = async (
    command: Command,
    chat: Chat,
    choice: Choice,
    me: Me,
  ): Promise<Refusal | undefined> => {
    setPending(true);
    setRefusal(undefined);
    const plan = command.plan(chat, choice, me);
    try {
      const answer = await send(plan.request, {
        version: versionTag(chat.version),
        key: keyFor(command, chat, choice),
      });
      kept.current = undefined;
      const requests = plan.undo?.(answer);
      notify({
        title: plan.done,
        detail: [nameOfChat(chat), plan.undoNote].filter((part) => part !== undefined).join('. '),
        ...(requests !== undefined && {
          action: { label: 'Undo', run: () => void undo(chat, requests, answer, { nameOf, zone }) },
        }),
      });
      onDone();
      return undefined;
    } catch (error) {
      const target = choice.target?.kind === 'agent' ? choice.target.name : undefined;
      const refused = refusalOf(error, { nameOf, target, zone });
      if (!refused.canRepeat) kept.current = undefined;
      setRefusal(refused);
      return refused;
    } finally {
      setPending(false);
      renewAll();
    }
  };
  return { attempt, isPending, refusal };
}

/** What the notice of a refused command says, where there is no dialog. */
export const notifyRefusal = (command: Command, me: Me, chat: Chat, { title, detail }: Refusal): void =>
  void notify({
    title: `${labelOf(command, me)}: ${title}`,
    detail: `${nameOfChat(chat)}. ${detail}`,
    kind: 'failed',
  });
