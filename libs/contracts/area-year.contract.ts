/** Input of `areaYear`. */
export interface AreaYearInput {
  readonly cycleId: string;
  readonly areaId: string;
}

export interface OpeningProgress {
  readonly opened: number;
  readonly total: number;
}

/** Activities that open a cycle's units. */
export interface OpeningActivities {
  /** Opens every unit of the cycle in pages and starts its workflow; heartbeats the last unit code of each page. */
  openUnits(input: AreaYearInput): Promise<OpeningProgress>;
}
