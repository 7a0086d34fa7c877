import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addAgent, addOffer, commandLog, placesTaken, routedSession } from '../support/routing.ts';
import { addSession, newId } from '../support/rows.ts';
import { newSecret, signedHeaders } from '../support/signatures.ts';
import { testApp, type CallOptions } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const secret = newSecret();
const app = testApp({ bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `router-1:${secret}` } });
beforeEach(() => database.clear());

const on = (session: string, command: string, json: object = {}, options: CallOptions = {}) =>
  app.call(`sessions/${session}/${command}`, { json, ...options });

/** A session that this caller has offered to an agent. */
async function offeredBy(token?: string) {
  const agent = await addAgent(database);
  const id = await addSession(database, { queued_at: '2026-01-01T00:00:00Z' });
  const response = await on(
    id,
    'offers',
    { agent_id: agent, expires_in_seconds: 600 },
    token ? { token } : {},
  );
  const { data } = await bodyOf<{ data: { offer_id: string } }>(response);
  return { agent, id, offerId: data.offer_id };
}

describe('withdrawing an offer', () => {
  it('frees the session at its old place, and the agent’s', async () => {
    const router = newId();
    const token = await tokenOf('router', router);
    const { agent, id, offerId } = await offeredBy(token);
    const before = await routedSession(database, id);
    const response = await on(id, `offers/${offerId}/withdraw`, { reason: 'too slow' }, { token });
    expect([response.status, response.headers.get('ETag')]).toEqual([200, '"1"']);
    expect(await bodyOf(response)).toMatchObject({
      message: 'Offer withdrawn.',
      data: { offer_id: offerId, session_id: id, agent_id: agent, outcome: 'withdrawn' },
    });
    const offers = [{ id: offerId, agent, outcome: 'withdrawn', live: false }];
    expect(await routedSession(database, id)).toEqual({ ...before, offers });
    expect(await placesTaken(database, agent)).toBe(0);
    expect((await commandLog(database, id)).at(-1)).toMatchObject({
      action: 'withdraw',
      outcome: 'done',
      offer: offerId,
      to: agent,
      reason: 'too slow',
      actor: router,
    });
    expect((await on(id, 'offers', { agent_id: await addAgent(database) }, { token })).status).toBe(201);
  });

  it('is done once: again it changes nothing', async () => {
    const { id, offerId } = await offeredBy();
    const answers = await Promise.all(Array.from({ length: 5 }, () => on(id, `offers/${offerId}/withdraw`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    const log = await commandLog(database, id);
    expect(log.map(({ action }) => action)).toEqual(['offer', 'withdraw']);
  });

  it('is for the caller who made it and for admins', async () => {
    const mine = await tokenOf('router', newId());
    const { id, offerId } = await offeredBy(mine);
    const path = `offers/${offerId}/withdraw`;
    const others = await tokenOf('router', newId());
    expect(await answerOf(await on(id, path, {}, { token: others }))).toEqual(
      problem(403, 'not_offer_maker'),
    );
    const itself = await tokenOf('agent', newId());
    expect(await answerOf(await on(id, path, {}, { token: itself }))).toEqual(
      problem(403, 'role_not_allowed'),
    );
    expect(await routedSession(database, id)).toMatchObject({ offers: [{ live: true }] });
    expect((await on(id, path, {}, { token: await tokenOf('admin', newId()) })).status).toBe(200);
  });

  it('works for a router that signs, without a body', async () => {
    const signed = async (path: string, json?: object) => {
      const body = json === undefined ? '' : JSON.stringify(json);
      const headers: Record<string, string> = {
        ...(await signedHeaders({
          secret,
          id: newId(),
          timestampSeconds: Math.floor(app.now() / 1000),
          body,
        })),
        ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
      };
      return app.call(path, { method: 'POST', token: null, headers, ...(body === '' ? {} : { body }) });
    };
    const id = await addSession(database);
    const made = await signed(`sessions/${id}/offers`, { agent_id: newId() });
    const { data } = await bodyOf<{ data: { offer_id: string } }>(made);
    expect((await signed(`sessions/${id}/offers/${data.offer_id}/withdraw`)).status).toBe(200);
  });

  it('is refused for what is unknown, changed, over or answered', async () => {
    const { agent, id, offerId } = await offeredBy();
    const path = `offers/${offerId}/withdraw`;
    const notFound = problem(404, 'offer_not_found');
    expect(await answerOf(await on(id, `offers/${newId()}/withdraw`))).toEqual(notFound);
    expect(await answerOf(await on(newId(), path))).toEqual(notFound);
    expect(await answerOf(await on(id, path, {}, { headers: { 'If-Match': '"9"' } }))).toEqual(
      problem(412, 'version_changed'),
    );
    const over = await addSession(database);
    const overId = await addOffer(database, over, agent, 0);
    expect(await answerOf(await on(over, `offers/${overId}/withdraw`))).toEqual(
      problem(409, 'offer_expired'),
    );
    expect((await on(id, `offers/${offerId}/accept`)).status).toBe(200);
    expect(await answerOf(await on(id, path))).toEqual(
      problem(409, 'offer_not_open', { offer_outcome: 'accepted' }),
    );
  });

  it('has nothing to do where the session has left the queue', async () => {
    const { id, offerId } = await offeredBy();
    await database.query(`update chat_sessions set status = 'active' where id = $1`, [id]);
    await database.query(`update chat_sessions set status = 'waiting' where id = $1`, [id]);
    const response = await on(id, `offers/${offerId}/withdraw`);
    expect(await bodyOf(response)).toMatchObject({
      message: 'The offer is withdrawn already.',
      data: { outcome: 'withdrawn' },
    });
  });
});

describe('commands whose fields are all optional need no body', () => {
  const commands: [string, string, () => Promise<string>][] = [
    ['close', 'waiting', () => addSession(database).then((id) => `sessions/${id}/close`)],
    [
      'requeue',
      'active',
      () =>
        addSession(database, { status: 'active', assigned_agent_id: newId() }).then(
          (id) => `sessions/${id}/requeue`,
        ),
    ],
    ...['accept', 'decline', 'withdraw'].map((what): [string, string, () => Promise<string>] => [
      what,
      'offered',
      async () => {
        const { id, offerId } = await offeredBy();
        return `sessions/${id}/offers/${offerId}/${what}`;
      },
    ]),
  ];

  it.each(commands)('%s of a session that is %s', async (_, __, path) => {
    const bare = await app.call(await path(), { method: 'POST' });
    expect([bare.status, (await bodyOf<{ success: boolean }>(bare)).success]).toEqual([200, true]);
    for (const type of ['application/json', 'text/plain']) {
      const headers = { 'Content-Type': type };
      expect((await app.call(await path(), { method: 'POST', headers, body: '' })).status).toBe(200);
    }
    const text = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'because' };
    expect(await answerOf(await app.call(await path(), text))).toEqual(problem(415, 'media_type_not_json'));
    expect(await answerOf(await app.call(await path(), { json: { because: 1 } }))).toEqual(
      problem(422, 'validation_failed'),
    );
  });

  it('but others do', async () => {
    const response = await app.call(`sessions/${await addSession(database)}/assign`, { method: 'POST' });
    expect(await answerOf(response)).toEqual(problem(415, 'media_type_not_json'));
  });
});
