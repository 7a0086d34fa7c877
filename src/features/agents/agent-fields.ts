import { z } from '@hono/zod-openapi';
import { Availability } from '../../http/enum-schemas.ts';
import { storableText, teamOrSkillOrBlank } from '../../http/fields.ts';
import { maxDisplayNameCharacters, maxNameCharacters, maxSkills } from '../../values/limits.ts';
import { availabilityMeaning } from './agent-response.ts';

/** The fields of an agent that an admin sets, without defaults. */

/** The most places that an agent can have. */
export const maxPlaces = 1000;

export const displayName = storableText(1, maxDisplayNameCharacters).openapi({
  description: `The agent’s name, for people to read. 1 to ${maxDisplayNameCharacters} characters.`,
});

export const team = teamOrSkillOrBlank.nullable().openapi({
  description: `The team it is in; null or blank for none. Up to ${maxNameCharacters} characters.`,
});

export const skills = z
  .array(teamOrSkillOrBlank)
  .max(maxSkills)
  .openapi({
    description: `What it can do: up to ${maxSkills} skills of up to ${maxNameCharacters} characters. Duplicates count once, blank ones not at all.`,
  });

export const availability = Availability.openapi({ description: availabilityMeaning });

export const maxSessions = z
  .int()
  .min(0)
  .max(maxPlaces)
  .openapi({ description: 'How many places it has: active sessions and live offers at once.' });
