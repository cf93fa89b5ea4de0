import type { ImportQuestionAnswer, Problem, UnitChangeAnswer } from '#libs/contracts';
import { placeOf } from '#libs/tables';
import { sameNameKey } from '#libs/text';
import { unitChanges } from './unit-changes.js';
import type { NewUnit, StoredUnit, Unit } from './units.port.js';

/** A unit of a list and the line it stands in. */
export interface ImportRow {
  readonly line: number;
  readonly unit: NewUnit;
}

/** What somebody said about rows that were asked about: their codes, or `all`. */
export interface ImportChoices {
  /** Rows that are new units. */
  readonly asNew: readonly string[];
  /** Rows that mean the unit that is known. */
  readonly asKnown: readonly string[];
}

/** What an import does: the same for a dry run and for the run after it. */
export interface ImportPlan {
  readonly inserts: readonly StoredUnit[];
  readonly updates: readonly StoredUnit[];
  readonly unchanged: number;
  readonly changes: readonly UnitChangeAnswer[];
  readonly questions: readonly ImportQuestionAnswer[];
  readonly problems: readonly Problem[];
}

/** The units that a province has, and the codes that all provinces share. */
export interface KnownUnits {
  readonly provinceCode: string;
  readonly units: readonly Unit[];
  /** Codes that other provinces use, in lower case. */
  readonly codesElsewhere: ReadonlySet<string>;
}

const codeKey = (code: string): string => code.toLowerCase();
/** A spreadsheet takes the zeros a number begins with. */
const withoutZeros = (code: string): string => codeKey(code).replace(/^0+(?=.)/, '');
const placeKey = ({ communeCode, name }: Pick<Unit, 'communeCode' | 'name'>): string =>
  `${communeCode} ${sameNameKey(name)}`;

/**
 * What comes of a list. A unit is found by its code, whatever the case of its letters; one without a code by its name in
 * its commune, accents counted. A code that is not known is asked about where a known unit has it with zeros in front, or
 * has that name in that commune under another code; nothing is taken from such a row until somebody answers.
 */
export function planImport(
  rows: readonly ImportRow[],
  known: KnownUnits,
  choices: ImportChoices,
): ImportPlan {
  return new Planning(known, choices).plan(rows);
}

class Planning {
  private readonly inserts: StoredUnit[] = [];
  private readonly updates: StoredUnit[] = [];
  private readonly changes: UnitChangeAnswer[] = [];
  private readonly questions: ImportQuestionAnswer[] = [];
  private readonly problems: Problem[] = [];
  private unchanged = 0;
  private readonly byCode: ReadonlyMap<string, Unit>;
  private readonly byBareCode: ReadonlyMap<string, Unit>;
  private readonly byName: ReadonlyMap<string, Unit>;
  private readonly codes: CodeGiver;

  constructor(
    private readonly known: KnownUnits,
    private readonly choices: ImportChoices,
  ) {
    this.byCode = new Map(known.units.map((unit) => [codeKey(unit.id), unit]));
    this.byBareCode = new Map(known.units.map((unit) => [withoutZeros(unit.id), unit]));
    this.byName = new Map(known.units.map((unit) => [placeKey(unit), unit]));
    this.codes = new CodeGiver(known);
  }

  plan(rows: readonly ImportRow[]): ImportPlan {
    for (const { unit } of rows) if (unit.id !== undefined) this.codes.take(unit.id);
    for (const row of rows) this.place(row);
    const { inserts, updates, unchanged, changes, questions, problems } = this;
    return { inserts, updates, unchanged, changes, questions, problems };
  }

  private place(row: ImportRow): void {
    const { id } = row.unit;
    if (id === undefined) {
      const same = this.byName.get(placeKey(row.unit));
      if (same) this.update(same, row.unit);
      else this.inserts.push({ ...row.unit, id: this.codes.next() });
      return;
    }
    const same = this.byCode.get(codeKey(id));
    if (same) this.update(same, row.unit);
    else if (this.known.codesElsewhere.has(codeKey(id))) this.problems.push(codeTaken(id));
    else this.placeUnknown(id, row);
  }

  /** A code that no unit has yet. */
  private placeUnknown(id: string, { line, unit }: ImportRow): void {
    const zeros = this.byBareCode.get(withoutZeros(id));
    const alike = zeros ?? this.byName.get(placeKey(unit));
    if (alike === undefined || isNamed(this.choices.asNew, id)) {
      this.inserts.push({ ...unit, id });
      return;
    }
    if (isNamed(this.choices.asKnown, id)) {
      this.update(alike, unit);
      return;
    }
    const why = zeros ? 'mã này có thể đã mất các số 0 ở đầu' : 'tên này đã có ở cùng xã, phường, đặc khu';
    this.questions.push({
      code: zeros ? 'UNIT.LOST_ZEROS' : 'UNIT.SAME_NAME',
      place: placeOf(line, 'Mã đơn vị'),
      unit: id,
      known: { id: alike.id, name: alike.name },
      message: `Chưa nhập mã ${id}: ${why}; có phải là đơn vị ${alike.id} (${alike.name})? Trả lời là đơn vị đã có hay đơn vị mới, hoặc sửa mã trong tệp.`,
    });
  }

  private update(before: Unit, listed: NewUnit): void {
    // What a list does not name stays.
    const unit = { ...listed, superior: listed.superior ?? before.superior };
    const fields = unitChanges(before, unit);
    if (fields.length === 0) {
      this.unchanged += 1;
      return;
    }
    this.updates.push({ ...unit, id: before.id });
    this.changes.push({ unit: before.id, name: before.name, fields });
  }
}

const isNamed = (codes: readonly string[], id: string): boolean =>
  codes.some((code) => code === 'all' || codeKey(code) === codeKey(id));

/** Told without a word of whose code it is. */
const codeTaken = (id: string): Problem => ({
  code: 'ROSTER.CODE_TAKEN',
  place: `mã ${id}`,
  message: 'Mã này không dùng được ở tỉnh này. Hãy dùng mã khác.',
});

/** Gives codes to units that come without one, after the last that the province has. */
class CodeGiver {
  private readonly taken: Set<string>;
  private readonly prefix: string;
  private readonly digits: number;
  private last: number;

  constructor({ provinceCode, units, codesElsewhere }: KnownUnits) {
    this.taken = new Set([...codesElsewhere, ...units.map(({ id }) => codeKey(id))]);
    const counted = units.map(({ id }) => id).filter((id) => /^[A-Z]+[0-9]+$/.test(id));
    const [latest = `DV${provinceCode}0000`] = counted.sort(
      (a, b) => b.length - a.length || (a < b ? 1 : -1),
    );
    const [, prefix = 'DV', digits = '0000'] = /^([A-Z]+)(\d+)$/.exec(latest) ?? [];
    this.prefix = prefix;
    this.digits = digits.length;
    this.last = Number(digits);
  }

  take(code: string): void {
    this.taken.add(codeKey(code));
  }

  next(): string {
    for (;;) {
      this.last += 1;
      const code = this.prefix + String(this.last).padStart(this.digits, '0');
      if (this.taken.has(codeKey(code))) continue;
      this.take(code);
      return code;
    }
  }
}
