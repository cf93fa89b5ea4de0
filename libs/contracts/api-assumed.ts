/** GET /cycles/{id}/figures: what the cycle's rules assume, and the documents that confirm some of it. */
export interface FiguresAnswer {
  readonly cycleId: string;
  readonly clockKind: 'calendar' | 'rehearsal';
  /** False while a real year still waits for the confirmation of a figure that a classification rests on. */
  readonly mayClassify: boolean;
  readonly items: readonly AssumedFigureAnswer[];
}

export interface AssumedFigureAnswer {
  /** Path in the policy pack, by which it is confirmed. */
  readonly figure: string;
  /** Vietnamese: what it is about, and what is assumed. */
  readonly text: string;
  readonly value: string;
  /** Whether a real classification waits until it is confirmed. */
  readonly isFence: boolean;
  readonly confirmation?:
    | {
        readonly number: string;
        readonly date: string;
        readonly by: string;
        /** The cycle's own now when it was confirmed. */
        readonly at: string;
        /** Vietnamese: `đã xác nhận theo văn bản số … ngày …`. */
        readonly source: string;
      }
    | undefined;
}
