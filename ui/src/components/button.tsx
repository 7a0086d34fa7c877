import type { ComponentProps } from 'react';

type Kind = 'plain' | 'primary' | 'ghost' | 'danger';

const look: Record<Kind, string> = {
  plain: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  primary: 'border border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  ghost: 'border border-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  danger: 'border border-transparent bg-bad-soft text-bad hover:border-bad',
};

const shape =
  'inline-flex min-h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-control px-2.5 text-body font-medium transition-colors disabled:cursor-default disabled:opacity-45';

/** The classes of a button, for links and Base UI triggers that look like one. */
export const buttonLook = (kind: Kind = 'plain', more = ''): string => `${shape} ${look[kind]} ${more}`;

export function Button({
  kind = 'plain',
  className = '',
  type = 'button',
  ...props
}: ComponentProps<'button'> & { kind?: Kind }) {
  return <button type={type} className={buttonLook(kind, className)} {...props} />;
}
