import type { Phrases } from './phrases.ts';
import type { Random } from './random.ts';

/** What is said, and what hangs on it. */
export interface MessageContent {
  content: string;
  type: 'text' | 'file' | 'image';
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

/** A file or a picture, with a caption or without; not every client says what it is and how large (bytes). */
function attachment(random: Random, type: 'file' | 'image', phrases: Phrases): MessageContent {
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

/** One of the phrases, its blank filled in. */
export function speak(random: Random, phrases: readonly [string, ...string[]]): string {
  const phrase = random.pick(phrases);
  return phrase.includes('{n}') ? phrase.replace('{n}', String(random.whole(10, 999_999))) : phrase;
}

/** Where in a session something is said. */
export type Moment = keyof Omit<Phrases, 'feedback'>;

/** What somebody says at that moment: mostly a phrase, at times two, here and there an attachment. */
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
