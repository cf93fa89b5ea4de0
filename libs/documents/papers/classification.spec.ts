import { describe, expect, it } from '@jest/globals';
import type { DecisionCorrection, DocumentUnit } from '#libs/application';
import { classOf } from '#libs/scoring';
import { loadPack } from '../../policy/packs.support.js';
import { textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, stepsOf, unitOf } from './papers.support.js';

const PACK = loadPack('quang-ngai-2027');
const linesOf = (units: readonly DocumentUnit[]) =>
  textLines(paperLayout(inputOf('classificationDecision', units, PACK, 'xa', 2027)));

/** A unit of the year in which the class is given apart; without it until `given`. */
const unit = (
  id: string,
  name: string,
  { lost = 0, recognised = true, given = false } = {},
): DocumentUnit => {
  const whole = unitOf(id, name, { lost, recognised });
  const total = whole.score?.total ?? 0;
  const band = classOf(total, PACK.classes);
  return {
    ...whole,
    steps: stepsOf(PACK, [], 2027),
    score: whole.score && {
      ...whole.score,
      class: band && { ...band, assumed: true },
    },
    classification: given ? { classKey: band?.key ?? '', total, excludedFromAwards: false } : undefined,
    classDecision: given
      ? { ...(whole.decision as NonNullable<typeof whole.decision>), ...NAMED, corrections: [] }
      : undefined,
  };
};
const NAMED = {
  kind: 'class',
  number: '18/QĐ-BCĐ',
  date: '2027-11-27',
  signer: 'Trưởng Ban',
} as const;

describe('the decision on the classes', () => {
  it('is drafted with the class of the points of each unit, recognised or not, and signed for the board', () => {
    const lines = linesOf([
      unit('QN0030', 'Trường Một'),
      unit('QN0031', 'Trường Hai', { recognised: false }),
      { ...unit('QN0032', 'Trường Ba'), recognised: undefined },
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'DỰ THẢO',
        'BAN CHỈ ĐẠO 138 XÃ TỊNH KHÊ*',
        expect.stringMatching(
          /^Điều 1\. Phân loại phong trào .* đối với 2 đơn vị \(có danh sách kèm theo\): Xuất sắc\*: 1; Khá\*: 0; Trung bình\*: 1; Yếu\*: 0\.$/,
        ),
        '1 | Trường Một | Xã Tịnh Khê | Công nhận | 100 | Xuất sắc* | ',
        '2 | Trường Hai | Xã Tịnh Khê | Không | 50 | Trung bình* | ',
      ]),
    );
    expect(lines.some((line) => line.includes('Trường Ba'))).toBe(false);
  });

  it('marks in a draft who decides while no document says so, also where the classes are founded', () => {
    const founded: typeof PACK = {
      ...PACK,
      classes: PACK.classes.map((each) => ({ ...each, status: 'binding' as const })),
    };
    const marksOf = (pack: typeof PACK, given: boolean) =>
      textLines(
        paperLayout(
          inputOf('classificationDecision', [unit('QN0030', 'Trường Một', { given })], pack, 'xa', 2027),
        ),
      ).filter((line) => /138 XÃ TỊNH KHÊ\*|^\* Cơ quan quyết định/.test(line));
    expect(marksOf(founded, false)).toEqual([
      expect.stringMatching(/BAN CHỈ ĐẠO 138 XÃ TỊNH KHÊ\*$/),
      '* Cơ quan quyết định phân loại là giả định, chưa có văn bản; cần xác nhận trước khi ban hành.',
    ]);
    expect(marksOf(founded, true)).toEqual([]);
    const named = {
      ...founded,
      readings: founded.readings.map((each) => ({ ...each, status: 'binding' as const })),
      documents: founded.documents.map((each) => ({ ...each, status: 'binding' as const })),
    };
    expect(marksOf(named, false)).toEqual([]);
  });

  it('names the decision that all were classified by, as it was corrected', () => {
    const before = { number: '81/QĐ-BCĐ', date: '2027-11-27', signer: 'Trưởng Ban' };
    const after = { ...before, number: '18/QĐ-BCĐ' };
    const correction = { before, after, correctedOn: '2027-11-28' } as DecisionCorrection;
    const given = unit('QN0030', 'Trường Một', { given: true });
    const classDecision = given.classDecision && {
      ...given.classDecision,
      correctedOn: '2027-11-28',
      corrections: [correction],
    };
    const lines = linesOf([{ ...given, classDecision }]);
    expect(lines).toContain('Số: 18/QĐ-BCĐ');
    expect(lines).not.toContain('DỰ THẢO');
    expect(lines.some((line) => line.includes('trước ghi số 81/QĐ-BCĐ'))).toBe(true);
  });

  it('says which units have a decision of their own where there are several', () => {
    const lines = linesOf([unit('QN0030', 'Trường Một', { given: true }), unit('QN0031', 'Trường Hai')]);
    expect(lines).toContain('DỰ THẢO');
    expect(lines.some((line) => line.includes('đã được phân loại bằng quyết định riêng'))).toBe(true);
    expect(lines).toContain(
      '1 | Trường Một | Xã Tịnh Khê | Công nhận | 100 | Xuất sắc* | 18/QĐ-BCĐ, 27/11/2027',
    );
  });
});
