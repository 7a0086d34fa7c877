import { ofMessages, type Figure, type FigurePath, type FiguresOf } from './figure.ts';
import { shareOf } from './share-of.ts';

type Kind = FigurePath<FiguresOf<'messages'>>;
const messagesOf = (label: string, sentence: string, kind: Kind) =>
  ofMessages({
    label,
    sentence,
    format: 'count',
    better: 'neither',
    unit: ['message', 'messages'],
    value: kind,
    n: kind,
  });

/** The figures of message analytics. Nothing opens: no list of chats is exactly these messages. */
export const messageFigures = {
  messages: ofMessages({
    label: 'Messages',
    sentence: 'Messages written in this range, whenever their chats began.',
    format: 'count',
    better: 'neither',
    unit: ['message', 'messages'],
    value: 'total_messages',
    n: 'total_messages',
    series: {
      metrics: ['written_messages'],
      lines: [{ label: 'Messages', of: (bucket) => bucket.written_messages }],
      n: (bucket) => bucket.written_messages ?? 0,
    },
  }),
  messageLength: ofMessages({
    label: 'Characters per message',
    sentence: 'The mean length of text messages written in this range, in characters.',
    format: 'decimal',
    better: 'neither',
    unit: ['text message', 'text messages'],
    value: 'avg_message_length',
    n: 'message_types.text',
  }),
  readShare: ofMessages({
    label: 'Read',
    sentence: 'The share of messages written in this range that were read.',
    format: 'percent',
    better: 'up',
    unit: ['message', 'messages'],
    value: (all) => shareOf(all.status_distribution.read, all.total_messages),
    n: 'total_messages',
  }),
  attachmentShare: ofMessages({
    label: 'With a file or an image',
    sentence: 'The share of messages written in this range that are a file or an image.',
    format: 'percent',
    better: 'neither',
    unit: ['message', 'messages'],
    value: (all) => shareOf(all.message_types.files + all.message_types.images, all.total_messages),
    n: 'total_messages',
  }),
  texts: messagesOf('Text', 'Messages of text.', 'message_types.text'),
  files: messagesOf('Files', 'Messages that are a file.', 'message_types.files'),
  images: messagesOf('Images', 'Messages that are an image.', 'message_types.images'),
  read: messagesOf('Read', 'Messages that were read.', 'status_distribution.read'),
  delivered: messagesOf(
    'Delivered',
    'Messages that arrived but have not been read yet.',
    'status_distribution.delivered',
  ),
  sent: messagesOf('Sent', 'Messages that were sent but have not arrived yet.', 'status_distribution.sent'),
} satisfies Record<string, Figure>;
