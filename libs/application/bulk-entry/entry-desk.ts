import { mayAct, RIGHTS, relationsTo, rolesOf } from '#libs/access';
import { type EntryTable, entryTables, type TypedCriterion } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import { leavesOf, type ResolvedStage } from '#libs/policy';
import { hasOutcome } from '#libs/unit-year';
import { type LevelRules, levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** What papers of many units are entered by: the sheets, one for each step, under the rules of each level. */
export interface EntryDesk {
  readonly levels: LevelRules;
  readonly tables: readonly EntryTable[];
}

/**
 * Asked before a file is read: whoever enters papers of no unit at all is told so.
 *
 * @throws DomainError ACTOR.OTHER_ROLE
 */
export function requireEnters({ role }: Identity): void {
  const roles = rolesOf(RIGHTS, 'submitOnBehalf');
  if (!roles.includes(role)) throw new DomainError('ACTOR.OTHER_ROLE', { roles: roles.join(',') });
}

/** @param stages keys of the steps that are meant; absent: every step in which a unit hands in */
export async function entryDesk(
  records: Stores<'cycles' | 'migrations'>,
  rules: CycleRules,
  cycle: Cycle,
  stages?: readonly string[],
): Promise<EntryDesk> {
  const levels = await levelRulesOf(records, rules, cycle);
  const { pack } = levels.tinh;
  const byKey = new Map<string, ResolvedStage>(
    [...levels.tinh.graph, ...levels.huyen.graph, ...levels.xa.graph].map((stage) => [stage.key, stage]),
  );
  const wanted = [...byKey.values()].filter(({ key }) => stages?.includes(key) !== false);
  const criteria: TypedCriterion[] = leavesOf(pack.criteria).filter(
    ({ derivedFrom }) => derivedFrom === undefined,
  );
  return { levels, tables: entryTables(pack, wanted, criteria) };
}

/** Whether the account enters papers of the unit; each command asks again, with what a table of rights cannot say. */
export const entersFor = (identity: Identity, { levels }: EntryDesk, year: UnitYear): boolean =>
  mayAct(
    RIGHTS,
    identity.role,
    'submitOnBehalf',
    relationsTo(identity, year, { level: judgingLevelOf(levels.tinh.pack, year) }),
  ).granted;

/** Whether the paper of a step is still to be entered for a unit. */
export function isToEnter({ levels }: EntryDesk, year: UnitYear, stage: string): boolean {
  const step = levels[year.managedBy].graph.find(({ key }) => key === stage);
  if (step === undefined || (year.standing === 'outside' && step.role !== 'registration')) return false;
  return !hasOutcome(year.state.stages[stage]);
}
