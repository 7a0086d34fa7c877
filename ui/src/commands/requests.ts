import type { Answer } from '../api/answer.ts';
import { answerTo } from '../api/answer.ts';
import { api, type Schema } from '../api/client.ts';

interface CommandHeader {
  'If-Match': string;
  'Idempotency-Key': string;
}

type CommandData = Schema<'DashboardResponse'> | Schema<'OfferResponse'>;

/** What a command answers when it is done. */
export type CommandAnswer = Answer<CommandData>;

/** One call of a command, ready to be sent: the version it is for and its idempotency key come last. */
export type CommandRequest = (
  header: CommandHeader,
) => Promise<{ data?: CommandData; error?: unknown; response: Response }>;

/**
 * Sends a command.
 *
 * @param version of the chat, as the person saw it
 * @param key the same for every attempt at one decision, so that none is done twice
 * @throws {ApiProblem} if the API refuses it
 */
export const send = (
  request: CommandRequest,
  { version, key }: { version: string; key: string },
): Promise<CommandAnswer> => answerTo(request({ 'If-Match': version, 'Idempotency-Key': key }));

/** The `If-Match` of a version. */
export const versionTag = (version: number): string => `"${version}"`;

export const assignTo =
  (id: string, body: Schema<'AssignSessionRequest'>): CommandRequest =>
  (header) =>
    api.POST('/sessions/{session_id}/assign', { params: { path: { session_id: id }, header }, body });

export const offerTo =
  (id: string, body: Schema<'OfferSessionRequest'>): CommandRequest =>
  (header) =>
    api.POST('/sessions/{session_id}/offers', { params: { path: { session_id: id }, header }, body });

export const transferTo =
  (id: string, body: Schema<'TransferSessionRequest'>): CommandRequest =>
  (header) =>
    api.POST('/sessions/{session_id}/transfer', { params: { path: { session_id: id }, header }, body });

export const requeue =
  (id: string, body: Schema<'RequeueSessionRequest'> = {}): CommandRequest =>
  (header) =>
    api.POST('/sessions/{session_id}/requeue', { params: { path: { session_id: id }, header }, body });

export const close =
  (id: string, body: Schema<'CloseSessionRequest'>): CommandRequest =>
  (header) =>
    api.POST('/sessions/{session_id}/close', { params: { path: { session_id: id }, header }, body });

type OfferAnswer = 'accept' | 'decline' | 'withdraw';

/** Ends an offer: its agent takes the chat or does not, or it is taken back. */
export const answerOffer =
  (verb: OfferAnswer, id: string, offerId: string, body: Schema<'AnswerOfferRequest'> = {}): CommandRequest =>
  (header) =>
    api.POST(`/sessions/{session_id}/offers/{offer_id}/${verb}`, {
      params: { path: { session_id: id, offer_id: offerId }, header },
      body,
    });
