import { describe, expect, it } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import type { DocumentInput } from '#libs/application';
import { DOCUMENT_KINDS, type PackRegister } from '#libs/policy';
import type { Entry } from '#libs/registers';
import { loadPack } from '../policy/packs.support.js';
import type { DocumentLayout } from './layout/layout.types.js';
import { blocksOf, textLines } from './layout/lines.support.js';
import { brokenXml, partsOf, textOf } from './layout/opened.support.js';
import { PaperRenderer, paperLayout } from './paper-renderer.js';
import { inputOf, PACK, paperHeads, paperLines, unitOf } from './papers/papers.support.js';

const GOOD = unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê');
const WEAK = unitOf('QN0031', 'Công ty =1+1 & <Con>', { lost: 10, recognised: false });
const LATE = unitOf('QN0032', 'Trạm Y tế', { done: ['q1Plan'], recognised: false, notSubmitted: true });
const UNITS = [GOOD, WEAK, LATE];

const paper = (kind: Parameters<typeof inputOf>[0], units = UNITS): string[] => paperLines(kind, units);
const columns = (layout: DocumentLayout, name: string) =>
  blocksOf(layout).flatMap((block) =>
    block.kind === 'table' && block.table.name === name ? block.table.columns.map(({ head }) => head) : [],
  );

describe('every paper', () => {
  it.each(DOCUMENT_KINDS)('%s opens as Word, and as a workbook where it has a table', async (kind) => {
    const renderer = new PaperRenderer();
    const input = inputOf(kind, UNITS);
    const hasTable = blocksOf(paperLayout(input)).some((block) => block.kind === 'table');
    // Answers side by side are a table as wide as a workbook, which no page holds.
    const wanted = kind === 'reportAnswers' ? ['xlsx'] : hasTable ? ['docx', 'xlsx'] : ['docx'];
    expect(renderer.formatsOf(kind)).toEqual(wanted);
    for (const format of renderer.formatsOf(kind)) {
      const parts = partsOf(await renderer.render(input, format));
      for (const [name, xml] of Object.entries(parts))
        if (name.endsWith('.xml')) expect([name, brokenXml(xml)]).toEqual([name, undefined]);
      if (format === 'docx')
        expect(textOf(parts['word/document.xml'] ?? '')).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    }
  });

  it.each(DOCUMENT_KINDS)('%s has no hole in its words', (kind) => {
    for (const line of paper(kind))
      expect(line).not.toMatch(/undefined|NaN|\[object|\{(province|commune)\}|Xã xã|\w {2,}\w/);
  });

  it('says what its numbers cover', () => {
    expect(paper('unitReport')).toContain('(số liệu từ 16/11/2025 đến 15/11/2026)');
    const early = { ...inputOf('communeReport', UNITS), provisional: true };
    expect(textLines(paperLayout(early))).toContain('(số liệu từ 16/11/2025 đến 15/11/2026 (tạm tính))');
  });

  it('from a rehearsal says so on every page', () => {
    expect(paperLayout({ ...inputOf('unitPlan', UNITS), rehearsal: 'dt-7' }).mark).toBe(
      'DIỄN TẬP “dt-7”, không dùng làm văn bản',
    );
  });
});

describe('the scoring sheet', () => {
  it('is the form of the annex: its columns, the whole on top, every criterion in full', () => {
    const layout = paperLayout(inputOf('scoringSheet', [GOOD]));
    expect(columns(layout, 'Bảng chấm điểm')).toEqual([
      'TT',
      'NỘI DUNG ĐÁNH GIÁ, PHÂN LOẠI',
      'Điểm tối đa',
      'Cơ sở tự chấm',
      'Cấp trên chấm',
    ]);
    const lines = textLines(layout);
    // What the decision gives (8c) stands in the column of the higher level alone.
    expect(lines).toContain(' | Tổng điểm | 100 | 50 | 100');
    expect(lines).toContain('c) | Đạt tiêu chuẩn “An toàn về an ninh, trật tự” | 50 |  | 50');
    const texts = (criteria: typeof PACK.criteria): string[] =>
      criteria.flatMap(({ text, children = [] }) => [text, ...texts(children)]);
    const wordings = texts(PACK.criteria);
    expect(wordings).toHaveLength(9 + 4 + 7 + 2 + 3);
    for (const wording of wordings)
      expect(lines.some((line) => line.includes(` | ${wording} | `))).toBe(true);
  });

  it('sums what stands under a criterion, column by column, and says why they differ', () => {
    const lines = paper('scoringSheet', [WEAK]);
    expect(lines).toContainEqual(
      expect.stringMatching(/^5 \| Công tác bảo vệ bí mật nhà nước.* \| 14 \| 14 \| 14$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^7 \| Xây dựng mô hình mới.* \| 10 \| 10 \| 0$/));
    expect(lines).toContain('Tiêu chí 7, lý do cấp trên chấm khác: Mô hình hình thức.');
    expect(lines).toContain('Tổng điểm: 40 điểm');
  });

  it('is an empty form while nobody has scored', () => {
    const lines = paper('scoringSheet', [
      { ...GOOD, score: undefined, decision: undefined, recognised: undefined, classification: undefined },
    ]);
    expect(lines).toContain(' | Tổng điểm | 100 |  | ');
    expect(lines).toContain('Phân loại: ……');
  });

  it('of the unit’s own meeting tells nothing that the higher level gave or decided later', () => {
    const lines = paper('scoringMinutes', [WEAK]);
    expect(lines).toContain('Tổng điểm tự chấm: 50 điểm, chưa gồm tiêu chí 8c');
    expect(lines).toContain(' | Tổng điểm | 100 | 50');
    expect(lines.join('\n')).not.toMatch(/Cấp trên|Mô hình hình thức|45\/QĐ|công nhận \(|Phân loại:|Yếu/);
    expect(paperHeads('scoringMinutes', [WEAK])).toEqual([
      'TT | NỘI DUNG ĐÁNH GIÁ, PHÂN LOẠI | Điểm tối đa | Cơ sở tự chấm',
    ]);
    expect(paper('unitReport', [WEAK])).toContain('Cơ sở tự chấm: 50 điểm');
  });

  it('is no paper of the years before the table', () => {
    const kinds = loadPack('quang-ngai-2021').documents.map(({ key }) => key);
    expect(kinds).not.toContain('scoringSheet');
    expect(kinds).toContain('classProposal');
  });
});

describe('papers about recognition', () => {
  it('mark the bands as assumed only while they are', () => {
    const founded = {
      ...PACK,
      classes: PACK.classes.map((each) => ({ ...each, status: 'binding' as const })),
    };
    const note = expect.stringContaining('giả định');
    expect(paper('classProposal')).toContainEqual(note);
    expect(textLines(paperLayout(inputOf('classProposal', [GOOD], founded)))).not.toContainEqual(note);
  });

  it('propose with numbers that are those of the list', () => {
    const lines = paper('classProposal');
    expect(lines).toContain('Kính gửi: Ủy ban nhân dân xã Tịnh Khê');
    expect(lines).toContain(
      '1. Đề nghị công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”: 1 đơn vị; không đề nghị công nhận: 2 đơn vị.',
    );
    expect(lines).toContain(
      '1 | Trường THPT số 2 Xã Tịnh Khê | Xã Tịnh Khê | 50 | 100 | 100 | Tốt* | Đã công nhận | ',
    );
  });

  it('carry number and day of the one decision, and stay a draft where there is none', () => {
    const decided = paper('recognitionDecision');
    expect(decided).toContain('Số: 45/QĐ-UBND');
    expect(decided).toContain('Tịnh Khê, ngày 24 tháng 11 năm 2026');
    expect(decided).toContain(
      'Điều 1. Công nhận 1 cơ quan, doanh nghiệp, cơ sở giáo dục đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026 (có danh sách kèm theo).',
    );
    const draft = paper('recognitionDecision', [{ ...GOOD, decision: undefined, recognised: undefined }]);
    expect(draft).toEqual(expect.arrayContaining(['DỰ THẢO', 'Số: ……/QĐ-UBND']));
  });

  it('certify the unit by its decision', () => {
    const lines = paper('certificate', [GOOD]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'ỦY BAN NHÂN DÂN XÃ TỊNH KHÊ',
        GOOD.name,
        '(Theo Quyết định số 45/QĐ-UBND ngày 24 tháng 11 năm 2026 của Ủy ban nhân dân xã Tịnh Khê)',
      ]),
    );
  });
});

describe('papers from the registers', () => {
  const entry = (id: string, register: string, data: Entry['data'], effectiveOn = '2026-04-02'): Entry => ({
    ...{ id, register, data, effectiveOn },
  });
  const entries = [
    entry('m1', 'models', {
      name: 'Cổng trường an toàn',
      type: 'school',
      status: 'kept',
      since: '2024-09-05',
    }),
    entry('r1', 'modelReviews', { model: 'm1', conclusion: 'replicate' }, '2026-10-01'),
    entry(
      'i1',
      'inspections',
      { subject: 'guards', minutes: '3/BB-CAX', result: 'shortcomings', findings: 'Thiếu sổ trực' },
      '2026-06-09',
    ),
    entry('v1', 'incidents', { type: 'petition', cases: 2 }, '2026-05-07'),
    entry('c1', 'coordination', {
      form: 'regulation',
      number: '12/QC',
      issuedOn: '2026-02-03',
      signedWith: 'Công an xã Tịnh Khê',
    }),
    entry('p1', 'propaganda', {
      theme: 'Luật An ninh mạng',
      staffDone: 90,
      staffOf: 100,
      studentsDone: 940,
      studentsOf: 940,
    }),
  ];
  const recorded = { ...GOOD, entries };

  it('list the models with kind, state and review, and who recorded none', () => {
    const lines = paper('modelList', [recorded, WEAK]);
    expect(lines).toContain(
      '1 | Trường THPT số 2 Xã Tịnh Khê | Cổng trường an toàn | An ninh, an toàn trường học | Duy trì |  | 05/09/2024 |  | 01/10/2026. Kết luận: Đề nghị nhân rộng',
    );
    expect(lines).toContain(
      'Trên địa bàn xã Tịnh Khê có 1 mô hình của 1 đơn vị: duy trì 1. Chưa ghi nhận mô hình: 1 đơn vị.',
    );
    expect(lines).toContain('1 | Công ty =1+1 & <Con> | Xã Tịnh Khê');
    expect(lines.join('\n')).toContain('(Kế hoạch 33/KH-UBND');
  });

  it('are a form with a line for each unit where the year has no register', () => {
    const old = inputOf('modelList', UNITS, { ...loadPack('quang-ngai-2021'), registers: [] });
    expect(textLines(paperLayout(old))).toContain('2 | Công ty =1+1 & <Con> |  |  |  | ');
  });

  it('give a unit its own duties alone, and none of the police or the steering committee', () => {
    const units = UNITS.map((unit) => ({ ...unit, steps: [] }));
    const input = inputOf('unitPlan', units, loadPack('quang-ngai-2021'));
    const plan = textLines(paperLayout(input)).join('\n');
    for (const own of ['nhân rộng các mô hình', 'Kết luận 44-KL/TW', 'lực lượng bảo vệ chuyên trách'])
      expect([own, plan.includes(own)]).toEqual([own, true]);
    for (const others of ['kiện toàn Ban Chỉ đạo', 'cơ quan đạt chuẩn văn hóa', 'tham mưu'])
      expect([others, plan.includes(others)]).toEqual([others, false]);
  });

  it('report shares by group, and of incidents no more than their number', () => {
    const lines = paper('unitReport', [recorded]);
    expect(lines).toContain(
      ' | 02/04/2026 | Tỷ lệ tham gia của từng nhóm: cán bộ, công chức, viên chức 90/100 (90%); học sinh, sinh viên 940/940 (100%)',
    );
    expect(lines).toContain('1 |  | Đơn thư khiếu nại, tố cáo không đúng quy định: 2');
    expect(lines.join('\n')).not.toContain('07/05/2026');
    expect(lines).toContain('Khen thưởng đột xuất: chưa ghi nhận');
  });

  it('carry number and findings of the inspection and of the regulation that were recorded', () => {
    const registerOf = (key: string) => PACK.registers.find((each) => each.key === key) as PackRegister;
    const of = (kind: 'inspectionMinutes' | 'coordinationRules', register: string, at: number) =>
      ({
        ...inputOf(kind, [recorded]),
        recorded: {
          register: registerOf(register),
          paper: registerOf(register).papers?.find(({ document }) => document === kind),
          entry: entries[at],
        },
      }) as DocumentInput;
    const minutes = textLines(paperLayout(of('inspectionMinutes', 'inspections', 2)));
    expect(minutes).toEqual(
      expect.arrayContaining(['Số: 3/BB-CAX', 'Kết quả: Còn tồn tại', 'Nhận xét, tồn tại: Thiếu sổ trực']),
    );
    expect(minutes).toContain('Khắc phục xong trước ngày: ……');
    const rules = textLines(paperLayout(of('coordinationRules', 'coordination', 4)));
    expect(rules).toEqual(
      expect.arrayContaining([
        'Số: 12/QC',
        'và Công an xã Tịnh Khê trong xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc',
      ]),
    );
    expect(paper('inspectionMinutes', [GOOD])).toContain('Tồn tại, hạn chế: ……');
  });
});

describe('reports and lists', () => {
  it('count what their annexes name', () => {
    const lines = paper('communeReport');
    expect(lines).toContainEqual(
      expect.stringContaining('công nhận 1/3 đơn vị, đạt 33,3%; không công nhận 2; chưa có kết quả 0.'),
    );
    expect(lines).toContain('1 | QN0032 | Trạm Y tế | Xã Tịnh Khê | Xã');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^Đơn vị đạt tiêu chuẩn .* \| ≥ 80% \| đơn vị đã đăng ký \| 1\/2 \| 50% \| chưa đạt \| Kế hoạch 33/,
      ),
    );
  });

  it('tell every share in one way, which they state', () => {
    const input = inputOf('provinceReport', UNITS);
    if (!('figures' in input)) throw new Error('no report');
    const meters = (input.figures.meters ?? []).map((meter) => ({
      ...meter,
      done: 31,
      of: 32,
      permille: 968,
    }));
    const figures = { ...input.figures, recognised: 31, units: 32, meters };
    const text = textLines(paperLayout({ ...input, figures })).join('\n');
    expect(text).toContain('công nhận 31/32 đơn vị, đạt 96,8%');
    expect(text).toMatch(/\| 31\/32 \| 96,8% \|/);
    expect(text).toContain('Tỷ lệ tính đến một chữ số thập phân, phần lẻ bỏ đi, không làm tròn lên.');
  });

  it('of a province has a row for each commune and their sum', () => {
    const other = unitOf('QN0099', 'Sở Nội vụ', { commune: 'Phường Trà Câu' });
    const lines = paper('provinceReport', [...UNITS, other]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Xã Tịnh Khê | 3 | 2 | 1 | 1 | 0 | 1 | 1 | 1',
        'Phường Trà Câu | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0',
        'Cộng | 4 | 3 | 2 | 2 | 0 | 1 | 1 | 1',
      ]),
    );
  });

  it('list who registered and when', () => {
    const lines = paper('registrationList');
    expect(lines).toContain(
      'Trên địa bàn xã Tịnh Khê có 2/3 cơ quan, doanh nghiệp, cơ sở giáo dục đã đăng ký phong trào, đạt 66,6%; 2 đơn vị đăng ký tiêu chuẩn; 0 đơn vị đăng ký điển hình; 10/12 phòng, ban, tổ, đội của 2 đơn vị đã cam kết.',
    );
    expect(lines).toContain(
      '1 | Trường THPT số 2 Xã Tịnh Khê | Cơ sở giáo dục | Xã | x | x | 5/6 |  | 12/03/2026 | đúng hạn',
    );
    expect(lines).toContain('3 | Trạm Y tế | Cơ sở giáo dục | Xã |  |  |  |  |  | quá hạn 7 ngày');
  });

  it('urge those who are late, each with its paper, its last day and the words behind it', () => {
    const lines = paper('reminderLetter', [LATE]);
    expect(lines).toContainEqual(expect.stringMatching(/^V\/v đôn đốc/));
    expect(lines).toContain(
      '1 | Trạm Y tế | Xã Tịnh Khê | Đăng ký phong trào, tiêu chuẩn, điển hình | Công an xã Tịnh Khê* | 31/03/2026 | 7',
    );
    expect(lines.join('\n')).toMatch(/hết ngày 31\/3\/2026 \(Thứ Ba\) \(“Quý I”, Thông tư 124\/2021\/TT-BCA/);
  });

  it('urge by the day of each where one work has two last days', () => {
    const input = inputOf('reminderLetter', [LATE, LATE]);
    if (input.kind !== 'reminderLetter') throw new Error('no letter');
    const [first, second] = input.late.filter(({ stage }) => stage.key === 'registration');
    if (first === undefined || second === undefined) throw new Error('nobody late');
    const due = first.stage.due && { ...first.stage.due, lastDay: '2026-03-25' };
    const atOther = { ...second, lastDay: '2026-03-25', stage: { ...second.stage, due } };
    const granted = { ...second, lastDay: '2026-04-10' };
    const text = textLines(paperLayout({ ...input, late: [first, atOther, granted] })).join('\n');
    expect(text).toMatch(
      /hết ngày 31\/3\/2026 \(Thứ Ba\) \(“Quý I”, .*; gửi về Công an xã Tịnh Khê\*: 01 đơn vị\./,
    );
    expect(text).toMatch(/hết ngày 25\/3\/2026 .*“Quý I”, .*; gửi về Công an xã Tịnh Khê\*: 01 đơn vị\./);
    expect(text).toMatch(/hết ngày 10\/4\/2026 .*\(đã gia hạn\); gửi về Công an xã Tịnh Khê\*: 01 đơn vị\./);
    expect(text).toMatch(/V\/v đôn đốc thực hiện Đăng ký phong trào/);
  });

  it('tell of what can come no more, and of a paused year, instead of days overdue', () => {
    const standing = (stopped: 'notSubmitted' | 'paused') =>
      paper('registrationList', [
        { ...LATE, steps: LATE.steps.map((step) => ({ ...step, daysOverdue: undefined, stopped })) },
      ]).join('\n');
    expect(standing('notSubmitted')).toContain('không nộp');
    expect(standing('paused')).toContain('đang tạm dừng');
  });

  it('as workbooks have the same numbers', async () => {
    const file = await new PaperRenderer().render(inputOf('exclusionList', UNITS), 'xlsx');
    const [sheet] = await readWorkbook(Buffer.from(file));
    const rows = sheet?.data ?? [];
    expect(rows).toContainEqual([1, 'Công ty =1+1 & <Con>', 'Yếu*', 40, 'Phân loại Yếu*', 'không xét']);
  });
});
