import type { CheckStatus } from './enums.ts';

/** What `GET health/ready` looks at. */
export const checkNames = ['database', 'migrations', 'kv', 'folding'] as const;
export type CheckName = (typeof checkNames)[number];

export interface Check {
  status: CheckStatus;
  /** For a person to read. Anyone may: it holds no host and no credential. */
  detail: string;
}

export interface Readiness {
  /** When it was checked, by the Worker's clock: milliseconds since the epoch. */
  checkedAt: number;
  checks: Record<CheckName, Check>;
}
