/** What the receiving office has entered of a paper whose content is still to be typed (đã nhận giấy). */
export interface PaperReceipt {
  /** Số đến. */
  readonly arrivalNumber: string;
  /** Ngày đến, YYYY-MM-DD. */
  readonly arrivedOn: string;
  /** Whether the paper came after the last day. */
  readonly late: boolean;
  /** Where late: whether by a day that no document set when it came, so that no rule was broken; absent in records of before. */
  readonly afterSuggested?: boolean;
  /** Instant that counts as that of the arrival, ISO 8601. */
  readonly effectiveAt: string;
  readonly commandId: string;
}

/** What the unit says of a paper that it has sent (đã gửi giấy). It proves nothing: the receipt does. */
export interface PaperAnnouncement {
  readonly number: string;
  /** Date of the paper, YYYY-MM-DD. */
  readonly date: string;
  /** First day on which mails about the step go out again, YYYY-MM-DD. */
  readonly mailsFrom: string;
  readonly commandId: string;
  /** How often the unit has said so of this step; absent where once. */
  readonly times?: number;
}

/** Acts on the paper of one stage, beside its content. */
export type PaperAct =
  | {
      readonly kind: 'receivePaper';
      readonly stage: string;
      readonly arrivalNumber: string;
      readonly arrivedOn: string;
    }
  | { readonly kind: 'withdrawReceipt'; readonly stage: string }
  | {
      readonly kind: 'announcePaper';
      readonly stage: string;
      readonly number: string;
      readonly date: string;
      /** Days for which mails about the step rest from today on; of the pack, 0 where it names none. */
      readonly pauseDays: number;
      /** How often mails about one step rest for that; of the pack, as often as it is said where it names none. */
      readonly mostPauses?: number;
    };

export type PaperFact =
  | {
      readonly kind: 'paper.received';
      readonly stage: string;
      readonly arrivalNumber: string;
      readonly arrivedOn: string;
      readonly late: boolean;
      readonly afterSuggested?: boolean;
      readonly effectiveAt: string;
      readonly commandId: string;
    }
  | {
      readonly kind: 'paper.receiptWithdrawn';
      readonly stage: string;
      /** Of the receipt that is taken back. */
      readonly arrivalNumber: string;
      readonly arrivedOn: string;
    }
  | {
      readonly kind: 'paper.announced';
      readonly stage: string;
      readonly number: string;
      readonly date: string;
      readonly mailsFrom: string;
      readonly effectiveAt: string;
      readonly commandId: string;
      /** From the second time on. */
      readonly times?: number;
    };
