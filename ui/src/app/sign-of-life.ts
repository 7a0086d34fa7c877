import { useEffect } from 'react';
import { answerTo } from '../api/answer.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use-read.ts';
import { useMe } from '../auth/me.ts';

/** Several reports may fail before the availability lapses. */
const reportsPerLapse = 4;

/** Repeats the availability that an agent has, unless somebody changes it meanwhile. */
async function report(agentId: string): Promise<void> {
  const path = { agent_id: agentId };
  const { data, etag } = await answerTo(api.GET('/agents/{agent_id}', { params: { path } }));
  if (data.availability === 'offline' || etag === undefined) return;
  await answerTo(
    api.POST('/agents/{agent_id}/availability', {
      params: { path, header: { 'If-Match': etag } },
      body: { availability: data.availability },
    }),
  );
}

/**
 * Keeps the availability of an agent who works here from lapsing. Keys and clicks count as work, an open page does not:
 * an agent who has gone home lapses as intended. One who is offline stays offline.
 */
export function useSignOfLife(): void {
  const me = useMe();
  const agentId = me?.role === 'agent' && me.availability !== null ? me.id : undefined;
  const config = useRead('/config', {}, { freshness: 'still', enabled: agentId !== undefined });
  const lapseMinutes = config.data?.data.agent_lapse_minutes ?? 0;
  useEffect(() => {
    if (agentId === undefined || lapseMinutes === 0) return undefined;
    const pauseMs = (lapseMinutes * 60_000) / reportsPerLapse;
    let next = 0;
    const onWork = () => {
      if (Date.now() < next) return;
      next = Date.now() + pauseMs;
      // The next report makes up for one that fails.
      report(agentId).catch(() => undefined);
    };
    window.addEventListener('pointerdown', onWork);
    window.addEventListener('keydown', onWork);
    return () => {
      window.removeEventListener('pointerdown', onWork);
      window.removeEventListener('keydown', onWork);
    };
  }, [agentId, lapseMinutes]);
}
