import { createHash, randomUUID } from 'node:crypto';
import { dateOf, epochMs, startOfDay, toInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { MigrationAnswer, MigrationBody, MigrationSubjectAnswer } from '#libs/contracts/http';
import { levelsOf, type PackCatalogue, type PolicyPack, stageSetFor } from '#libs/policy';
import { type MigrationChange, stageOf } from '#libs/unit-year';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import { type CycleRules, rulesForKind, workOut } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { hashOf, soundPack } from '../cycles/sound-pack.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import {
  CHANGE_TITLES,
  type ChangeNames,
  changeText,
  generalChanges,
  unconfirmedAgain,
  validityWarnings,
} from './change-words.js';
import { PackSide } from './pack-side.js';
import { Placement } from './placement.js';
import { communesOf, type PlanScene, planSubjects, type SubjectPlan } from './subject-plans.js';

export type MigrationStores = Stores<
  | 'audit'
  | 'commands'
  | 'counters'
  | 'cycles'
  | 'messages'
  | 'migrations'
  | 'now'
  | 'reminders'
  | 'unitYears'
  | 'units'
  | 'waiting'
>;

/** Everything that was worked out about a migration before anything is written. */
export interface PreparedMigration {
  readonly scene: PlanScene;
  readonly plans: readonly SubjectPlan[];
  readonly packBefore: PolicyPack;
  readonly packHash: string;
  readonly now: string;
  readonly answer: MigrationAnswer;
}

/** What a migration is worked out from. */
interface Sources {
  readonly records: MigrationStores;
  readonly rules: CycleRules;
  readonly packs: Pick<PackCatalogue, 'list' | 'load'>;
}

/**
 * Works out what a migration would do to everybody, and says it with the digest that the migration itself must bring.
 *
 * @param lock whether the years are held for what follows
 * @throws DomainError POLICY.UNKNOWN, POLICY.INVALID, MIGRATION.OTHER_PROVINCE, MIGRATION.SAME_PACK, MIGRATION.DAY,
 *   MIGRATION.DOCUMENT_DATE, MIGRATION.DATE_PASSED; PolicyError POLICY.YEAR_NOT_COVERED
 */
export async function prepareMigration(
  { records, rules, packs }: Sources,
  cycle: Cycle,
  request: Omit<MigrationBody, 'digest'>,
  lock: boolean,
): Promise<PreparedMigration> {
  const pack = soundPack(packs, request.policy);
  const { code } = pack.jurisdiction;
  if (cycle.clockKind === 'calendar' && code !== undefined && code !== cycle.provinceCode) {
    throw new DomainError('MIGRATION.OTHER_PROVINCE', { pack: pack.id, cycle: cycle.id });
  }
  stageSetFor(pack, cycle.year);
  const packHash = hashOf(pack);
  if (packHash === cycle.packHash)
    throw new DomainError('MIGRATION.SAME_PACK', { pack: pack.id, cycle: cycle.id });
  const now = await nowOf(records, cycle);
  const last = (await records.migrations.list(cycle.id)).at(-1);
  const earliest = last === undefined ? dateOf(cycle.openedAt ?? cycle.createdAt) : last.from;
  if (request.from > dateOf(now) || request.from < earliest) {
    throw new DomainError('MIGRATION.DAY', { day: request.from, first: earliest, today: dateOf(now) });
  }
  if (request.date > dateOf(now)) {
    throw new DomainError('MIGRATION.DOCUMENT_DATE', { date: request.date, today: dateOf(now) });
  }
  if (request.until !== undefined && request.until < dateOf(now)) {
    throw new DomainError('MIGRATION.DATE_PASSED', { day: request.until });
  }
  const areas = await records.migrations.areas(cycle.provinceCode);
  const placement = new Placement(areas, request.from, levelsOf(pack), request.areas);
  const communesAfter = cycle.communes && (await communesOf(records, cycle.id, placement));
  const levels = {
    tinh: workOut(pack, cycle.year, { managedBy: 'tinh' }),
    huyen: workOut(pack, cycle.year, { managedBy: 'huyen' }),
    xa: workOut(pack, cycle.year, { managedBy: 'xa' }),
  };
  const scene: PlanScene = {
    records,
    rules,
    cycle,
    pack,
    before: await PackSide.open(
      records,
      cycle,
      await levelRulesOf(records, rules, cycle),
      lastMoment(request.from),
    ),
    after: await PackSide.open(
      records,
      { ...cycle, communes: communesAfter },
      levels,
      startOfDay(request.from),
    ),
    placement,
    communesAfter,
    lock,
    request: { migrationId: randomUUID(), from: request.from, at: now, until: request.until },
  };
  const { plans, blockers } = await planSubjects(scene);
  const packBefore = await rules.storedPack(records, cycle);
  const subjects = plans.map((plan) => subjectAnswer(scene, plan));
  const changed = subjects.filter(({ changes }) => changes.length > 0);
  const answer: MigrationAnswer = {
    cycleId: cycle.id,
    dryRun: true,
    before: { id: packBefore.id, title: packBefore.title, hash: cycle.packHash },
    after: { id: pack.id, title: pack.title, hash: packHash },
    from: request.from,
    number: request.number,
    date: request.date,
    digest: digestOf(cycle, packHash, request, plans),
    summary: summaryOf(changed),
    general: [
      ...validityWarnings(pack, request.from),
      ...unconfirmedAgain(pack, await records.cycles.confirmations(cycle.id)),
      ...generalChanges(packBefore, pack),
    ],
    subjects: changed,
    unchanged: subjects.length - changed.length,
    blockers,
  };
  return { scene, plans, packBefore, packHash, now, answer };
}

/** The last moment before a day. */
const lastMoment = (day: string) => toInstant(epochMs(startOfDay(day)) - 1);
/** The same for the same plan: whoever migrates must have seen what the dry run said of exactly these years. */
function digestOf(
  cycle: Cycle,
  packHash: string,
  request: Omit<MigrationBody, 'digest'>,
  plans: readonly SubjectPlan[],
): string {
  const hash = createHash('sha256').update(
    requestDigest([cycle.id, cycle.packHash, cycle.rulesVersion, packHash, request]),
  );
  for (const { after, plan } of plans) {
    const fact = plan && { ...plan.fact, migrationId: '' };
    hash.update(requestDigest([after, fact]));
  }
  return hash.digest('hex');
}

function subjectAnswer(scene: PlanScene, { year, after, plan }: SubjectPlan): MigrationSubjectAnswer {
  const isBody = year.bodyKey !== undefined;
  const { unitKind } = year;
  const old = rulesForKind(scene.before.levels[year.managedBy], unitKind);
  const fresh = rulesForKind(scene.after.levels[after.managedBy], unitKind);
  const names: ChangeNames = {
    stage: (key) => stageOf(fresh.stages, key),
    oldStage: (key) => stageOf(old.stages, key),
    area: (code) => scene.placement.nameOf(code),
    from: scene.request.from,
    until: scene.request.until,
    outside: isBody ? undefined : after.standingReason,
  };
  return {
    id: year.unitId,
    name: year.unitName,
    changes: (plan?.changes ?? []).map((change) => ({ kind: change.kind, text: changeText(change, names) })),
    kept: (plan?.kept ?? []).map((key) => names.stage(key)?.name ?? key),
  };
}

function summaryOf(subjects: readonly MigrationSubjectAnswer[]): MigrationAnswer['summary'] {
  return (Object.keys(CHANGE_TITLES) as MigrationChange['kind'][]).flatMap((kind) => {
    const count = subjects.filter(({ changes }) => changes.some((change) => change.kind === kind)).length;
    return count === 0 ? [] : [{ kind, text: CHANGE_TITLES[kind], subjects: count }];
  });
}
