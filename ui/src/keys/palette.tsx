import { useNavigate } from '@tanstack/react-router';
import { MessageSquare, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useWholeList } from '../api/use-read.ts';
import { useMe } from '../auth/me.ts';
import { Keys } from '../components/keys.tsx';
import { Modal } from '../components/modal.tsx';
import { PickList, type Option } from '../components/pick-list.tsx';
import { pagesFor } from '../app/pages.ts';
import { keysOfPage } from './catalog.ts';

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

interface Entry extends Option {
  go: () => void;
}

/** Finds pages and agents by name, and chats by id (⌘K). */
export function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const role = useMe()?.role;
  const [text, setText] = useState('');
  const id = text.trim().toLowerCase();
  // An agent may see its own page only.
  const agents = useWholeList('/agents', {}, { freshness: 'still', enabled: role === 'admin' });

  const entries: Entry[] = pagesFor(role).map(({ path, title, icon: Icon }) => ({
    id: path,
    label: title,
    content: (
      <>
        <Icon size={15} aria-hidden="true" /> <span className="flex-1">{title}</span>
        <Keys keys={keysOfPage(path)} />
      </>
    ),
    go: () => void navigate({ to: path }),
  }));
  for (const { agent_id: agentId, display_name: name, team } of agents.data?.data ?? []) {
    entries.push({
      id: agentId,
      label: name,
      content: (
        <>
          <UserRound size={15} aria-hidden="true" /> <span className="flex-1">{name}</span>
          <span className="text-small text-ink-3">{team}</span>
        </>
      ),
      go: () => void navigate({ to: '/agents/$agentId', params: { agentId } }),
    });
  }
  if (uuid.test(id)) {
    entries.unshift({
      id,
      label: id,
      content: (
        <>
          <MessageSquare size={15} aria-hidden="true" /> Open chat <code>{id}</code>
        </>
      ),
      go: () => void navigate({ to: '/sessions', search: { open: id } }),
    });
  }
  return (
    <Modal title="Find" onClose={onClose} width="max-w-lg" isTitleHidden>
      <div className="p-2">
        <PickList
          label="Find"
          placeholder="A page, an agent, or the id of a chat"
          options={entries}
          onText={setText}
          onPick={(picked) => {
            onClose();
            entries.find((entry) => entry.id === picked)?.go();
          }}
        />
      </div>
    </Modal>
  );
}
