import { Globe } from 'lucide-react';
import { useMemo, useState } from 'react';
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
  const written = formatZone(zone, new Date());
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
          aria-label={`Time zone: ${written}`}
        >
          <Globe size={15} aria-hidden="true" /> {written}
        </button>
      }
    >
      <ZoneList
        selected={zone}
        onPick={(name) => {
          setZone(name);
          setOpen(false);
        }}
      />
    </Popup>
  );
}

/** Mounted when it is opened: writing four hundred zones takes longer than drawing a page. */
function ZoneList({ selected, onPick }: { selected: string; onPick: (zone: string) => void }) {
  const options = useMemo(() => {
    const now = new Date();
    return allZones().map((name) => ({ id: name, label: formatZone(name, now) }));
  }, []);
  return (
    <div className="w-72">
      <PickList
        label="Time zone"
        placeholder="City or region"
        options={options}
        selected={selected}
        onPick={onPick}
      />
    </div>
  );
}
