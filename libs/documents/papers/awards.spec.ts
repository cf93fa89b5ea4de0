import { describe, expect, it } from '@jest/globals';
import { loadPack } from '../../policy/packs.support.js';
import { blocksOf, textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, paperHeads, paperLines, stepsOf, unitOf } from './papers.support.js';

const GOOD = unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê');
const WEAK = unitOf('QN0031', 'Công ty =1+1 & <Con>', { lost: 10, recognised: false });
const LATE = unitOf('QN0032', 'Trạm Y tế', { done: ['q1Plan'], recognised: false, notSubmitted: true });
const UNITS = [GOOD, WEAK, LATE];

const paper = (kind: Parameters<typeof inputOf>[0], units = UNITS): string[] => paperLines(kind, units);

describe('papers about awards', () => {
  it('exclude by the class, with the rule and its document', () => {
    const lines = paper('exclusionList');
    expect(lines).toContain(
      'Trong các đơn vị thuộc thẩm quyền xét trên địa bàn xã Tịnh Khê có 2 đơn vị không xét thi đua, khen thưởng.',
    );
    expect(lines).toContain('1 | Công ty =1+1 & <Con> | Yếu* | 40 | Phân loại Yếu* | không xét');
    expect(lines.join('\n')).toContain('(Kế hoạch 33/KH-UBND ngày 21/8/2025, mục II.6');
    expect(lines).not.toContainEqual(expect.stringContaining('Trường THPT'));
  });

  it('propose only units that nothing excludes', () => {
    const awards = [{ form: 'Giấy khen', collectives: [], persons: 1 }];
    const list = (units: typeof UNITS) =>
      paper('awardProposal', units).filter((line) => line.includes(' | '));
    expect(list(UNITS.map((unit) => ({ ...unit, awards })))).toEqual([
      '1 | Trường THPT số 2 Xã Tịnh Khê | Xã Tịnh Khê | Tốt* | 100 |  | Giấy khen |  | 1',
    ]);
    expect(list(UNITS)).toEqual([]);
  });

  it('say that nobody proposed anything instead of proposing everybody', () => {
    const lines = paper('awardProposal');
    expect(lines).toContain(
      'Chưa ghi nhận đề nghị khen thưởng nào của các đơn vị này, nên danh sách còn trống./.',
    );
    expect(lines.join('\n')).not.toMatch(/xem xét, khen thưởng/);
  });

  it('of a year without points, classes and exclusions speak of none', () => {
    const awards = [{ form: 'Giấy khen', collectives: ['Tổ Toán'], persons: 1 }];
    const old = { ...GOOD, awards, score: undefined, classification: undefined, steps: [] };
    const input = inputOf('awardProposal', [old], loadPack('huong-dan-413-2021'));
    const text = textLines(paperLayout(input)).join('\n');
    expect(text).toContain('Qua thẩm định, công nhận trong phong trào');
    expect(text).not.toMatch(/[Pp]hân loại|[Đđ]iểm|không thuộc diện/);
    expect(paperHeads('awardProposal', [{ ...GOOD, awards }])).toEqual([
      'TT | Đơn vị | Xã, phường, đặc khu | Phân loại | Điểm | Kết luận khi xét | Hình thức đề nghị | Tập thể | Số cá nhân',
    ]);
    expect(
      blocksOf(paperLayout(input)).flatMap((block) =>
        block.kind === 'table' ? block.table.columns.map(({ head }) => head) : [],
      ),
    ).not.toEqual(expect.arrayContaining(['Điểm']));
  });

  it('keep who was taken out of the exclusion on the list, marked with the document', () => {
    const override = { number: '9/QĐ-BCĐ', date: '2026-12-02', reason: 'Đã khắc phục' };
    const taken = {
      ...WEAK,
      exclusion: WEAK.exclusion && { ...WEAK.exclusion, effect: 'overridden' as const, override },
    };
    const lines = paper('exclusionList', [taken, LATE]);
    expect(lines).toContain(
      '1 | Công ty =1+1 & <Con> | Yếu* | 40 | Phân loại Yếu* | đã đưa ra khỏi danh sách* theo 9/QĐ-BCĐ ngày 02/12/2026: Đã khắc phục',
    );
    expect(lines).toContainEqual(
      expect.stringContaining('có 1 đơn vị không xét thi đua, khen thưởng; 1 đơn vị đã đưa'),
    );
  });

  it('mark who was taken out of the exclusion only while no document says that it may be done', () => {
    const override = { number: '9/QĐ-BCĐ', date: '2026-12-02', reason: 'Đã khắc phục' };
    const pack = loadPack('quang-ngai-2025');
    const { exclusionOverride } = pack.certification;
    const founded: typeof pack = {
      ...pack,
      classes: pack.classes.map((each) => ({ ...each, status: 'binding' as const })),
      certification: {
        ...pack.certification,
        exclusionOverride: exclusionOverride && { ...exclusionOverride, status: 'binding' },
      },
    };
    const taken = {
      ...WEAK,
      score: undefined,
      exclusion: WEAK.exclusion && {
        ...{ ...WEAK.exclusion, status: 'binding' as const },
        ...{ effect: 'overridden' as const, override },
      },
    };
    const lines = textLines(paperLayout(inputOf('exclusionList', [taken], founded)));
    expect(lines).toContainEqual(expect.stringContaining('| đã đưa ra khỏi danh sách theo 9/QĐ-BCĐ'));
    expect(lines.some((line) => line.includes('*'))).toBe(false);
    expect(lines).toContainEqual(expect.stringContaining('không có trường hợp ngoại lệ'));
  });

  it('leave out a unit that another level judges', () => {
    const elsewhere = { ...WEAK, judgedBy: 'tinh' as const };
    expect(paper('exclusionList', [elsewhere, LATE])).not.toContainEqual(expect.stringContaining(WEAK.name));
  });

  it('propose what the units proposed, form by form, and name a proposal that is left out', () => {
    const awards = [{ form: 'Giấy khen của UBND xã', collectives: ['Tổ Văn phòng', 'Tổ Toán'], persons: 3 }];
    const lines = paper('awardProposal', [
      { ...GOOD, awards },
      { ...WEAK, awards },
    ]);
    expect(lines).toContain(
      '1 | Trường THPT số 2 Xã Tịnh Khê | Xã Tịnh Khê | Tốt* | 100 |  | Giấy khen của UBND xã | Tổ Văn phòng; Tổ Toán | 3',
    );
    expect(lines).toContainEqual(
      expect.stringContaining('1 đơn vị đề nghị khen thưởng 2 tập thể, 3 cá nhân.'),
    );
    expect(lines).toContain('Công ty =1+1 & <Con> có đề nghị nhưng không đưa vào danh sách: không xét.');
  });

  it('propose nobody whose class is still to be given by an act of its own', () => {
    const pack = loadPack('quang-ngai-2027');
    const awards = [{ form: 'Giấy khen', collectives: ['Tổ Toán'], persons: 1 }];
    const given = { ...GOOD, awards, steps: stepsOf(pack, [], 2027) };
    const open = { ...given, unitId: 'QN0033', name: 'Trường Hai', classification: undefined };
    const lines = textLines(paperLayout(inputOf('awardProposal', [given, open], pack, 'xa', 2027)));
    expect(lines.filter((line) => line.includes('| Giấy khen |'))).toEqual([
      expect.stringContaining(`1 | ${GOOD.name} | `),
    ]);
    expect(lines).toContain('Trường Hai có đề nghị nhưng không đưa vào danh sách: chưa được phân loại.');
  });

  it('tell of each head the days in post, and leave them open where nobody recorded them', () => {
    const term = {
      from: '2024-01-01',
      since: '2025-11-16',
      until: '2026-02-28',
      to: '2026-02-28',
      days: 105,
    };
    const heads = [{ ...term, name: 'Lê Văn Cường', position: 'Hiệu trưởng' }];
    const lines = paper('headResults', [{ ...GOOD, heads }, WEAK]);
    expect(lines).toContain(
      '1 | Trường THPT số 2 Xã Tịnh Khê | Lê Văn Cường | Hiệu trưởng | 16/11/2025 | 28/02/2026 | 105 | được công nhận | Tốt*',
    );
    expect(lines).toContain(
      '2 | Công ty =1+1 & <Con> | Nguyễn Văn An |  |  |  |  | không được công nhận | Yếu*',
    );
  });
});
