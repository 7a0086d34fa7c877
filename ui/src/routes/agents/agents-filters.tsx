import { useRead } from '../../api/use-read.ts';
import { FilterPicker } from '../../components/filter-picker.tsx';
import type { Option } from '../../components/pick-list.tsx';
import { availabilities, filterNames, type AgentFilters } from './agents-search.ts';

interface Choice extends Option {
  filter: AgentFilters;
}

const words: Record<keyof AgentFilters, (value: string) => string> = {
  availability: (value) => `Now ${value}`,
  team: (value) => `Team ${value}`,
  skill: (value) => `Skill ${value}`,
};

const choiceOf = (name: keyof AgentFilters, value: string): Choice => ({
  id: `${name}-${value}`,
  label: words[name](value),
  filter: { [name]: value },
});

/** The filters of the list of agents: availability, team and skill. */
export function AgentsFilters({
  filters,
  onChange,
}: {
  filters: AgentFilters;
  /** Takes the filters that change; undefined takes one off. */
  onChange: (next: { [Name in keyof AgentFilters]: AgentFilters[Name] | undefined }) => void;
}) {
  const { teams = [], skills = [] } = useRead('/config', {}, { freshness: 'still' }).data?.data ?? {};
  const choices = [
    ...availabilities.map((value) => choiceOf('availability', value)),
    ...teams.map(({ team }) => choiceOf('team', team)),
    ...skills.map(({ skill }) => choiceOf('skill', skill)),
  ];
  return (
    <FilterPicker
      chips={filterNames.flatMap((name) => {
        const value = filters[name];
        return value === undefined ? [] : [{ name, label: words[name](value) }];
      })}
      options={choices}
      placeholder="Availability, team or skill"
      shortcut="agents.filter"
      onPick={(id) => onChange(choices.find((choice) => choice.id === id)?.filter ?? {})}
      onRemove={(name) => onChange({ [name]: undefined })}
    />
  );
}
