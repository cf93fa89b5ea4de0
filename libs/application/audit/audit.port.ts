export interface AuditEntry {
  readonly cycleId: string;
  /** Commune of the unit, or the province for what concerns the whole cycle. */
  readonly areaCode: string;
  readonly actorId: string;
  readonly actorRole: string;
  readonly action: string;
  readonly object: string;
  readonly detail: unknown;
}

export interface AuditTrail {
  /** Appends one row to the area's chain; takes its lock, so it comes last in a transaction. */
  append(entry: AuditEntry): Promise<void>;
  /** Appends several, each to the chain of its area and the chains in order. */
  appendAll(entries: readonly AuditEntry[]): Promise<void>;
}
