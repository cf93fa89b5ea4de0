import { evidenceRulesOf, type UnitKind, type UnitProfile } from '#libs/policy';
import {
  answeredColumn,
  checkAnswer,
  leavesOfItems,
  type ScoreProblem,
  saysSomething,
  unknownChoices,
  unknownItems,
} from '#libs/scoring';
import { type Fact, stageOf } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { SheetLine, SheetRecord } from '../papers/papers.port.js';
import { contradictionsIn, findingsFor } from '../registers/register-desk.js';
import { citationProblems, uncited, withoutLostCitations } from '../scoring/citations.js';
import { recordedChoices, withRecordedChoices } from '../scoring/recorded-choices.js';
import { itemsInHand } from '../scoring/returns.js';
import { problemsOf, remarksOf, resultOf } from '../scoring/scoring-desk.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

type Needs = Stores<'choices' | 'commands' | 'evidence' | 'papers' | 'registers' | 'unitYears' | 'units'>;

/** Everything that judging a sheet looks at. */
export interface SheetCase {
  readonly records: Needs;
  readonly cycle: Cycle;
  readonly rules: Rules;
  readonly unit: UnitYear;
  readonly command: Pick<Command, 'body'>;
}

export type SheetFact = Extract<Fact, { kind: 'stage.submitted' | 'stage.appraised' }>;

export type SheetJudgement = { readonly kind: 'none' } | { readonly kind: 'missing' } | ColumnJudgement;

export type ColumnJudgement =
  | { readonly kind: 'unsound'; readonly problems: readonly ScoreProblem[] }
  | { readonly kind: 'sound'; readonly sheet: SheetRecord; readonly remarks: readonly string[] };

/**
 * The round's sheet with the column that came with the command, checked: points, reasons, numbers, citations, and that
 * an answer to a return changes what was returned alone. `none` where the stage asks for no sheet.
 */
export async function judgeSheet(at: SheetCase, fact: SheetFact): Promise<SheetJudgement> {
  const column = stageOf(at.rules.graph, fact.stage)?.sheet;
  if (column === undefined) return { kind: 'none' };
  const after = await sheetAfter(at, fact);
  if (after === undefined) return { kind: 'missing' };
  const choices = await recordedChoices(at.records, at.cycle.id, at.unit.unitId);
  return judgeColumn(at, column, withRecordedChoices(after.sheet, choices), after.problems);
}

/** One column of a sheet under the choices that it carries, with its citations; `found` are problems that are known already. */
export async function judgeColumn(
  at: SheetCase,
  column: 'self' | 'higher',
  sheet: SheetRecord,
  found: readonly ScoreProblem[] = [],
): Promise<ColumnJudgement> {
  const { records, cycle } = at;
  const { pack } = at.rules;
  const lines = sheet[column] ?? [];
  const kind = sheet.profile.kind;
  const problems = [
    ...found,
    ...problemsOf(pack, sheet, column, cycle.year),
    ...(await citationProblems(records, pack, { ...idsOf(at), kind, year: cycle.year }, lines)),
  ];
  const bare = uncited(pack, lines);
  const { uncited: rule } = evidenceRulesOf(pack);
  if (rule === 'refuse') {
    problems.push(
      ...bare.map((criterion): ScoreProblem => {
        const message = `Ở tiêu chí ${criterion}: có điểm mà chưa viện dẫn minh chứng nào; ghi mã minh chứng vào dòng này.`;
        return { code: 'SCORE.UNCITED', criterion, message };
      }),
    );
  }
  const { profile } = sheet;
  const findings = await findingsFor(records, pack, { ...idsOf(at), profile });
  const beyond = contradictionsIn(findings, lines);
  // A unit that handed nothing in is scored from other records, which the note of the column names.
  if (column === 'higher' && sheet.self !== undefined) problems.push(...unreasoned(beyond, lines));
  if (problems.length > 0) return { kind: 'unsound', problems };
  const remarks = [...remarksOf(pack, sheet, column, cycle.year)];
  remarks.push(...beyond.map(({ text }) => text));
  if (rule === 'warn' && bare.length > 0) {
    remarks.push(`Có điểm mà chưa viện dẫn minh chứng ở các tiêu chí: ${bare.join(', ')}.`);
  }
  const provisionalTotal = resultOf(pack, sheet, 'pending', cycle.year)?.total;
  return { kind: 'sound', sheet: { ...sheet, packHash: at.rules.packHash, provisionalTotal }, remarks };
}

/** Who gives points against a register at the higher level says why. */
const unreasoned = (
  beyond: ReturnType<typeof contradictionsIn>,
  lines: NonNullable<SheetRecord['higher']>,
): ScoreProblem[] =>
  beyond
    .filter(({ criterion }) =>
      lines.every((line) => line.criterion !== criterion || !saysSomething(line.reason)),
    )
    .map(({ criterion, text }) => ({
      code: 'SCORE.REASON_REQUIRED',
      criterion,
      message: `${text} Giữ điểm này thì ghi rõ lý do ở dòng đó.`,
    }));

const idsOf = ({ cycle, unit }: SheetCase) => ({ cycleId: cycle.id, unitId: unit.unitId });

interface SheetAfter {
  readonly sheet: SheetRecord;
  readonly problems: readonly ScoreProblem[];
}

/** The round's sheet with the column that came with the command; undefined where none came. */
async function sheetAfter(at: SheetCase, fact: SheetFact): Promise<SheetAfter | undefined> {
  const { records, cycle, unit, command } = at;
  const { body } = command;
  const where = { ...idsOf(at), round: unit.state.round };
  if (fact.kind === 'stage.submitted') {
    if (body.kind !== 'submit' || body.sheet === undefined) return undefined;
    const profile = await profileOf(records, unit);
    const { self, gapChoices, problems } = await answered(at, fact.stage, body.sheet, profile.kind);
    return {
      sheet: { ...where, self, gapChoices: { ...gapChoices, ...body.gapChoices }, profile },
      problems: [...problems, ...unknownChoices(at.rules.pack, body.gapChoices ?? {})],
    };
  }
  if (body.kind !== 'appraise' || body.sheet === undefined) return undefined;
  const before = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  return {
    sheet: {
      ...where,
      self: fact.basis === 'ownRecords' ? undefined : before?.self,
      higher: body.sheet,
      gapChoices: { ...decidedChoices(before), ...body.gapChoices },
      profile: before?.profile ?? (await profileOf(records, unit)),
      ownRecordsNote: body.ownRecordsNote,
    },
    problems: unknownChoices(at.rules.pack, body.gapChoices ?? {}),
  };
}

/** Choices of a sheet that decide: those beside the unit's own column are what the unit proposes. */
export const decidedChoices = (
  sheet: Pick<SheetRecord, 'higher' | 'gapChoices'> | undefined,
): SheetRecord['gapChoices'] => (sheet?.higher === undefined ? {} : sheet.gapChoices);

/**
 * The column as it stands after what came: all of it, or the answer to the items that were returned. Lines that were not
 * returned stand as they were but for citations that hold no longer: nobody could hand those in again.
 */
async function answered(
  { records, cycle, rules, unit }: SheetCase,
  stage: string,
  now: NonNullable<SheetRecord['self']>,
  kind: UnitKind,
): Promise<{
  readonly self: NonNullable<SheetRecord['self']>;
  readonly gapChoices: SheetRecord['gapChoices'];
  readonly problems: readonly ScoreProblem[];
}> {
  const named = await itemsInHand(records, cycle.id, unit.unitId, stage);
  const items = leavesOfItems(rules.pack.criteria, named ?? []);
  const before =
    items.length === 0
      ? undefined
      : await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  if (before?.self === undefined) return { self: now, gapChoices: {}, problems: [] };
  const citing = { cycleId: cycle.id, unitId: unit.unitId, kind, year: cycle.year };
  const standing = async (lines: readonly SheetLine[]): Promise<readonly SheetLine[]> => {
    const frozen = lines.filter(({ criterion }) => !items.includes(criterion));
    const held = await withoutLostCitations(records, rules.pack, citing, frozen);
    return [...held, ...lines.filter(({ criterion }) => items.includes(criterion))];
  };
  const kept = await standing(before.self);
  const sent = await standing(now);
  return {
    self: answeredColumn(kept, sent, items),
    gapChoices: before.gapChoices,
    problems: checkAnswer(kept, sent, items),
  };
}

/** What is wrong with the items of a return; only a stage with a sheet has items that are criteria. */
export function judgeItems({ rules, command }: SheetCase): readonly ScoreProblem[] {
  const { body } = command;
  if (body.kind !== 'return' || body.items === undefined) return [];
  if (stageOf(rules.graph, body.stage)?.sheet === undefined) return [];
  return unknownItems(rules.pack.criteria, body.items);
}

/** As the roster has the unit, under the level that manages it in this cycle. */
async function profileOf(
  records: Needs,
  { unitId, managedBy }: Pick<UnitYear, 'unitId' | 'managedBy'>,
): Promise<UnitProfile> {
  const unit = await records.units.find(unitId);
  if (unit === undefined) throw new Error(`unit ${unitId} is gone`);
  const { kind, subKind, size, hasParty, hasUnion, hasMassOrganisations } = unit;
  const { hasGuards, hasStudents, isFdi } = unit;
  return {
    kind,
    subKind,
    managedBy,
    size,
    hasParty,
    hasUnion,
    hasMassOrganisations,
    hasGuards,
    hasStudents,
    isFdi,
  };
}
