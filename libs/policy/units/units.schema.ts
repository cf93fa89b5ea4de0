import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { LEVELS, type ManagementLevel } from '../levels.js';
import { sourced } from '../sources/sources.schema.js';

export const managementLevel = z.enum(LEVELS);
export const unitKind = z.enum(['co-quan', 'co-so-giao-duc', 'doanh-nghiep']);
const unitSize = z.enum(['sieu-nho', 'nho', 'vua', 'lon']);
const unitFlag = z.enum([
  'hasParty',
  'hasUnion',
  'hasMassOrganisations',
  'hasGuards',
  'hasStudents',
  'isFdi',
]);

export type UnitKind = z.infer<typeof unitKind>;
export type UnitSize = z.infer<typeof unitSize>;
export type UnitFlag = z.infer<typeof unitFlag>;

/** What a pack's predicates may look at. */
export interface UnitProfile extends Readonly<Record<UnitFlag, boolean>> {
  readonly kind: UnitKind;
  readonly subKind: string;
  readonly managedBy: ManagementLevel;
  readonly size: UnitSize;
}

const simplePredicate = z.union([
  z.strictObject({ flag: unitFlag }),
  z.strictObject({ kindIn: z.array(unitKind).min(1) }),
  z.strictObject({ subKindIn: z.array(text).min(1) }),
  z.strictObject({ sizeIn: z.array(unitSize).min(1) }),
  z.strictObject({ managedBy: managementLevel }),
]);

/** A condition on a unit, as data. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | Immutable<z.infer<typeof simplePredicate>>;

export const predicate: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(predicate) }),
    z.strictObject({ any: z.array(predicate) }),
    z.strictObject({ not: predicate }),
    simplePredicate,
  ]),
);

export const unitKinds = z.array(z.strictObject({ ...sourced, key: unitKind, name: text }));

const eligibilityRule = z.strictObject({
  ...sourced,
  key,
  when: predicate,
  /** Shown beside the unit: why it takes part without the standard. */
  reason: text,
});
export const eligibility = z.array(eligibilityRule);
export type EligibilityRule = Immutable<z.infer<typeof eligibilityRule>>;

/** A unit that would judge itself. */
const routingRule = z.strictObject({
  ...sourced,
  key,
  text,
  /** Beginnings of the names of the units it falls on. */
  namePrefixes: z.array(text).optional(),
  /** The level that judges them instead. */
  toLevel: managementLevel.optional(),
});
export const routing = z.array(routingRule);
export type RoutingRule = Immutable<z.infer<typeof routingRule>>;
