import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useRead } from '../api/use-read.ts';
import { useSession } from '../auth/session.ts';
import { Button } from '../components/button.tsx';
import { Modal } from '../components/modal.tsx';
import { Person, shortId } from '../components/person.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { useView } from '../view/use-view.ts';
import { isOpenTo, labelOf, type Command } from './catalog.ts';
import { firstChoice, type Chat, type Choice, type Me } from './chat.ts';
import { unfitFor } from './fit.ts';
import { nameAmong, type Refusal } from './refusal.ts';
import { ChosenTarget, TargetPicker } from './target-picker.tsx';
import { useAgents } from './use-agents.ts';
import { useAttempt } from './use-attempt.ts';

/** How long an offer may hold: what the picker has. */
const offerSeconds: [number, string][] = [
  [30, '30 seconds'],
  [60, '1 minute'],
  [120, '2 minutes'],
  [300, '5 minutes'],
  [900, '15 minutes'],
];

/**
 * Asks what a command needs, sends it, and stays open with everything that was entered until it is done or given up.
 *
 * @param chat as it was when the person decided; what changes on the page meanwhile is told by the answer
 */
export function CommandDialog({
  command,
  chat: decidedOn,
  me,
  onClose,
}: {
  command: Command;
  chat: Chat;
  me: Me;
  onClose: () => void;
}) {
  const { zone } = useView();
  const isExpired = useSession().status === 'expired';
  const asks = command.asks(decidedOn, me);
  const hasAgents = asks.includes('agent');
  const hasTeams = asks.includes('team');
  const needsMore = (hasAgents || hasTeams) && decidedOn.team === undefined;
  const read = useRead(
    '/sessions/{session_id}',
    { path: { session_id: decidedOn.session_id } },
    { freshness: 'still', enabled: needsMore },
  );
  const { agents, isLoading } = useAgents(hasAgents || decidedOn.assigned_agent_id !== null);
  const [changes, setChanges] = useState<Partial<Chat>>({});
  const { team, skills } = { team: undefined, skills: [], ...read.data?.data };
  const chat: Chat = {
    ...decidedOn,
    ...(needsMore && team !== undefined && { team, skills }),
    ...changes,
  };
  const [choice, setChoice] = useState<Choice>(firstChoice);
  const change = (next: Partial<Choice>) => setChoice((current) => ({ ...current, ...next }));
  const { attempt, isPending, refusal } = useAttempt({ nameOf: nameAmong(agents), zone, onDone: onClose });

  const name = labelOf(command, me);
  const chosen = choice.target?.kind === 'agent' ? choice.target.id : undefined;
  const agent = agents.find(({ agent_id: id }) => id === chosen);
  const unfit = agent === undefined ? undefined : unfitFor(agent, chat);
  const canForce = me.role === 'admin' && (unfit !== undefined || refusal?.canForce === true || choice.force);
  const isPossible = isOpenTo(command, chat, me);
  const isReady = isPossible && (choice.target !== undefined || !(hasAgents || hasTeams));

  const submit = async () => {
    if (!isReady || isPending) return;
    const refused = await attempt(command, chat, choice, me);
    if (refused?.changes !== undefined) setChanges((current) => ({ ...current, ...refused.changes }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
  };
  // The panel that asks to sign in again lies over this dialog: nothing that is done there may close it.
  const close = () => {
    if (!isExpired) onClose();
  };
  return (
    <Modal title={`${name} chat ${shortId(chat.session_id)}`} onClose={close} width="max-w-lg">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <About chat={chat} nameOf={nameAmong(agents)} />
        {(hasAgents || hasTeams) &&
          (choice.target === undefined ? (
            <TargetPicker
              chat={chat}
              agents={agents}
              isLoading={isLoading}
              hasAgents={hasAgents}
              hasTeams={hasTeams}
              onPick={(target) => change({ target })}
            />
          ) : (
            <ChosenTarget
              target={choice.target}
              chat={chat}
              agents={agents}
              onChange={() => change({ target: undefined })}
            />
          ))}
        {asks.includes('seconds') && (
          <label className="flex items-center gap-2 text-small text-ink-2">
            Holds for
            <select
              className="field !w-auto"
              value={choice.seconds}
              onChange={(event) => change({ seconds: Number(event.target.value) })}
            >
              {offerSeconds.map(([seconds, label]) => (
                <option key={seconds} value={seconds}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        {asks.includes('reason') && (
          <label className="flex flex-col gap-1 text-small text-ink-2">
            Reason (optional)
            <textarea
              className="field"
              rows={2}
              maxLength={1000}
              value={choice.reason}
              onChange={(event) => change({ reason: event.target.value })}
              onKeyDown={onKeyDown}
            />
          </label>
        )}
        {canForce && (
          <label className="flex items-center gap-2 text-small">
            <input
              type="checkbox"
              checked={choice.force}
              onChange={(event) => change({ force: event.target.checked })}
            />
            Overrule the rules. The audit records it.
          </label>
        )}
        {refusal !== undefined && <RefusalNote refusal={refusal} isPossible={isPossible} name={name} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <SubmitButton
            key={choice.target === undefined ? 'open' : 'chosen'}
            isFocused={choice.target !== undefined || !(hasAgents || hasTeams)}
            isReady={isReady && !isPending}
            isDanger={command.isDanger === true}
          >
            {isPending
              ? `${name}…`
              : refusal === undefined
                ? name
                : refusal.canRepeat
                  ? 'Send again'
                  : `${name} anyway`}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}

/** The chat as the command will find it. */
function About({ chat, nameOf }: { chat: Chat; nameOf: (id: string) => string }) {
  const {
    status,
    assigned_agent_id: agent,
    initiator_id: customer,
    initiator_name: name,
    team,
    skills = [],
  } = chat;
  return (
    <p className="-mt-1 flex flex-wrap gap-x-3 text-small text-ink-2" data-command-chat={status}>
      <StatusBadge status={status} />
      {customer !== null && (
        <span>
          <Person id={customer} name={name ?? null} />
        </span>
      )}
      {agent !== null && <span>with {nameOf(agent)}</span>}
      {team !== undefined && team !== null && <span>for {team}</span>}
      {skills.length > 0 && <span>needs {skills.join(', ')}</span>}
    </p>
  );
}

function RefusalNote({ refusal, isPossible, name }: { refusal: Refusal; isPossible: boolean; name: string }) {
  const { title, detail, requestId } = refusal;
  return (
    <div role="alert" className="rounded-control border border-bad bg-bad-soft px-3 py-2">
      <p className="flex items-center gap-1.5 font-medium text-bad">
        <CircleAlert size={15} aria-hidden="true" /> {title}
      </p>
      <p className="text-small text-ink-2">
        {detail}
        {!isPossible && ` ${name} is not possible any more.`}
      </p>
      {requestId !== undefined && (
        <p className="text-micro text-ink-3">
          Request <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}

/** Sends the command. It takes the focus as soon as there is nothing else to choose, so that Enter sends. */
function SubmitButton({
  isFocused,
  isReady,
  isDanger,
  children,
}: {
  isFocused: boolean;
  isReady: boolean;
  isDanger: boolean;
  children: React.ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocused) button.current?.focus();
  }, [isFocused]);
  return (
    <Button ref={button} type="submit" kind={isDanger ? 'danger' : 'primary'} disabled={!isReady}>
      {children}
    </Button>
  );
}
