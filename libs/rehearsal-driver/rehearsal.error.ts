import type { CycleAnswer, RehearsalAnswer } from '#libs/contracts/http';
import type { PlannedAct } from './population.types.js';

/** Why a rehearsal cannot go on; who runs it says so in the words of its user. */
export type RehearsalFault =
  /** An act that was drawn to be sound was refused, and the run is not to keep going. */
  | { readonly kind: 'actRefused'; readonly act: PlannedAct; readonly reason: string }
  /** The act was handed in before with another content: the year was drawn with another seed. */
  | { readonly kind: 'otherSeed'; readonly act: PlannedAct }
  /** The clock has neither moved nor settled anything for `patienceMs`. */
  | {
      readonly kind: 'stuck';
      readonly state: RehearsalAnswer;
      readonly to: string;
      readonly patienceMs: number;
    }
  | { readonly kind: 'exists'; readonly cycle: CycleAnswer; readonly label: string }
  | { readonly kind: 'nothingToResume'; readonly label: string; readonly year: number }
  /** Offices that the cycle holds and that cannot act, or the other way round. */
  | { readonly kind: 'officesDiffer'; readonly offices: readonly string[] }
  | { readonly kind: 'noAccount'; readonly account: string; readonly subject: string }
  | { readonly kind: 'noTotals' };

/** Thrown when a rehearsal cannot go on. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';

  constructor(readonly fault: RehearsalFault) {
    super(fault.kind);
  }
}
