/**
 * Computes the ledger and the figures by replaying the list of writes. It follows docs/figures.md and
 * docs/metrics.md, uses no SQL and stores nothing. Instants are microseconds.
 */

/** What the replay must know by now. A mistake of the replay itself ends the test here. */
function known<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The replay has lost an entry.');
  return value;
}

export type Status = 'waiting' | 'active' | 'closed';

/** A session's row after a write; `happened` is the database's clock at that write. */
export interface Facts {
  happened: number;
  status: Status;
  agent: string | null;
  team: string | null;
  created: number;
  queued: number;
  started: number | null;
  closed: number | null;
  rating: number | null;
}

/** The writes to a session, in order; null means it was deleted. */
export type History = (Facts | null)[];

export interface Participant {
  session: string;
  user: string;
  role: string;
  joined: number;
  left: number | null;
}

export interface Message {
  id: string;
  session: string;
  sender: string;
  type: string;
  status: string;
  at: number;
  characters: number;
}

export interface Segment {
  state: 'queued' | 'handled';
  agent: string | null;
  team: string | null;
  began: number | null;
  ended: number | null;
  ending: string | null;
}

export interface Episode {
  began: number;
  ended: number | null;
  segments: Segment[];
  /** The segment that began at queued_at, and the one that began at started_at. */
  queuedAt?: Segment;
  startedAt?: Segment;
}

export interface Ledger {
  episodes: Episode[];
  rated: number | null;
  ratedAgent: string | null;
}

const open = (
  state: Segment['state'],
  agent: string | null,
  team: string | null,
  began: number | null,
): Segment => ({
  state,
  agent,
  team,
  began,
  ended: null,
  ending: null,
});

/** The episode of a row that was just inserted or has only been corrected since. */
function fromRow(row: Facts, knownEnd: number | null): Episode {
  const { status, agent, team, started, closed, queued, created, happened } = row;
  const end = status === 'closed' ? (closed ?? knownEnd ?? happened) : null;
  const episode: Episode = { began: created, ended: end, segments: [] };
  const wait = open('queued', null, team, queued);
  const care = open('handled', agent, team, started);
  if (status === 'waiting') episode.segments = [wait];
  else if (started === null && status === 'closed' && agent === null)
    episode.segments = [Object.assign(wait, { ended: end, ending: 'abandoned' })];
  else if (started === null) episode.segments = [care];
  else episode.segments = [Object.assign(wait, { ended: started, ending: 'assigned' }), care];
  if (episode.segments.includes(wait)) episode.queuedAt = wait;
  if (episode.segments.includes(care)) {
    episode.startedAt = care;
    if (status === 'closed') Object.assign(care, { ended: end, ending: 'closed' });
  }
  return episode;
}

/** Whether only instants and the rating differ. */
const isCorrection = (before: Facts, after: Facts): boolean =>
  before.status === after.status &&
  (after.status === 'active' ? before.agent === after.agent : true) &&
  (after.status === 'waiting' ? before.team === after.team : true);

export function replay(history: History, support: Participant[]): Ledger {
  let ledger: Ledger = { episodes: [], rated: null, ratedAgent: null };
  let before: Facts | null = null;
  let isPlain = false;
  let earlierClosed: number | null = null;
  const joinedOf = (agent: string | null): number | undefined =>
    support.find((p) => p.user === agent)?.joined;

  for (const after of history) {
    if (after === null) {
      ledger = { episodes: [], rated: null, ratedAgent: null };
      before = null;
      continue;
    }
    isPlain = before === null || (isPlain && isCorrection(before, after));
    if (isPlain) {
      ledger.episodes = [
        fromRow(after, before?.status === 'closed' ? known(ledger.episodes.at(-1)).ended : null),
      ];
      earlierClosed = null;
    } else if (before !== null) {
      const was: Facts = before;
      const all = (): Segment[] => ledger.episodes.flatMap((one) => one.segments);
      const episode = (): Episode => known(ledger.episodes.at(-1));
      const present = (): Segment => known(all().at(-1));
      const changesState = !isCorrection(was, after);

      // First apply corrections, that is, changed instants that do not belong to the change of state.
      known(ledger.episodes[0]).began = after.created;
      if (after.queued !== was.queued && !(changesState && after.status === 'waiting')) {
        const holder = ledger.episodes.findLast((one) => one.queuedAt !== undefined);
        const segment = holder?.queuedAt;
        if (holder !== undefined && segment !== undefined) {
          const previous = all()[all().indexOf(segment) - 1];
          if (
            previous !== undefined &&
            previous.ending !== 'closed' &&
            previous.ending !== 'abandoned' &&
            previous.ended === segment.began
          )
            previous.ended = after.queued;
          if (holder !== ledger.episodes[0] && holder.segments[0] === segment) holder.began = after.queued;
          segment.began = after.queued;
        }
      }
      const startsNow =
        changesState &&
        (after.status !== 'closed' ||
          (after.agent !== null && after.agent !== was.agent && was.status === 'active'));
      if (after.started !== null && after.started !== was.started && was.status !== 'waiting' && !startsNow) {
        const segment = episode().startedAt;
        if (segment !== undefined) {
          const previous = episode().segments[episode().segments.indexOf(segment) - 1];
          if (previous !== undefined) previous.ended = segment.began = after.started;
          else if (ledger.episodes.length === 1) segment.began = after.started;
          else if (after.started > known(known(ledger.episodes.at(-2)).ended))
            segment.began = episode().began = after.started;
        }
      }
      if (
        was.status === 'closed' &&
        after.status === 'closed' &&
        after.closed !== null &&
        after.closed !== was.closed
      )
        present().ended = episode().ended = after.closed;

      // The end that this close sets; a value left over from the previous episode does not count.
      const givenEnd = after.closed !== earlierClosed ? after.closed : null;
      const end = (ended: number, ending: string): void => void Object.assign(present(), { ended, ending });
      const begin = (segment: Segment): void => void episode().segments.push(segment);
      const lies = (instant: number | null | undefined, upTo = Infinity): instant is number =>
        instant !== null &&
        instant !== undefined &&
        instant >= (present().began ?? -Infinity) &&
        instant <= upTo;

      if (changesState) {
        const from = was.status;
        const to = after.status;
        if (from === 'closed') {
          earlierClosed = was.closed;
          if (to === 'waiting') {
            const segment = open('queued', null, after.team, after.queued);
            ledger.episodes.push({
              began: after.queued,
              ended: null,
              segments: [segment],
              queuedAt: segment,
            });
          } else {
            const given =
              after.started !== was.started &&
              after.started !== null &&
              after.started > known(episode().ended);
            const at = given ? known(after.started) : after.happened;
            const segment = open('handled', after.agent, after.team, at);
            ledger.episodes.push({ began: at, ended: null, segments: [segment], startedAt: segment });
          }
        } else if (from === 'waiting' && to === 'active') {
          const at = lies(after.started) ? after.started : after.happened;
          end(at, 'assigned');
          const segment = open('handled', after.agent, after.team, at);
          begin(segment);
          episode().startedAt = segment;
        } else if (from === 'waiting' && to === 'waiting') {
          const at = after.queued !== was.queued && lies(after.queued) ? after.queued : after.happened;
          end(at, 'moved');
          const segment = open('queued', null, after.team, at);
          begin(segment);
          if (at === after.queued) episode().queuedAt = segment;
        } else if (from === 'active' && to === 'waiting') {
          end(lies(after.queued) ? after.queued : after.happened, 'requeued');
          const segment = open('queued', null, after.team, after.queued);
          begin(segment);
          episode().queuedAt = segment;
        } else {
          if (from === 'active' && after.agent !== was.agent && (to === 'active' || after.agent !== null)) {
            const upTo = to === 'closed' ? Math.min(givenEnd ?? Infinity, after.happened) : after.happened;
            const joined = joinedOf(after.agent);
            let at = upTo;
            if (lies(joined, upTo)) at = joined;
            else if (after.started !== was.started && lies(after.started, upTo)) at = after.started;
            end(at, was.agent === null ? 'assigned' : after.agent === null ? 'released' : 'transferred');
            begin(open('handled', after.agent, after.team, at));
          }
          if (to === 'closed') {
            const at = givenEnd ?? after.happened;
            end(at, from === 'waiting' ? 'abandoned' : 'closed');
            episode().ended = at;
          }
        }
      }
    }

    // The rating belongs to the agent who last handled the session when the rating was given.
    const lastHandler = (): string | null =>
      ledger.episodes.flatMap((one) => one.segments).findLast((one) => one.agent !== null)?.agent ?? null;
    if (after.rating === null) Object.assign(ledger, { rated: null, ratedAgent: null });
    else if (before === null) {
      ledger.rated = after.closed ?? after.started ?? after.created;
      ledger.ratedAgent = lastHandler();
    } else if (before.rating === null) {
      ledger.rated = after.happened;
      ledger.ratedAgent = lastHandler();
    } else if (isPlain) ledger.ratedAgent = lastHandler();
    before = after;
  }
  return share(ledger, support);
}

/** Gives agents who took part before the row's agent joined their share of its segment. */
function share(ledger: Ledger, support: Participant[]): Ledger {
  const order = (a: Participant, b: Participant): number => a.joined - b.joined || (a.user < b.user ? -1 : 1);
  const flat = ledger.episodes.flatMap((one) => one.segments);
  // When each wait began; a wait that moved to another team continues.
  const waits = new Map<Segment, number>();
  flat.forEach((one, i) => {
    if (one.state === 'queued')
      waits.set(
        one,
        flat[i - 1]?.ending === 'moved' ? known(waits.get(known(flat[i - 1]))) : known(one.began),
      );
  });
  for (const episode of ledger.episodes) {
    episode.segments = episode.segments.flatMap((segment) => {
      const i = flat.indexOf(segment);
      const previous = flat[i - 1];
      const owner = support.find((p) => p.user === segment.agent);
      if (
        segment.state === 'queued' ||
        previous?.state === 'handled' ||
        owner === undefined ||
        segment.began === null
      )
        return [segment];
      if (owner.joined <= segment.began || owner.joined >= (segment.ended ?? Infinity)) return [segment];
      const since = i < 2 || previous === undefined ? -Infinity : known(waits.get(previous));
      const began = segment.began;
      const earlier = support
        .filter(
          (p) => p !== owner && p.joined < owner.joined && p.joined >= since && (p.left ?? Infinity) > began,
        )
        .toSorted(order);
      if (earlier.length === 0) return [segment];
      const pieces: Segment[] = [];
      for (const member of [...earlier, owner]) {
        const last = pieces.at(-1);
        const from = last === undefined ? began : Math.max(began, member.joined);
        if (last !== undefined && last.began === from) pieces.pop();
        else if (last !== undefined) Object.assign(last, { ended: from, ending: 'transferred' });
        pieces.push({ ...segment, agent: member.user, began: from });
      }
      return pieces;
    });
  }
  return ledger;
}

/** One contribution to a figure: whose, which, when, and how much (a span, for distributions). */
export interface Item {
  subject: 'everybody' | 'agents';
  agent: string;
  session: string;
  figure: string;
  at: number;
  amount: number;
}

export const nobody = '00000000-0000-0000-0000-000000000000';
export const isSaid = (m: { type: string; status: string }): boolean =>
  ['text', 'file', 'image'].includes(m.type) && m.status !== 'failed';
const spanOf = (began: number, ended: number): number => Math.max(0, ended - began);

export function itemsOf(
  session: string,
  history: History,
  participants: Participant[],
  messages: Message[],
  registered: Set<string>,
): { ledger: Ledger; items: Item[]; responses: Message[] } {
  const support = participants.filter((p) => p.role === 'support_agent');
  const ledger = replay(history, support);
  const items: Item[] = [];
  /** The first response of each episode that has one. */
  const responses: Message[] = [];
  const row = history.at(-1);
  if (row === null || row === undefined) return { ledger, items, responses };
  const add = (subject: Item['subject'], agent: string, figure: string, at: number, amount = 1): void => {
    items.push({ subject, agent, session, figure, at, amount });
  };
  const ofAll = (figure: string, at: number, amount?: number): void =>
    add('everybody', nobody, figure, at, amount);
  const bots = new Set(participants.filter((p) => p.role === 'bot').map((p) => p.user));
  const handlers = new Set(ledger.episodes.flatMap((e) => e.segments.map((s) => s.agent)));
  const said = messages.filter(isSaid).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const ofAgents = said.filter(
    (m) =>
      !bots.has(m.sender) &&
      (support.some((p) => p.user === m.sender) || handlers.has(m.sender) || registered.has(m.sender)),
  );

  let isAnswered = false;
  ledger.episodes.forEach((episode, e) => {
    const since = e === 0 ? -Infinity : episode.began;
    const response = ofAgents.find((m) => m.at >= since && m.at <= (episode.ended ?? Infinity));
    if (response !== undefined) {
      isAnswered = true;
      responses.push(response);
      ofAll('response', episode.began, spanOf(episode.began, response.at));
    }
    if (e > 0) ofAll('flow_reopened', episode.began);
    let handledBefore = -Infinity;
    let handled: number | null = null;
    episode.segments.forEach((segment, i) => {
      const { state, agent, began, ended, ending } = segment;
      const next = episode.segments[i + 1];
      if (state === 'queued' && (ending === 'assigned' || ending === 'abandoned')) {
        let first = i;
        while (first > 0 && known(episode.segments[first - 1]).ending === 'moved') first--;
        const wait = spanOf(known(known(episode.segments[first]).began), known(ended));
        ofAll(ending === 'assigned' ? 'wait' : 'abandon', episode.began, wait);
        const taker = ending === 'assigned' ? known(next).agent : null;
        if (taker !== null) add('agents', taker, 'wait', episode.began, wait);
        if (ending === 'abandoned') ofAll('flow_abandoned', known(ended));
      }
      if (ending === 'transferred') {
        ofAll('flow_transferred', known(ended));
        add('agents', known(agent), 'transfers_out', known(ended));
        add('agents', known(known(next).agent), 'transfers_in', known(ended));
      }
      if (state === 'handled') {
        if (episode.ended !== null && began !== null) {
          handled = (handled ?? 0) + spanOf(began, known(ended));
          if (agent !== null) add('agents', agent, 'handle', episode.began, spanOf(began, known(ended)));
        }
        if (agent !== null && !bots.has(agent)) {
          const own = said.find(
            (m) =>
              m.sender === agent && m.at >= Math.max(since, handledBefore) && m.at <= (ended ?? Infinity),
          );
          if (own !== undefined)
            add(
              'agents',
              agent,
              'response',
              episode.began,
              spanOf(Math.max(began ?? -Infinity, episode.began), own.at),
            );
        }
        if (ended !== null) handledBefore = Math.max(handledBefore, ended);
      }
    });
    if (handled !== null) ofAll('handle', episode.began, handled);
    if (episode.ended !== null) ofAll('flow_closed', episode.ended);
  });

  const { created } = row;
  ofAll('sessions', created);
  ofAll(row.status, created);
  ofAll('messages', created, said.length);
  if (!isAnswered) ofAll('unanswered', created);
  if (row.rating !== null) {
    ofAll(`rated_${row.rating}`, created);
    if (row.status === 'closed') ofAll('closed_rated', created);
    ofAll('flow_rated', known(ledger.rated));
    if (ledger.ratedAgent !== null) add('agents', ledger.ratedAgent, `rated_${row.rating}`, created);
  }
  for (const { user } of support) {
    add('agents', user, 'sessions', created);
    add('agents', user, 'messages', created, said.filter((m) => m.sender === user).length);
    if (!isAnswered) add('agents', user, 'unanswered', created);
  }
  return { ledger, items, responses };
}
