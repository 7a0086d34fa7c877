import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';

const manager = Toast.createToastManager();

interface Notice {
  title: string;
  detail?: string;
  kind?: 'done' | 'failed';
  /** One thing to do about it, such as Undo. */
  action?: { label: string; run: () => void };
}

/** Says in a corner what happened. A failure stays until it is closed. @returns its id, for `renotify` */
export const notify = ({ title, detail, kind = 'done', action }: Notice): string =>
  manager.add({
    title,
    type: kind,
    timeout: kind === 'failed' ? 0 : 6000,
    priority: kind === 'failed' ? 'high' : 'low',
    ...(detail !== undefined && { description: detail }),
    ...(action !== undefined && { actionProps: { children: action.label, onClick: action.run } }),
  });

/** Changes a notice that is shown. */
export const renotify = (id: string, { title, detail }: Pick<Notice, 'title' | 'detail'>): void =>
  manager.update(id, { title, description: detail ?? '' });

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="popup flex items-start gap-3 py-2.5 pr-2 pl-4 text-body data-[type=failed]:border-bad"
    >
      <Toast.Content className="min-w-0 flex-1">
        <Toast.Title className="font-medium" />
        <Toast.Description className="text-small text-ink-2 empty:hidden" />
      </Toast.Content>
      <Toast.Action className="rounded-control px-2 py-1 font-medium text-accent hover:bg-sunken empty:hidden" />
      <Toast.Close aria-label="Dismiss" className="rounded-control p-1 text-ink-3 hover:bg-sunken">
        <X size={14} aria-hidden="true" />
      </Toast.Close>
    </Toast.Root>
  ));
}

/** Where notices appear. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="no-print fixed right-4 bottom-4 z-50 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
