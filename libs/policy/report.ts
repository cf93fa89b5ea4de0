/** One fault of a pack. */
export interface Fault<Code extends string> {
  readonly code: Code;
  /** Keys down to the place, e.g. `stageSets.hang-nam.stages.dossier.due`. */
  readonly path: string;
  /** Vietnamese: what is wrong. */
  readonly message: string;
}

/** Takes the faults that the check of a section finds. */
export type Report<Code extends string> = (code: Code, path: string, message: string) => void;
