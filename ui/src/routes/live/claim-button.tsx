import { Hand } from 'lucide-react';
import { useRef, useState } from 'react';
import { answerTo } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { queryClient } from '../../api/query-client.ts';
import { Button } from '../../components/button.tsx';
import { Keys } from '../../components/keys.tsx';
import { shortId } from '../../components/person.tsx';
import { notify } from '../../components/toasts.tsx';
import { shortcuts } from '../../keys/catalog.ts';
import { useShortcut } from '../../keys/dispatch.ts';

/** Takes the next chat that fits the agent from the queue. */
export function ClaimButton({ agentId, onClaimed }: { agentId: string; onClaimed: (id: string) => void }) {
  const [isPending, setPending] = useState(false);
  // Kept until the API has answered: a second press after a lost answer gets the same chat.
  const key = useRef<string>(undefined);
  const claim = async () => {
    setPending(true);
    key.current ??= crypto.randomUUID();
    try {
      const { data } = await answerTo(
        api.POST('/queue/claim', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: { agent_id: agentId },
        }),
      );
      key.current = undefined;
      const { session_id: id } = data.data;
      notify({ title: 'The chat is yours', detail: `Chat ${shortId(id)}` });
      onClaimed(id);
    } catch (error) {
      const { problem, isTransient } = toProblem(error);
      if (!isTransient) key.current = undefined;
      notify({ title: problem.title, detail: problem.detail, kind: 'failed' });
    } finally {
      setPending(false);
      void queryClient.invalidateQueries();
    }
  };
  useShortcut('live.claim', () => void claim(), !isPending);
  return (
    <Button kind="primary" disabled={isPending} onClick={() => void claim()} aria-keyshortcuts="P">
      <Hand size={15} aria-hidden="true" /> Pick next
      <span className="max-lg:hidden">
        <Keys keys={shortcuts['live.claim'].keys} />
      </span>
    </Button>
  );
}
