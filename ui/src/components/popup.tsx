import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { isExpired } from '../auth/session.ts';

/** A panel that opens below its trigger. */
export function Popup({
  trigger,
  name,
  children,
  isOpen,
  onOpenChange,
  align = 'start',
}: {
  trigger: ReactElement<Record<string, unknown>>;
  /** What it is, for a screen reader. */
  name: string;
  children: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  align?: 'start' | 'end';
}) {
  return (
    <Popover.Root
      {...(isOpen !== undefined && { open: isOpen })}
      onOpenChange={(open, details) => {
        if (!open && isExpired()) details.cancel();
        else onOpenChange?.(open);
      }}
    >
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} collisionPadding={8} align={align} className="z-40">
          <Popover.Popup
            className="popup outline-none max-h-[var(--available-height)] overflow-auto p-1.5"
            aria-label={name}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
