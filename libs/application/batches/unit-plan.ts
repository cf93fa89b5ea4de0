import { isInScope } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { DomainError, sentenceOf } from '#libs/contracts';
import type { BatchAct } from '#libs/contracts/http';
import { effectOn, type YearEffect } from '#libs/unit-year';
import { checkAssignment } from '../access/assignment.js';
import { type Rules, withStageNames } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { actOf, baseOf } from '../judging/act-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** Why the act is not done to a unit. */
export interface NotDone {
  readonly outcome: 'refused';
  readonly code: string;
  /** Vietnamese sentence. */
  readonly detail: string;
}

export type UnitPlan =
  | (Omit<Extract<YearEffect, { outcome: 'planned' }>, 'line'> & {
      /** Digest of the effect line. */
      readonly line: string;
    })
  | NotDone;

/** What a batch is asked by: who asks for what, and the cycle's now (ISO 8601). */
export interface BatchAsking {
  readonly identity: Identity;
  readonly act: BatchAct;
  readonly at: string;
}

/** An act that is a command for each unit. */
export type ActForMany = Exclude<BatchAct, { kind: 'remind' }>;

/**
 * What the act would come to for one unit as it stands, rights included: asked by the plan for each unit, and by each
 * page of the batch again for the unit that it has locked.
 */
export async function planUnit(
  records: Stores<'units'>,
  rules: Rules,
  unit: UnitYear,
  asking: BatchAsking & { readonly act: ActForMany },
): Promise<UnitPlan> {
  const { identity, act, at } = asking;
  const notAllowed = await requireActOn(records, rules, unit, asking);
  if (notAllowed !== undefined) return notAllowed;
  const base = baseOf({ id: '', actor: identity, effectiveAt: at }, unit);
  const asked = actOf(base, { ...act, reason: '' }, rules.pack);
  if (asked.kind !== 'restart' && asked.kind !== 'extend') throw new Error(`${asked.kind} is for one unit`);
  const effect = effectOn(rules.graph, unit.state, asked);
  if (effect.outcome === 'planned') return { ...effect, line: requestDigest(effect.line) };
  const { refusal } = effect;
  return refusedBy(new DomainError(refusal.code, withStageNames(rules.stages, refusal)));
}

/** Why the account may not do this to the unit, whatever would come of it; undefined where it may. */
export async function requireActOn(
  records: Stores<'units'>,
  rules: Rules,
  unit: UnitYear,
  { identity, act, at }: BatchAsking,
): Promise<NotDone | undefined> {
  if (!isInScope(identity.scope, unit)) {
    return refusedBy(new DomainError('UNIT.NOT_IN_SCOPE', { unit: unit.unitId }));
  }
  if (unit.standing === 'outside') {
    return refusedBy(
      new DomainError('UNIT.OUTSIDE_STANDARD', { unit: unit.unitId, reason: unit.standingReason ?? '' }),
    );
  }
  try {
    await checkAssignment(records, identity, rules, unit, { act: act.kind }, dateOf(at));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refusedBy(error);
  }
  return undefined;
}

/** A refusal as it is told with the unit's name. */
export const refusedBy = (error: DomainError): NotDone => ({
  outcome: 'refused',
  code: error.code,
  detail: sentenceOf(error),
});
