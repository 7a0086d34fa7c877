import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react';
import { ApiProblem } from '../../api/problem.ts';
import { PageHeader } from '../../app/page-header.tsx';
import { AuditList } from '../../chat/audit-list.tsx';
import { CopyLink } from '../../chat/copy-link.tsx';
import { Facts } from '../../chat/facts.tsx';
import { namesIn } from '../../chat/names.ts';
import { TimelineList } from '../../chat/timeline-list.tsx';
import { timelineOf, type Step } from '../../chat/timeline.ts';
import { TranscriptMessages } from '../../chat/transcript.tsx';
import { CommandBar } from '../../commands/command-bar.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { shortId } from '../../components/person.tsx';
import { formatDuration } from '../../format/durations.ts';
import { formatCount } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';
import { ZonePicker } from '../../view/zone-picker.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { useSession } from './use-session.ts';
import { QueueFacts } from './queue-facts.tsx';

/** One chat: what was said, what happened to it, who did what, and every command. */
export function SessionPage() {
  const { sessionId: id } = useParams({ from: '/sessions/$sessionId' });
  const { zone } = useView();
  const { transcript, own, place, audit, canAudit } = useSession(id);

  const firstResponse = (nameOf: (id: string) => string): Step | undefined => {
    const at = own?.first_response_at;
    if (own === undefined || at === undefined || at === null) return undefined;
    const seconds = (Date.parse(at) - Date.parse(own.created_at)) / 1000;
    const who =
      own.first_responder_id === null ? 'First response' : `${nameOf(own.first_responder_id)} answered`;
    return { kind: 'answered', at, text: `${who} after ${formatDuration(Math.max(0, seconds))}` };
  };

  const isMissing =
    transcript.data === undefined &&
    transcript.error instanceof ApiProblem &&
    transcript.error.status === 404;
  if (isMissing) {
    return (
      <>
        <PageHeader title={`Chat ${shortId(id)}`}>
          <Neighbours id={id} />
        </PageHeader>
        <EmptyState title="There is no such chat">
          No chat has the id <code>{id}</code>, or you have no access to it: agents see only the chats that
          they have or took part in.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={[`Chat ${shortId(id)}`, own?.initiator_name].filter(Boolean).join(' · ')}
        tabTitle={own?.initiator_name ?? shortId(id)}
      >
        <Neighbours id={id} />
        <CopyLink />
        <ZonePicker />
      </PageHeader>
      <div className="mb-3">
        <CommandBar chat={own} />
      </div>
      <div className="flex flex-col items-stretch gap-3 lg:grid lg:items-start lg:grid-cols-[minmax(0,1fr)_21rem] xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0 max-lg:order-2">
          <Panel
            title="Transcript"
            query={transcript}
            height="h-[calc(100dvh-11.5rem)] min-h-96 print:h-auto print:min-h-0"
          >
            {({ data }) => <TranscriptMessages transcript={data} zone={zone} />}
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3 max-lg:contents">
          <div className="order-1">
            <Panel title="Facts" query={transcript} height="min-h-64">
              {({ data: { session } }) => (
                <Facts session={session} zone={zone}>
                  {own?.status === 'waiting' && <QueueFacts session={own} place={place} />}
                </Facts>
              )}
            </Panel>
          </div>
          <div className="order-3">
            <Panel title="Timeline" query={transcript} height="min-h-48">
              {({ data }) => {
                const nameOf = namesIn(data);
                return (
                  <TimelineList steps={timelineOf(data.session, firstResponse(nameOf), nameOf)} zone={zone} />
                );
              }}
            </Panel>
          </div>
          {canAudit && (
            <div className="order-4">
              <Panel title="Commands" query={audit} height="min-h-24">
                {({ data }) =>
                  data.length === 0 ? (
                    <p className="px-4 py-3 text-small text-ink-3">
                      Nobody has run a command on this chat. What the chat application did is in the timeline.
                    </p>
                  ) : (
                    <AuditList entries={data} zone={zone} />
                  )
                }
              </Panel>
            </div>
          )}
        </div>
      </div>
    </>
  );
}

/** Back to the list, and through it. */
function Neighbours({ id }: { id: string }) {
  const { at, total, before, after, go } = useNeighbours(id);
  return (
    <div className="no-print flex items-center gap-1">
      <Link
        to="/sessions"
        search={(current) => ({ ...current, open: id }) as never}
        className={buttonLook('ghost')}
        aria-keyshortcuts="B"
      >
        <ArrowLeft size={15} aria-hidden="true" /> List
      </Link>
      {at >= 0 && (
        <>
          <Button
            kind="ghost"
            aria-label="Previous chat"
            aria-keyshortcuts="K"
            disabled={before === undefined}
            onClick={() => go(before)}
          >
            <ChevronLeft size={16} aria-hidden="true" />
          </Button>
          <span className="figures text-small text-ink-3">
            {formatCount(at + 1)} of {formatCount(total ?? at + 1)}
          </span>
          <Button
            kind="ghost"
            aria-label="Next chat"
            aria-keyshortcuts="J"
            disabled={after === undefined}
            onClick={() => go(after)}
          >
            <ChevronRight size={16} aria-hidden="true" />
          </Button>
        </>
      )}
    </div>
  );
}
