import type { KeyedArguments, KeyedRefusal, ResultRefusalCode, StageRefusalCode } from '#libs/refusals';

/** Codes that the state machine refuses with: of the stages and the year, and of results. */
export type RefusalCode = StageRefusalCode | ResultRefusalCode;

/** Why a command is refused. */
export type Refusal = KeyedRefusal<RefusalCode>;

/** A refusal with all that its sentence needs. */
export function refusalOf<C extends RefusalCode>(code: C, ...said: KeyedArguments<C>): Refusal {
  const [stage, params = {}] = said as [stage?: string, params?: object];
  return { code, stage, params } as Refusal;
}
