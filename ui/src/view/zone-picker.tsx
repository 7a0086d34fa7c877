import { Globe } from 'lucide-react';
import { useState } from 'react';
import { buttonLook } from '../components/button.tsx';
import { PickList } from '../components/pick-list.tsx';
import { Popup } from '../components/popup.tsx';
import { formatZone } from '../format/dates.ts';
import { useChangeView, useView } from './use-view.ts';
import { allZones } from './zone.ts';

/** Shows the time zone of every time and every bucket on the page, and changes it. */
export function ZonePicker() {
  const [isOpen, setOpen] = useState(false);
  const { zone } = useView();
  const { setZone } = useChangeView();
  const at = new Date();
  return (
    <Popup
      name="Time zone"
      align="end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={buttonLook('ghost', 'max-sm:-order-1')}
          aria-label={`Time zone: ${formatZone(zone, at)}`}
        >
          <Globe size={15} aria-hidden="true" /> {formatZone(zone, at)}
        </button>
      }
    >
      <div className="w-72">
        <PickList
          label="Time zone"
          placeholder="City or region"
          options={allZones().map((name) => ({ id: name, label: formatZone(name, at) }))}
          selected={zone}
          onPick={(name) => {
            setZone(name);
            setOpen(false);
          }}
        />
      </div>
    </Popup>
  );
}
