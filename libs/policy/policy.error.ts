import { fillSentence, type PolicyRefusalCode, type RefusalParams } from '#libs/refusals';

/** A pack that cannot be read or does not answer what is asked of it. */
export interface PolicyError extends Error {
  readonly code: PolicyRefusalCode;
  /** Where in the pack, e.g. `criteria.4.children.0.max`. */
  readonly path: string | undefined;
}

interface PolicyErrorClass {
  readonly prototype: PolicyError;
  /** Takes a code of the catalogue with the parameters that its sentence needs, which are texts; the message is that sentence. */
  new <C extends PolicyRefusalCode>(code: C, params: RefusalParams<C>, path?: string): PolicyError;
}

class CodedPolicyError extends Error implements PolicyError {
  override readonly name = 'PolicyError';

  constructor(
    readonly code: PolicyRefusalCode,
    params: Readonly<Record<string, string>>,
    readonly path: string | undefined,
  ) {
    super(fillSentence(code, params));
  }
}

/** Its constructor alone is generic in the code: of a generic class nothing would be known after `instanceof`. */
export const PolicyError = CodedPolicyError as PolicyErrorClass;
