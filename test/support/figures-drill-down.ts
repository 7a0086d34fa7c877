import { compare } from './figures-arithmetic.ts';
import { chatsOf, type Chat } from './figures-chats.ts';
import type { SessionRow, Tables } from './figures-rows.ts';
import { isWithin, type Stretch } from './figures-window.ts';
import { nobody } from './ledger-oracle.ts';

/** The sessions that the list must return for the filters behind each figure. */

export interface DrillDown {
  filters: Record<string, string>;
  /** All matching sessions, in the list's order. */
  sessions: string[];
}

const yes = 'true';
const spans = {
  has_response_time: 'response',
  has_wait_time: 'wait',
  has_abandon_time: 'abandon',
  has_handle_time: 'handle',
} as const;
const ratings = [1, 2, 3, 4, 5];

export function drillDowns(tables: Tables, stretch: Stretch, agent: string): DrillDown[] {
  /** Whether the session counts towards one of these figures within the window. */
  const did = (figures: readonly string[], whose = nobody) => {
    const isCounted = ({ items }: Chat): boolean =>
      items.some(
        (item) => item.agent === whose && figures.includes(item.figure) && isWithin(stretch, item.at),
      );
    return isCounted;
  };
  const isCohort = ({ session }: Chat): boolean => isWithin(stretch, session.created_at);
  const isHandled = ({ supportAgents }: Chat): boolean => supportAgents.has(agent);
  const isNot = (condition: (chat: Chat) => boolean) => (chat: Chat) => !condition(chat);
  const isIn = (status: SessionRow['status']) => (chat: Chat) => chat.session.status === status;
  const isRated = ({ session }: Chat): boolean => session.rating !== null;

  const asked: [filters: Record<string, string>, conditions: ((chat: Chat) => boolean)[]][] = [
    [{}, [isCohort]],
    ...(['waiting', 'active', 'closed'] as const).map((status): (typeof asked)[number] => [
      { status },
      [isCohort, isIn(status)],
    ]),
    [{ unanswered: yes }, [did(['unanswered'])]],
    [{ unanswered: 'false' }, [isCohort, isNot(did(['unanswered']))]],
    [{ rated: yes }, [isCohort, isRated]],
    [{ rated: 'false', status: 'closed' }, [isCohort, isIn('closed'), isNot(isRated)]],
    ...ratings.map((rating): (typeof asked)[number] => [
      { rating: String(rating) },
      [did([`rated_${rating}`])],
    ]),
    ...Object.entries(spans).flatMap(([filter, figure]): typeof asked => [
      [{ [filter]: yes }, [did([figure])]],
      [{ [filter]: 'false' }, [isCohort, isNot(did([figure]))]],
      [{ [filter]: yes, agent_id: agent }, [isHandled, did([figure], figure === 'abandon' ? nobody : agent)]],
    ]),
    [{ flow: 'created' }, [did(['sessions'])]],
    ...['reopened', 'closed', 'abandoned', 'transferred', 'rated'].map((flow): (typeof asked)[number] => [
      { flow },
      [did([`flow_${flow}`])],
    ]),
    [{ flow: 'transferred', agent_id: agent }, [isHandled, did(['transfers_in', 'transfers_out'], agent)]],
    [{ flow: 'closed', agent_id: agent }, [isHandled, did(['flow_closed'])]],
    [{ agent_id: agent }, [isCohort, isHandled]],
    [{ agent_id: agent, unanswered: yes }, [isHandled, did(['unanswered'])]],
    [
      { rated_agent_id: agent },
      [
        did(
          ratings.map((rating) => `rated_${rating}`),
          agent,
        ),
      ],
    ],
    [{ first_responder_id: agent }, [did(['response'], agent)]],
  ];
  const inOrder = chatsOf(tables).toSorted(
    ({ session: a }, { session: b }) => compare(b.created_at, a.created_at) || compare(a.id, b.id),
  );
  return asked.map(([filters, conditions]) => ({
    filters,
    sessions: inOrder
      .filter((chat) => conditions.every((holds) => holds(chat)))
      .map(({ session }) => session.id),
  }));
}
