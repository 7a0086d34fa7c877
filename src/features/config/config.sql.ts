import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { supportAgents as a } from '../../db/schema/routing.ts';
import { field, type Statement } from '../../db/statement.ts';

const ConfigRow = z.object({
  teams: z.array(z.object({ team: field.text, agents: field.count })),
  skills: z.array(z.object({ skill: field.text, agents: field.count })),
});
export type ConfigRow = z.output<typeof ConfigRow>;

/** One row: the teams and the skills of the registered agents, by name, with their agents. */
export const selectConfig = (): Statement<ConfigRow> => ({
  name: 'config',
  row: ConfigRow,
  query: sql`
    select
      (select coalesce(json_agg(t order by t.team collate "C"), '[]') from (
        select ${a.team}, count(*) as agents from ${a} where ${a.removedAt} is null and ${a.team} is not null group by ${a.team}
      ) t) as teams,
      (select coalesce(json_agg(k order by k.skill collate "C"), '[]') from (
        select skill, count(distinct ${a.agentId}) as agents from ${a}, unnest(${a.skills}) skill
        where ${a.removedAt} is null group by skill
      ) k) as skills`,
});
