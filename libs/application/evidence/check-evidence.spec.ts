import { describe, expect, it } from '@jest/globals';
import { DomainError, sentenceOf } from '#libs/contracts';
import type { PolicyPack } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { checkEvidence, type EvidenceFields } from './check-evidence.js';
import type { ReceivedFile } from './storage.port.js';

const pack = loadPack('quang-ngai-2025');
const unit = { kind: 'co-quan', year: 2026 } as const;
const TODAY = '2026-12-01';
const fields = (more: Partial<EvidenceFields> = {}): EvidenceFields => ({
  criterion: '7',
  title: 'Quyết định xây dựng mô hình',
  effectiveOn: '2026-03-01',
  declared: false,
  ...more,
});
const file = (name: string, more: Partial<ReceivedFile> = {}) => ({
  name,
  received: {
    handle: 'a',
    bytes: 100,
    sha256: 'b',
    isTooLarge: false,
    type: 'application/pdf',
    ...more,
  },
});
const answer = (
  given: EvidenceFields,
  handed: ReturnType<typeof file> | null = file('qd.pdf'),
  policy: PolicyPack = pack,
  today = TODAY,
  of: Parameters<typeof checkEvidence>[1] = unit,
): string => {
  try {
    return checkEvidence(policy, of, given, handed ?? undefined, today) ?? 'taken';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.code}: ${sentenceOf(error)}`;
  }
};

describe('the day of a piece of evidence', () => {
  it.each(['2025-11-16', '2026-11-15'])('%s lies in the window of 2026', (effectiveOn) => {
    expect(answer(fields({ effectiveOn }))).toBe('taken');
  });

  it('16/11 belongs to the next year, and the sentence says which cycle', () => {
    expect(answer(fields({ effectiveOn: '2026-11-16' }))).toBe(
      'EVIDENCE.OUTSIDE_WINDOW: Ngày 16/11/2026 ngoài kỳ đánh giá của năm 2026 (16/11/2025 – 15/11/2026), ' +
        'thuộc chu kỳ năm 2027 (16/11/2026 – 15/11/2027). Hãy đưa vào đúng chu kỳ hoặc sửa ngày.',
    );
  });

  it('15/11 of the year before belongs to the cycle before', () => {
    expect(answer(fields({ effectiveOn: '2025-11-15' }))).toContain(
      'thuộc chu kỳ năm 2025 (16/11/2024 – 15/11/2025)',
    );
    expect(answer(fields({ effectiveOn: '2001-01-01' }))).toContain('(16/11/2025 – 15/11/2026). Hãy');
  });

  it('is judged by the window of the kind of unit, where a pack has one', () => {
    const school = {
      ...pack,
      assessmentWindow: {
        ...pack.assessmentWindow,
        byKind: {
          'co-so-giao-duc': { from: '-1/09-01', to: '08-31', src: 'assumed', status: 'assumed' as const },
        },
      },
    };
    const on = (effectiveOn: string, kind: 'co-quan' | 'co-so-giao-duc') =>
      answer(fields({ effectiveOn }), file('qd.pdf'), school, TODAY, { kind, year: 2026 }).split(':')[0];
    expect([on('2026-09-01', 'co-so-giao-duc'), on('2026-09-01', 'co-quan')]).toEqual([
      'EVIDENCE.OUTSIDE_WINDOW',
      'taken',
    ]);
    expect(on('2025-09-01', 'co-so-giao-duc')).toBe('taken');
  });

  it('has come', () => {
    const ahead = answer(fields({ effectiveOn: '2026-03-02' }), file('qd.pdf'), pack, '2026-03-01');
    expect(ahead).toMatch(/^EVIDENCE\.DAY_AHEAD: Ngày 02\/03\/2026 ở tương lai\./);
    expect(answer(fields(), file('qd.pdf'), pack, '2026-03-01')).toBe('taken');
  });
});

describe('a criterion', () => {
  it.each(['4', '11', ''])('%j is none that evidence stands under', (criterion) => {
    expect(answer(fields({ criterion }))).toMatch(/^EVIDENCE\.CRITERION: .*1, 2, 3, 4a, 4b/);
  });

  it('5e takes a declared reference and no file', () => {
    const reference = { criterion: '5e', reference: '15/BC-BMNN' };
    const secret = (declared: boolean) => answer(fields({ ...reference, declared }), null).split(':')[0];
    expect([secret(false), secret(true)]).toEqual(['EVIDENCE.DECLARATION', 'không chứa bí mật nhà nước']);
    expect(answer(fields({ ...reference, declared: true }))).toMatch(
      /^EVIDENCE\.REFERENCE_ONLY: .*không nhận tệp/,
    );
  });

  it('takes a file or a reference, and not nothing', () => {
    expect(checkEvidence(pack, unit, fields({ reference: '05/QĐ' }), undefined, TODAY)).toBeUndefined();
    expect(() => checkEvidence(pack, unit, fields(), undefined, TODAY)).toThrow('EVIDENCE.NOTHING');
  });
});

describe('a file', () => {
  it.each([
    ['an empty one', 'qd.pdf', { bytes: 0, type: undefined }, 'EVIDENCE.EMPTY'],
    ['one too large', 'qd.pdf', { isTooLarge: true, type: undefined }, 'EVIDENCE.TOO_LARGE'],
    ['a program under the name of a paper', 'qd.pdf', { type: 'application/x-msdownload' }, 'EVIDENCE.TYPE'],
    ['a drawing with code in it', 'so-do.svg', { type: 'application/xml' }, 'EVIDENCE.TYPE'],
    ['what nobody knows', 'qd.pdf', { type: undefined }, 'EVIDENCE.TYPE'],
    ['a paper that is a ZIP too', 'qd.pdf', { alsoReadsAs: 'ZIP' }, 'EVIDENCE.MIXED'],
    ['a picture under the name of a paper', 'qd.pdf', { type: 'image/png' }, 'EVIDENCE.NAME_MISMATCH'],
    ['a paper under the name of a program', 'qd.pdf.exe', {}, 'EVIDENCE.NAME_MISMATCH'],
    ['a name with a path', '../../etc/qd.pdf', {}, 'EVIDENCE.NAME'],
    ['a name with a path of Windows', 'C:\\qd.pdf', {}, 'EVIDENCE.NAME'],
    ['a name that is turned round', 'qd\u202efdp.exe', {}, 'EVIDENCE.NAME'],
    ['a name with a mark that is not seen', 'q\u200bd.pdf', {}, 'EVIDENCE.NAME'],
    ['a name with a line break', 'q\nd.pdf', {}, 'EVIDENCE.NAME'],
    ['a hidden one', '.pdf', {}, 'EVIDENCE.NAME'],
    ['one without a name', ' ', {}, 'EVIDENCE.NAME'],
    ['a name without an end', `${'a'.repeat(200)}.pdf`, {}, 'EVIDENCE.NAME'],
  ])('is refused: %s', (_what, name, more, code) => {
    const told = answer(fields(), file(name, more));
    expect(told.split(':')[0]).toBe(code);
    expect(told).toMatch(/: \p{Lu}.*\. Hãy .*\.$/su);
  });

  it.each([
    ['Quyết định 05.PDF', 'application/pdf'],
    ['ảnh.jpeg', 'image/jpeg'],
    ['bang.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['báo cáo.quý 1.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ])('is taken: %s', (name, type) => {
    expect(answer(fields(), file(name, { type }))).toBe('taken');
  });
});
