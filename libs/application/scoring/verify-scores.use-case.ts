import type { Page, ScoreCheckAnswer } from '#libs/contracts';
import type { PolicyPack } from '#libs/policy';
import { changedRules, isSameScore, type SheetTotals, UnsoundSheetError } from '#libs/scoring';
import { type Classification, classificationOf } from '#libs/unit-year';
import { cycleToRead, unitYearToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { SheetRecord } from '../papers/papers.port.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { resultOf } from './scoring-desk.js';

type Needs = Stores<'cycles' | 'migrations' | 'papers' | 'unitYears' | 'units'>;

export interface ScoreCheckQuery {
  readonly unit?: string;
  readonly cursor?: string;
  /** Units of one page. */
  readonly limit: number;
}

/**
 * Computes scores again from what is stored: both columns, the unit as it was, the choices, and the pack by its hash.
 * The same comes out as was stored and as stands for the unit's result, or it says why not. Every round has its sheet; units come in pages.
 */
export class VerifyScores {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'unitYears'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD */
  async execute(
    identity: Identity,
    cycleId: string,
    query: ScoreCheckQuery,
  ): Promise<Page<ScoreCheckAnswer>> {
    if (query.unit !== undefined) return { items: await this.ofUnit(identity, cycleId, query.unit) };
    const rows = await this.readModel.unitYears(cycleId, identity.scope, {
      standing: 'inside',
      after: query.cursor,
      limit: query.limit,
    });
    const items = await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readScores', cycleId);
      const names = new Map(rows.map(({ unitId, unitName }) => [unitId, unitName]));
      return this.check(records, cycle, names);
    });
    return { items, next: rows.length === query.limit ? rows.at(-1)?.unitId : undefined };
  }

  private ofUnit(identity: Identity, cycleId: string, unitId: string): Promise<readonly ScoreCheckAnswer[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await unitYearToRead(records, identity, 'readScores', cycleId, unitId);
      return this.check(records, cycle, new Map([[unitId, unit.unitName]]));
    });
  }

  private async check(
    records: Needs,
    cycle: Cycle,
    names: ReadonlyMap<string, string>,
  ): Promise<readonly ScoreCheckAnswer[]> {
    const present = await this.rules.storedPack(records, cycle);
    const answers: ScoreCheckAnswer[] = [];
    const sheets = await records.papers.sheetsOf(cycle.id, [...names.keys()]);
    const latest = new Map(sheets.map((sheet) => [sheet.unitId, sheet]));
    const years = new Map(
      (await records.unitYears.findAll(cycle.id, [...latest.keys()])).map((year) => [year.unitId, year]),
    );
    for (const sheet of sheets) {
      const packHash = sheet.packHash ?? cycle.packHash;
      const pack = await this.rules.storedPack(records, { packHash });
      const stored: SheetTotals = {
        provisional: sheet.provisionalTotal,
        final: sheet.finalTotal,
        class: sheet.finalClass,
      };
      const again = computeAgain(pack, sheet, cycle.year);
      const isSame = again.fault === undefined && isSameScore(stored, again.totals);
      const result = latest.get(sheet.unitId) === sheet ? resultIn(years.get(sheet.unitId)) : undefined;
      const other = result === undefined || isResult(result, again.totals) ? undefined : result;
      const equal = isSame && other === undefined;
      const why = [
        ...(isSame ? [] : [differenceOf(stored, again)]),
        ...(other === undefined ? [] : [otherResult(other, again.totals)]),
        ...(packHash === cycle.packHash ? [] : presentOf(pack, present, sheet, cycle.year, again)),
      ];
      answers.push({
        unitId: sheet.unitId,
        unitName: names.get(sheet.unitId) ?? sheet.unitId,
        round: sheet.round,
        equal,
        stored,
        again: again.totals,
        packHash,
        why,
      });
    }
    return answers;
  }
}

/** The classification in force in the unit's year. */
const resultIn = (year: UnitYear | undefined): Classification | undefined =>
  year && classificationOf(year.state);

const isResult = ({ total, classKey }: Classification, totals: SheetTotals): boolean =>
  totals.final === total && totals.class === classKey;

const otherResult = ({ total, classKey }: Classification, totals: SheetTotals): string =>
  `Kết quả đang có hiệu lực của đơn vị là ${shown({ final: total, class: classKey })}, ` +
  `bảng điểm tính ra ${shown(totals)} (tạm tính / chính thức / loại).`;

interface Again {
  readonly totals: SheetTotals;
  /** Why nothing came out. */
  readonly fault?: string;
}

function computeAgain(pack: PolicyPack, sheet: SheetRecord, year: number): Again {
  try {
    const provisional = resultOf(pack, sheet, 'pending', year)?.total;
    const { finalRecognition } = sheet;
    if (finalRecognition === undefined) return { totals: { provisional } };
    const result = resultOf(pack, sheet, finalRecognition, year);
    return { totals: { provisional, final: result?.total, class: result?.class?.key } };
  } catch (error) {
    if (error instanceof UnsoundSheetError) return { totals: {}, fault: error.message };
    throw error;
  }
}

const shown = ({ provisional, final, class: key }: SheetTotals): string =>
  [provisional ?? '–', final ?? '–', key ?? '–'].map((each) => String(each).replace('.', ',')).join(' / ');

function differenceOf(stored: SheetTotals, { totals, fault }: Again): string {
  if (fault !== undefined) return `Không tính lại được theo gói quy định đã lưu: ${fault}`;
  return (
    `Cùng bảng điểm và gói quy định đã lưu, nay tính ra ${shown(totals)} (tạm tính / chính thức / loại), ` +
    `đã ghi ${shown(stored)}: cách tính của chương trình đã đổi hoặc dữ liệu đã bị sửa.`
  );
}

/** What the cycle's present pack makes of the sheet, where the score was computed by another. */
function presentOf(
  before: PolicyPack,
  present: PolicyPack,
  sheet: SheetRecord,
  year: number,
  again: Again,
): readonly string[] {
  const now = computeAgain(present, sheet, year);
  const rows = changedRules(before, present);
  const changed =
    rows.length === 0 ? 'không dòng nào của bảng điểm đổi' : `các dòng đã đổi: ${rows.join(', ')}`;
  if (now.fault !== undefined) {
    return [
      `Theo gói quy định hiện nay của chu kỳ (${present.id}) thì không tính được; ${changed}. ${now.fault}`,
    ];
  }
  if (isSameScore(again.totals, now.totals)) {
    return [`Gói quy định của chu kỳ nay là ${present.id} và cũng cho kết quả này; ${changed}.`];
  }
  return [`Theo gói quy định hiện nay của chu kỳ (${present.id}) sẽ là ${shown(now.totals)}; ${changed}.`];
}
