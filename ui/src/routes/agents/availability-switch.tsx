import { useState } from 'react';
import { setOwnAvailability, tellRefusal, updateAgent } from './agent-commands.ts';
import type { Agent } from './use-agents.ts';

const all = ['online', 'away', 'offline'] as const;

/** Sets an agent’s availability: an admin anybody’s, an agent its own. */
export function AvailabilitySwitch({ agent, isOwn }: { agent: Agent; isOwn: boolean }) {
  const [pending, setPending] = useState<Agent['availability']>();
  const shown = pending ?? agent.availability;

  const set = async (availability: Agent['availability']) => {
    setPending(availability);
    try {
      await (isOwn ? setOwnAvailability(agent, availability) : updateAgent(agent, { availability }));
    } catch (error) {
      tellRefusal(error);
    }
    setPending(undefined);
  };

  return (
    <div role="group" aria-label="Availability" className="inline-flex rounded-control bg-sunken p-0.5">
      {all.map((availability) => (
        <button
          key={availability}
          type="button"
          aria-pressed={shown === availability}
          disabled={pending !== undefined}
          onClick={() => void set(availability)}
          className="min-h-7 rounded-small px-3 text-small font-medium text-ink-2 aria-pressed:bg-surface aria-pressed:text-accent aria-pressed:shadow-panel"
        >
          {availability}
        </button>
      ))}
    </div>
  );
}
