import {
  CircleCheck,
  CornerUpLeft,
  Forward,
  ListRestart,
  MessageSquarePlus,
  Star,
  Trash2,
  UserCheck,
  type LucideIcon,
} from 'lucide-react';
import { formatDay, formatSeconds } from '../format/dates.ts';
import type { Step, StepKind } from './timeline.ts';

const icons: Record<StepKind, LucideIcon> = {
  opened: MessageSquarePlus,
  queued: ListRestart,
  taken: UserCheck,
  answered: CornerUpLeft,
  transferred: Forward,
  closed: CircleCheck,
  rated: Star,
  deleted: Trash2,
};

/** What happened to a chat, step by step. The day is said where it changes. */
export function TimelineList({ steps, zone }: { steps: Step[]; zone: string }) {
  const dayOf = (step: Step | undefined): string | undefined =>
    step?.at === undefined || step.at === null ? undefined : formatDay(step.at, zone);
  return (
    <ol aria-label="Timeline" className="px-4 pt-1 pb-4">
      {steps.map((step, place) => {
        const Icon = icons[step.kind];
        const day = dayOf(step);
        return (
          <li
            // oxlint-disable-next-line react/no-array-index-key -- steps have no ids, and only grow at their end
            key={place}
            data-step={step.kind}
            className="relative flex gap-3 pb-3 last:pb-0 not-last:before:absolute not-last:before:top-6 not-last:before:bottom-0 not-last:before:left-[9.5px] not-last:before:w-px not-last:before:bg-line-strong"
          >
            <Icon
              size={20}
              strokeWidth={1.75}
              aria-hidden="true"
              className="mt-0.5 shrink-0 p-0.5 text-ink-3"
            />
            <span className="min-w-0">
              <span className="block">{step.text}</span>
              {step.at !== null && (
                <time dateTime={step.at} className="figures block text-small text-ink-3">
                  {day !== undefined && day !== dayOf(steps[place - 1]) && `${day}, `}
                  {formatSeconds(step.at, zone)}
                </time>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
