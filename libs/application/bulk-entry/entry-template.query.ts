import { isInScope } from '#libs/access';
import type { EntryTable } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import { MOST_ENTRY_UNITS } from '#libs/contracts/http';
import type { UnitKind } from '#libs/policy';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { entersFor, entryDesk, isToEnter, requireEnters } from './entry-desk.js';

type Needs = Stores<'cycles' | 'documents' | 'migrations' | 'units'>;

/** For which steps and units papers are to be entered. */
export interface TemplateWish {
  /** Keys; absent: every step in which a unit hands in. */
  readonly stages?: readonly string[];
  readonly commune?: string;
  readonly kind?: UnitKind;
  /** Codes; absent: all for which the account enters papers. */
  readonly units?: readonly string[];
}

/** A sheet with a row for each unit whose paper of the step is still to be entered. */
export interface TemplateSheet {
  readonly table: EntryTable;
  readonly rows: readonly TemplateRow[];
}

export interface TemplateRow {
  readonly unitId: string;
  readonly unitName: string;
  /** Số đến and ngày đến (YYYY-MM-DD) of a paper that was received before. */
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
}

export interface EntryTemplate {
  readonly cycleId: string;
  readonly year: number;
  readonly sheets: readonly TemplateSheet[];
}

/** The workbook into which papers of many units are typed, as the pack of the year has its steps. */
export class ReadEntryTemplate {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, STAGE.UNKNOWN, ENTRY.NO_UNITS, ENTRY.TOO_MANY_UNITS */
  execute(identity: Identity, cycleId: string, wish: TemplateWish): Promise<EntryTemplate> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEnters(identity);
      const desk = await entryDesk(records, this.rules, cycle, wish.stages);
      const unknown = wish.stages?.find((key) => !desk.tables.some(({ stage }) => stage === key));
      if (unknown !== undefined) {
        const all = await entryDesk(records, this.rules, cycle);
        const known = all.tables.map(({ stage }) => stage).join(', ');
        throw new DomainError('STAGE.UNKNOWN', { stage: unknown, known });
      }
      const found = await records.documents.units(
        cycleId,
        wish.commune === undefined ? undefined : [wish.commune],
      );
      const years = found
        .map(({ year }) => year)
        .filter((year) => isInScope(identity.scope, year) && entersFor(identity, desk, year))
        .filter(({ unitId, unitKind }) => isWished(wish, unitId, unitKind));
      if (years.length > MOST_ENTRY_UNITS) {
        throw new DomainError('ENTRY.TOO_MANY_UNITS', {
          count: String(years.length),
          most: String(MOST_ENTRY_UNITS),
        });
      }
      const sheets = desk.tables.map((table) => ({
        table,
        rows: years.filter((year) => isToEnter(desk, year, table.stage)).map((year) => rowOf(year, table)),
      }));
      const filled = sheets.filter(({ rows }) => rows.length > 0);
      if (filled.length === 0) throw new DomainError('ENTRY.NO_UNITS');
      return { cycleId, year: cycle.year, sheets: filled };
    });
  }
}

const isWished = ({ kind, units }: TemplateWish, unitId: string, unitKind: UnitYear['unitKind']): boolean =>
  (kind === undefined || kind === unitKind) && units?.includes(unitId) !== false;

function rowOf({ unitId, unitName, state }: UnitYear, { stage }: EntryTable): TemplateRow {
  const { arrivalNumber, arrivedOn } = state.stages[stage]?.receipt ?? {};
  return { unitId, unitName, arrivalNumber, arrivedOn };
}
