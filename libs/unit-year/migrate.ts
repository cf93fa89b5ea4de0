import { dateOf, startOfDay } from '#libs/calendar';
import type { ManagementLevel, ResolvedStage } from '#libs/policy';
import type { KeyedRefusal } from '#libs/refusals';
import { closedFromOf, hasOutcome, isAssumedDay, isRecorded, lastDayOf, later, stageOf } from './graph.js';
import type { Fact, Place, StageGraph, StageState, StageStatus, UnitYearState } from './unit-year.types.js';

/** One subject under one pack. */
export interface MigrationSide extends Place {
  readonly graph: StageGraph;
  /** Name of the office that receives or concludes at each stage, by the stage's key; a stage without one is left out. */
  readonly offices: Readonly<Record<string, string>>;
  /** The levels that the pack has. */
  readonly levels: readonly ManagementLevel[];
  /** Assessment window, both days inclusive. */
  readonly window: { readonly from: string; readonly to: string };
}

export interface MigrationRequest {
  readonly migrationId: string;
  /** First day under the new pack, YYYY-MM-DD. */
  readonly from: string;
  /** The cycle's now. */
  readonly at: string;
  /** Last day for whatever the migration would make late at once; without it a paper is waived. */
  readonly until?: string;
  /** Effective days of what the subject has on record (evidence, register entries), YYYY-MM-DD. */
  readonly recordedOn?: readonly string[];
}

/** What becomes of a stage whose day has already passed under the new pack. */
export type Passed = 'waived' | 'grace';

/** One thing that a migration changes for one subject. Days are YYYY-MM-DD. */
export type MigrationChange =
  | { readonly kind: 'joined' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'level'; readonly before: ManagementLevel; readonly after: ManagementLevel }
  | { readonly kind: 'area'; readonly before: string; readonly after: string }
  | { readonly kind: 'delegationEnded'; readonly to: ManagementLevel }
  | { readonly kind: 'office'; readonly stage: string; readonly before: string; readonly after: string }
  | {
      readonly kind: 'stageAdded';
      readonly stage: string;
      readonly lastDay?: string;
      readonly passed?: Passed;
    }
  | { readonly kind: 'stageRemoved'; readonly stage: string; readonly status: StageStatus }
  | {
      readonly kind: 'lastDay';
      readonly stage: string;
      readonly before?: string;
      readonly after?: string;
      readonly passed?: Passed;
    }
  | {
      readonly kind: 'cutOff';
      readonly stage: string;
      /** Last days on which the stage accepts its act; absent where it never closes. */
      readonly before?: string;
      readonly after?: string;
      readonly passed?: Passed;
    }
  | {
      readonly kind: 'window';
      readonly before: MigrationSide['window'];
      readonly after: MigrationSide['window'];
      /** How much of what is on record falls out of the window, and how much into it. */
      readonly fallsOut: number;
      readonly fallsIn: number;
    };

export type MigrationPlan =
  | {
      readonly outcome: 'planned';
      readonly changes: readonly MigrationChange[];
      /** Stages of the new pack that hold a result, which stands as it was judged. */
      readonly kept: readonly string[];
      readonly fact: Extract<Fact, { kind: 'year.migrated' }>;
    }
  | { readonly outcome: 'refused'; readonly refusal: MigrationRefusal };

/** Why one subject cannot go on under the new pack as it stands. */
export type MigrationRefusal = KeyedRefusal<'MIGRATION.NEEDS_DATE' | 'MIGRATION.DATE_PASSED'>;

/**
 * What it means for one subject that its running cycle goes on under another pack. Changes nothing, so it serves the dry
 * run and the migration alike. No result is lost or judged anew: a stage of both packs keeps what it has, a stage that
 * falls away stays readable where something was recorded, and a stage that would be late, or closed, only because the
 * day that a document sets had passed when it came is waived, or gets the day of `until`. A subject that an earlier migration ended goes on
 * with what it had on record.
 *
 * @param before absent for a subject that joins by the migration, or joins again
 * @param after absent for an office that the new pack does not know, whose year ends
 * @returns the fact that follows; or `MIGRATION.NEEDS_DATE` where an office's own act, or a paper that went back, would be
 *   late at once, and `MIGRATION.DATE_PASSED` where `until` has passed itself
 */
export function planMigration(
  before: MigrationSide | undefined,
  after: MigrationSide | undefined,
  state: UnitYearState,
  request: MigrationRequest,
): MigrationPlan {
  const { until, migrationId, from } = request;
  if (until !== undefined && until < dateOf(request.at)) {
    return refuse({ code: 'MIGRATION.DATE_PASSED', params: { day: until } });
  }
  const old = before?.graph ?? [];
  const fresh = after?.graph ?? [];
  const passed = new Map<string, Passed>();
  const reopens = before === undefined && after !== undefined && state.endedByMigration === true;
  for (const stage of state.status === 'closed' && !reopens ? [] : fresh) {
    const now = state.stages[stage.key];
    if (!turnsLate(stageOf(old, stage.key), stage, now, dateOf(request.at))) continue;
    if (until !== undefined) passed.set(stage.key, 'grace');
    else if (stage.act === 'submit' && !isRecorded(now)) passed.set(stage.key, 'waived');
    else
      return refuse({
        code: 'MIGRATION.NEEDS_DATE',
        stage: stage.key,
        params: { lastDay: stage.due?.lastDay ?? '' },
      });
  }
  const isOld = ({ key }: ResolvedStage) => stageOf(old, key) !== undefined;
  const isFresh = ({ key }: ResolvedStage) => stageOf(fresh, key) !== undefined;
  // A stage that was waived before and whose new day is still to come is asked for again.
  const isAskedAgain = ({ key }: ResolvedStage) => state.stages[key]?.status === 'waived';
  const keysOf = (how: Passed) => [...passed].flatMap(([key, each]) => (each === how ? [key] : []));
  return {
    outcome: 'planned',
    // Nothing is asked any more in a year that is closed: only where its papers lie is still to be told.
    changes:
      state.status === 'closed' && !reopens
        ? before && after
          ? placeChanges(before, after, state)
          : []
        : changesOf(before, after, state, request, passed),
    kept: fresh.flatMap(({ key }) => (hasOutcome(state.stages[key]) ? [key] : [])),
    fact: {
      kind: 'year.migrated',
      migrationId,
      from: startOfDay(from),
      before: before && placeOf(before),
      after: after && placeOf(after),
      added: fresh
        .filter((stage) => !isOld(stage) || (isAskedAgain(stage) && !hasPassed(stage, request)))
        .map(({ key }) => key),
      removed: old.filter((stage) => !isFresh(stage)).map(({ key }) => key),
      waived: keysOf('waived'),
      graceUntil: Object.fromEntries(keysOf('grace').map((key) => [key, until ?? ''])),
      ...(endsDelegation(before, after, state) && { endsDelegation: true }),
      ...(reopens && { reopens }),
    },
  };
}

/**
 * Whether the stage is in time under the old pack, or was not asked for, and late under the new one; or open, and closed. Nobody is late by
 * a day that no document sets: one that has passed takes nothing away, and one that the new pack's document sets now does.
 */
function turnsLate(
  old: ResolvedStage | undefined,
  fresh: ResolvedStage,
  now: StageState | undefined,
  today: string,
): boolean {
  if (hasOutcome(now) || now?.status === 'waived' || now?.receipt !== undefined) return false;
  const isLate = (stage: ResolvedStage) => isLateBy(stage, lastDayOf(stage, now), today);
  const isShut = (stage: ResolvedStage) => {
    const closedFrom = closedFromOf(stage, now);
    return closedFrom !== undefined && closedFrom <= startOfDay(today);
  };
  return [isLate, isShut].some((is) => is(fresh) && (old === undefined || !is(old)));
}

const isLateBy = (stage: ResolvedStage, lastDay: string | undefined, today: string): boolean =>
  lastDay !== undefined && lastDay < today && !isAssumedDay(stage, lastDay) && stage.obligation !== 'asked';

const hasPassed = (stage: ResolvedStage, { at }: MigrationRequest): boolean =>
  stage.due !== undefined && stage.due.lastDay < dateOf(at);

function changesOf(
  before: MigrationSide | undefined,
  after: MigrationSide | undefined,
  state: UnitYearState,
  request: MigrationRequest,
  passed: ReadonlyMap<string, Passed>,
): readonly MigrationChange[] {
  const ofStages = (after?.graph ?? []).flatMap((stage) =>
    stageChanges(before, stage, after?.offices[stage.key], state.stages[stage.key], passed.get(stage.key)),
  );
  const removed = (before?.graph ?? [])
    .filter(({ key }) => stageOf(after?.graph ?? [], key) === undefined)
    .map(({ key }): MigrationChange => {
      return { kind: 'stageRemoved', stage: key, status: state.stages[key]?.status ?? 'awaiting' };
    });
  if (before === undefined) {
    const to = endsDelegation(before, after, state) ? state.delegatedTo : undefined;
    return [
      { kind: 'joined' },
      ...(to === undefined ? [] : [{ kind: 'delegationEnded', to } as const]),
      ...ofStages,
    ];
  }
  if (after === undefined) return [{ kind: 'ended' }, ...removed];
  return [
    ...placeChanges(before, after, state),
    ...ofStages,
    ...removed,
    ...windowChange(before, after, request),
  ];
}

/**
 * Whether a unit is not judged any more by the level it was delegated to: another level manages it, or that one ends.
 * One that joins again comes from where it stood last.
 */
export function endsDelegation(
  before: Pick<MigrationSide, 'managedBy'> | undefined,
  after: Pick<MigrationSide, 'managedBy' | 'levels'> | undefined,
  { delegatedTo, formerly }: Pick<UnitYearState, 'delegatedTo' | 'formerly'>,
): boolean {
  const last = before ?? formerly?.at(-1);
  if (last === undefined || after === undefined || delegatedTo === undefined) return false;
  return last.managedBy !== after.managedBy || !after.levels.includes(delegatedTo);
}

function placeChanges(before: MigrationSide, after: MigrationSide, state: UnitYearState): MigrationChange[] {
  const changes: MigrationChange[] = [];
  if (before.managedBy !== after.managedBy) {
    changes.push({ kind: 'level', before: before.managedBy, after: after.managedBy });
  }
  if (before.communeCode !== after.communeCode) {
    changes.push({ kind: 'area', before: before.communeCode, after: after.communeCode });
  }
  if (state.delegatedTo !== undefined && endsDelegation(before, after, state)) {
    changes.push({ kind: 'delegationEnded', to: state.delegatedTo });
  }
  return changes;
}

/** What changes at a stage of the new pack: that it is asked for, its last day, and whose desk it goes to. */
function stageChanges(
  before: MigrationSide | undefined,
  stage: ResolvedStage,
  office: string | undefined,
  now: StageState | undefined,
  passed: Passed | undefined,
): MigrationChange[] {
  const old = before && stageOf(before.graph, stage.key);
  const lastDay = lastDayOf(stage, now);
  if (before === undefined || old === undefined) {
    // One that comes back finds the result it had.
    return hasOutcome(now) ? [] : [{ kind: 'stageAdded', stage: stage.key, lastDay, passed }];
  }
  const changes: MigrationChange[] = [];
  const oldDay = lastDayOf(old, now);
  if (oldDay !== lastDay && !hasOutcome(now)) {
    changes.push({ kind: 'lastDay', stage: stage.key, before: oldDay, after: lastDay, passed });
  }
  const [oldCutOff, cutOff] = [cutOffDayOf(old, now), cutOffDayOf(stage, now)];
  if (oldCutOff !== cutOff && !hasOutcome(now)) {
    changes.push({ kind: 'cutOff', stage: stage.key, before: oldCutOff, after: cutOff, passed });
  }
  const oldOffice = before.offices[stage.key];
  if (oldOffice !== office && now?.status !== 'done') {
    changes.push({ kind: 'office', stage: stage.key, before: oldOffice ?? '', after: office ?? '' });
  }
  return changes;
}

/** Last day on which a stage accepts its act, its grace included. */
const cutOffDayOf = ({ cutOff }: ResolvedStage, now: StageState | undefined): string | undefined =>
  cutOff && later(cutOff.lastDay, now?.graceUntil);

function windowChange(
  before: MigrationSide,
  after: MigrationSide,
  { recordedOn = [] }: MigrationRequest,
): MigrationChange[] {
  if (before.window.from === after.window.from && before.window.to === after.window.to) return [];
  const isIn = ({ window }: MigrationSide, day: string) => day >= window.from && day <= window.to;
  const only = (here: MigrationSide, there: MigrationSide) =>
    recordedOn.filter((day) => isIn(here, day) && !isIn(there, day)).length;
  return [
    {
      kind: 'window',
      before: before.window,
      after: after.window,
      fallsOut: only(before, after),
      fallsIn: only(after, before),
    },
  ];
}

const placeOf = ({ managedBy, communeCode, districtCode, bodyKey }: MigrationSide): Place => ({
  managedBy,
  communeCode,
  ...(districtCode === undefined ? {} : { districtCode }),
  ...(bodyKey === undefined ? {} : { bodyKey }),
});

const refuse = (refusal: MigrationRefusal): MigrationPlan => ({ outcome: 'refused', refusal });
