export type PolicyErrorCode =
  | 'POLICY.UNKNOWN_PACK'
  | 'POLICY.INVALID'
  | 'POLICY.EXTENDS_CYCLE'
  | 'POLICY.YEAR_NOT_COVERED'
  | 'POLICY.STAGE_CYCLE'
  | 'POLICY.UNKNOWN_SOURCE';

/** Thrown when a pack cannot be read or does not answer what is asked of it. `message` is Vietnamese, for users. */
export class PolicyError extends Error {
  constructor(
    readonly code: PolicyErrorCode,
    message: string,
    /** Where in the pack, e.g. `criteria.4.children.0.max`. */
    readonly path?: string,
  ) {
    super(message);
    this.name = 'PolicyError';
  }
}
