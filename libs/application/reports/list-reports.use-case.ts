import { DomainError, type Page, type ReportAnswer, type ReportFiguresAnswer } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import { hasOutcome, isAfterSuggested, stageOf } from '#libs/unit-year';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { ReportPaper, ReportRecord } from '../papers/papers.port.js';
import { type ReminderBasis, reminderBasis } from '../reminders/due-lines.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { figureChanges } from './figure-changes.js';
import { isReport, reportFigures } from './report-figures.js';
import { reportStateOf, subjectOf } from './subject-stages.js';

type Needs = Stores<
  'cycles' | 'figures' | 'migrations' | 'now' | 'papers' | 'reminders' | 'units' | 'workingDays'
>;

export interface ReportsRequest {
  readonly stage?: string;
  readonly communeCode?: string;
  readonly of?: 'units' | 'bodies';
  readonly afterId?: string;
  /** Subjects a page. */
  readonly limit: number;
}

/** A paper that stands on figures, of one subject. */
interface Report {
  readonly year: AddressedYear;
  readonly stage: ResolvedStage;
}

/** The reports upward of a cycle: who owes them, what they stood on, and what happened since. Reads only. */
export class ListReports {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string, request: ReportsRequest): Promise<Page<ReportAnswer>> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReports', cycleId);
      const basis = await reminderBasis(records, this.rules, cycle);
      const { communeCode, afterId, limit } = request;
      const years = await records.reminders.visible(cycleId, identity.scope, { communeCode, afterId, limit });
      const reports = years
        .filter(
          ({ bodyKey }) => request.of === undefined || (request.of === 'bodies') === (bodyKey !== undefined),
        )
        .flatMap((year) => reportsOf(basis, year))
        .filter(({ stage }) => request.stage === undefined || stage.key === request.stage);
      const items = await answersOf(records, cycle, basis, reports);
      return { items, next: years.length < limit ? undefined : years.at(-1)?.unitId };
    });
  }

  /**
   * One report with its figures, those that it would have now, and what differs.
   *
   * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, STAGE.UNKNOWN
   */
  async figures(
    identity: Identity,
    cycleId: string,
    unitId: string,
    stageKey: string,
  ): Promise<ReportFiguresAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReports', cycleId);
      const basis = await reminderBasis(records, this.rules, cycle);
      const [year] = await records.reminders.visible(cycleId, identity.scope, { unitId, limit: 1 });
      if (year === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
      const known = reportsOf(basis, year);
      const report = known.find(({ stage }) => stage.key === stageKey);
      if (report === undefined) {
        throw new DomainError('STAGE.UNKNOWN', {
          stage: stageKey,
          known: known.map(({ stage }) => stage.key).join(', '),
        });
      }
      const [line] = await answersOf(records, cycle, basis, [report]);
      if (line === undefined) throw new Error(`report ${stageKey} of ${unitId} has no line`);
      const asOf = await nowOf(records, cycle);
      const rules = { ...basis.book.of(year), levels: basis.book.levels };
      const now = await reportFigures(records, cycle, rules, year, stageKey, asOf);
      const handedIn =
        line.state === 'handedIn' ? await records.papers.figuresOf(cycleId, unitId, stageKey) : undefined;
      return { ...line, handedIn, now, changes: handedIn === undefined ? [] : figureChanges(handedIn, now) };
    });
  }
}

function reportsOf({ book }: ReminderBasis, year: AddressedYear): readonly Report[] {
  if (year.standing === 'outside') return [];
  const rules = book.of(year);
  return rules.graph
    .filter(({ act, key }) => act === 'submit' && isReport(rules, year, key))
    .map((stage) => ({ year, stage }));
}

async function answersOf(
  records: Needs,
  cycle: Cycle,
  basis: ReminderBasis,
  reports: readonly Report[],
): Promise<readonly ReportAnswer[]> {
  const now = await nowOf(records, cycle);
  const papers = reports.flatMap((report) => paperOf(report) ?? []);
  const found = papers.length === 0 ? [] : await records.papers.reports(cycle.id, papers);
  const byCommand = new Map(found.map((record) => [record.commandId, record]));
  return reports.map((report): ReportAnswer => {
    const subject = subjectOf(basis.book, report.year, report.stage);
    const record = byCommand.get(paperOf(report)?.commandId ?? '');
    if (record === undefined) return { ...subject, state: reportStateOf(report.year, report.stage, now) };
    return { ...subject, state: 'handedIn', ...handedIn(report, record, basis) };
  });
}

/** The paper behind a report that stands, and over whom it counts. */
function paperOf({ year, stage }: Report): ReportPaper | undefined {
  const state = year.state.stages[stage.key];
  if (!hasOutcome(state) || state?.commandId === undefined) return undefined;
  const { commandId } = state;
  if (year.bodyKey === undefined) return { commandId, unitId: year.unitId };
  return { commandId, areaCode: year.communeCode === year.provinceCode ? undefined : year.communeCode };
}

function handedIn(
  { year, stage }: Report,
  { effectiveAt, late, figures, since, lastAt }: ReportRecord,
  { book }: ReminderBasis,
): Omit<ReportAnswer, keyof ReturnType<typeof subjectOf> | 'state'> {
  const later = book.of(year).graph.find(({ supplements }) => supplements === stage.key);
  const supplement = later !== undefined && hasOutcome(year.state.stages[later.key]) ? later : undefined;
  return {
    at: effectiveAt,
    late,
    afterSuggested:
      late && isAfterSuggested(stage, { ...year.state.stages[stage.key], late }) ? true : undefined,
    provisional: figures?.provisional,
    period: figures?.period,
    outdated:
      supplement === undefined && since > 0 && lastAt !== undefined ? { facts: since, lastAt } : undefined,
    supplementedBy: supplement && stageOf(book.of(year).graph, supplement.key)?.name,
  };
}
