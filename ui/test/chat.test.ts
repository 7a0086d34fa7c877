import { afterAll, describe, expect, it, vi } from 'vitest';
import { timelineOf } from '../src/chat/timeline.ts';
import type { Agent, Chat, Me } from '../src/commands/chat.ts';
import { commands, isOpenTo } from '../src/commands/catalog.ts';
import { byFit } from '../src/commands/fit.ts';

// The client reads where the API is from the page, which is not there.
vi.hoisted(() => vi.stubGlobal('document', { querySelector: () => null }));
afterAll(() => void vi.unstubAllGlobals());

type Session = Parameters<typeof timelineOf>[0];
type Event = Session['events'][number];
type Participant = Session['participants'][number];

const at = (time: string): string => `2026-03-14T${time}.000Z`;
const event = (happened: string, facts: Partial<Event>): Event => ({
  happened_at: at(happened),
  command: null,
  status: 'waiting',
  assigned_agent_id: null,
  assigned_agent_name: null,
  team: null,
  created_at: at('09:00:00'),
  queued_at: at('09:00:00'),
  started_at: null,
  closed_at: null,
  rating: null,
  ...facts,
});
const agentIn = (id: string, joined: string, left: string | null): Participant => ({
  user_id: id,
  name: id,
  role: 'support_agent',
  joined_at: at(joined),
  left_at: left === null ? null : at(left),
});
const told = (events: Event[], participants: Participant[] = []): string[] =>
  timelineOf({ events, participants } as Session, undefined, (id) => id).map(({ at: when, text }) =>
    [when?.slice(11, 19) ?? 'undated', text].join(' '),
  );

describe('the timeline of a chat', () => {
  it('follows a chat from change to change', () => {
    const active = { status: 'active', started_at: at('09:01:00'), assigned_agent_id: 'Ada' } as const;
    expect(
      told([
        event('09:00:00', {}),
        event('09:01:00', { ...active, command: 'assign' }),
        event('09:05:00', { ...active, command: 'transfer', assigned_agent_id: 'Ben' }),
        event('09:06:00', {
          command: 'transfer',
          status: 'waiting',
          team: 'billing',
          started_at: at('09:01:00'),
          queued_at: at('09:06:00'),
        }),
        event('09:08:00', { ...active, team: 'billing', queued_at: at('09:06:00'), command: 'claim' }),
        event('09:09:00', { ...active, status: 'closed', team: 'billing', closed_at: at('09:09:00') }),
        event('09:20:00', {
          ...active,
          status: 'closed',
          team: 'billing',
          closed_at: at('09:09:00'),
          rating: 4,
        }),
      ]),
    ).toEqual([
      '09:00:00 Opened, for any agent',
      '09:01:00 Ada took it after 1 min',
      '09:05:00 From Ada to Ben',
      '09:06:00 To the queue of billing',
      '09:08:00 Ada took it after 2 min',
      '09:09:00 Closed',
      '09:20:00 Rated 4 of 5',
    ]);
  });

  it('tells an imported chat, whose one event is its end, by who took part', () => {
    const imported = event('18:00:00', {
      status: 'closed',
      team: 'orders',
      started_at: at('09:00:30'),
      closed_at: at('09:10:00'),
      assigned_agent_id: 'Ben',
      rating: 5,
    });
    const agents = [agentIn('Ada', '09:00:30', '09:04:00'), agentIn('Ben', '09:04:00', null)];
    expect(told([imported], agents)).toEqual([
      '09:00:00 Opened, for orders',
      '09:00:30 Ada took it after 30 s',
      '09:04:00 From Ada to Ben',
      '09:10:00 Closed',
      'undated Rated 5 of 5',
    ]);
  });

  it('says that a customer has left before anybody came', () => {
    const left = { status: 'closed', closed_at: at('09:02:00') } as const;
    expect(told([event('09:00:00', {}), event('09:02:00', left)])).toEqual([
      '09:00:00 Opened, for any agent',
      '09:02:00 Closed before anybody took it',
    ]);
  });
});

const chat = (facts: Partial<Chat>): Chat => ({
  session_id: 'c',
  status: 'waiting',
  version: 1,
  assigned_agent_id: null,
  initiator_id: 'customer',
  team: null,
  skills: [],
  offer: null,
  ...facts,
});

describe('agents for a chat', () => {
  const agent = (name: string, facts: Partial<Agent>): Agent => ({
    agent_id: name,
    display_name: name,
    team: 'billing',
    skills: ['french'],
    availability: 'online',
    max_sessions: 4,
    load: 2,
    free: 2,
    updated_at: at('09:00:00'),
    version: 1,
    ...facts,
  });

  it('come with the best first, and those whom the API would refuse last, with the reason', () => {
    const agents = [
      agent('offline', { availability: 'offline' }),
      agent('full', { load: 4, free: 0 }),
      agent('away', { availability: 'away', load: 0, free: 4 }),
      agent('customer', {}),
      agent('busy', { load: 3, free: 1 }),
      agent('best', {}),
      agent('unskilled', { skills: [] }),
      agent('stranger', { team: 'orders' }),
    ];
    const ranked = byFit(agents, chat({ team: 'billing', skills: ['french'] }));
    expect(ranked.slice(0, 3).map(({ agent: one }) => one.agent_id)).toEqual(['best', 'busy', 'away']);
    expect(Object.fromEntries(ranked.slice(3).map(({ agent: one, unfit }) => [one.agent_id, unfit]))).toEqual(
      {
        offline: 'offline',
        full: 'no free place',
        customer: 'opened this chat',
        unskilled: 'lacks french',
        stranger: 'not in billing',
      },
    );
  });
});

describe('commands', () => {
  const me = (role: Me['role'], facts: Partial<Me> = {}): Me => ({
    id: 'me',
    role,
    name: null,
    teams: [],
    skills: [],
    availability: null,
    permissions: commands
      .map(({ operation }) => operation)
      .filter((operation) => role === 'admin' || !['offerSession', 'withdrawOffer'].includes(operation)),
    ...facts,
  });
  const open = (one: Chat, by: Me): string[] =>
    commands.filter((command) => isOpenTo(command, one, by)).map(({ shortcut }) => shortcut.slice(5));
  const offer = { offer_id: 'o', agent_id: 'me', agent_name: null, expires_at: at('09:00:30') };

  it.each([
    ['admin', chat({}), ['assign', 'offer', 'transfer', 'close']],
    [
      'admin',
      chat({ offer: { ...offer, agent_id: 'other' } }),
      ['assign', 'offer', 'withdraw', 'transfer', 'close'],
    ],
    ['admin', chat({ status: 'active', assigned_agent_id: 'other' }), ['transfer', 'requeue', 'close']],
    ['admin', chat({ status: 'active' }), ['assign', 'transfer', 'requeue', 'close']],
    ['admin', chat({ status: 'closed' }), []],
    ['agent', chat({}), ['assign']],
    ['agent', chat({ team: 'billing' }), []],
    ['agent', chat({ assigned_agent_id: 'other' }), []],
    ['agent', chat({ team: 'billing', offer }), ['accept', 'decline', 'assign']],
    ['agent', chat({ offer: { ...offer, agent_id: 'other' } }), []],
    ['agent', chat({ status: 'active', assigned_agent_id: 'me' }), ['transfer', 'requeue', 'close']],
    ['agent', chat({ status: 'active', assigned_agent_id: 'other' }), []],
  ] as const)('of %s on %j are %j', (role, one, expected) => {
    expect(open(one, me(role))).toEqual(expected);
  });
});
