import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { isExpired } from '../auth/session.ts';

/**
 * A dialog over the page.
 *
 * @param onClose left out for one that can't be dismissed
 */
export function Modal({
  title,
  children,
  onClose,
  width = 'max-w-md',
  isTitleHidden = false,
}: {
  title: string;
  children: ReactNode;
  onClose?: () => void;
  width?: string;
  isTitleHidden?: boolean;
}) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && !isExpired() && onClose?.()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(10_11_16/0.45)]" />
        <Dialog.Viewport className="fixed inset-0 z-40 grid items-start justify-items-center overflow-auto p-4 pt-[12vh]">
          <Dialog.Popup className={`popup w-full outline-none ${width} ${isTitleHidden ? '' : 'p-5'}`}>
            <Dialog.Title className={isTitleHidden ? 'sr-only' : 'mb-3 text-title font-semibold'}>
              {title}
            </Dialog.Title>
            {children}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
