import { Link } from '@tanstack/react-router';
import { Person, shortId } from '../../components/person.tsx';
import { Rating } from '../../components/rating.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatInstant } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';
import type { SessionsSearch } from '../sessions/sessions-search.ts';
import type { Chat } from './use-chats.ts';

/** Chats as links: each opens beside the list of sessions that `search` asks for. */
export function ChatList({ chats, search }: { chats: Chat[]; search: SessionsSearch }) {
  const { zone } = useView();
  return (
    <ul className="figures @container">
      {chats.map((chat) => (
        <li key={chat.session_id} className="border-b border-line last:border-0">
          <Link
            to="/sessions"
            search={{ ...search, open: chat.session_id }}
            className="grid min-h-10 grid-cols-[7.5rem_4.75rem_4.25rem_minmax(0,1fr)_auto_2.5rem] items-center gap-2.5 px-4 hover:bg-sunken @max-md:grid-cols-[7.5rem_4.5rem_4.25rem_minmax(0,1fr)]"
          >
            <span className="truncate text-ink-2">{formatInstant(chat.created_at, zone)}</span>
            <StatusBadge status={chat.status} />
            <span>
              <span className="sr-only">Chat </span>
              <code className="text-ink-2">{shortId(chat.session_id)}</code>
            </span>
            <span className="truncate">
              <Person id={chat.initiator_id} />
            </span>
            <span className="text-ink-3 @max-md:hidden">
              {formatCount(chat.total_messages)} {chat.total_messages === 1 ? 'message' : 'messages'}
            </span>
            <span className="text-right @max-md:hidden">
              <Rating value={chat.rating} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
