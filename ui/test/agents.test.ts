import { describe, expect, it } from 'vitest';
import { changesInWords, draftOf, fieldsOf, patchOf, rebased } from '../src/routes/agents/agent-draft.ts';
import { parseAgentsSearch, sortingOf, sortText } from '../src/routes/agents/agents-search.ts';
import { parseAuditSearch, toAuditQuery, type AuditEntry } from '../src/routes/audit/audit-search.ts';
import { tellEntry, tellRefusal } from '../src/chat/audit-words.ts';

const ada = {
  agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
  display_name: 'Ada Okafor',
  team: 'billing',
  skills: ['french', 'refunds'],
  availability: 'online' as const,
  max_sessions: 4,
  load: 1,
  free: 3,
  updated_at: '2026-03-14T09:26:53.589Z',
  version: 7,
};

describe('the form of an agent', () => {
  it('sends what was changed and nothing else', () => {
    expect(patchOf(ada, draftOf(ada))).toEqual({});
    expect(patchOf(ada, { ...draftOf(ada), team: ' ', max_sessions: '6' })).toEqual({
      team: null,
      max_sessions: 6,
    });
    expect(fieldsOf({ ...draftOf(ada), skills: ' french,, german ' }).skills).toEqual(['french', 'german']);
  });

  it('keeps what was typed over an agent that changed meanwhile, and takes the rest from it', () => {
    const now = { ...ada, team: 'orders', max_sessions: 2, version: 8 };
    const draft = { ...draftOf(ada), max_sessions: '6' };
    expect(patchOf(now, rebased(draft, ada, now))).toEqual({ max_sessions: 6 });
    expect(changesInWords(ada, now)).toBe('team is now orders, places is now 2');
  });
});

describe('the order of agents', () => {
  it('is in the URL, if it is one', () => {
    const sorting = { key: 'response_p90', direction: 'descending' as const };
    expect(sortingOf(parseAgentsSearch({ sort: sortText(sorting) }))).toEqual(sorting);
    expect(parseAgentsSearch({ sort: 'response_p90', find: '' })).toEqual({});
  });
});

describe('an entry of the audit', () => {
  const entry = {
    action: 'transfer',
    outcome: 'refused',
    refusal: 'agent_at_capacity',
    from_agent_id: ada.agent_id,
    from_agent_name: 'Ada Okafor',
    to_agent_id: 'd432628a-d223-574a-9c8b-e04b874a2f98',
    to_agent_name: null,
    to_team: null,
    forced: false,
  } as AuditEntry;

  it('is told with names, or short ids where none is known', () => {
    expect(tellEntry(entry)).toBe('Not transferred from Ada Okafor to d432628a');
    expect(tellEntry({ ...entry, outcome: 'done', to_team: 'billing' })).toBe(
      'Transferred from Ada Okafor to team billing',
    );
    expect(tellEntry({ ...entry, action: 'accept' })).toBe('Offer not accepted by d432628a');
    expect(tellEntry({ ...entry, action: 'read_transcript', outcome: 'done' })).toBe('Transcript read');
    const erased = { ...entry, outcome: 'done', customer_id: entry.to_agent_id } as const;
    expect(tellEntry({ ...erased, action: 'erase_customer', erased_rows: 10 })).toBe(
      'Customer d432628a erased: 10 rows',
    );
    expect(tellEntry({ ...erased, action: 'retention', erased_rows: 1 })).toBe('Old data removed: 1 row');
    expect(tellRefusal(entry)).toBe('Agent at capacity');
  });

  it('is found by filters that the API takes, and no others', () => {
    const search = parseAuditSearch({ action: 'assign', outcome: 'lost', session_id: 'x', age: 'all' });
    expect(search).toEqual({ action: 'assign', age: 'all' });
    expect(toAuditQuery(search, { time_range_hours: 24 })).toEqual({ action: 'assign' });
    expect(toAuditQuery({ action: 'assign' }, { time_range_hours: 24 })).toEqual({
      action: 'assign',
      time_range_hours: 24,
    });
  });
});
