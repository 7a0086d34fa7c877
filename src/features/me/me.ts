import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { Availability, CallerRole, enumSchema } from '../../http/enum-schemas.ts';
import { name, NoQuery, skills, uuid } from '../../http/fields.ts';
import { ok, problems, readableBy } from '../../http/route.ts';
import { callerRoles, type CallerRole as Role } from '../../values/enums.ts';
import { availabilityMeaning } from '../agents/agent-response.ts';
import { selectMe } from './me.sql.ts';

/** An endpoint, as far as its description says who may call it. */
interface DescribedRoute {
  route: { operationId?: string; 'x-allowed-roles'?: readonly Role[] };
}

/**
 * `GET me`. What a caller may do is read from the roles that each endpoint declares, so there is no second list.
 *
 * @param routes the other endpoints
 */
export function meAmong(routes: readonly DescribedRoute[]) {
  const permissionsOf = (isMeant: (roles: readonly Role[]) => boolean): string[] =>
    routes.flatMap(({ route: { operationId, 'x-allowed-roles': roles } }) =>
      operationId !== undefined && roles !== undefined && isMeant(roles) ? [operationId] : [],
    );

  const Permission = enumSchema(
    'Permission',
    permissionsOf(() => true),
  ).openapi({
    description: 'An operation of this API, by its `operationId`.',
  });

  const MeResponse = z
    .strictObject({
      id: uuid('The caller: the user of its token, or the router that signed the request.'),
      role: CallerRole,
      name: name('The caller’s name: the router’s if it signs its calls, else the person’s.'),
      teams: z.array(z.string()).openapi({
        description: 'The teams it is in: one or none, and none unless it is a registered agent.',
      }),
      skills: skills('What it can do; none unless it is a registered agent.'),
      availability: Availability.nullable().openapi({
        description: `${availabilityMeaning} Null if it is no registered agent.`,
      }),
      permissions: z.array(Permission).openapi({
        description:
          'The operations, beside this one, that its role may call. Some then show or take only what is its own: see docs/authorisation.md.',
      }),
    })
    .openapi('MeResponse', {
      description: 'Who calls, and what it may do.',
      example: {
        id: '17dd40f9-685a-57e8-9773-66d77d651882',
        role: 'agent',
        name: 'Ada Okafor',
        teams: ['billing'],
        skills: ['french', 'refunds'],
        availability: 'online',
        permissions: permissionsOf((roles) => roles.includes('agent')),
      },
    });

  const route = createRoute({
    method: 'get',
    path: '/me',
    operationId: 'getMe',
    tags: ['Callers'],
    summary: 'Who is calling',
    description:
      'The caller, its name, and the operations that its role may call, so that a client can leave out what would be a 403. Never cached.',
    ...readableBy(...callerRoles),
    request: { query: NoQuery },
    responses: { 200: ok(MeResponse, 'The caller.'), ...problems() },
  });

  return defineOpenAPIRoute({
    route,
    handler: async (c) => {
      const { caller, deps } = c.var;
      const [me] = await deps.db.read(selectMe(caller.id, deps.config.AGENT_LAPSE_MINUTES));
      const agent = me?.agent ?? null;
      c.header('Cache-Control', 'no-store');
      return c.json(
        {
          id: caller.id,
          role: caller.role,
          name: caller.name ?? me?.name ?? null,
          teams: typeof agent?.team === 'string' ? [agent.team] : [],
          skills: agent?.skills ?? [],
          availability: agent?.availability ?? null,
          permissions: permissionsOf((roles) => roles.includes(caller.role)),
        },
        200,
      );
    },
  });
}
