/** Tells which cycles have something new in their audit trail. A hint, not a promise. */
export interface AuditTrailFeed {
  /** Calls back with the cycle whose trail has grown; answers how to stop. */
  follow(hear: (cycleId: string) => void): () => void;
  /** Takes the connection, anew where it was lost; fails where it cannot be had. */
  connect(): Promise<void>;
  close(): void;
}
