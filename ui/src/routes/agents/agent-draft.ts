import type { AgentPatch } from './agent-commands.ts';
import type { Agent } from './use-agents.ts';

/** An agent as a form has it. */
export interface AgentDraft {
  display_name: string;
  team: string;
  /** With commas. */
  skills: string;
  availability: Agent['availability'];
  max_sessions: string;
}

export const emptyDraft: AgentDraft = {
  display_name: '',
  team: '',
  skills: '',
  availability: 'offline',
  max_sessions: '4',
};

export const draftOf = (agent: Agent): AgentDraft => ({
  display_name: agent.display_name,
  team: agent.team ?? '',
  skills: agent.skills.join(', '),
  availability: agent.availability,
  max_sessions: String(agent.max_sessions),
});

/** What the API takes of a draft. */
export const fieldsOf = ({ display_name, team, skills, availability, max_sessions }: AgentDraft) => ({
  display_name: display_name.trim(),
  team: team.trim() === '' ? null : team.trim(),
  skills: skills
    .split(',')
    .map((skill) => skill.trim())
    .filter(Boolean),
  availability,
  max_sessions: Number(max_sessions),
});

const names = Object.keys(emptyDraft) as (keyof AgentDraft)[];

/** The fields in which two drafts differ. */
export const differing = (a: AgentDraft, b: AgentDraft): (keyof AgentDraft)[] =>
  names.filter((name) => a[name] !== b[name]);

/** What a person changed of an agent. */
export function patchOf(before: Agent, draft: AgentDraft): AgentPatch {
  const fields = fieldsOf(draft);
  return Object.fromEntries(differing(draftOf(before), draft).map((name) => [name, fields[name]]));
}

/** A draft over an agent that somebody else changed: what was typed stays, the rest is what it is now. */
export function rebased(draft: AgentDraft, before: Agent, now: Agent): AgentDraft {
  const typed = differing(draftOf(before), draft);
  return { ...draftOf(now), ...Object.fromEntries(typed.map((name) => [name, draft[name]])) };
}

const labels: Record<keyof AgentDraft, string> = {
  display_name: 'name',
  team: 'team',
  skills: 'skills',
  availability: 'availability',
  max_sessions: 'places',
};

/** What somebody else changed, in words: `places are now 6`. */
export const changesInWords = (before: Agent, now: Agent): string =>
  differing(draftOf(before), draftOf(now))
    .map((name) => `${labels[name]} is now ${draftOf(now)[name] || 'none'}`)
    .join(', ') || 'no field in this form changed';
