/** The fastest possible answer in this runtime: the baseline for cached answers. */
export default {
  fetch: (): Response =>
    new Response('{"constant":true}', { headers: { 'Content-Type': 'application/json' } }),
};
