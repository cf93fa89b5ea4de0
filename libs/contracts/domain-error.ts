/** Values that a sentence is filled with; days as YYYY-MM-DD, stages by key. */
export type SentenceParams = Readonly<Record<string, string>>;

/** A refusal or fault that has a stable code. Thrown where a use case cannot go on; translated once at each edge. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    readonly params: SentenceParams = {},
    readonly problems: readonly Problem[] = [],
  ) {
    super(`${code} ${JSON.stringify(params)}`);
  }
}

/** One thing wrong in an input: where it stands and what to do, in Vietnamese. */
export interface Problem {
  readonly code: string;
  /** Field path, criterion or row and column. */
  readonly place: string;
  readonly message: string;
}
