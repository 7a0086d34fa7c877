import { Link } from '@tanstack/react-router';
import { Maximize2 } from 'lucide-react';
import { useRead } from '../../api/use-read.ts';
import { CopyLink } from '../../chat/copy-link.tsx';
import { Facts } from '../../chat/facts.tsx';
import { TranscriptMessages } from '../../chat/transcript.tsx';
import { CommandBar } from '../../commands/command-bar.tsx';
import { buttonLook } from '../../components/button.tsx';
import { QueryBody } from '../../components/panel.tsx';
import { shortId } from '../../components/person.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { useView } from '../../view/use-view.ts';

/** One chat beside the list: its commands, its facts and its transcript. */
export function SessionPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { zone } = useView();
  const transcript = useRead(
    '/sessions/{session_id}/transcript',
    { path: { session_id: id } },
    { freshness: 'still' },
  );
  return (
    <SidePanel
      title={`Chat ${shortId(id)}`}
      onClose={onClose}
      actions={
        <>
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: id }}
            search={(current) => ({ ...current, open: undefined }) as never}
            className={buttonLook('ghost')}
          >
            <Maximize2 size={15} aria-hidden="true" /> Open
          </Link>
          <CopyLink />
        </>
      }
    >
      <QueryBody query={transcript}>
        {({ data }) => (
          <div className="flex h-full flex-col">
            <div className="border-b border-line px-4 py-2">
              <CommandBar chat={data.session.id === id ? { ...data.session, session_id: id } : undefined} />
            </div>
            <div className="border-b border-line">
              <Facts session={data.session} zone={zone} />
            </div>
            <div className="min-h-40 flex-1">
              <TranscriptMessages transcript={data} zone={zone} />
            </div>
          </div>
        )}
      </QueryBody>
    </SidePanel>
  );
}
