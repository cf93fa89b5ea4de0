import { dateOf, daysBetween } from '#libs/calendar';
import type { CommandBody } from '#libs/contracts';
import { judgingLevel } from '#libs/policy';
import { hasOutcome, lastDayOf, type StageGraph, type UnitYearState } from '#libs/unit-year';
import type { CycleUnit, DecisionRecord, SheetRecord } from '../ports/records.port.js';
import type { Rules } from '../rules/cycle-rules.js';
import { resultOf } from '../rules/scoring-desk.js';
import type { DocumentStep, DocumentUnit } from './document-input.js';

/** What was recorded beside the years of several units, by unit or by command. */
export interface UnitRecordsOfCycle {
  readonly sheets: ReadonlyMap<string, SheetRecord>;
  readonly decisions: ReadonlyMap<string, DecisionRecord>;
  readonly commands: ReadonlyMap<string, CommandBody>;
}

/** Commands that brought the present results of a year. */
export const commandsOf = ({ stages }: UnitYearState): string[] =>
  Object.values(stages).flatMap(({ commandId }) => (commandId === undefined ? [] : [commandId]));

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
    const isOwed = !hasOutcome(now) && state.status !== 'closed' && stage.opensDay <= today;
    const body = now?.commandId === undefined ? undefined : commands.get(now.commandId);
    return {
      stage,
      status: now?.status ?? 'awaiting',
      late: hasOutcome(now) ? now?.late : undefined,
      doneOn: hasOutcome(now) && now?.effectiveAt !== undefined ? dateOf(now.effectiveAt) : undefined,
      lastDay,
      daysOverdue:
        isOwed && lastDay !== undefined && lastDay < today ? daysBetween(lastDay, today) : undefined,
      paper: body?.kind === 'submit' ? body.paper : undefined,
    };
  });
}

/**
 * One unit's year as papers need it. Points are computed from the stored sheet by the rules of the cycle, never copied.
 *
 * @param today the cycle's today
 */
export function documentUnit(
  { pack, graph }: Rules,
  { year, unit }: CycleUnit,
  { sheets, decisions, commands }: UnitRecordsOfCycle,
  cycleYear: number,
  today: string,
): DocumentUnit {
  const { stages } = year.state;
  const results = Object.values(stages);
  const recognised = results.find((stage) => stage.recognised !== undefined)?.recognised;
  const sheet = sheets.get(unit.id);
  const recognition = recognised === undefined ? 'pending' : recognised ? 'recognised' : 'notRecognised';
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
    judgedBy: judgingLevel(pack, { name: unit.name, managedBy: year.managedBy }).level,
    standing: year.standing,
    standingReason: year.standingReason,
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
    decision: results.flatMap(({ commandId }) => decisions.get(commandId ?? '') ?? [])[0],
    recognised,
    classification: results.find(({ classification }) => classification !== undefined)?.classification,
    notSubmitted: results.some(({ basis }) => basis === 'ownRecords'),
    conclusion: review?.kind === 'review' ? review.conclusion : undefined,
  };
}
