import type { PolicyPack } from '../pack.schema.js';
import { evaluate } from '../units/predicate.js';
import type { UnitProfile } from '../units/units.schema.js';

/** What the documents lay upon this unit itself, for its own papers; what other bodies owe is no task of a unit. */
export const unitDuties = (
  { duties }: Pick<PolicyPack, 'duties'>,
  profile: UnitProfile,
): PolicyPack['duties'] =>
  duties.filter(
    ({ addressee, when }) =>
      (addressee === undefined || addressee === 'unit') && (when === undefined || evaluate(when, profile)),
  );
