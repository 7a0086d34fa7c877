import { Link } from '@tanstack/react-router';
import { CircleQuestionMark, LogOut, Menu as MenuIcon, Search } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../auth/me.ts';
import { signOut } from '../auth/session.ts';
import { Button } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import { shortId } from '../components/person.tsx';
import { shortcuts } from '../keys/catalog.ts';
import { pagesFor } from './pages.ts';
import { ThemePicker } from './theme-picker.tsx';

const item =
  'flex min-h-9 items-center gap-2.5 rounded-control px-2.5 font-medium text-ink-2 hover:bg-sunken hover:text-ink lg:min-h-8';

/** Links to every page that the caller may see; on a phone, behind a button. */
export function Navigation({ onFind, onHelp }: { onFind: () => void; onHelp: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const me = useMe();
  return (
    <header className="no-print border-line max-lg:border-b lg:sticky lg:top-0 lg:h-dvh lg:border-r">
      <div className="flex h-full flex-col gap-1 px-3 py-2 lg:py-3">
        <div className="flex min-h-9 items-center gap-2 px-2 lg:mb-2">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={20} height={20} />
          <span className="flex-1 font-semibold tracking-tight">Chat dashboard</span>
          <Button
            kind="ghost"
            className="lg:hidden"
            aria-expanded={isOpen}
            aria-controls="navigation"
            onClick={() => setOpen(!isOpen)}
          >
            <MenuIcon size={16} aria-hidden="true" /> Menu
          </Button>
        </div>
        <div
          id="navigation"
          className={`${isOpen ? 'flex' : 'hidden'} min-h-0 flex-1 flex-col gap-1 lg:flex`}
        >
          <nav aria-label="Pages" className="flex flex-col gap-0.5">
            {pagesFor(me?.role).map(({ path, title, icon: Icon }) => (
              <Link
                key={path}
                to={path}
                className={item}
                activeProps={{ className: 'bg-sunken !text-ink', 'aria-current': 'page' }}
                onClick={() => setOpen(false)}
              >
                <Icon size={16} aria-hidden="true" /> {title}
              </Link>
            ))}
          </nav>
          <div className="mt-auto flex flex-col gap-0.5 pt-3">
            <button type="button" className={item} onClick={onFind}>
              <Search size={16} aria-hidden="true" /> Find
              <span className="ml-auto max-lg:hidden">
                <Keys keys={shortcuts.palette.keys} />
              </span>
            </button>
            <button type="button" className={item} onClick={onHelp}>
              <CircleQuestionMark size={16} aria-hidden="true" /> Shortcuts
              <span className="ml-auto max-lg:hidden">
                <Keys keys={shortcuts.help.keys} />
              </span>
            </button>
            <ThemePicker />
            <button type="button" className={item} onClick={() => void signOut()}>
              <LogOut size={16} aria-hidden="true" /> Sign out
            </button>
            <p className="min-h-6 truncate px-2.5 pt-2 text-small text-ink-3">
              {me !== undefined && `${me.name ?? shortId(me.id)} · ${me.role}`}
            </p>
          </div>
        </div>
      </div>
    </header>
  );
}
