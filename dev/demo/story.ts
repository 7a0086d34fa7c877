/** A conversation that demo chats follow, line by line. */
export interface Story {
  team: 'orders' | 'billing' | 'technical';
  /** What the agent must be able to do. */
  skills: readonly string[];
  /** How frequent it is, compared with others. */
  weight: number;
  /** The customer opens. */
  lines: readonly [Line, ...Line[]];
}

export interface Line {
  by: 'customer' | 'agent';
  /** `{customer}` and `{agent}` stand for first names, `{order}`, `{amount}` and `{code}` for made-up numbers. */
  text: string;
  file?: { name: string; mime: string; size: number };
}

export const customer = (text: string): Line => ({ by: 'customer', text });
export const agent = (text: string): Line => ({ by: 'agent', text });

/** A picture or a document from the customer, with a caption. */
export const customerSends = (name: string, mime: string, text = ''): Line => ({
  by: 'customer',
  text,
  // Any size that fits the kind of file; the same for the same name.
  file: { name, mime, size: 40_000 + 61_000 * name.length },
});

/** A line of either side when a chat changes hands. */
export const handover = {
  toColleague:
    'This is one for my colleague {next} in {team}. I’m passing our chat over, so you won’t have to repeat anything.',
  fromColleague: 'Hi {customer}, {agent} here. I’ve read what you and {before} wrote, give me a second.',
  toQueue:
    'My shift ends in a minute, {customer}, so a colleague will carry on from here. You keep your place.',
  fromQueue: 'Hi {customer}, I’m {agent}. I’ve picked this up from {before} and read everything so far.',
} as const;

/** What follows when a customer comes back after the chat was closed. */
export const returns: readonly (readonly [Line, Line, Line])[] = [
  [
    customer('Hi, me again. It worked for a while, but now the same thing has happened.'),
    agent(
      'Sorry about that, {customer}. I’ve redone it on our side and asked for it to be watched for a day.',
    ),
    customer('Looks good so far, thank you.'),
  ],
  [
    customer('One more question about this: will I get a confirmation by e-mail?'),
    agent('Yes, within the hour. If it isn’t there by then, please look into your spam folder.'),
    customer('Found it, it had gone to spam. Thanks!'),
  ],
];

export const stillThere = [
  'Hello? Is anybody there?',
  'Still waiting…',
  'I’ve been waiting for a while now.',
] as const;

export const assistant =
  'Thanks for your message, {customer}! I’m the assistant. I’ll find somebody from {team} for you.';

/** What customers write beside their rating, by its stars. */
export const feedback: Readonly<Record<number, readonly [string, ...string[]]>> = {
  1: [
    'Waited far too long, and nothing was solved.',
    'Nobody could tell me when it will be fixed.',
    'I had to explain everything twice.',
  ],
  2: ['Friendly, but it took ages.', 'Still not working.', 'I expected a quicker answer.'],
  3: ['OK in the end.', 'Solved, but the wait was long.', 'Fine.'],
  4: ['Good help, thank you.', 'Quick once somebody was there.', 'Friendly and clear.'],
  5: [
    'Quick and friendly!',
    'Solved in five minutes 👏',
    'The nicest support I’ve had in years.',
    'Super freundlich, danke!',
    'Très bonne aide, merci.',
    'Knew exactly what to do.',
  ],
};
