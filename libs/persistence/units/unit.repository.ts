import { type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import type {
  Area,
  AreaInTime,
  Commune,
  FormerCommune,
  MisplacedUnit,
  Office,
  OfficePlace,
  StoredUnit,
  Unit,
  UnitMove,
  UnitRecords,
} from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { searchText } from '#libs/text';
import { AreaRow, OfficeRow } from '../areas/area.rows.js';
import { communesOf } from './commune-of.js';
import { toOffice, toUnit } from './unit.mapper.js';
import { ContactRow, UnitRow } from './unit.rows.js';

/** Rows of one statement. */
const PAGE = 500;

export class PostgresUnitRecords implements UnitRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(unitId: string): Promise<Unit | undefined> {
    const [unit] = await this.complete(await this.manager.findBy(UnitRow, { id: unitId }));
    return unit;
  }

  async addressOf(unitId: string): Promise<string | undefined> {
    return (await this.addressesOf([unitId])).get(unitId);
  }

  async addressesOf(unitIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.manager.query<{ id: string; email: string }[]>(
      `SELECT u.id, coalesce(c.email, u.email) AS email
         FROM unit u LEFT JOIN contact c ON c.unit_id = u.id AND c.role = 'officer'
        WHERE u.id = ANY($1) AND coalesce(c.email, u.email) IS NOT NULL`,
      [unitIds],
    );
    return new Map(rows.map(({ id, email }) => [id, email]));
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

  async letterTo(
    { unitId, bodyKey }: { readonly unitId: string; readonly bodyKey?: string },
    places: readonly OfficePlace[],
    day: string | undefined,
  ): Promise<{ readonly address?: string; readonly office?: Office }> {
    const [row] = await this.manager.query<{ address: string | null; office: OfficeRow | null }[]>(
      `SELECT CASE WHEN $2 THEN (SELECT email FROM office WHERE code = $1)
                   ELSE (SELECT coalesce(c.email, u.email)
                           FROM unit u LEFT JOIN contact c ON c.unit_id = u.id AND c.role = 'officer' WHERE u.id = $1)
              END AS address,
              (SELECT to_jsonb(o) || jsonb_build_object('areaCode', o.area_code, 'dutyOfficer', o.duty_officer)
                 FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS place (kind, area, n)
                 JOIN office o ON o.kind = place.kind AND o.area_code = place.area
                 JOIN area a ON a.code = o.area_code
                WHERE coalesce(a.valid_to >= coalesce($5::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), TRUE)
                ORDER BY place.n LIMIT 1) AS office`,
      [
        unitId,
        bodyKey !== undefined,
        places.map(({ kind }) => kind),
        places.map(({ areaCode }) => areaCode),
        day ?? null,
      ],
    );
    return {
      address: row?.address ?? undefined,
      office: row?.office === undefined || row.office === null ? undefined : toOffice(row.office),
    };
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

  async hold(unitId: string): Promise<void> {
    await this.manager.query(`SELECT 1 FROM unit WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
  }

  async lockImports(): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtext('unit-import'))`);
  }

  async known(
    provinceCode: string,
  ): Promise<{ readonly units: readonly Unit[]; readonly codesElsewhere: ReadonlySet<string> }> {
    const units = await this.complete(await this.manager.findBy(UnitRow, { provinceCode }));
    const elsewhere = await this.manager.query<{ code: string }[]>(
      `SELECT lower(id) AS code FROM unit WHERE province_code <> $1`,
      [provinceCode],
    );
    return { units, codesElsewhere: new Set(elsewhere.map(({ code }) => code)) };
  }

  async save(provinceCode: string, units: readonly StoredUnit[]): Promise<void> {
    for (let start = 0; start < units.length; start += PAGE) {
      const page = units.slice(start, start + PAGE);
      await this.manager.upsert(
        UnitRow,
        page.map(({ contacts: _contacts, ...profile }) => ({
          ...profile,
          provinceCode,
          nameSearch: searchText(profile.name),
          email: profile.email ?? null,
          superior: profile.superior ?? null,
        })),
        ['id'],
      );
      await this.manager.upsert(
        ContactRow,
        page.flatMap(({ id, contacts }) =>
          contacts.map(({ role, name, email = null, phone = null }) => ({
            unitId: id,
            role,
            name,
            email,
            phone,
          })),
        ),
        ['unitId', 'role'],
      );
    }
  }

  async alike(codes: readonly string[]): Promise<readonly Unit[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM unit
        WHERE ltrim(lower(id), '0') IN (SELECT ltrim(lower(code), '0') FROM unnest($1::text[]) AS code)`,
      [codes],
    );
    return this.several(rows.map(({ id }) => id));
  }

  async formerCommunes(provinceCode: string): Promise<readonly FormerCommune[]> {
    const rows = await this.manager.query<FormerCommune[]>(
      `SELECT former.name, former.successor_code AS "successorCode"
         FROM former_commune former
         JOIN area commune ON commune.code = former.successor_code
        WHERE commune.parent_code = $1
        ORDER BY former.code, former.successor_code`,
      [provinceCode],
    );
    return rows;
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
    const contactsOf = new Map<string, ContactRow[]>();
    for (const contact of contacts) {
      const earlier = contactsOf.get(contact.unitId);
      if (earlier) earlier.push(contact);
      else contactsOf.set(contact.unitId, [contact]);
    }
    return rows.map((row) => toUnit(row, communeOf(row.communeCode), contactsOf.get(row.id) ?? []));
  }
}

const unitsIn = ({ provinceCode, communes }: Area) => ({
  provinceCode,
  ...(communes === undefined ? {} : { communeCode: In([...communes]) }),
});

/** `Tỉnh Quảng Ngãi`: some lists name a province without what it is. */
function fullName({ name, adminKind }: AreaRow): string {
  if (name.toLocaleLowerCase('vi').startsWith(adminKind.toLocaleLowerCase('vi'))) return name;
  return `${adminKind.charAt(0).toLocaleUpperCase('vi')}${adminKind.slice(1)} ${name}`;
}
