import { type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import type {
  Area,
  AreaInTime,
  Commune,
  Contact,
  MisplacedUnit,
  NewUnit,
  Office,
  Unit,
  UnitMove,
  UnitRecords,
} from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { AreaRow, OfficeRow } from '../areas/area.rows.js';
import { communesOf } from './commune-of.js';
import { searchText } from './search-text.js';
import { toUnit } from './unit.mapper.js';
import { ContactRow, UnitRow } from './unit.rows.js';

export class PostgresUnitRecords implements UnitRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(unitId: string): Promise<Unit | undefined> {
    const [unit] = await this.complete(await this.manager.findBy(UnitRow, { id: unitId }));
    return unit;
  }

  async several(unitIds: readonly string[]): Promise<readonly Unit[]> {
    return this.complete(await this.manager.findBy(UnitRow, { id: In([...unitIds]) }));
  }

  async page(area: Area, afterId: string | undefined, limit: number): Promise<readonly Unit[]> {
    const rows = await this.manager.find(UnitRow, {
      where: { ...unitsIn(area), id: MoreThan(afterId ?? '') },
      order: { id: 'ASC' },
      take: limit,
    });
    return this.complete(rows);
  }

  async countOf(area: Area): Promise<number> {
    return this.manager.countBy(UnitRow, unitsIn(area));
  }

  async misplaced(
    { provinceCode, communes }: Area,
    levels: readonly ManagementLevel[],
    day: string,
  ): Promise<readonly MisplacedUnit[]> {
    const rows = await this.manager.query<
      (Omit<MisplacedUnit, 'ended'> & { commune: string; validTo: string | null })[]
    >(
      `SELECT u.id, u.name, u.managed_by AS "managedBy", a.name AS commune,
              CASE WHEN a.valid_to < $4 THEN a.valid_to::text END AS "validTo"
         FROM unit u JOIN area a ON a.code = u.commune_code
        WHERE u.province_code = $1 AND ($2::text[] IS NULL OR u.commune_code = ANY($2))
          AND (u.managed_by <> ALL($3) OR a.valid_to < $4)
        ORDER BY u.id`,
      [provinceCode, communes ?? null, levels, day],
    );
    return rows.map(({ commune, validTo, ...unit }) => ({
      ...unit,
      ended: validTo === null ? undefined : { commune, validTo },
    }));
  }

  async move(moves: readonly UnitMove[]): Promise<void> {
    await this.manager.query(
      `UPDATE unit u
          SET commune_code = CASE WHEN u.commune_code = n.commune_before THEN n.commune ELSE u.commune_code END,
              managed_by = CASE WHEN u.managed_by = n.level_before THEN n.level ELSE u.managed_by END
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
              AS n (id, commune_before, commune, level_before, level)
        WHERE u.id = n.id`,
      [
        moves.map(({ unitId }) => unitId),
        moves.map(({ before }) => before.communeCode),
        moves.map(({ after }) => after.communeCode),
        moves.map(({ before }) => before.managedBy),
        moves.map(({ after }) => after.managedBy),
      ],
    );
  }

  async communesWithUnits(provinceCode: string): Promise<readonly string[]> {
    const rows = await this.manager.query<{ code: string }[]>(
      `SELECT DISTINCT commune_code AS code FROM unit WHERE province_code = $1 ORDER BY 1`,
      [provinceCode],
    );
    return rows.map(({ code }) => code);
  }

  async officesOf(area: Area, kinds: readonly string[]): Promise<readonly Office[]> {
    const communes = (await this.communes(area.provinceCode)).filter(
      ({ code }) => area.communes?.includes(code) !== false,
    );
    const districts = new Map(communes.map(({ code, districtCode }) => [code, districtCode]));
    for (const code of [...districts.values()]) if (code !== undefined) districts.set(code, code);
    const rows = await this.manager.find(OfficeRow, {
      where: { kind: In([...kinds]), areaCode: In([area.provinceCode, ...districts.keys()]) },
      order: { code: 'ASC' },
    });
    const ended = await this.manager.find(AreaRow, {
      where: { code: In(rows.flatMap(({ areaCode }) => areaCode ?? [])), validTo: Not(IsNull()) },
      select: { code: true, validTo: true },
    });
    const lastDays = new Map(ended.map(({ code, validTo }) => [code, validTo ?? undefined]));
    return rows.map((row) => ({
      ...toOffice(row),
      districtCode: districts.get(row.areaCode ?? ''),
      validTo: lastDays.get(row.areaCode ?? ''),
    }));
  }

  async communes(provinceCode?: string): Promise<readonly Commune[]> {
    const rows = await this.manager.query<{ code: string; name: string; district: string | null }[]>(
      `SELECT commune.code, commune.name, district.code AS district
         FROM area commune
         LEFT JOIN area district ON district.code = commune.parent_code AND district.kind = 'huyen'
        WHERE commune.kind = 'xa'
          AND ($1::text IS NULL OR coalesce(district.parent_code, commune.parent_code) = $1)
        ORDER BY commune.code`,
      [provinceCode ?? null],
    );
    return rows.map(({ code, name, district }) => ({ code, name, districtCode: district ?? undefined }));
  }

  async areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.manager.findBy(AreaRow, { code: In([...codes]) });
    return new Map(rows.map((row) => [row.code, fullName(row)]));
  }

  async office(code: string): Promise<Office | undefined> {
    const row = await this.manager.findOneBy(OfficeRow, { code });
    return row === null ? undefined : toOffice(row);
  }

  async area(code: string): Promise<AreaInTime | undefined> {
    const row = await this.manager.findOneBy(AreaRow, { code });
    if (row === null) return undefined;
    const successor =
      row.successorCode === null
        ? null
        : await this.manager.findOneByOrFail(AreaRow, { code: row.successorCode });
    return {
      code,
      kind: row.kind,
      name: row.name,
      validFrom: row.validFrom ?? undefined,
      validTo: row.validTo ?? undefined,
      successor:
        successor === null ? undefined : { code: successor.code, kind: successor.kind, name: successor.name },
    };
  }

  async upsert(
    provinceCode: string,
    units: readonly NewUnit[],
    options: { readonly dryRun: boolean },
  ): Promise<{ inserted: number; updated: number; unchanged: number; taken: readonly string[] }> {
    // Two imports at once would both miss what the other is about to insert; codes are shared by all provinces.
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtext('unit-import'))`);
    const counts = { inserted: 0, updated: 0, unchanged: 0 };
    const taken: string[] = [];
    for (const unit of units) {
      const existing = await this.existing(unit);
      if (existing !== undefined && existing.provinceCode !== provinceCode) {
        taken.push(existing.id);
        continue;
      }
      const outcome = existing === undefined ? 'inserted' : isSame(existing, unit) ? 'unchanged' : 'updated';
      counts[outcome] += 1;
      if (options.dryRun || outcome === 'unchanged') continue;
      await this.save(unit, existing?.id ?? unit.id ?? (await this.nextId(provinceCode)), provinceCode);
    }
    return { ...counts, taken };
  }

  private async existing(unit: NewUnit): Promise<Unit | undefined> {
    if (unit.id !== undefined) return this.find(unit.id);
    const row = await this.manager.findOneBy(UnitRow, {
      communeCode: unit.communeCode,
      nameSearch: searchText(unit.name),
    });
    return row === null ? undefined : this.find(row.id);
  }

  private async save(unit: NewUnit, id: string, provinceCode: string): Promise<void> {
    const { contacts, id: _given, ...profile } = unit;
    await this.manager.upsert(
      UnitRow,
      { ...profile, id, provinceCode, nameSearch: searchText(unit.name), email: unit.email ?? null },
      ['id'],
    );
    for (const contact of contacts) {
      await this.manager.upsert(
        ContactRow,
        {
          unitId: id,
          role: contact.role,
          name: contact.name,
          email: contact.email ?? null,
          phone: contact.phone ?? null,
        },
        ['unitId', 'role'],
      );
    }
  }

  /** The next free code of a province for a unit that came without one. */
  private async nextId(provinceCode: string): Promise<string> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM unit WHERE province_code = $1 AND id ~ '^[A-Z]+[0-9]+$' ORDER BY length(id) DESC, id DESC LIMIT 1`,
      [provinceCode],
    );
    const match = /^([A-Z]+)(\d+)$/.exec(rows[0]?.id ?? `DV${provinceCode}0000`);
    const [, prefix = 'DV', digits = '0000'] = match ?? [];
    for (let number = Number(digits) + 1; ; number += 1) {
      const id = prefix + String(number).padStart(digits.length, '0');
      if (!(await this.manager.existsBy(UnitRow, { id }))) return id;
    }
  }

  private async complete(rows: readonly UnitRow[]): Promise<Unit[]> {
    if (rows.length === 0) return [];
    const contacts = await this.manager.find(ContactRow, {
      where: { unitId: In(rows.map((row) => row.id)) },
      order: { role: 'ASC' },
    });
    const communeOf = await communesOf(
      this.manager,
      rows.map((row) => row.communeCode),
    );
    return rows.map((row) =>
      toUnit(
        row,
        communeOf(row.communeCode),
        contacts.filter((contact) => contact.unitId === row.id),
      ),
    );
  }
}

const unitsIn = ({ provinceCode, communes }: Area) => ({
  provinceCode,
  ...(communes === undefined ? {} : { communeCode: In([...communes]) }),
});

const toOffice = ({ code, kind, name, areaCode, email }: OfficeRow): Office => ({
  code,
  kind,
  name,
  areaCode: areaCode ?? undefined,
  email: email ?? undefined,
});

/** Whether an import would change nothing. */
function isSame(existing: Unit, unit: NewUnit): boolean {
  const { contacts, ...profile } = unit;
  const before = existing as unknown as Record<string, unknown>;
  const profileSame = Object.entries(profile as Record<string, unknown>).every(
    ([key, value]) => value === before[key] || (key === 'id' && value === undefined),
  );
  const line = (contact: Contact) =>
    [contact.role, contact.name, contact.email ?? '', contact.phone ?? ''].join('|');
  const known = new Set(existing.contacts.map(line));
  return profileSame && contacts.every((contact) => known.has(line(contact)));
}

/** `Tỉnh Quảng Ngãi`: some lists name a province without what it is. */
function fullName({ name, adminKind }: AreaRow): string {
  if (name.toLocaleLowerCase('vi').startsWith(adminKind.toLocaleLowerCase('vi'))) return name;
  return `${adminKind.charAt(0).toLocaleUpperCase('vi')}${adminKind.slice(1)} ${name}`;
}
