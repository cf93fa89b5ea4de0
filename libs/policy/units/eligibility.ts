import type { ManagementLevel } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import { evaluate } from './predicate.js';
import type { EligibilityRule, RoutingRule, UnitProfile } from './units.schema.js';

export type Standing =
  | { readonly standing: 'inside' }
  | { readonly standing: 'outside'; readonly reason: string; readonly rule: EligibilityRule };

/**
 * Whether the unit is judged by the standard. `outside` means it takes part in the movement without it and stands in
 * no denominator of the standard (Thông tư 124/2021/TT-BCA, Điều 1); the first rule that holds gives the reason.
 */
export const eligibility = (pack: PolicyPack, profile: UnitProfile): Standing => {
  const rule = pack.eligibility.find((candidate) => evaluate(candidate.when, profile));
  return rule ? { standing: 'outside', reason: rule.reason, rule } : { standing: 'inside' };
};

/**
 * The level that appraises and decides for the unit: its own manager's, or the one a routing rule names because the
 * unit would be its own judge (gap `SELF_BODY`); else the one it was delegated to by a document.
 */
export const judgingLevel = (
  pack: PolicyPack,
  unit: {
    readonly name: string;
    readonly managedBy: ManagementLevel;
    readonly delegatedTo?: ManagementLevel;
  },
): { readonly level: ManagementLevel; readonly rule?: RoutingRule } => {
  const name = unit.name.normalize('NFC');
  const rule = pack.routing.find((candidate) =>
    candidate.namePrefixes?.some((prefix) => name.startsWith(prefix)),
  );
  return rule?.toLevel ? { level: rule.toLevel, rule } : { level: unit.delegatedTo ?? unit.managedBy };
};
