import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type {
  AuditLine,
  CounterCell,
  Cycle,
  CycleUnits,
  HistoryLine,
  MessageFilter,
  MessageLine,
  MessageTry,
  ReadModel,
  SheetRecord,
  Unit,
  UnitFilter,
  UnitYearLine,
} from '#libs/application';
import { searchText } from '#libs/text';
import { AreaRow, OfficeRow } from '../areas/area.rows.js';
import { inScope, placeOfCounter, placeOfYear, scoped } from '../areas/in-scope.js';
import { CommandRow } from '../commands/command.rows.js';
import { CounterRow } from '../counters/counter.rows.js';
import { toCycle } from '../cycles/cycle.mapper.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { MessageRow } from '../mail/mail.rows.js';
import { DecisionRow, ScoreSheetRow, SubmissionRow } from '../papers/paper.rows.js';
import { toSheet } from '../papers/sheet.mapper.js';
import { toFact } from '../unit-years/fact.mapper.js';
import { FactRow } from '../unit-years/fact.rows.js';
import { toUnitYear } from '../unit-years/unit-year.mapper.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';
import { communesOf } from '../units/commune-of.js';
import { toUnit } from '../units/unit.mapper.js';
import { ContactRow, UnitRow } from '../units/unit.rows.js';

export class PostgresReadModel implements ReadModel {
  constructor(private readonly source: Pick<DataSource, 'manager'>) {}

  private get manager() {
    return this.source.manager;
  }

  async cycles(provinceCode: string): Promise<readonly Cycle[]> {
    const rows = await this.manager.find(CycleRow, {
      where: { provinceCode },
      order: { year: 'DESC', createdAt: 'DESC' },
    });
    return rows.map(toCycle);
  }

  async areaName(code: string): Promise<string> {
    return (await this.manager.findOneBy(AreaRow, { code }))?.name ?? code;
  }

  async provinceOf(areaCode: string): Promise<string | undefined> {
    const [row] = await this.manager.query<{ code: string | null }[]>(
      `SELECT coalesce(district.parent_code, area.parent_code) AS code
         FROM area LEFT JOIN area district ON district.code = area.parent_code AND district.kind = 'huyen'
        WHERE area.code = $1`,
      [areaCode],
    );
    return row?.code ?? undefined;
  }

  async communesIn(districtCode: string): Promise<readonly string[]> {
    const rows = await this.manager.findBy(AreaRow, { parentCode: districtCode, kind: 'xa' });
    return rows.map(({ code }) => code);
  }

  async cycleUnits(cycleId: string): Promise<CycleUnits> {
    const rows = await this.manager.query<{ standing: string; reason: string | null; units: number }[]>(
      `SELECT standing, standing_reason AS reason, count(*)::int AS units
         FROM unit_year WHERE cycle_id = $1 AND body_key IS NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2`,
      [cycleId],
    );
    const sum = (standing: string) =>
      rows.filter((row) => row.standing === standing).reduce((total, row) => total + row.units, 0);
    return {
      opened: sum('inside') + sum('outside'),
      inside: sum('inside'),
      outside: sum('outside'),
      outsideReasons: rows
        .filter((row) => row.standing === 'outside')
        .map((row) => ({ reason: row.reason ?? '', units: row.units })),
    };
  }

  async counters(cycleId: string, scope: Scope): Promise<readonly (CounterCell & { readonly n: number })[]> {
    const place = placeOfCounter(':cycleId', 'counter.communeCode', 'counter.unitKind');
    const rows = await this.manager
      .createQueryBuilder(CounterRow, 'counter')
      .where(`counter.cycleId = :cycleId AND ${inScope(scope, place, ':scope')}`, {
        cycleId,
        scope: scopeCode(scope),
      })
      .getMany();
    return rows as (CounterCell & { n: number })[];
  }

  async units(scope: Scope, filter: UnitFilter): Promise<readonly Unit[]> {
    const query = this.visibleUnits(scope, filter.cycleId);
    filtered(query, filter, {
      id: 'unit.id',
      search: 'unit.nameSearch',
      commune: 'unit.communeCode',
      kind: 'unit.kind',
    });
    return this.complete(await query.getMany());
  }

  async unit(scope: Scope, unitId: string, cycleId?: string): Promise<Unit | undefined> {
    const row = await this.visibleUnits(scope, cycleId).andWhere('unit.id = :unitId', { unitId }).getOne();
    return row === null ? undefined : (await this.complete([row]))[0];
  }

  async unitYears(cycleId: string, scope: Scope, filter: UnitFilter): Promise<readonly UnitYearLine[]> {
    const query = this.manager
      .createQueryBuilder(UnitYearRow, 'year')
      .where('year.cycleId = :cycleId', { cycleId });
    // Offices are subjects of the cycle, but no units: only who asks for them sees them.
    const isBody = filter.kind === 'body';
    if (isBody) query.innerJoinAndMapOne('year.named', OfficeRow, 'named', 'named.code = year.unitId');
    else query.innerJoinAndMapOne('year.named', UnitRow, 'named', 'named.id = year.unitId');
    query.andWhere(`year.bodyKey IS ${isBody ? 'NOT ' : ''}NULL`);
    scoped(query, scope, placeOfYear('year'));
    filtered(query, filter, {
      id: 'year.unitId',
      search: isBody ? 'named.name' : 'named.nameSearch',
      commune: 'year.communeCode',
      kind: 'year.unitKind',
    });
    if (filter.standing !== undefined)
      query.andWhere('year.standing = :standing', { standing: filter.standing });
    const rows = (await query.getMany()) as (UnitYearRow & { named: { name: string } })[];
    const names = await this.areaNames(rows.map((row) => row.communeCode));
    return rows.map((row) => ({
      ...toUnitYear(row, row.named.name),
      communeName: names.get(row.communeCode) ?? row.communeCode,
    }));
  }

  async history(cycleId: string, unitId: string): Promise<readonly HistoryLine[]> {
    const facts = await this.manager.find(FactRow, { where: { cycleId, unitId }, order: { version: 'ASC' } });
    const commands = await this.manager.findBy(CommandRow, { id: In(facts.map((fact) => fact.commandId)) });
    const byId = new Map(commands.map((command) => [command.id, command]));
    const papers = await this.manager.find(SubmissionRow, {
      where: { cycleId, unitId },
      select: { commandId: true, figures: true },
    });
    const figures = new Map(papers.map((paper) => [paper.commandId, paper.figures]));
    return facts.map((fact) => {
      const command = byId.get(fact.commandId);
      if (command === undefined) throw new Error(`fact without its command ${fact.commandId}`);
      return {
        ...toFact(fact),
        actorName: command.actor.name,
        actorRole: command.actor.role,
        effectiveAt: command.effectiveAt.toISOString(),
        figures: (figures.get(fact.commandId) ?? undefined) as HistoryLine['figures'],
      };
    });
  }

  async sheet(cycleId: string, unitId: string, round?: number): Promise<SheetRecord | undefined> {
    const row = await this.manager.findOne(ScoreSheetRow, {
      where: { cycleId, unitId, ...(round === undefined ? {} : { round }) },
      order: { round: 'DESC' },
    });
    return row === null ? undefined : toSheet(row);
  }

  async recognition(cycleId: string, unitId: string, round: number): Promise<boolean | undefined> {
    // A revocation and the answer to a complaint come after the decision and stand in its place.
    const row = await this.manager.findOne(DecisionRow, {
      where: { cycleId, unitId, round },
      order: { recordedAt: 'DESC' },
    });
    return row?.recognised;
  }

  async messages(scope: Scope, filter: MessageFilter): Promise<readonly MessageLine[]> {
    const query = this.visibleMessages(scope)
      .orderBy('message.createdAt', 'DESC')
      .addOrderBy('message.id')
      .limit(filter.limit);
    if (filter.cycleId !== undefined) query.andWhere('message.cycleId = :cycleId', filter);
    if (filter.unitId !== undefined) query.andWhere('message.unitId = :unitId', filter);
    if (filter.state !== undefined) query.andWhere('message.state = :state', filter);
    if (filter.after !== undefined) {
      query.andWhere(
        `(message.createdAt, message.id) < (SELECT a.created_at, a.id FROM message a WHERE a.id = :after)`,
        filter,
      );
    }
    return (await query.getMany()).map((row) => toMessage(row, scope));
  }

  async message(
    scope: Scope,
    id: string,
  ): Promise<(MessageLine & { readonly tries: readonly MessageTry[] }) | undefined> {
    const row = await this.visibleMessages(scope).andWhere('message.id = :id', { id }).getOne();
    if (row === null) return undefined;
    const tries = await this.manager.query<
      { epoch: number; started_at: Date; ended_at: Date | null; answer: string | null }[]
    >(
      `SELECT epoch, started_at, ended_at, answer FROM message_attempt WHERE message_id = $1 ORDER BY epoch`,
      [id],
    );
    return {
      ...toMessage(row, scope),
      tries: tries.map((each) => ({
        epoch: each.epoch,
        startedAt: each.started_at.toISOString(),
        endedAt: each.ended_at?.toISOString(),
        answer: each.answer ?? undefined,
      })),
    };
  }

  async auditRows(
    cycleId: string,
    afterArea: string,
    afterSeq: number,
    limit: number,
  ): Promise<readonly AuditLine[]> {
    const rows = await this.manager.query<(Omit<AuditLine, 'at'> & { at: Date })[]>(
      `SELECT a.cycle_id AS "cycleId", a.area_code AS "areaCode", a.seq, a.at, a.actor_id AS "actorId",
              a.actor_role AS "actorRole", a.action, a.object, a.digest, a.prev_hash AS "prevHash", a.hash,
              d.salt, d.detail
         FROM audit a LEFT JOIN audit_detail d USING (cycle_id, area_code, seq)
        WHERE a.cycle_id = $1 AND (a.area_code, a.seq) > ($2, $3)
        ORDER BY a.area_code, a.seq LIMIT $4`,
      [cycleId, afterArea, afterSeq, limit],
    );
    return rows.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      salt: row.salt ?? undefined,
      detail: row.detail ?? undefined,
    }));
  }

  async auditHeads(cycleId: string): Promise<readonly { areaCode: string; seq: number; hash: string }[]> {
    return this.manager.query(
      `SELECT area_code AS "areaCode", seq, hash FROM audit_head WHERE cycle_id = $1 AND seq > 0 ORDER BY area_code`,
      [cycleId],
    );
  }

  private visibleUnits(scope: Scope, cycleId?: string) {
    const query = this.manager.createQueryBuilder(UnitRow, 'unit').where('TRUE');
    if (cycleId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM unit_year year WHERE year.cycle_id = :cycleId AND year.unit_id = unit.id)',
        { cycleId },
      );
    }
    return scoped(query, scope, {
      unit: 'unit.id',
      commune: 'unit.communeCode',
      province: 'unit.provinceCode',
      kind: 'unit.kind',
    });
  }

  private async complete(rows: readonly UnitRow[]): Promise<Unit[]> {
    if (rows.length === 0) return [];
    const communeOf = await communesOf(
      this.manager,
      rows.map((row) => row.communeCode),
    );
    const contacts = await this.manager.findBy(ContactRow, { unitId: In(rows.map((row) => row.id)) });
    return rows.map((row) =>
      toUnit(
        row,
        communeOf(row.communeCode),
        contacts.filter((contact) => contact.unitId === row.id),
      ),
    );
  }

  private visibleMessages(scope: Scope) {
    const query = this.manager
      .createQueryBuilder(MessageRow, 'message')
      .innerJoin(CycleRow, 'cycle', 'cycle.id = message.cycleId')
      .leftJoin(UnitYearRow, 'year', 'year.cycleId = message.cycleId AND year.unitId = message.unitId')
      .where('TRUE');
    return scoped(query, scope, {
      unit: 'message.unitId',
      commune: 'year.communeCode',
      province: 'cycle.provinceCode',
      kind: 'year.unitKind',
    });
  }

  private async areaNames(codes: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.manager.findBy(AreaRow, { code: In([...new Set(codes)]) });
    return new Map(rows.map((row) => [row.code, row.name]));
  }
}

function filtered<T extends object>(
  query: SelectQueryBuilder<T>,
  filter: UnitFilter,
  column: { readonly id: string; readonly search: string; readonly commune: string; readonly kind: string },
): void {
  query.orderBy(column.id).limit(filter.limit);
  if (filter.after !== undefined) query.andWhere(`${column.id} > :after`, { after: filter.after });
  if (filter.communeCode !== undefined)
    query.andWhere(`${column.commune} = :commune`, { commune: filter.communeCode });
  if (filter.kind !== undefined) query.andWhere(`${column.kind} = :kind`, { kind: filter.kind });
  if (filter.search !== undefined) {
    const like = `%${searchText(filter.search).replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere(`(${column.search} LIKE :like OR lower(${column.id}) LIKE :like)`, { like });
  }
}

/** Mails that tell what a unit writes before it hands in: the clerk's note to the head, and why the head gave it back. */
const WITHIN_UNIT: ReadonlySet<string> = new Set(['presented', 'given-back']);

/** The message as an account of the scope may see it: the words of what goes on within a unit are told to that unit alone. */
function toMessage(row: MessageRow, { level }: Scope): MessageLine {
  const isTold = level === 'unit' || !WITHIN_UNIT.has(row.template);
  return {
    id: row.id,
    messageId: row.messageId,
    // What belongs to no cycle is shown to nobody; see `visibleMessages`.
    cycleId: row.cycleId ?? '',
    unitId: row.unitId ?? undefined,
    template: row.template,
    recipient: row.recipient,
    subject: row.subject ?? undefined,
    text: isTold ? (row.text ?? undefined) : undefined,
    state: row.state,
    uncertain: row.uncertain,
    attempts: row.attempts,
    lastAnswer: row.lastAnswer ?? undefined,
    createdAt: row.createdAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString(),
  };
}
