import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { formatDay } from '../format/dates.ts';
import { MessageItem, type Side } from './message-item.tsx';

type Transcript = Schema<'SessionTranscriptResponse'>;
type Message = Transcript['messages'][number];

/** Up to so many messages are all drawn: they can be searched and printed by the browser. */
const drawnAtMost = 200;
/** A guess at a message's height, until it is drawn and measured. */
const usualHeight = 66;
/** Within so many pixels of its end, a transcript follows new messages. */
const nearEnd = 80;

/** Which side of the conversation each message is on. */
function sidesOf({ session }: Transcript): (message: Message) => { side: Side; isBot: boolean } {
  const roles = new Map(session.participants.map(({ user_id: id, role }) => [id, role]));
  return ({ sender_id: sender }) => ({
    side:
      sender === session.initiator_id
        ? 'customer'
        : roles.get(sender) === 'support_agent'
          ? 'agent'
          : 'other',
    isBot: roles.get(sender) === 'bot',
  });
}

const isSaid = ({ message_type: type }: Message): boolean => type !== 'system' && type !== 'note';

/** Whether two messages are said by the same person to the same people. */
const isSameVoice = (a: Message, b: Message): boolean =>
  a.sender_id === b.sender_id && isSaid(a) && isSaid(b);

/**
 * Who said what, and when, in a scroller of its own. Of long transcripts only the messages in sight are drawn. A chat
 * that goes on begins at its end and follows it; a closed one begins at its beginning.
 */
export function TranscriptMessages({ transcript, zone }: { transcript: Transcript; zone: string }) {
  const { session, messages } = transcript;
  const scroller = useRef<HTMLDivElement>(null);
  const days = useMemo(() => messages.map(({ created_at: at }) => formatDay(at, zone)), [messages, zone]);
  const sideOf = useMemo(() => sidesOf(transcript), [transcript]);
  const count = messages.length;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (place) => messages[place]?.id ?? place,
    overscan: count <= drawnAtMost ? drawnAtMost : 12,
  });

  const isOver = session.status === 'closed';
  const seen = useRef({ id: '', count: 0, isAtEnd: true });
  useEffect(() => {
    const isFirst = seen.current.id !== session.id;
    const isGrown = count > seen.current.count && seen.current.isAtEnd;
    if (count > 0 && (isFirst ? !isOver : isGrown)) virtual.scrollToIndex(count - 1, { align: 'end' });
    seen.current = { id: session.id, count, isAtEnd: isFirst ? !isOver : seen.current.isAtEnd };
  }, [session.id, count, isOver, virtual]);

  // Measuring messages on the way would stop the browser's own long scroll.
  const onKeyDown = (event: KeyboardEvent) => {
    const end = { Home: 0, End: count - 1 }[event.key];
    if (end === undefined) return;
    event.preventDefault();
    virtual.scrollToIndex(end, { align: end === 0 ? 'start' : 'end' });
  };

  if (count === 0) return <EmptyState title="No messages">Nobody has written in this chat yet.</EmptyState>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Home and End of its own scrolling
    <div
      ref={scroller}
      role="region"
      aria-label="Transcript"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys scroll it
      tabIndex={0}
      className="h-full overflow-auto px-4 py-2 focus-visible:-outline-offset-2 print:h-auto print:overflow-visible"
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: box }) => {
        seen.current.isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
      }}
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const message = messages[index];
          if (message === undefined) return null;
          const before = messages[index - 1];
          const isNewDay = days[index] !== days[index - 1];
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={count}
              aria-posinset={index + 1}
              className="absolute inset-x-0 flex flex-col pb-2.5"
              style={{ transform: `translateY(${start}px)` }}
            >
              {isNewDay && <h3 className="mt-1 mb-3 text-center text-micro text-ink-3">{days[index]}</h3>}
              <MessageItem
                message={message}
                {...sideOf(message)}
                isContinued={!isNewDay && before !== undefined && isSameVoice(before, message)}
                zone={zone}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
