/** A decision about a list of units: the document is one fact, each unit has a command of its own. */
export interface DecisionDocument {
  readonly id: string;
  readonly cycleId: string;
  readonly stage: string;
  /** Code of the area whose body decided; a number is used once there. */
  readonly issuer: string;
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly signer: string;
  readonly officeCode?: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly recordedAt: string;
  readonly units: number;
}

/** One unit of a decision and the command that carries it. */
export interface DecisionItem {
  readonly unitId: string;
  readonly commandId: string;
}

export interface DecisionRecords {
  findByKey(actorId: string, idempotencyKey: string): Promise<DecisionDocument | undefined>;
  findByNumber(cycleId: string, issuer: string, number: string): Promise<DecisionDocument | undefined>;
  /**
   * Inserts unless the number is used in that area, or the key by that account; waits for whoever is inserting the same
   * one just now.
   */
  insertOnce(document: DecisionDocument): Promise<'inserted' | 'existing'>;
  insertItems(documentId: string, cycleId: string, items: readonly DecisionItem[]): Promise<void>;
}
