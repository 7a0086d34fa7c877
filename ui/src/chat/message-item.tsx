import { Bot, Check, CheckCheck, CircleAlert, Eraser, Paperclip } from 'lucide-react';
import type { Schema } from '../api/client.ts';
import { Person } from '../components/person.tsx';
import { formatTime } from '../format/dates.ts';
import { formatBytes } from '../format/numbers.ts';

type Message = Schema<'SessionTranscriptResponse'>['messages'][number];
export type Side = 'customer' | 'agent' | 'other';

const bubble: Record<Side, string> = {
  customer: 'self-start bg-sunken',
  agent: 'self-end bg-accent-soft',
  other: 'self-center border border-line text-ink-2',
};
const sideName: Record<Side, string> = { customer: 'Customer', agent: 'Agent', other: 'Other' };

/** One message: its sender, what was said, its file, and how far it has got. */
export function MessageItem({
  message,
  side,
  isBot,
  isContinued,
  zone,
}: {
  message: Message;
  side: Side;
  isBot: boolean;
  /** Whether the message before is by the same sender, who then isn't named again. */
  isContinued: boolean;
  zone: string;
}) {
  if (message.message_type === 'system') {
    return (
      <p className="self-center text-center text-small text-ink-3">
        <Said message={message} />{' '}
        <time dateTime={message.created_at}>{formatTime(message.created_at, zone)}</time>
      </p>
    );
  }
  const isNote = message.message_type === 'note';
  const place = isNote ? bubble.other : bubble[side];
  return (
    <div
      className={`flex max-w-[min(85%,36rem)] flex-col ${place.split(' ')[0]} ${isContinued ? '-mt-1' : ''}`}
    >
      {!isContinued && (
        <p className="mb-0.5 flex items-center gap-1 text-micro text-ink-3">
          {isBot && <Bot size={12} aria-hidden="true" />}
          {isNote ? 'Note' : isBot ? 'Bot' : sideName[side]} ·{' '}
          <Person id={message.sender_id} name={message.sender_name} />
        </p>
      )}
      <div className={`rounded-panel px-3 py-1.5 whitespace-pre-wrap ${place.split(' ').slice(1).join(' ')}`}>
        <Said message={message} />
        {message.file !== null && <FileLink file={message.file} />}
      </div>
      <p
        className={`figures mt-0.5 flex items-center gap-1 text-micro text-ink-3 ${side === 'agent' ? 'justify-end' : ''}`}
      >
        <time dateTime={message.created_at}>{formatTime(message.created_at, zone)}</time>
        <ReadState status={message.status} />
      </p>
    </div>
  );
}

/** What the message says, or that it was erased. */
function Said({ message: { content, erased_characters: erased } }: { message: Message }) {
  if (erased === null) return content;
  return (
    <span className="inline-flex items-center gap-1 text-ink-3 italic">
      <Eraser size={13} aria-hidden="true" /> Erased
    </span>
  );
}

function ReadState({ status }: { status: Message['status'] }) {
  const Icon = { sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert }[status];
  const color = status === 'failed' ? 'text-bad' : status === 'read' ? 'text-accent' : '';
  return (
    <span className={`inline-flex items-center gap-0.5 ${color}`}>
      <Icon size={12} aria-hidden="true" /> {status}
    </span>
  );
}

function FileLink({ file }: { file: NonNullable<Message['file']> }) {
  const about = [file.name ?? 'File', file.size === null ? undefined : formatBytes(file.size)]
    .filter((part) => part !== undefined)
    .join(', ');
  const isWeb = file.url !== null && /^https?:/i.test(file.url);
  return (
    <p className="mt-1 flex items-center gap-1.5">
      <Paperclip size={13} aria-hidden="true" />
      {isWeb ? (
        <a href={file.url ?? ''} target="_blank" rel="noreferrer" className="text-accent underline">
          {about}
        </a>
      ) : (
        about
      )}
    </p>
  );
}
