import type { Availability } from '../../src/values/enums.ts';
import { createRandom, type Random } from '../data/random.ts';
import type { Story } from './story.ts';

/** Somebody who answers in the demo. */
export interface DemoAgent {
  id: string;
  name: string;
  team: Story['team'];
  skills: readonly string[];
  availability: Availability;
  /** How many chats it can have at once. */
  places: number;
  /** How long it takes to answer, as a multiple of the usual. */
  pace: number;
  /** How many days ago it left. It is not registered any more; its name is in chat_users alone. */
  leftDaysAgo?: number;
}

const idOf = (name: string): string => createRandom('demo', name).uuid();
const member = (
  name: string,
  team: Story['team'],
  skills: string[],
  availability: Availability,
  places: number,
  pace: number,
  more: Pick<DemoAgent, 'leftDaysAgo'> = {},
): DemoAgent => ({ id: idOf(name), name, team, skills, availability, places, pace, ...more });

/** The team. Some are online, away or offline; Elif Demir’s places are all taken, and Grace Kim is slow. */
export const agents: readonly DemoAgent[] = [
  member('Ada Okafor', 'orders', ['french', 'returns'], 'online', 5, 0.8),
  member('Ben Lindqvist', 'orders', ['german', 'returns'], 'online', 4, 1),
  member('Chiara Rossi', 'orders', ['french', 'returns'], 'away', 4, 1.2),
  member('Dev Patel', 'orders', ['returns'], 'online', 4, 0.9),
  member('Hana Sato', 'orders', [], 'offline', 3, 1.1),
  member('Elif Demir', 'billing', ['german', 'refunds'], 'online', 3, 0.7),
  member('Femi Adeyemi', 'billing', ['refunds'], 'online', 4, 1),
  member('Grace Kim', 'billing', ['german', 'refunds'], 'away', 3, 2.7),
  member('Jonas Weber', 'technical', ['mobile', 'spanish'], 'online', 4, 1),
  member('Leila Haddad', 'technical', ['french', 'mobile'], 'online', 4, 0.9),
  member('Mateo Silva', 'technical', ['mobile', 'spanish'], 'offline', 3, 1.3),
  member('Nora Lindgren', 'technical', ['mobile'], 'online', 5, 1.1),
  member('Tom Becker', 'technical', ['mobile', 'spanish'], 'offline', 4, 1.4, { leftDaysAgo: 18 }),
];

/** Finds a member by its first name. @throws Error if there is none */
export function agentNamed(first: string): DemoAgent {
  const found = agents.find(({ name }) => name.startsWith(`${first} `));
  if (found === undefined) throw new Error(`Nobody is called ${first}.`);
  return found;
}

/** Who signs in with the admin token that `npm run dev` prints. */
export const supervisor = { id: idOf('Robin Ellery'), name: 'Robin Ellery' };

/** The bot that greets some customers. */
export const bot = { id: idOf('Assistant'), name: 'Assistant' };

/** The router of the demo, with the id that its signed calls act under. */
export const router = { id: '99609518-d32c-8014-8df2-4f3d29167976', name: 'router-1' };

/** A customer. They come back: the demo has a limited number. */
export const customerId = (random: Random): string =>
  createRandom('demo', 'customer', random.whole(1, 1500)).uuid();

/**
 * Chooses who takes a chat: an agent of its team with all its skills; else one with the skills.
 *
 * @param daysAgo when; agents who had left by then are left out
 * @param except agents who must not be chosen
 */
export function chooseAgent(
  random: Random,
  { team, skills }: { team: string | null; skills: readonly string[] },
  daysAgo: number,
  except: readonly DemoAgent[] = [],
): DemoAgent {
  const able = agents.filter(
    (agent) =>
      (agent.leftDaysAgo ?? 0) < daysAgo &&
      !except.includes(agent) &&
      skills.every((skill) => agent.skills.includes(skill)),
  );
  const own = able.filter((agent) => team === null || agent.team === team);
  const [first, ...others] = own.length > 0 ? own : able.length > 0 ? able : agents;
  if (first === undefined) throw new Error('The demo has no agents.');
  return random.pick([first, ...others]);
}
