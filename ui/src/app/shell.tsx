import { lazyRouteComponent, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useShortcut } from '../keys/dispatch.ts';
import { toggleTheme } from './theme.ts';
import { Allowed } from './allowed.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineMark } from './offline-mark.tsx';
import { pageFile } from './page-file.ts';
import { pageOf, pages } from './pages.ts';
import { useSignOfLife } from './sign-of-life.ts';

/** What lies over a page, each opened by a key. */
const overlays = {
  palette: lazyRouteComponent(
    pageFile(() => import('../keys/palette.tsx')),
    'Palette',
  ),
  help: lazyRouteComponent(
    pageFile(() => import('../keys/help.tsx')),
    'Help',
  ),
};
type Overlay = keyof typeof overlays;

/** Loads what a key opens before it is pressed, so that letters typed right after ⌘K are not lost. */
function usePreloadedOverlays(): void {
  useEffect(() => {
    const load = () => {
      for (const { preload } of Object.values(overlays)) void preload?.();
    };
    const timer = setTimeout(load, 1500);
    return () => clearTimeout(timer);
  }, []);
}

function GoTo({ path }: { path: string }) {
  const navigate = useNavigate();
  useShortcut(`go.${path}`, () => void navigate({ to: path }));
  return null;
}

/** The frame of every page: navigation, palette, help, and what applies everywhere. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>();
  const { pathname } = useLocation();
  const page = pageOf(pathname);
  const close = () => setOverlay(undefined);
  const open = (name: Overlay) => {
    // A file that could not be loaded is asked for again.
    void overlays[name].preload?.();
    setOverlay(name);
  };
  const Open = overlay && overlays[overlay];

  useShortcut('palette', () => open('palette'));
  useShortcut('help', () => open('help'));
  useShortcut('theme', toggleTheme);
  usePreloadedOverlays();
  useSignOfLife();

  const isBare = page?.isBare === true;

  return (
    <div
      className={isBare ? 'min-h-dvh' : 'min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:!block'}
    >
      {pages.map(({ path }) => (
        <GoTo key={path} path={path} />
      ))}
      {isBare ? (
        <main id="page">
          <Allowed page={page}>
            <Outlet />
          </Allowed>
        </main>
      ) : (
        <>
          <a
            href="#page"
            className="sr-only z-50 rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
          >
            Skip to the page
          </a>
          <Navigation onFind={() => open('palette')} onHelp={() => open('help')} />
          <main id="page" className="min-w-0 px-4 pb-10 lg:px-7" tabIndex={-1}>
            <OfflineMark />
            <Allowed page={page}>
              <Outlet />
            </Allowed>
          </main>
        </>
      )}
      <Suspense>{Open !== undefined && <Open onClose={close} />}</Suspense>
    </div>
  );
}
