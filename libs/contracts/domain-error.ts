import type { ParamsArgument, RefusalCode } from '#libs/refusals';

/** A refusal or fault of the catalogue. Thrown where a use case cannot go on; translated once at each edge. */
export interface DomainError extends Error {
  readonly code: RefusalCode;
  /** The parameters of the code. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** What is wrong one by one, where that is known. */
  readonly problems: readonly Problem[];
}

interface DomainErrorClass {
  readonly prototype: DomainError;
  /** Takes a code of the catalogue with the parameters that its sentence needs. */
  new <C extends RefusalCode>(
    code: C,
    ...said: [...params: ParamsArgument<C>, problems?: readonly Problem[]]
  ): DomainError;
}

class CodedError extends Error implements DomainError {
  override readonly name = 'DomainError';

  constructor(
    readonly code: RefusalCode,
    readonly params: DomainError['params'] = {},
    readonly problems: readonly Problem[] = [],
  ) {
    super(`${code} ${JSON.stringify(params)}`);
  }
}

/** Its constructor alone is generic in the code: of a generic class nothing would be known after `instanceof`. */
export const DomainError = CodedError as DomainErrorClass;

/** One thing wrong in an input: where it stands and what to do, in Vietnamese. */
export interface Problem {
  readonly code: string;
  /** Field path, criterion or row and column. */
  readonly place: string;
  readonly message: string;
}
