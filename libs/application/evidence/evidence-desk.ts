import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { type EvidenceRules, evidenceRulesOf, type PolicyPack, type UnitKind } from '#libs/policy';
import { leavesOfItems } from '#libs/scoring';
import { checkAssignment } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { itemsInHand } from '../scoring/returns.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requireRunning } from '../unit-years/running.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

type Needs = Stores<'commands' | 'cycles' | 'migrations' | 'now' | 'papers' | 'unitYears' | 'units'>;

/** A unit's year to which evidence may be added by the account. */
export interface EvidenceDesk {
  readonly cycle: Cycle;
  readonly unit: UnitYear & { readonly unitKind: UnitKind };
  readonly rules: Rules;
  readonly pack: PolicyPack;
  readonly evidenceRules: EvidenceRules;
}

/**
 * Evidence is the unit's people's business, the appraising office's that scores the unit, and the administrator's who
 * enters papers on behalf.
 *
 * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD, ACTOR.EVIDENCE, ACTOR.NOT_ASSIGNED,
 *   YEAR.CLOSED, YEAR.PAUSED, EVIDENCE.NO_TABLE
 */
export async function evidenceDesk(
  records: Needs,
  cycleRules: CycleRules,
  identity: Identity,
  cycleId: string,
  unitId: string,
): Promise<EvidenceDesk> {
  const { cycle, unit } = await findUnitYear(records, identity, cycleId, unitId);
  const { unitKind } = unit;
  if (unitKind === 'body') throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  const rules = await cycleRules.of(records, cycle, unit);
  const today = dateOf(await nowOf(records, cycle));
  await checkAssignment(records, identity, rules, unit, { act: 'addEvidence' }, today);
  requireRunning(cycle, unit);
  if (rules.pack.criteria.length === 0) throw new DomainError('EVIDENCE.NO_TABLE', { pack: rules.pack.id });
  return {
    cycle,
    unit: { ...unit, unitKind },
    rules,
    pack: rules.pack,
    evidenceRules: evidenceRulesOf(rules.pack),
  };
}

/**
 * Criteria under which a handed-in column rests on the evidence; it may not go while the column stands. Of a column that
 * was returned by items the other lines stand on: the unit cannot change them.
 */
export async function citingCriteria(
  records: Needs,
  { cycle, unit, rules }: EvidenceDesk,
  evidenceId: string,
): Promise<readonly string[]> {
  const sheet = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  if (sheet === undefined) return [];
  const citing: string[] = [];
  for (const { key, sheet: column } of rules.graph) {
    if (column === undefined) continue;
    const status = unit.state.stages[key]?.status;
    const isWhole = status === 'submitted' || status === 'done';
    const items = isWhole ? [] : await itemsInHand(records, cycle.id, unit.unitId, key);
    if (items === undefined) continue;
    const inHand = leavesOfItems(rules.pack.criteria, items);
    citing.push(
      ...(sheet[column] ?? [])
        .filter(({ criterion, cites = [] }) => cites.includes(evidenceId) && !inHand.includes(criterion))
        .map(({ criterion }) => criterion),
    );
  }
  return [...new Set(citing)];
}
