/** What of a decision may be corrected: how its document is named, never its outcome and never its list of units. */
export interface DecisionNaming {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly signer: string;
}

/** How a document is named before a correction and after it. */
export interface NamingChange {
  readonly before: DecisionNaming;
  readonly after: DecisionNaming;
}

/**
 * The naming with what is to be corrected in it (đính chính); undefined where everything stands like that already.
 *
 * @param present as recorded, or as the latest correction left it
 */
export function correctedNaming(
  present: DecisionNaming,
  { number = present.number, date = present.date, signer = present.signer }: Partial<DecisionNaming>,
): NamingChange | undefined {
  const { number: oldNumber, date: oldDate, signer: oldSigner } = present;
  if (number === oldNumber && date === oldDate && signer === oldSigner) return undefined;
  return {
    before: { number: oldNumber, date: oldDate, signer: oldSigner },
    after: { number, date, signer },
  };
}

/**
 * How the document is named now, and since when it is named so.
 *
 * @param corrections of one document, the oldest first
 */
export function presentNaming(
  recorded: DecisionNaming,
  corrections: readonly { readonly after: DecisionNaming; readonly correctedOn: string }[],
): DecisionNaming & { readonly correctedOn?: string } {
  const last = corrections.at(-1);
  const { number, date, signer } = last?.after ?? recorded;
  return { number, date, signer, correctedOn: last?.correctedOn };
}
