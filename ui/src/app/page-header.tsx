import type { ReactNode } from 'react';

/** The top of a page: its name, and the controls of its view. It stays in sight. It also names the browser's tab. */
export function PageHeader({
  title,
  tabTitle = title,
  children,
}: {
  title: string;
  /** What the tab says, where that differs: a count first, or a name alone. */
  tabTitle?: string;
  children?: ReactNode;
}) {
  return (
    <header className="z-20 -mx-4 mb-4 flex flex-wrap items-center gap-x-2 gap-y-2 border-b border-line bg-canvas px-4 py-2.5 lg:sticky lg:top-0 lg:-mx-7 lg:px-7 print:border-0">
      <title>{`${tabTitle} · Chat dashboard`}</title>
      <h1 className="mr-auto text-heading max-sm:-order-2 font-semibold tracking-tight">{title}</h1>
      {children}
    </header>
  );
}
