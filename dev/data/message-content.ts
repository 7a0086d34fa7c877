import type { MessageType } from '../../src/values/enums.ts';
import type { Phrases } from './phrases.ts';
import type { Random } from './random.ts';

/** The text of a message and its attachment. */
export interface MessageContent {
  content: string;
  type: MessageType;
  file: { name: string | null; url: string; size: number | null; mime: string | null } | null;
}

type Format = readonly [extension: string, mime: string];
const images: readonly [Format, ...Format[]] = [
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
];
const documents: readonly [Format, ...Format[]] = [
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain'],
  ['zip', 'application/zip'],
];

/** A file or a picture, with or without a caption. Some clients omit the content type and size (bytes). */
function attachment(random: Random, type: Exclude<MessageType, 'text'>, phrases: Phrases): MessageContent {
  const [extension, mime] = type === 'image' ? random.pick(images) : random.pick(documents);
  const name = `${type === 'image' ? 'photo' : 'document'}-${random.whole(1, 9999)}.${extension}`;
  return {
    content: random.chance(0.3) ? speak(random, phrases.customer) : '',
    type,
    file: {
      name: random.chance(0.97) ? name : null,
      url: `https://files.example.com/${random.uuid()}/${name}`,
      size: random.chance(0.95)
        ? Math.round(random.logNormal(type === 'image' ? 400_000 : 150_000, 1.1)) + 1
        : null,
      mime: random.chance(0.95) ? mime : null,
    },
  };
}

/** A random phrase with its placeholder filled in. */
export function speak(random: Random, phrases: readonly [string, ...string[]]): string {
  const phrase = random.pick(phrases);
  return phrase.includes('{n}') ? phrase.replace('{n}', String(random.whole(10, 999_999))) : phrase;
}

/** The point in a session where something is said. */
export type Moment = keyof Omit<Phrases, 'feedback'>;

/** Composes a message for that point: usually one phrase, sometimes two, occasionally an attachment. */
export function composeMessage(random: Random, phrases: Phrases, moment: Moment): MessageContent {
  const roll = random.unit();
  if (moment === 'customer' && roll < 0.09) return attachment(random, 'image', phrases);
  if ((moment === 'customer' || moment === 'agent') && roll > 0.97)
    return attachment(random, 'file', phrases);
  const content = speak(random, phrases[moment]);
  const isLonger = (moment === 'customer' || moment === 'agent') && random.chance(0.2);
  return {
    content: isLonger ? `${content} ${speak(random, phrases[moment])}` : content,
    type: 'text',
    file: null,
  };
}
