import type { MappingRow } from '#libs/contracts';
import { LEVEL_NAMES, type ManagementLevel } from '#libs/policy';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { ProvinceArea } from './migrations.port.js';

/** What keeps a subject, or a row of the table, from its new place; `text` is Vietnamese. */
export interface Blocker {
  readonly id: string;
  readonly name: string;
  readonly code: 'MIGRATION.AREA' | 'MIGRATION.LEVEL' | 'MIGRATION.ROW' | 'MIGRATION.NEEDS_DATE';
  readonly text: string;
}

export interface NewPlace {
  readonly communeCode: string;
  readonly districtCode?: string;
  readonly managedBy: ManagementLevel;
}

type Placed = Pick<UnitYear, 'unitId' | 'unitName' | 'communeCode' | 'districtCode' | 'managedBy'>;

const EVERY = '*';

/**
 * Where every subject stands from a day on: by the table that an administrator gave, of which the most particular row
 * counts, else where it was, else in the area that follows its own by law.
 */
export class Placement {
  private readonly areas: ReadonlyMap<string, ProvinceArea>;

  /**
   * @param from first day, YYYY-MM-DD
   * @param levels the levels that the new pack has
   */
  constructor(
    areas: readonly ProvinceArea[],
    private readonly from: string,
    private readonly levels: readonly ManagementLevel[],
    private readonly rows: readonly MappingRow[],
  ) {
    this.areas = new Map(areas.map((area) => [area.code, area]));
  }

  nameOf(code: string): string {
    return this.areas.get(code)?.name ?? code;
  }

  isInForce(code: string): boolean {
    const area = this.areas.get(code);
    if (area === undefined) return false;
    return (area.validFrom ?? '') <= this.from && (area.validTo ?? this.from) >= this.from;
  }

  /** The district that a commune lies in. */
  districtOf(code: string): string | undefined {
    const parent = this.areas.get(this.areas.get(code)?.parentCode ?? '');
    return parent?.kind === 'huyen' ? parent.code : undefined;
  }

  /** The place of a unit, or why it has none. */
  of(unit: Placed): NewPlace | Blocker {
    const found = [unit.unitId, unit.communeCode, unit.districtCode, unit.managedBy].flatMap((key) =>
      key === undefined ? [] : this.rows.filter(({ from }) => from === key),
    );
    const to = found.find((row) => row.to !== undefined)?.to ?? this.following(unit.communeCode, 'xa') ?? '';
    const blocked = (code: Blocker['code'], text: string): Blocker => ({
      id: unit.unitId,
      name: unit.unitName,
      code,
      text,
    });
    if (!this.isInForce(to)) {
      const name = `${this.nameOf(unit.communeCode)} (${unit.communeCode})`;
      return blocked('MIGRATION.AREA', `Địa bàn ${name} không còn, bảng đối chiếu chưa có nơi mới.`);
    }
    // Whether a unit goes to the province or to its commune is for people to say, even where its area has a successor.
    const managedBy = found.find((row) => row.level !== undefined)?.level ?? unit.managedBy;
    if (!this.levels.includes(managedBy)) {
      const name = LEVEL_NAMES[managedBy];
      return blocked(
        'MIGRATION.LEVEL',
        `Gói mới không có cấp ${name}, bảng đối chiếu chưa có cấp quản lý mới.`,
      );
    }
    return { communeCode: to, districtCode: this.districtOf(to), managedBy };
  }

  /** The area itself while it is in force, else the one of that level that follows it. */
  private following(code: string, level: ManagementLevel): string | undefined {
    if (this.isInForce(code)) return code;
    const next = this.areas.get(this.areas.get(code)?.successorCode ?? '');
    return next?.kind === level && this.isInForce(next.code) ? next.code : undefined;
  }

  /** Communes whose units join. */
  joining(): readonly string[] {
    const asked = this.rows.flatMap(({ from, to }) => (from === undefined && to !== undefined ? [to] : []));
    if (!asked.includes(EVERY)) return asked;
    return [...this.areas.values()]
      .filter(({ code, kind }) => kind === 'xa' && this.isInForce(code))
      .map(({ code }) => code);
  }

  /** Rows that lead nowhere. */
  wrongRows(): readonly Blocker[] {
    const wrong = (id: string, text: string): Blocker => ({
      id,
      name: this.nameOf(id),
      code: 'MIGRATION.ROW',
      text,
    });
    return this.rows.flatMap(({ to, level }) => [
      ...(to === undefined || to === EVERY || (this.isInForce(to) && this.areas.get(to)?.kind === 'xa')
        ? []
        : [wrong(to, 'Nơi mới trong bảng đối chiếu không phải xã, phường đang có của tỉnh.')]),
      ...(level === undefined || this.levels.includes(level)
        ? []
        : [wrong(level, `Gói mới không có cấp ${LEVEL_NAMES[level]}.`)]),
    ]);
  }
}

export const isBlocker = (place: NewPlace | Blocker): place is Blocker => 'code' in place;
