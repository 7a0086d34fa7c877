import {
  CalendarClock,
  ChartLine,
  Headset,
  Mails,
  MessagesSquare,
  ScrollText,
  Star,
  Tv,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Role } from '../auth/me.ts';

/** A page of the navigation, in its order. Its route is in `app/router.tsx`. */
export interface Page {
  path: string;
  title: string;
  /** Pressed after G. */
  key: string;
  icon: LucideIcon;
  /** Who may see it. */
  roles: readonly Role[];
  /** Whether it fills the screen, without the navigation. */
  isBare?: true;
}

const everybody = ['admin', 'agent'] as const;

/** The first one is the page that people begin with. */
export const pages: Page[] = [
  { path: '/live', title: 'Live', key: 'l', icon: Headset, roles: everybody },
  { path: '/overview', title: 'Overview', key: 'o', icon: ChartLine, roles: everybody },
  { path: '/staffing', title: 'Staffing', key: 't', icon: CalendarClock, roles: everybody },
  { path: '/agents', title: 'Agents', key: 'a', icon: Users, roles: everybody },
  { path: '/sessions', title: 'Sessions', key: 's', icon: MessagesSquare, roles: everybody },
  { path: '/satisfaction', title: 'Satisfaction', key: 'r', icon: Star, roles: everybody },
  { path: '/messages', title: 'Messages', key: 'm', icon: Mails, roles: everybody },
  { path: '/audit', title: 'Audit', key: 'u', icon: ScrollText, roles: ['admin'] },
  { path: '/wall', title: 'Wallboard', key: 'w', icon: Tv, roles: everybody, isBare: true },
];

export const pagesFor = (role: Role | undefined): Page[] =>
  pages.filter(({ roles }) => role !== undefined && roles.includes(role));

/** The page that a path belongs to: `/agents/1` belongs to `/agents`. */
export const pageOf = (pathname: string): Page | undefined =>
  pages.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
