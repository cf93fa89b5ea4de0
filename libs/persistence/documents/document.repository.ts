import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import type {
  CycleBody,
  CycleUnit,
  DocumentRecords,
  HeadLine,
  NamedDecision,
  SheetRecord,
} from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { AreaRow, OfficeRow } from '../areas/area.rows.js';
import { CommandRow } from '../commands/command.rows.js';
import { asCorrected } from '../decisions/correction.repository.js';
import { latestHeads } from '../decisions/latest-heads.js';
import { toDecision } from '../papers/decision.mapper.js';
import { DecisionRow, ScoreSheetRow } from '../papers/paper.rows.js';
import { toSheet } from '../papers/sheet.mapper.js';
import { toUnitYear } from '../unit-years/unit-year.mapper.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';
import { toUnit } from '../units/unit.mapper.js';
import { ContactRow, UnitRow } from '../units/unit.rows.js';

type Found<T> = UnitYearRow & { readonly named: T; readonly area: AreaRow };

export class PostgresDocumentRecords implements DocumentRecords {
  constructor(private readonly manager: EntityManager) {}

  async units(cycleId: string, communes?: readonly string[]): Promise<readonly CycleUnit[]> {
    return this.complete(await within(this.unitsOf(cycleId), communes).getMany());
  }

  async unit(cycleId: string, unitId: string): Promise<CycleUnit | undefined> {
    const query = this.unitsOf(cycleId).andWhere('year.unitId = :unitId', { unitId });
    return (await this.complete(await query.getMany()))[0];
  }

  async bodies(cycleId: string, communes?: readonly string[]): Promise<readonly CycleBody[]> {
    const query = this.years(cycleId)
      .innerJoinAndMapOne('year.named', OfficeRow, 'named', 'named.code = year.unitId')
      .andWhere('year.bodyKey IS NOT NULL');
    const rows = (await within(query, communes).getMany()) as Found<OfficeRow>[];
    return rows.map((row) => ({ ...toUnitYear(row, row.named.name), communeName: row.area.name }));
  }

  async sheets(cycleId: string, unitIds: readonly string[]): Promise<readonly SheetRecord[]> {
    const rows = await this.manager
      .createQueryBuilder(ScoreSheetRow, 'sheet')
      .distinctOn(['sheet.unitId'])
      .where('sheet.cycleId = :cycleId AND sheet.unitId = ANY(:unitIds)', { cycleId, unitIds: [...unitIds] })
      .orderBy('sheet.unitId')
      .addOrderBy('sheet.round', 'DESC')
      .getMany();
    return rows.map(toSheet);
  }

  heads(cycleId: string, unitIds: readonly string[]): Promise<readonly HeadLine[]> {
    return latestHeads(this.manager, cycleId, unitIds);
  }

  async decisions(commandIds: readonly string[]): Promise<readonly NamedDecision[]> {
    const rows = await this.manager
      .createQueryBuilder(DecisionRow, 'decision')
      .where('decision.commandId = ANY(:commandIds)', { commandIds: [...commandIds] })
      .getMany();
    return asCorrected(this.manager, rows.map(toDecision));
  }

  async latestDecisions(
    cycleId: string,
    unitIds: readonly string[],
    about: 'result' | 'class' = 'result',
  ): Promise<readonly NamedDecision[]> {
    if (unitIds.length === 0) return [];
    const rows = await this.manager
      .createQueryBuilder(DecisionRow, 'decision')
      .distinctOn(['decision.unitId'])
      .where('decision.cycleId = :cycleId AND decision.unitId = ANY(:unitIds)', {
        cycleId,
        unitIds: [...unitIds],
      })
      .andWhere(`(decision.kind = 'class') = :isClass`, { isClass: about === 'class' })
      .orderBy('decision.unitId')
      .addOrderBy('decision.recordedAt', 'DESC')
      .getMany();
    return asCorrected(this.manager, rows.map(toDecision));
  }

  async bodiesOf(commandIds: readonly string[]): Promise<ReadonlyMap<string, CommandBody>> {
    const rows = await this.manager
      .createQueryBuilder(CommandRow, 'command')
      .select(['command.id', 'command.body'])
      .where('command.id = ANY(:commandIds)', { commandIds: [...commandIds] })
      .getMany();
    return new Map(rows.map(({ id, body }) => [id, body]));
  }

  private unitsOf(cycleId: string) {
    return this.years(cycleId)
      .innerJoinAndMapOne('year.named', UnitRow, 'named', 'named.id = year.unitId')
      .andWhere('year.bodyKey IS NULL');
  }

  private years(cycleId: string) {
    return this.manager
      .createQueryBuilder(UnitYearRow, 'year')
      .innerJoinAndMapOne('year.area', AreaRow, 'area', 'area.code = year.communeCode')
      .where('year.cycleId = :cycleId', { cycleId })
      .orderBy('area.name')
      .addOrderBy('named.name')
      .addOrderBy('year.unitId');
  }

  private async complete(rows: readonly UnitYearRow[]): Promise<CycleUnit[]> {
    const found = rows as readonly Found<UnitRow>[];
    const contacts = new Map<string, ContactRow[]>();
    const unitId = In(found.map((row) => row.unitId));
    for (const contact of await this.manager.findBy(ContactRow, { unitId }))
      contacts.set(contact.unitId, [...(contacts.get(contact.unitId) ?? []), contact]);
    return found.map((row) => ({
      year: toUnitYear(row, row.named.name),
      unit: toUnit(
        row.named,
        { communeName: row.area.name, districtCode: row.districtCode ?? undefined },
        contacts.get(row.unitId) ?? [],
      ),
    }));
  }
}

const within = (query: SelectQueryBuilder<UnitYearRow>, communes: readonly string[] | undefined) =>
  communes === undefined
    ? query
    : query.andWhere('year.communeCode = ANY(:communes)', { communes: [...communes] });
