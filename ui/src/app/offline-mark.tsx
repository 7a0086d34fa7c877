import { CloudOff } from 'lucide-react';
import { useOnline } from '../components/use-online.ts';

/** Says that the browser is offline: what is shown stays, and is not renewed. */
export function OfflineMark() {
  const isOnline = useOnline();
  if (isOnline) return null;
  return (
    <p
      role="status"
      className="mt-3 flex items-center gap-2 rounded-control bg-warn-soft px-3 py-2 text-warn"
    >
      <CloudOff size={15} aria-hidden="true" /> You are offline. Figures do not update until the connection is
      back.
    </p>
  );
}
