/** How what waited at a step beside its stage ended: a draft before the head, or a request for more time. */
export interface WaitEnd {
  /** The cycle's now, ISO 8601. */
  readonly at: string;
  readonly byName: string;
  readonly reason?: string;
  /** Command by which it ended. */
  readonly commandId?: string;
}

/** A step of a unit at which something needs to wait no longer. */
export interface SettledStep {
  readonly unitId: string;
  /** Every step of the unit where it is left out. */
  readonly stage?: string;
  /** `request`: more time is asked for no longer, and a draft may still wait for the head. */
  readonly what: 'request' | 'both';
  readonly commandId: string;
}

export interface WaitingRecords {
  /**
   * Ends what waits at these steps, in one statement: `overtaken`, but for the draft that was sent and the request that was granted.
   *
   * @param by.sent digest of the draft that was handed in
   * @param by.granted the request on which a day was given, with the day (YYYY-MM-DD) and the document
   */
  end(
    cycleId: string,
    settled: readonly SettledStep[],
    by: Pick<WaitEnd, 'at' | 'byName'> & {
      readonly sent?: string;
      readonly granted?: GrantedRequest;
    },
  ): Promise<void>;
}

export interface GrantedRequest {
  readonly id: string;
  readonly reason: string;
  readonly until: string;
  readonly number?: string;
  readonly date?: string;
}
