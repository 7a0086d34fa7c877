import { Keys } from '../components/keys.tsx';
import { Modal } from '../components/modal.tsx';
import { shortcuts } from './catalog.ts';

/** Every shortcut, by group. */
export function Help({ onClose }: { onClose: () => void }) {
  const groups = Map.groupBy(Object.values(shortcuts), ({ group }) => group);
  return (
    <Modal title="Shortcuts" onClose={onClose} width="max-w-2xl">
      <div className="gap-8 sm:columns-2">
        {[...groups].map(([group, list]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-small font-semibold text-ink-3">{group}</h3>
            <dl>
              {list.map(({ keys, label }) => (
                <div key={keys} className="flex min-h-7 items-center justify-between gap-4">
                  <dt className="text-ink-2">{label}</dt>
                  <dd>
                    <span className="sr-only">{keys}</span>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
