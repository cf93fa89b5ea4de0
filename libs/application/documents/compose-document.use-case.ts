import { dateOf } from '#libs/calendar';
import type { HeadTerm } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import {
  assessmentWindowOf,
  cite,
  endOfWindow,
  guidedFigures,
  isReportPaper,
  letterheadOf,
  levelsOf,
  type PackDocument,
  type PolicyPack,
} from '#libs/policy';
import { type Entry, matches } from '#libs/registers';
import { resultStage } from '#libs/unit-year';
import { cycleToRead } from '../access/reading.js';
import { type LevelRules, levelRulesOf } from '../cycle-rules/cycle-days.js';
import { type CycleRules, rulesForKind } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { supersededDecisions } from '../decisions/superseded-decision.js';
import type { Identity } from '../identity/identity.js';
import { monthlyPage } from '../oversight/monthly-page.js';
import type { MonthlyPage } from '../oversight/monthly-page.port.js';
import { Desk } from '../reminders/desk.js';
import { reminderBasis } from '../reminders/due-lines.js';
import type { OwnReportDraft } from '../report-forms/own-draft.use-case.js';
import { reportTexts, withFormTasks, withOwnDraft } from '../report-forms/report-texts.js';
import type { ReportTexts } from '../report-forms/report-texts.port.js';
import { latePapers } from '../reports/late-lines.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { areaDesk, type ComposingDesk, documentsOfYear, unitDesk } from './composing-desk.js';
import type {
  DocumentInput,
  DocumentScene,
  DocumentUnit,
  LateLine,
  ListPaper,
  RecordedPaper,
  UnitPaper,
} from './document-input.port.js';
import type { DocumentFormat, DocumentRenderer } from './document-renderer.port.js';
import { commandsOf, documentUnit, lacksResults, type UnitRecordsOfCycle } from './document-unit.js';
import type { CycleUnit } from './documents.port.js';
import { reportInput } from './report-input.js';

type Needs = Stores<
  | 'cycles'
  | 'documents'
  | 'figures'
  | 'freezes'
  | 'migrations'
  | 'now'
  | 'oversight'
  | 'papers'
  | 'registers'
  | 'reminders'
  | 'units'
  | 'workingDays'
>;

export interface DocumentRequest {
  readonly cycleId: string;
  readonly kind: string;
  readonly unitId?: string;
  readonly communeCode?: string;
  /** Narrows a letter about what is late to one stage. */
  readonly stage?: string;
  /** Id of the register entry that the paper is about; the latest where none is named. */
  readonly entryId?: string;
  /** Code or id of kept figures, of which a report is made. */
  readonly freeze?: string;
  readonly format: DocumentFormat;
}

export interface ComposedDocument {
  readonly input: DocumentInput;
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
}

export interface AvailableDocument {
  readonly document: PackDocument;
  readonly formats: readonly DocumentFormat[];
  /** What the paper rests on, as people cite it. */
  readonly source: string;
}

/** Composes the papers of a year from its records, as the pack of the cycle has them. Nothing is written down. */
export class ComposeDocument {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly renderer: DocumentRenderer,
    private readonly drafts: Pick<OwnReportDraft, 'find'>,
  ) {}

  /**
   * The papers that the account can ask for.
   *
   * @throws DomainError CYCLE.UNKNOWN
   */
  async list(identity: Identity, cycleId: string): Promise<readonly AvailableDocument[]> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'composeDocument', cycleId);
      const { tinh } = await levelRulesOf(records, this.rules, cycle);
      const { level } = identity.scope;
      return documentsOfYear(tinh.pack, tinh.stages)
        .filter(({ about, issuedBy }) => {
          if (about === 'unit' || level === 'tinh') return true;
          return level !== 'unit' && level !== 'sector' && issuedBy[level] !== undefined;
        })
        .map((document) => ({
          document,
          formats: this.renderer.formatsOf(document.key),
          source: cite(tinh.pack, document.src),
        }));
    });
  }

  /**
   * @throws DomainError CYCLE.UNKNOWN, DOCUMENT.UNKNOWN, DOCUMENT.NO_TABLE, DOCUMENT.TABLE_ONLY, DOCUMENT.OTHER_LEVEL,
   *   DOCUMENT.NOT_RECOGNISED, DOCUMENT.NOT_REFUSED, DOCUMENT.NOBODY_LATE, GUIDANCE.NOTHING, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD, AREA.UNKNOWN, ACTOR.AREA_PAPER, REGISTER.ENTRY_UNKNOWN, FREEZE.UNKNOWN
   */
  async execute(identity: Identity, request: DocumentRequest): Promise<ComposedDocument> {
    const composed = await this.unitOfWork.inSnapshot((records) => this.inputOf(records, identity, request));
    const { format } = request;
    const formats = this.renderer.formatsOf(composed.kind);
    if (!formats.includes(format)) {
      const code = formats.includes('docx') ? 'DOCUMENT.NO_TABLE' : 'DOCUMENT.TABLE_ONLY';
      throw new DomainError(code, { document: composed.document.name });
    }
    const input = 'texts' in composed ? await withOwnDraft(this.drafts, identity, composed) : composed;
    return { input, format, bytes: await this.renderer.render(input, format) };
  }

  private async inputOf(
    records: Needs,
    identity: Identity,
    { cycleId, kind, unitId, communeCode, stage, entryId, freeze }: DocumentRequest,
  ): Promise<DocumentInput> {
    const cycle = await cycleToRead(records, identity, 'composeDocument', cycleId);
    const levels = await levelRulesOf(records, this.rules, cycle);
    const { pack, stages } = levels.tinh;
    const named = documentsOfYear(pack, stages).find(({ key }) => key === kind);
    if (named === undefined) throw new DomainError('DOCUMENT.UNKNOWN', { document: kind });
    const document = withFormTasks(levels.tinh, named);
    const now = await nowOf(records, cycle);
    if (document.about === 'unit') {
      const desk = await unitDesk(records, identity, cycle, pack, unitId);
      const { year } = desk.unit;
      if (year.standing === 'outside') {
        throw new DomainError('UNIT.OUTSIDE_STANDARD', {
          unit: year.unitId,
          reason: year.standingReason ?? '',
        });
      }
      const [unit] = await unitsOf(records, cycle, levels, document, [desk.unit], dateOf(now));
      if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: year.unitId });
      if (document.key === 'certificate' && unit.recognised !== true)
        throw new DomainError('DOCUMENT.NOT_RECOGNISED', { unit: unit.unitId });
      if (document.key === 'refusalNotice' && !isRefused(unit))
        throw new DomainError('DOCUMENT.NOT_REFUSED', { unit: unit.unitId });
      const scene = await sceneOf(records, cycle, levels, document, desk, now, unit.recognised === undefined);
      const recorded = recordedPaper(pack, document, unit, entryId);
      const deputy = identity.deputyAs && { ...identity.deputyAs, name: identity.name };
      return { ...scene, deputy, kind: document.key as UnitPaper, unit, recorded };
    }
    const desk = await areaDesk(records, identity, cycle, communeCode);
    if (document.key === 'monthlyPage') {
      const scene = await sceneOf(records, cycle, levels, document, desk, now, false);
      return { ...scene, kind: document.key, page: await this.monthOf(records, cycle, now) };
    }
    if (document.key === 'reportAnswers') {
      const scene = await sceneOf(records, cycle, levels, document, desk, now, false);
      const texts = await this.textsOf(records, cycle, document, desk, now);
      if (texts === undefined) throw new DomainError('DOCUMENT.UNKNOWN', { document: kind });
      return { ...scene, kind: document.key, texts };
    }
    if (isReportPaper(document.key)) {
      const scene = await sceneOf(records, cycle, levels, document, desk, now, false);
      const wanted = { kind: document.key, areaCode: desk.areaCode, freeze };
      const input = await reportInput(records, identity, cycle, levels, scene, wanted);
      return { ...input, texts: await this.textsOf(records, cycle, document, desk, now) };
    }
    if (document.key === 'guidanceLetter') {
      const guided = guidedFigures(pack, cycle.year);
      if (guided.length === 0) throw new DomainError('GUIDANCE.NOTHING', { cycle: cycleId });
      const scene = await sceneOf(records, cycle, levels, document, desk, now, false);
      const calendar = levelsOf(pack).map((level) => ({ level, stages: levels[level].stages }));
      return { ...scene, kind: document.key, guided, calendar };
    }
    const found = await records.documents.units(cycleId, desk.communes);
    const units = await unitsOf(records, cycle, levels, document, found, dateOf(now));
    const isPending = lacksResults(stages, document, units);
    const scene = await sceneOf(records, cycle, levels, document, desk, now, isPending);
    const { key } = document;
    if (key === 'reminderLetter') {
      const known = [...levels.tinh.graph, ...levels.xa.graph, ...levels.tinh.stages];
      if (stage !== undefined && !known.some((each) => each.key === stage)) {
        const list = [...new Set(levels.tinh.graph.map((each) => each.key))].join(', ');
        throw new DomainError('STAGE.UNKNOWN', { stage, known: list });
      }
      const late = await this.lateOf(records, identity, cycle, desk, found, stage, now);
      if (late.length === 0) throw new DomainError('DOCUMENT.NOBODY_LATE');
      return { ...scene, kind: key, stage, late };
    }
    return { ...scene, kind: key as ListPaper, units };
  }

  private async textsOf(
    records: Needs,
    cycle: Cycle,
    document: PackDocument,
    { communes }: ComposingDesk,
    now: string,
  ): Promise<ReportTexts | undefined> {
    const { book } = await reminderBasis(records, this.rules, cycle);
    return reportTexts(records, book, cycle, { document, communes, now });
  }

  /** @throws DomainError DOCUMENT.UNKNOWN under a pack that has no page of the month */
  private async monthOf(records: Needs, cycle: Cycle, now: string): Promise<MonthlyPage> {
    const basis = await reminderBasis(records, this.rules, cycle);
    const { oversight: rules } = basis.book.pack;
    if (rules === undefined) throw new DomainError('DOCUMENT.UNKNOWN', { document: 'monthlyPage' });
    const desk = await Desk.open(records, cycle, basis.book);
    return monthlyPage(records, { rules, basis, desk, now, today: dateOf(now) });
  }

  /**
   * What may still come though its last day has passed, by the late list: of the units that the level judges and, for the
   * levels above, of the offices below. Offices first, each in the order of commune and name.
   */
  private async lateOf(
    records: Needs,
    { scope }: Identity,
    cycle: Cycle,
    desk: ComposingDesk,
    units: readonly CycleUnit[],
    stage: string | undefined,
    now: string,
  ): Promise<readonly LateLine[]> {
    const { book } = await reminderBasis(records, this.rules, cycle);
    const request = {
      stage,
      communeCode: desk.commune?.code,
      withDone: false,
      limit: Number.POSITIVE_INFINITY,
    };
    const { papers } = await latePapers(records, cycle, book, scope, request, now);
    const urged = papers.filter(
      ({ year, stage: owed, line }) =>
        (line.state === 'overdue' || line.state === 'pastSuggested') &&
        // What offices do about a unit is not the unit's to hasten.
        owed.act === 'submit' &&
        (year.bodyKey === undefined
          ? judgingLevelOf(book.pack, year) === desk.level
          : desk.level !== 'xa' && year.managedBy !== desk.level),
    );
    const receivers = await Desk.open(records, cycle, book);
    const bodies = await records.documents.bodies(cycle.id, desk.communes);
    const places = [
      ...bodies.map(({ unitId, communeName }) => ({ unitId, communeName })),
      ...units.map(({ unit }) => ({ unitId: unit.id, communeName: unit.communeName })),
    ];
    return places.flatMap(({ unitId, communeName }) =>
      urged
        .filter(({ year }) => year.unitId === unitId)
        .map(({ year, stage: owed, line: { lastDay, daysLate, assumed } }): LateLine => {
          const isOffice = year.bodyKey !== undefined;
          const receiver = receivers.receiver(owed, year);
          const told = { name: year.unitName, communeName, isOffice, lastDay, daysLate, assumed };
          return { ...told, stage: owed, receiver };
        }),
    );
  }
}

/** Whether the unit is not recognised, or is proposed for that while nothing is decided. */
const isRefused = ({ recognised, proposed }: DocumentUnit): boolean => !(recognised ?? proposed ?? true);

/** The registers whose entries a paper shows. */
const shownRegisters = ({ registers }: PolicyPack, { key }: PackDocument) =>
  registers.filter(({ papers }) => papers?.some(({ document }) => document === key) === true);

/**
 * What was recorded of the paper itself.
 *
 * @throws DomainError REGISTER.ENTRY_UNKNOWN
 */
function recordedPaper(
  pack: PolicyPack,
  document: PackDocument,
  { entries }: DocumentUnit,
  entryId: string | undefined,
): RecordedPaper | undefined {
  const found = shownRegisters(pack, document).flatMap((register) =>
    (register.papers ?? [])
      .filter((paper) => paper.document === document.key && paper.number !== undefined)
      .flatMap((paper) =>
        entries
          .filter((entry) => entry.register === register.key && matches(paper.where, entry))
          .map((entry): RecordedPaper => ({ register, paper, entry })),
      ),
  );
  if (entryId === undefined) return found.at(-1);
  const named = found.find(({ entry }) => entry.id === entryId);
  if (named === undefined) throw new DomainError('REGISTER.ENTRY_UNKNOWN', { entry: entryId });
  return named;
}

async function sceneOf(
  records: Needs,
  cycle: Cycle,
  { tinh: { pack } }: LevelRules,
  document: PackDocument,
  desk: ComposingDesk,
  asOf: string,
  isPending: boolean,
): Promise<DocumentScene> {
  const letterhead = letterheadOf(pack, document, desk.level);
  if (letterhead === undefined) throw new DomainError('DOCUMENT.OTHER_LEVEL', { document: document.name });
  const { from, to } = assessmentWindowOf(pack, desk.unit?.unit.kind ?? 'co-quan', cycle.year);
  const today = dateOf(asOf);
  const areas = await records.units.areaNames(
    [cycle.provinceCode, desk.districtCode].filter((code) => code !== undefined),
  );
  return {
    pack,
    document,
    letterhead,
    cycleId: cycle.id,
    year: cycle.year,
    rehearsal: cycle.clockKind === 'rehearsal' ? (cycle.label ?? cycle.id) : undefined,
    asOf,
    period: { from, to: today < to ? today : to },
    provisional: asOf < endOfWindow(pack, cycle.year) || isPending,
    level: desk.level,
    areas: {
      province: areas.get(cycle.provinceCode) ?? pack.jurisdiction.name,
      district: desk.districtCode === undefined ? undefined : areas.get(desk.districtCode),
      commune: desk.commune?.name,
    },
  };
}

/** The units with their sheets, decisions and what was asked for, in the order they were found. */
async function unitsOf(
  records: Needs,
  cycle: Cycle,
  levels: LevelRules,
  document: PackDocument,
  found: readonly CycleUnit[],
  today: string,
): Promise<DocumentUnit[]> {
  const { documents, registers } = records;
  const unitIds = found.map(({ unit }) => unit.id);
  const shown = shownRegisters(levels.tinh.pack, document).map(({ key }) => key);
  const entries = await registers.ofUnits(cycle.id, unitIds, shown);
  const asksForHeads = document.key === 'headResults' || document.issuedBy.unit !== undefined;
  const heads = asksForHeads ? await documents.heads(cycle.id, unitIds) : [];
  const commandIds = found.flatMap(({ year }) => commandsOf(year.state));
  const sheets = await documents.sheets(cycle.id, unitIds);
  const decisions = await documents.decisions(commandIds);
  const beside: UnitRecordsOfCycle = {
    sheets: new Map(sheets.map((sheet) => [sheet.unitId, sheet])),
    decisions: new Map(decisions.map((decision) => [decision.commandId, decision])),
    superseded: await supersededOf(records, cycle, found),
    commands: await documents.bodiesOf(commandIds),
    heads: byUnit<HeadTerm & { readonly unitId: string }>(heads),
    entries: byUnit<Entry & { readonly unitId: string }>(entries),
  };
  return found.map((each) => {
    const { managedBy, unitKind } = each.year;
    return documentUnit(rulesForKind(levels[managedBy], unitKind), each, beside, cycle, today);
  });
}

/** What is said of decisions that a restart took out of the present results, by the units that have none since. */
async function supersededOf(
  records: Stores<'documents' | 'units'>,
  cycle: Pick<Cycle, 'id'>,
  found: readonly CycleUnit[],
): Promise<ReadonlyMap<string, string>> {
  const restarted = found.filter(({ year }) => year.state.round > 1 && resultStage(year.state) === undefined);
  const unitIds = restarted.map(({ year }) => year.unitId);
  const decisions = await records.documents.latestDecisions(cycle.id, unitIds);
  const told = await supersededDecisions(records, decisions);
  return new Map(decisions.map(({ unitId }, at) => [unitId, told[at]?.text ?? '']));
}

function byUnit<T extends { readonly unitId: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.unitId);
    if (own === undefined) found.set(row.unitId, [row]);
    else own.push(row);
  }
  return found;
}
