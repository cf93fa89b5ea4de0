import { dateOf, daysBetween } from '#libs/calendar';
import { type HeadTerm, headsInWindow, registrationsOf } from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import {
  assessmentWindowOf,
  isClassApart,
  type PackDocument,
  type PolicyPack,
  type ResolvedStage,
  stageWithRole,
} from '#libs/policy';
import type { Entry } from '#libs/registers';
import {
  classificationOf,
  classStage,
  hasOutcome,
  hasResult,
  isAssumedDay,
  isFromOwnRecords,
  lastDayOf,
  resultCommandOf,
  resultStage,
  type StageGraph,
  type Standing,
  standingOf,
  type UnitYearState,
  type YearStatus,
} from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { exclusionIn } from '../judging/exclusion-in.js';
import type { NamedDecision, SheetRecord } from '../papers/papers.port.js';
import { resultOf } from '../scoring/scoring-desk.js';
import type { AwardLine, DocumentExclusion, DocumentStep, DocumentUnit } from './document-input.port.js';
import type { CycleUnit } from './documents.port.js';

/** What was recorded beside the years of several units, by unit or by command. */
export interface UnitRecordsOfCycle {
  readonly sheets: ReadonlyMap<string, SheetRecord>;
  readonly decisions: ReadonlyMap<string, NamedDecision>;
  /** What is said of decisions that a restart took out of the present results, by unit. */
  readonly superseded: ReadonlyMap<string, string>;
  readonly commands: ReadonlyMap<string, CommandBody>;
  readonly heads: ReadonlyMap<string, readonly HeadTerm[]>;
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
}

/** Commands that brought the present results of a year, and what came after the decision. */
export const commandsOf = ({ stages }: UnitYearState): string[] =>
  Object.values(stages)
    .flatMap(({ commandId, resultBy, exclusionOverriddenBy, awardProposal }) => [
      commandId,
      resultBy,
      exclusionOverriddenBy,
      awardProposal?.commandId,
    ])
    .filter((id) => id !== undefined);

/**
 * Whether a list over these units may still change because one inside the standard has no result: no class, where that is given
 * by an act of its own. The decision that gives the classes rests on the recognitions alone.
 */
export function lacksResults(
  stages: readonly Pick<ResolvedStage, 'key' | 'act'>[],
  document: Pick<PackDocument, 'stage'>,
  units: readonly Pick<DocumentUnit, 'standing' | 'recognised' | 'classification'>[],
): boolean {
  const isApart = isClassApart(stages.filter(({ key }) => key !== document.stage));
  return units.some(
    ({ standing, recognised, classification }) =>
      standing === 'inside' && !hasResult({ recognised, classKey: classification?.classKey }, isApart),
  );
}

/** Each Update stage with how it stands on a day of the cycle. */
export function stepsOf(
  graph: StageGraph,
  state: UnitYearState,
  today: string,
  commands: ReadonlyMap<string, CommandBody>,
): DocumentStep[] {
  return graph.map((stage): DocumentStep => {
    const now = state.stages[stage.key];
    const lastDay = lastDayOf(stage, now);
    const standing = standingOf(stage, state, today);
    const stopped = stoppedBy(standing, state.status);
    const daysPast = lastDay === undefined || stopped !== undefined ? undefined : daysBetween(lastDay, today);
    const body = now?.commandId === undefined ? undefined : commands.get(now.commandId);
    return {
      stage,
      status: now?.status ?? 'awaiting',
      late: hasOutcome(now) ? now?.late : undefined,
      doneOn: hasOutcome(now) && now?.effectiveAt !== undefined ? dateOf(now.effectiveAt) : undefined,
      lastDay,
      lastDayIsAssumed: isAssumedDay(stage, lastDay),
      daysOverdue: standing === 'overdue' ? daysPast : undefined,
      daysPastSuggested: standing === 'pastSuggested' ? daysPast : undefined,
      stopped,
      receivedOn: standing === 'received' ? now?.receipt?.arrivedOn : undefined,
      paper: body?.kind === 'submit' ? body.paper : undefined,
    };
  });
}

/** Why nobody waits for a stage; undefined where somebody does, or it is done. */
function stoppedBy(standing: Standing, year: YearStatus): DocumentStep['stopped'] {
  switch (standing) {
    case 'done':
    case 'received':
      return undefined;
    case 'notSubmitted':
    case 'closed':
      return 'notSubmitted';
    case 'waived':
      return 'waived';
    case 'working':
    case 'returned':
    case 'overdue':
    case 'pastSuggested':
    case 'ahead':
      return year === 'paused' ? 'paused' : undefined;
  }
}

/**
 * One unit's year as papers need it. Points are computed from the stored sheet by the rules of the cycle, never copied.
 *
 * @param today the cycle's today
 */
export function documentUnit(
  { pack, graph }: Rules,
  { year, unit }: CycleUnit,
  { sheets, decisions, superseded, commands, heads, entries }: UnitRecordsOfCycle,
  cycle: Pick<Cycle, 'year' | 'clockKind'>,
  today: string,
): DocumentUnit {
  const { stages } = year.state;
  const cycleYear = cycle.year;
  const results = Object.values(stages);
  const result = resultStage(year.state);
  const recognised = result?.now.recognised;
  const sheet = sheets.get(unit.id);
  const recognition = recognised === undefined ? 'pending' : recognised ? 'recognised' : 'notRecognised';
  const registration = stages[stageWithRole(graph, 'registration')?.key ?? ''];
  const registered = registrationsOf(commands.get(registration?.commandId ?? ''), year.standing);
  const bodies = results.flatMap(({ commandId }) => commands.get(commandId ?? '') ?? []);
  const appraisal = bodies.find((body) => body.kind === 'appraise');
  const review = bodies.find((body) => body.kind === 'review');
  const proposed = appraisal?.kind === 'appraise' ? appraisal.proposeRecognition : undefined;
  const expectation = proposed === false ? 'notRecognised' : 'recognised';
  return {
    unitId: unit.id,
    name: unit.name,
    communeCode: year.communeCode,
    communeName: unit.communeName,
    managedBy: year.managedBy,
    judgedBy: judgingLevelOf(pack, year),
    standing: year.standing,
    standingReason: year.standingReason,
    superior: unit.superior,
    profile: unit,
    subunits: unit.subunits,
    headcount: unit.headcount,
    students: unit.students,
    head: unit.contacts.find(({ role }) => role === 'head')?.name,
    officer: unit.contacts.find(({ role }) => role === 'officer')?.name,
    steps: year.standing === 'inside' ? stepsOf(graph, year.state, today, commands) : [],
    score: sheet && resultOf(pack, sheet, recognition, cycleYear),
    expected:
      sheet === undefined || recognised !== undefined || sheet.higher === undefined
        ? undefined
        : resultOf(pack, sheet, expectation, cycleYear),
    proposed,
    appraisalNote: appraisal?.kind === 'appraise' ? appraisal.note : undefined,
    decision: result && decisions.get(resultCommandOf(result.now) ?? ''),
    classDecision: decisions.get(classStage(year.state)?.now.commandId ?? ''),
    supersededDecision: superseded.get(unit.id),
    recognised,
    classification: classificationOf(year.state),
    notSubmitted: isFromOwnRecords(year.state),
    conclusion: review?.kind === 'review' ? review.conclusion : undefined,
    registrations: hasOutcome(registration)
      ? { ...registered, pledges: year.state.pledges ?? registered.pledges }
      : undefined,
    registeredOn:
      hasOutcome(registration) && registration?.effectiveAt !== undefined
        ? dateOf(registration.effectiveAt)
        : undefined,
    exclusion: documentExclusion(pack, year.state, cycle, commands),
    awards: awardsIn(year.state, commands),
    heads: headsInWindow(heads.get(unit.id) ?? [], assessmentWindowOf(pack, unit.kind, cycleYear)),
    entries: entries.get(unit.id) ?? [],
  };
}

function documentExclusion(
  pack: PolicyPack,
  state: UnitYearState,
  cycle: Pick<Cycle, 'clockKind'>,
  commands: ReadonlyMap<string, CommandBody>,
): DocumentExclusion | undefined {
  const overriddenBy = resultStage(state)?.now.exclusionOverriddenBy;
  const exclusion = exclusionIn(pack, state, cycle);
  const override = commands.get(overriddenBy ?? '');
  if (exclusion === undefined || override?.kind !== 'overrideExclusion') return exclusion;
  const { number, date, reason } = override;
  return { ...exclusion, override: { number, date, reason } };
}

function awardsIn(state: UnitYearState, commands: ReadonlyMap<string, CommandBody>): readonly AwardLine[] {
  const body = commands.get(resultStage(state)?.now.awardProposal?.commandId ?? '');
  return body?.kind === 'proposeAwards' ? body.proposals : [];
}
