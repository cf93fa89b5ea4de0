import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { assessmentWindowOf, endOfWindow, letterheadOf, type PackDocument } from '#libs/policy';
import { type LevelRules, levelRulesOf } from '../cycles/cycle-days.js';
import type { DocumentFormat, DocumentRenderer } from '../ports/documents.port.js';
import type { Identity } from '../ports/identity.js';
import type { Cycle, CycleUnit, Records, UnitOfWork } from '../ports/records.port.js';
import { visibleCycle } from '../reminders/visible-cycle.js';
import type { CycleRules } from '../rules/cycle-rules.js';
import { reportFigures } from '../rules/report-figures.js';
import { areaDesk, type ComposingDesk, documentsOfYear, unitDesk } from './composing-desk.js';
import type {
  DocumentInput,
  DocumentScene,
  DocumentUnit,
  LateLine,
  ListPaper,
  ReportPaper,
  UnitPaper,
} from './document-input.js';
import { commandsOf, documentUnit, stepsOf, type UnitRecordsOfCycle } from './document-unit.js';

export interface DocumentRequest {
  readonly cycleId: string;
  readonly kind: string;
  readonly unitId?: string | undefined;
  readonly communeCode?: string | undefined;
  /** Narrows a letter about what is late to one stage. */
  readonly stage?: string | undefined;
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
}

/** Composes the papers of a year from its records, as the pack of the cycle has them. Nothing is written down. */
export class ComposeDocument {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: CycleRules,
    private readonly renderer: DocumentRenderer,
  ) {}

  /**
   * The papers that the account can ask for.
   *
   * @throws DomainError CYCLE.UNKNOWN
   */
  async list(identity: Identity, cycleId: string): Promise<readonly AvailableDocument[]> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      const { tinh } = await levelRulesOf(records, this.rules, cycle);
      const { level } = identity.scope;
      return documentsOfYear(tinh.pack, tinh.stages)
        .filter(({ about, issuedBy }) => {
          if (about === 'unit' || level === 'tinh') return true;
          return level !== 'unit' && issuedBy[level] !== undefined;
        })
        .map((document) => ({ document, formats: this.renderer.formatsOf(document.key) }));
    });
  }

  /**
   * @throws DomainError CYCLE.UNKNOWN, DOCUMENT.UNKNOWN, DOCUMENT.NO_TABLE, DOCUMENT.OTHER_LEVEL,
   *   DOCUMENT.NOT_RECOGNISED, DOCUMENT.NOBODY_LATE, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD, AREA.UNKNOWN, ACTOR.AREA_PAPER
   */
  async execute(identity: Identity, request: DocumentRequest): Promise<ComposedDocument> {
    const input = await this.unitOfWork.inSnapshot((records) => this.inputOf(records, identity, request));
    const { format } = request;
    if (!this.renderer.formatsOf(input.kind).includes(format))
      throw new DomainError('DOCUMENT.NO_TABLE', { document: input.document.name });
    return { input, format, bytes: await this.renderer.render(input, format) };
  }

  private async inputOf(
    records: Records,
    identity: Identity,
    { cycleId, kind, unitId, communeCode, stage }: DocumentRequest,
  ): Promise<DocumentInput> {
    const cycle = await visibleCycle(records, identity, cycleId);
    const levels = await levelRulesOf(records, this.rules, cycle);
    const { pack, stages } = levels.tinh;
    const document = documentsOfYear(pack, stages).find(({ key }) => key === kind);
    if (document === undefined) throw new DomainError('DOCUMENT.UNKNOWN', { document: kind });
    const now = cycle.clockAt ?? (await records.now());
    if (document.about === 'unit') {
      const desk = await unitDesk(records, identity, cycle, pack, unitId);
      const { year } = desk.unit;
      if (year.standing === 'outside') {
        throw new DomainError('UNIT.OUTSIDE_STANDARD', {
          unit: year.unitId,
          reason: year.standingReason ?? '',
        });
      }
      const [unit] = await unitsOf(records, cycle, levels, [desk.unit], dateOf(now));
      if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: year.unitId });
      if (document.key === 'certificate' && unit.recognised !== true)
        throw new DomainError('DOCUMENT.NOT_RECOGNISED', { unit: unit.unitId });
      const scene = await sceneOf(records, cycle, levels, document, desk, now, unit.score?.pass !== 'final');
      return { ...scene, kind: document.key as UnitPaper, unit };
    }
    const desk = await areaDesk(records, identity, cycle, communeCode);
    const found = await records.documents.units(cycleId, desk.communes);
    const units = await unitsOf(records, cycle, levels, found, dateOf(now));
    const isPending = units.some(
      ({ standing, recognised }) => standing === 'inside' && recognised === undefined,
    );
    const scene = await sceneOf(records, cycle, levels, document, desk, now, isPending);
    const { key } = document;
    if (key === 'reminderLetter') {
      const known = [...levels.tinh.graph, ...levels.xa.graph, ...levels.tinh.stages];
      if (stage !== undefined && !known.some((each) => each.key === stage)) {
        const list = [...new Set(levels.tinh.graph.map((each) => each.key))].join(', ');
        throw new DomainError('STAGE.UNKNOWN', { stage, known: list });
      }
      const late = await this.lateOf(records, cycle, desk, units, stage, now);
      if (late.length === 0) throw new DomainError('DOCUMENT.NOBODY_LATE');
      return { ...scene, kind: key, stage, late };
    }
    if (key === 'communeReport' || key === 'provinceReport') {
      const area = { communeCode: desk.areaCode, provinceCode: cycle.provinceCode };
      const report = stages.find(({ reportsOn }) => reportsOn !== undefined)?.key ?? '';
      const figures = await reportFigures(records, cycle, levels.tinh, area, report, now);
      return { ...scene, kind: key satisfies ReportPaper, figures, units };
    }
    return { ...scene, kind: key as ListPaper, units };
  }

  /** What is past its last day with the units that the level judges and, for the province, with its communes' bodies. */
  private async lateOf(
    records: Records,
    cycle: Cycle,
    desk: ComposingDesk,
    units: readonly DocumentUnit[],
    stage: string | undefined,
    now: string,
  ): Promise<readonly LateLine[]> {
    const isLate = (step: LateLine['step']) =>
      step.daysOverdue !== undefined &&
      step.stage.act === 'submit' &&
      (stage === undefined || step.stage.key === stage);
    const ofUnits = units
      .filter(({ judgedBy }) => judgedBy === desk.level)
      .flatMap(({ name, communeName, steps }) =>
        steps.filter(isLate).map((step): LateLine => ({ name, communeName, isOffice: false, step })),
      );
    if (desk.level === 'xa') return ofUnits;
    const lines: LateLine[] = [];
    for (const body of await records.documents.bodies(cycle.id, desk.communes)) {
      if (body.managedBy === desk.level) continue;
      const { graph } = await this.rules.of(records, cycle, body);
      for (const step of stepsOf(graph, body.state, dateOf(now), new Map()).filter(isLate))
        lines.push({ name: body.unitName, communeName: body.communeName, isOffice: true, step });
    }
    return [...lines, ...ofUnits];
  }
}

async function sceneOf(
  records: Records,
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
  records: Records,
  cycle: Cycle,
  levels: LevelRules,
  found: readonly CycleUnit[],
  today: string,
): Promise<DocumentUnit[]> {
  const { documents } = records;
  const commandIds = found.flatMap(({ year }) => commandsOf(year.state));
  const sheets = await documents.sheets(
    cycle.id,
    found.map(({ unit }) => unit.id),
  );
  const decisions = await documents.decisions(commandIds);
  const beside: UnitRecordsOfCycle = {
    sheets: new Map(sheets.map((sheet) => [sheet.unitId, sheet])),
    decisions: new Map(decisions.map((decision) => [decision.commandId, decision])),
    commands: await documents.bodiesOf(commandIds),
  };
  return found.map((each) => documentUnit(levels[each.year.managedBy], each, beside, cycle.year, today));
}
