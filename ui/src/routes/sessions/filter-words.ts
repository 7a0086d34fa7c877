import { shortId } from '../../components/person.tsx';
import type { Option } from '../../components/pick-list.tsx';
import { filterNames, type Filters } from './sessions-search.ts';

type Words = { [Name in keyof Filters]-?: (value: string) => string };

const yesOrNo = (yes: string, no: string) => (value: string) => (value === 'true' ? yes : no);

/** How a filter reads on its chip. */
const words: Words = {
  session_id: (value) => `Session ${shortId(value)}`,
  status: (value) => `Now ${value}`,
  agent_id: (value) => `Agent ${shortId(value)}`,
  assigned_agent_id: (value) => (value === 'none' ? 'Without an agent' : `With agent ${shortId(value)}`),
  rated_agent_id: (value) => `Rating of agent ${shortId(value)}`,
  first_responder_id: (value) => `Answered by ${shortId(value)}`,
  rating: (value) => `Rated ${value.replaceAll(',', ' or ')}`,
  rated: yesOrNo('Rated', 'Not rated'),
  unanswered: yesOrNo('Unanswered', 'Answered'),
  has_response_time: yesOrNo('Answered in this range', 'Not answered in this range'),
  has_wait_time: yesOrNo('Waited, then assigned', 'Not assigned from the queue'),
  has_abandon_time: yesOrNo('Abandoned', 'Not abandoned'),
  has_handle_time: yesOrNo('Handled and closed', 'Not handled and closed'),
  flow: (value) => `${value[0]?.toUpperCase()}${value.slice(1)} in this range`,
  initiator_id: (value) => `Customer id has ${value}`,
};

/** The filters that are on, as chips show them. */
export const chipsOf = (filters: Filters): { name: keyof Filters; label: string }[] =>
  filterNames.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [{ name, label: words[name](value) }];
  });

/** The filters that a person adds from a list; the others come from figures. */
export const filterChoices: (Option & { filters: Filters })[] = [
  { id: 'waiting', label: 'Waiting now', filters: { status: 'waiting' } },
  { id: 'active', label: 'Active now', filters: { status: 'active' } },
  {
    id: 'without-agent',
    label: 'Active without an agent',
    filters: { status: 'active', assigned_agent_id: 'none' },
  },
  { id: 'closed', label: 'Closed', filters: { status: 'closed' } },
  { id: 'unanswered', label: 'Unanswered', filters: { unanswered: 'true' } },
  { id: 'rated-1', label: 'Rated 1', filters: { rating: '1' } },
  { id: 'rated-low', label: 'Rated 1 or 2', filters: { rating: '1,2' } },
  { id: 'rated', label: 'Rated', filters: { rated: 'true' } },
  { id: 'abandoned', label: 'Abandoned', filters: { has_abandon_time: 'true' } },
  { id: 'transferred', label: 'Transferred', filters: { flow: 'transferred' } },
  { id: 'reopened', label: 'Reopened', filters: { flow: 'reopened' } },
];
