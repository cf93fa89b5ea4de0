import { describe, expect, it } from '@jest/globals';
import type { DeputyAs } from '#libs/accounts';
import type { DocumentUnit } from '#libs/application';
import type { DocumentKind } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, unitOf } from './papers.support.js';

const SCHOOL = unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê');

const linesUnder = (id: string, kind: DocumentKind, unit: DocumentUnit = SCHOOL): string[] =>
  textLines(paperLayout(inputOf(kind, [{ ...unit, steps: [] }], loadPack(id))));

/** Who signs a paper of a unit of this name that a deputy composes for its head, line by line. */
const signedBy = (name: string, as: DeputyAs): string[] => {
  const input = { ...inputOf('unitPlan', [{ ...SCHOOL, name }]), deputy: { ...as, name: 'Trần Thị Bình' } };
  const signers = paperLayout(input).sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'signatures' ? block.signers : [])),
  );
  return signers.flatMap(({ authority, inPlaceOf, office, name: signer }) =>
    [authority, inPlaceOf, office, signer].filter((line) => line !== undefined),
  );
};

/** The grounds without “Căn cứ”, each up to where its subject begins; what the body itself writes in is left out. */
const groundsUnder = (id: string, kind: DocumentKind): string[] =>
  linesUnder(id, kind)
    .filter((line) => line.startsWith('Căn cứ ') && !line.includes('(…………)'))
    .map((line) =>
      line
        .replace(/^Căn cứ /, '')
        .replace(/[;.]$/, '')
        .replace(/ (quy định|lấy ngày|sửa đổi,|ban hành Quy|về) .*?(\*?)$/, '$2'),
    );

const TT124 = 'Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ trưởng Bộ Công an';
const TT48 = 'Thông tư số 48/2025/TT-BCA ngày …… tháng …… năm 2025 của Bộ trưởng Bộ Công an*';
const TT23 = 'Thông tư số 23/2012/TT-BCA ngày 27 tháng 4 năm 2012 của Bộ trưởng Bộ Công an';
const QD521 = 'Quyết định số 521/QĐ-TTg ngày 13 tháng 6 năm 2005 của Thủ tướng Chính phủ';
const QD510 = 'Quyết định số 510/QĐ-BCA-V05 ngày 20 tháng 01 năm 2022 của Bộ trưởng Bộ Công an';
const CT06 = 'Chỉ thị số 06/CT-BCA-V05 ngày 07 tháng 5 năm 2025 của Bộ trưởng Bộ Công an';
const KH33 = 'Kế hoạch số 33/KH-UBND ngày 21 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Quảng Ngãi';
const LAW = 'Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022*';
const DECREE = 'Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ*';

// Written by hand: number, day and issuer in full, in order of force, and nothing that binds another body or is no
// basis of the paper.
describe('the grounds of a paper', () => {
  it.each<[string, DocumentKind, readonly string[]]>([
    ['quang-ngai-2025', 'unitPlan', [TT124, TT48, QD521, QD510, KH33]],
    ['quang-ngai-2025', 'recognitionDecision', [TT124, TT48, KH33]],
    ['quang-ngai-2025', 'classProposal', [TT124, TT48, QD510, CT06, KH33]],
    ['quang-ngai-2025', 'awardProposal', [LAW, DECREE, TT124, TT48, KH33]],
    ['quang-ngai-2025', 'provinceReport', [TT124, TT48, QD521, QD510, CT06, KH33]],
    ['quang-ngai-2025', 'communeReport', [TT124, TT48, QD521, QD510, KH33]],
    ['national-2025', 'unitPlan', [TT124, TT48, QD521, QD510]],
    [
      'quang-ngai-2021',
      'unitPlan',
      [
        TT23,
        QD521,
        'Chỉ thị số 08/CT-UBND ngày 09 tháng 4 năm 2021 của Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi',
      ],
    ],
    [
      'huong-dan-413-2021',
      'unitPlan',
      [
        TT23,
        QD521,
        'Chỉ thị số 09/CT-UBND ngày 10 tháng 11 năm 2020 của Chủ tịch Ủy ban nhân dân tỉnh',
        'Kế hoạch số 411/KH-BCĐ-CAT ngày 11 tháng 02 năm 2021 của Ban Chỉ đạo tỉnh',
        'Hướng dẫn số 413/HD-CAT-PV05 ngày 11 tháng 02 năm 2021 của Công an tỉnh',
      ],
    ],
    [
      'hai-duong-2024',
      'recognitionDecision',
      [TT124, 'Chỉ thị số …………/CT-UBND ngày …… tháng …… năm 2024 của Chủ tịch Ủy ban nhân dân tỉnh'],
    ],
  ])('in %s of %s', (id, kind, expected) => expect(groundsUnder(id, kind)).toEqual(expected));

  it('that nobody has read is told as that', () => {
    const note = '* Căn cứ chưa đối chiếu với bản chính; cần xác nhận trước khi ban hành.';
    expect(linesUnder('quang-ngai-2025', 'awardProposal')).toContain(note);
    // Thông tư 48/2025 is known from the press alone.
    expect(linesUnder('quang-ngai-2025', 'recognitionDecision')).toContain(note);
    expect(linesUnder('quang-ngai-2021', 'recognitionDecision')).not.toContain(note);
  });
});

/** The signature of the unit's own plan: authority, office, name. */
const signatureOf = (unit: DocumentUnit): readonly (string | undefined)[] =>
  paperLayout(inputOf('unitPlan', [unit])).sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'signatures'
        ? block.signers.flatMap(({ authority, office, name }) => [authority, office, name])
        : [],
    ),
  );

describe('who signs a unit’s paper', () => {
  it.each([
    ['Trường THPT số 2 Xã Tịnh Khê', undefined, 'HIỆU TRƯỞNG'],
    ['Trung tâm GDNN-GDTX Sơn Tịnh', undefined, 'GIÁM ĐỐC'],
    ['Công ty cổ phần Đường', undefined, 'GIÁM ĐỐC'],
    ['Tổng công ty Lương thực', undefined, 'TỔNG GIÁM ĐỐC'],
    ['Trạm Y tế xã Tịnh Khê', undefined, 'TRƯỞNG TRẠM'],
    ['Sở Nội vụ', undefined, 'GIÁM ĐỐC'],
    ['Chi cục Kiểm lâm', undefined, 'CHI CỤC TRƯỞNG'],
    ['Chi nhánh Điện lực', undefined, 'GIÁM ĐỐC'],
    ['UBND xã Tịnh Khê', 'TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ['Đảng ủy xã Tịnh Khê', 'T/M ĐẢNG ỦY', 'BÍ THƯ'],
    ['Liên đoàn Lao động tỉnh', 'TM. BAN THƯỜNG VỤ', 'CHỦ TỊCH'],
    ['Ủy ban MTTQ Việt Nam xã Tịnh Khê', 'TM. BAN THƯỜNG TRỰC', 'CHỦ TỊCH'],
    ['Hội Chữ thập đỏ tỉnh', undefined, 'CHỦ TỊCH'],
    ['Câu lạc bộ Hưu trí', undefined, 'THỦ TRƯỞNG ĐƠN VỊ'],
  ])('%s: %s %s', (name, authority, office) =>
    expect(signatureOf({ ...SCHOOL, name })).toEqual([authority, office, 'Nguyễn Văn An']),
  );

  it.each([
    ['Trường THPT số 2 Xã Tịnh Khê', ['KT. HIỆU TRƯỞNG', 'PHÓ HIỆU TRƯỞNG']],
    ['Câu lạc bộ Hưu trí', ['KT. THỦ TRƯỞNG ĐƠN VỊ', 'PHÓ THỦ TRƯỞNG ĐƠN VỊ']],
    ['UBND xã Tịnh Khê', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ])('of %s a deputy signs for the head', (name, lines) => {
    expect(signedBy(name, { capacity: 'deputyHead' })).toEqual([...lines, 'Trần Thị Bình']);
  });

  it('a delegate who is no deputy head signs by order of the head, under a position of their own', () => {
    const as = { capacity: 'delegate', position: 'Tổ trưởng tổ Văn phòng' } as const;
    expect(signedBy('Trường THPT số 2 Xã Tịnh Khê', as)).toEqual([
      ...['TUQ. HIỆU TRƯỞNG', 'TỔ TRƯỞNG TỔ VĂN PHÒNG', 'Trần Thị Bình'],
    ]);
    expect(signedBy('UBND xã Tịnh Khê', as).slice(0, 2)).toEqual(['TM. ỦY BAN NHÂN DÂN', 'TUQ. CHỦ TỊCH']);
  });

  it('is in the post that the list of heads gives who is in office', () => {
    const term = { from: '2024-01-01', since: '2025-11-16', until: '2026-11-15', days: 365 };
    const of = (to?: string, name = 'Nguyễn Văn An') =>
      signatureOf({ ...SCHOOL, heads: [{ ...term, to, name, position: 'Quyền Hiệu trưởng' }] })[1];
    expect([of(), of('2026-11-26'), of(undefined, 'Lê Văn Cường')]).toEqual([
      'QUYỀN HIỆU TRƯỞNG',
      'HIỆU TRƯỞNG',
      'HIỆU TRƯỞNG',
    ]);
  });

  it.each(['unitPlan', 'scoringMinutes', 'unitReport', 'coordinationRules'] as const)(
    'heads the %s with the body above the unit, in full',
    (kind) => {
      const of = (superior: string | undefined) =>
        linesUnder('quang-ngai-2025', kind, { ...SCHOOL, superior });
      expect(of('UBND xã Tịnh Khê').slice(0, 2)).toEqual(['Ủy ban nhân dân xã Tịnh Khê', SCHOOL.name]);
      expect(of(undefined)[0]).toBe(SCHOOL.name);
    },
  );

  it('heads it with the full name of a committee', () => {
    const lines = linesUnder('quang-ngai-2025', 'unitPlan', { ...SCHOOL, name: 'UBND xã Tịnh Khê' });
    expect(lines).toContain('Ủy ban nhân dân xã Tịnh Khê');
  });
});

describe('who issues a paper is who signs it', () => {
  it('a committee decides and certifies itself; a chairman signs in its name', () => {
    const decision = linesUnder('quang-ngai-2025', 'recognitionDecision');
    expect(decision).toContain('ỦY BAN NHÂN DÂN XÃ TỊNH KHÊ');
    expect(decision).toContain('TM. ỦY BAN NHÂN DÂN');
    expect(decision.join('\n')).not.toContain('CHỦ TỊCH ỦY BAN');
    expect(linesUnder('quang-ngai-2025', 'certificate').join('\n')).not.toContain('CHỦ TỊCH ỦY BAN');
  });

  it('a chairman who decides alone signs in nobody’s name', () => {
    const input = inputOf('recognitionDecision', [SCHOOL]);
    const letterhead = { ...input.letterhead, name: 'Ủy ban nhân dân {commune}', authority: undefined };
    const lines = textLines(paperLayout({ ...input, letterhead }));
    expect(lines).toContain('CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TỊNH KHÊ');
    expect(lines).not.toContain('TM. ỦY BAN NHÂN DÂN');
  });

  it.each([
    ['Xã Tịnh Khê', 'Số: ……/TTr-CAX'],
    ['Phường Trà Câu', 'Số: ……/TTr-CAP'],
    ['Đặc khu Lý Sơn', 'Số: ……/TTr-CAĐK'],
  ])('the police of %s write %s', (commune, number) => {
    const input = inputOf('classProposal', [SCHOOL]);
    const lines = textLines(paperLayout({ ...input, areas: { ...input.areas, commune } }));
    expect(lines).toContain(number);
  });

  it('a decision takes effect on the day of signing', () => {
    expect(linesUnder('quang-ngai-2025', 'recognitionDecision')).toContainEqual(
      expect.stringMatching(/^Điều 3\. Quyết định này có hiệu lực kể từ ngày ký\./),
    );
  });
});

it('columns of communes name special zones, and towns in the years of districts', () => {
  const heads = (id: string) =>
    paperLayout(inputOf('recognitionDecision', [{ ...SCHOOL, steps: [] }], loadPack(id))).sections.flatMap(
      ({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'table' ? block.table.columns.map(({ head }) => head) : [],
        ),
    );
  expect(heads('quang-ngai-2025')).toContain('Xã, phường, đặc khu');
  const old = { ...inputOf('recognitionDecision', [SCHOOL], loadPack('hai-duong-2024')), year: 2024 };
  const columns = paperLayout(old).sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? block.table.columns.map(({ head }) => head) : [])),
  );
  expect(columns).toContain('Xã, phường, thị trấn');
});
