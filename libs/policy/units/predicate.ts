import type { PolicyPack } from '../pack.schema.js';
import type { PackGap } from '../scoring/gaps.schema.js';
import type { Predicate, UnitProfile } from './units.schema.js';

/** Whether the condition holds of the unit. `all` of nothing holds, `any` of nothing does not. */
export const evaluate = (predicate: Predicate, profile: UnitProfile): boolean => {
  if ('all' in predicate) return predicate.all.every((part) => evaluate(part, profile));
  if ('any' in predicate) return predicate.any.some((part) => evaluate(part, profile));
  if ('not' in predicate) return !evaluate(predicate.not, profile);
  if ('flag' in predicate) return profile[predicate.flag];
  if ('kindIn' in predicate) return predicate.kindIn.includes(profile.kind);
  if ('subKindIn' in predicate) return predicate.subKindIn.includes(profile.subKind);
  if ('sizeIn' in predicate) return predicate.sizeIn.includes(profile.size);
  return profile.managedBy === predicate.managedBy;
};

/** Named gaps whose condition holds of the unit; with `year`, only those that exist in that cycle year. */
export const gapsActing = (pack: PolicyPack, profile: UnitProfile, year?: number): readonly PackGap[] =>
  pack.gaps.filter(
    (gap) =>
      evaluate(gap.when, profile) &&
      (year === undefined || !gap.years || (year >= gap.years.from && year <= (gap.years.to ?? Infinity))),
  );
