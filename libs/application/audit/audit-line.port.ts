import type { AuditStatement } from './seal.js';

export interface AuditLine extends AuditStatement {
  readonly hash: string;
  /** Absent once the detail was erased. */
  readonly salt?: string;
  readonly detail?: string;
}
