import {
  Ban,
  Check,
  CircleX,
  Forward,
  Hourglass,
  ListRestart,
  Undo2,
  UserCheck,
  type LucideIcon,
} from 'lucide-react';
import type { ChatShortcutId } from '../keys/catalog.ts';
import { formatDuration } from '../format/durations.ts';
import type { Chat, Choice, Me } from './chat.ts';
import {
  answerOffer,
  assignTo,
  close,
  offerTo,
  requeue,
  transferTo,
  type CommandAnswer,
  type CommandRequest,
} from './requests.ts';

/** A part of a command's dialog. */
export type Ask = 'agent' | 'team' | 'seconds' | 'reason';

/** What a choice comes to. */
interface Plan {
  request: CommandRequest;
  /** What the notice says once it is done. */
  done: string;
  /** What takes it back, one call after the other; none where the API has no way back. */
  undo?: (answer: CommandAnswer) => CommandRequest[];
  /** How the chat differs from before once it is taken back. */
  undoNote?: string;
}

/** A command on a chat, for every screen. */
export interface Command {
  label: string | ((me: Me) => string);
  /** Its key is in the catalogue of shortcuts. */
  shortcut: ChatShortcutId;
  icon: LucideIcon;
  /** Whether there is no way back. */
  isDanger?: true;
  /** What `GET me` must permit. */
  operation: Me['permissions'][number];
  applies: (chat: Chat, me: Me) => boolean;
  /** What the dialog asks. Nothing: the command runs at once. */
  asks: (chat: Chat, me: Me) => Ask[];
  plan: (chat: Chat, choice: Choice, me: Me) => Plan;
}

const isAgent = (me: Me): boolean => me.role === 'agent';

/** An agent may act on its own chats only. */
const isInHand = (chat: Chat, me: Me): boolean => !isAgent(me) || chat.assigned_agent_id === me.id;

const isFree = ({ status, assigned_agent_id: agent }: Chat): boolean =>
  status === 'waiting' || agent === null;

/** Whether an agent may take a chat by itself. */
const isForMe = ({ team, assigned_agent_id: agent, offer }: Chat, me: Me): boolean => {
  if (offer !== undefined && offer !== null) return offer.agent_id === me.id;
  return (
    (agent === null || agent === me.id) && (team === undefined || team === null || me.teams.includes(team))
  );
};

const isOfferedTo = ({ offer }: Chat, me: Me): boolean => offer?.agent_id === me.id;

const reasonIn = ({ reason }: Choice) => (reason.trim() === '' ? {} : { reason: reason.trim() });
const forceIn = ({ force }: Choice) => (force ? { force } : {});

function agentIn({ target }: Choice): { id: string; name: string } {
  if (target?.kind !== 'agent') throw new Error('No agent is chosen.');
  return target;
}

const backOfQueue = 'Undo puts it at the end of its queue.';
const offerIdOf = ({ data }: CommandAnswer): string => ('offer_id' in data.data ? data.data.offer_id : '');

const assign: Command = {
  label: (me) => (isAgent(me) ? 'Take' : 'Assign'),
  shortcut: 'chat.assign',
  icon: UserCheck,
  operation: 'assignSession',
  applies: (chat, me) => chat.status !== 'closed' && isFree(chat) && (!isAgent(me) || isForMe(chat, me)),
  asks: (_, me) => (isAgent(me) ? [] : ['agent']),
  plan(chat, choice, me) {
    const { id, name } = isAgent(me) ? { id: me.id, name: 'you' } : agentIn(choice);
    return {
      request: assignTo(chat.session_id, { agent_id: id, ...forceIn(choice) }),
      done: `Assigned to ${name}`,
      ...(chat.status === 'waiting' && { undo: () => [requeue(chat.session_id)], undoNote: backOfQueue }),
    };
  },
};

const offer: Command = {
  label: 'Offer',
  shortcut: 'chat.offer',
  icon: Hourglass,
  operation: 'offerSession',
  applies: ({ status }) => status === 'waiting',
  asks: () => ['agent', 'seconds'],
  plan(chat, choice) {
    const { id, name } = agentIn(choice);
    return {
      request: offerTo(chat.session_id, {
        agent_id: id,
        expires_in_seconds: choice.seconds,
        ...forceIn(choice),
      }),
      done: `Offered to ${name} for ${formatDuration(choice.seconds)}`,
      undo: (answer) => [answerOffer('withdraw', chat.session_id, offerIdOf(answer))],
    };
  },
};

/** The calls that bring a transferred chat back. Only an admin may act on a chat that is another agent's by now. */
function transferBack(chat: Chat, { target }: Choice): CommandRequest[] | undefined {
  const { session_id: id, assigned_agent_id: before, team } = chat;
  if (target?.kind === 'agent') {
    return before === null ? undefined : [transferTo(id, { to_agent_id: before, from_agent_id: target.id })];
  }
  if (team === undefined) return undefined;
  const back = transferTo(id, { to_team: team });
  if (chat.status === 'waiting') return [back];
  return before === null ? undefined : [back, assignTo(id, { agent_id: before })];
}

const transfer: Command = {
  label: 'Transfer',
  shortcut: 'chat.transfer',
  icon: Forward,
  operation: 'transferSession',
  applies: (chat, me) => chat.status !== 'closed' && isInHand(chat, me),
  asks: ({ status }) => (status === 'active' ? ['agent', 'team', 'reason'] : ['team', 'reason']),
  plan(chat, choice, me) {
    const { target } = choice;
    const back = isAgent(me) ? undefined : transferBack(chat, choice);
    const from = chat.assigned_agent_id === null ? {} : { from_agent_id: chat.assigned_agent_id };
    return {
      request: transferTo(chat.session_id, {
        ...(target?.kind === 'team'
          ? { to_team: target.team }
          : { to_agent_id: agentIn(choice).id, ...from }),
        ...reasonIn(choice),
        ...forceIn(choice),
      }),
      done:
        target?.kind === 'team'
          ? `Waits for ${target.team ?? 'any agent'} now`
          : `Transferred to ${agentIn(choice).name}`,
      ...(back !== undefined && { undo: () => back }),
    };
  },
};

const requeueCommand: Command = {
  label: 'Requeue',
  shortcut: 'chat.requeue',
  icon: ListRestart,
  operation: 'requeueSession',
  applies: (chat, me) => chat.status === 'active' && isInHand(chat, me),
  asks: () => ['reason'],
  plan(chat, choice) {
    const { session_id: id, assigned_agent_id: before } = chat;
    return {
      request: requeue(id, reasonIn(choice)),
      done: 'Back in the queue',
      ...(before !== null && { undo: () => [assignTo(id, { agent_id: before })] }),
    };
  },
};

const closeCommand: Command = {
  label: 'Close',
  shortcut: 'chat.close',
  icon: CircleX,
  isDanger: true,
  operation: 'closeSession',
  applies: (chat, me) => chat.status !== 'closed' && isInHand(chat, me),
  asks: () => ['reason'],
  plan: (chat, choice) => ({ request: close(chat.session_id, reasonIn(choice)), done: 'Closed' }),
};

const accept: Command = {
  label: 'Accept',
  shortcut: 'chat.accept',
  icon: Check,
  operation: 'acceptOffer',
  applies: isOfferedTo,
  asks: () => [],
  plan: ({ session_id: id, offer: held }) => ({
    request: answerOffer('accept', id, held?.offer_id ?? ''),
    done: 'Accepted',
    undo: () => [requeue(id)],
    undoNote: backOfQueue,
  }),
};

const decline: Command = {
  label: 'Decline',
  shortcut: 'chat.decline',
  icon: Ban,
  operation: 'declineOffer',
  applies: isOfferedTo,
  asks: () => ['reason'],
  plan: ({ session_id: id, offer: held }, choice) => ({
    request: answerOffer('decline', id, held?.offer_id ?? '', reasonIn(choice)),
    done: 'Declined',
  }),
};

const withdraw: Command = {
  label: 'Withdraw offer',
  shortcut: 'chat.withdraw',
  icon: Undo2,
  operation: 'withdrawOffer',
  applies: ({ offer: held }) => held !== undefined && held !== null,
  asks: () => [],
  plan: ({ session_id: id, offer: held }) => ({
    request: answerOffer('withdraw', id, held?.offer_id ?? ''),
    done: 'Offer withdrawn',
  }),
};

/** Every command on a chat, in the order of their buttons. To add one, add it here and its key to keys/catalog.ts. */
export const commands: readonly Command[] = [
  accept,
  decline,
  assign,
  offer,
  withdraw,
  transfer,
  requeueCommand,
  closeCommand,
];

export const labelOf = ({ label }: Command, me: Me): string =>
  typeof label === 'string' ? label : label(me);

/** Whether a person may do it to this chat as it is. The API decides; this hides what it would refuse. */
export const isOpenTo = (command: Command, chat: Chat, me: Me): boolean =>
  me.permissions.includes(command.operation) && command.applies(chat, me);
