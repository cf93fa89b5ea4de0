import { describe, expect, it } from '@jest/globals';
import {
  type BoardAnswer,
  type BoardBodyAnswer,
  type BoardCellAnswer,
  type BoardColumnAnswer,
  type UnitYearRowAnswer,
} from '#libs/contracts/http';
import { boardLines } from './board.js';

const cell = (counts: Partial<BoardCellAnswer>): BoardCellAnswer => ({
  done: 0,
  working: 0,
  returned: 0,
  overdue: 0,
  notSubmitted: 0,
  ahead: 0,
  failing: 0,
  ...counts,
});
const column = (
  shortName: string,
  isOpen: boolean,
  ...lastDays: readonly [string, boolean?][]
): BoardColumnAnswer => ({
  stage: shortName,
  name: `${shortName} đầy đủ`,
  shortName,
  opens: '2026-01-01',
  isOpen,
  lastDays: lastDays.map(([day, assumed = false]) => ({ day, assumed })),
});
const body = (shortName: string, lastDay: string, more: Partial<BoardBodyAnswer>): BoardBodyAnswer => ({
  stage: shortName,
  name: shortName,
  shortName,
  level: 'xa',
  opens: '2026-01-01',
  isOpen: true,
  lastDay,
  assumed: false,
  late: [],
  ...cell({}),
  ...more,
});

const ahead = (n: number) => cell({ ahead: n });
const BOARD: BoardAnswer = {
  cycleId: '51-2026',
  year: 2026,
  provinceName: 'Quảng Ngãi',
  clockKind: 'calendar',
  state: 'open',
  now: '2026-10-28T01:31:00.000Z',
  seq: 7,
  units: { inside: 1101, outside: 55 },
  columns: [
    column('Quý I', true, ['2026-03-31']),
    column('Đăng ký', true, ['2026-03-31']),
    column('Ngày hội', true, ['2026-08-31', true]),
    column('Tự chấm', true, ['2026-10-27', true]),
    column('Báo cáo', true, ['2026-10-30', true], ['2026-11-04']),
    column('Hồ sơ', false, ['2026-11-18', true]),
    column('Thẩm định', false, ['2026-11-21', true]),
    column('Công nhận', false, ['2027-01-26', true]),
  ],
  total: [
    cell({ done: 1094, overdue: 7 }),
    cell({ done: 1090, returned: 1, overdue: 10 }),
    cell({ done: 1086, overdue: 15 }),
    cell({ done: 1013, returned: 6, overdue: 82, failing: 1 }),
    cell({ done: 388, working: 713 }),
    ahead(1101),
    ahead(1101),
    ahead(1101),
  ],
  communes: [
    {
      code: '1',
      name: 'Phường Kon Tum',
      units: 14,
      cells: [
        cell({ done: 14 }),
        cell({ done: 14 }),
        cell({ done: 14 }),
        cell({ done: 13, overdue: 1 }),
        cell({ done: 5, working: 9 }),
        ahead(14),
        ahead(14),
        ahead(14),
      ],
    },
    {
      code: '2',
      name: 'Xã Tịnh Khê',
      units: 10,
      cells: [
        cell({ done: 10 }),
        cell({ done: 9, returned: 1 }),
        cell({ done: 9, overdue: 1 }),
        cell({ done: 8, overdue: 2, failing: 1 }),
        cell({ done: 3, working: 7 }),
        ahead(10),
        ahead(10),
        ahead(10),
      ],
    },
  ],
  bodies: [
    body('Kế hoạch xã', '2026-03-31', {
      assumed: true,
      done: 90,
      overdue: 6,
      late: ['Xã Ba Động', 'Xã Ba Dinh', 'Xã Ba Gia', 'Xã Ba Tơ', 'Xã Ba Vì', 'Xã Ba Vinh'],
    }),
    body('Báo cáo xã', '2026-11-04', { done: 12, working: 83, returned: 1 }),
  ],
};

const COMING = 'Việc sắp tới: 30/10 08:00 nhắc Báo cáo kết quả, mốc 3 ngày, dời từ Chủ nhật 01/11 (412 nơi)';

/** The papers that the policy of Quảng Ngãi asks of offices. */
const SEVEN_BODIES: readonly BoardBodyAnswer[] = [
  body('Kế hoạch xã', '2026-03-31', {
    assumed: true,
    done: 90,
    overdue: 6,
    late: ['Xã Ba Động', 'Xã Ba Dinh', 'Xã Ba Gia', 'Xã Ba Tơ', 'Xã Ba Vì', 'Xã Ba Vinh'],
  }),
  body('Danh sách xã', '2026-04-15', {
    assumed: true,
    done: 94,
    returned: 1,
    overdue: 1,
    late: ['Xã Ba Dinh'],
  }),
  body('Sơ kết xã', '2026-06-30', { assumed: true, done: 96 }),
  body('Báo cáo xã', '2026-11-04', { done: 95, notSubmitted: 1 }),
  body('Báo cáo Bộ', '2026-11-14', { level: 'tinh', done: 1 }),
  body('Bổ sung xã', '2026-12-15', { assumed: true, ahead: 96, isOpen: false }),
  body('Tổng kết', '2026-12-31', { level: 'tinh', assumed: true, working: 1, failing: 1 }),
];

const unit = (name: string, stages: UnitYearRowAnswer['stages']): UnitYearRowAnswer => ({
  unitId: name,
  name,
  kind: 'co-quan',
  communeCode: '2',
  communeName: 'Xã Tịnh Khê',
  managedBy: 'xa',
  standing: 'inside',
  round: 1,
  status: 'open',
  stages,
});
const UNITS: readonly UnitYearRowAnswer[] = [
  unit('Trạm Y tế', [
    { stage: 'Quý I', standing: 'done', effectiveAt: '2026-03-20T02:00:00.000Z' },
    { stage: 'Đăng ký', standing: 'returned' },
    { stage: 'Ngày hội', standing: 'overdue', daysLate: 1 },
    { stage: 'Tự chấm', standing: 'notSubmitted' },
    { stage: 'Báo cáo', standing: 'working' },
    { stage: 'Hồ sơ', standing: 'ahead' },
  ]),
  unit('Trường THPT', [{ stage: 'Quý I', standing: 'done', effectiveAt: '2026-03-20T02:00:00.000Z' }]),
];

/** The nine stages of units with 96 communes, late in the year, when every state is somewhere. */
const WHOLE_YEAR: BoardAnswer = {
  ...BOARD,
  columns: [...BOARD.columns, column('Xét thi đua', false, ['2026-12-15', true])],
  total: [...BOARD.total, ahead(1101)],
  communes: Array.from({ length: 96 }, (_, index) => ({
    code: String(index),
    name: `Xã ${index}`,
    units: 11,
    cells: [
      ...BOARD.total.slice(0, 5).map(() => cell({ done: 10, overdue: index % 2 })),
      ...BOARD.total.slice(5),
      ahead(11),
    ],
  })),
  bodies: SEVEN_BODIES,
};

const paint = (_colour: string, text: string) => text;
const drawn = (width: number, more: Partial<Parameters<typeof boardLines>[1]> = {}, board = BOARD) =>
  boardLines(board, { width, paint, ...more }).join('\n');

describe('the board in a terminal', () => {
  it('of 120 characters has every column, each state by sign and word, and the late offices by name', () => {
    expect(drawn(120, { live: '● trực tiếp 08:31:07', foot: 'q: thoát' })).toBe(
      [
        ' BẢNG ĐIỀU HÀNH · Chu kỳ 2026 · Quảng Ngãi · 28/10/2026 08:31   [Xã: tất cả] [Loại hình: tất cả]   ● trực tiếp 08:31:07',
        ' Hết ngày →             31/03    31/03    31/08*    27/10*   30/10*·04/11  18/11*  21/11*     26/01/2027*',
        ' Đơn vị ↓ (1.101)       Quý I    Đăng ký  Ngày hội  Tự chấm  Báo cáo       Hồ sơ   Thẩm định  Công nhận',
        ' Tổng   xong            ✔ 1.094  ✔ 1.090  ✔ 1.086   ✔ 1.013  ✔ 388         –       –          –',
        '        đang làm        –        –        –         –        … 713         –       –          –',
        '        trả lại         –        ↩ 1      –         ↩ 6      –             –       –          –',
        '        QUÁ HẠN         ■ 7      ■ 10     ■ 15      ■ 82     –             –       –          –',
        '        lỗi kỹ thuật    –        –        –         ⚠ 1      –             –       –          –',
        ' ▸ Phường Kon Tum (14)  ✔ 14     ✔ 14     ✔ 14      ■ 1      … 9           –       –          –',
        ' ▸ Xã Tịnh Khê (10)     ✔ 10     ↩ 1      ■ 1       ■ 2      … 7           –       –          –',
        '',
        ' Văn bản của cơ quan  Hết ngày  xong  đang làm  trả lại  QUÁ HẠN',
        ' Kế hoạch xã (96)     31/03*    ✔ 90  –         –        ■ 6      Xã Ba Động, Xã Ba Dinh, Xã Ba Gia và 3 nơi khác',
        ' Báo cáo xã (96)      04/11     ✔ 12  … 83      ↩ 1      –',
        ' * mốc giả định, chưa có văn bản',
        ' Có 55 đơn vị tham gia phong trào, không xét tiêu chuẩn',
        ' q: thoát',
      ].join('\n'),
    );
  });

  it('of 80 characters leaves out what has not begun, the latest first, and names it', () => {
    expect(drawn(80)).toBe(
      [
        ' BẢNG ĐIỀU HÀNH · Chu kỳ 2026 · Quảng Ngãi · 28/10/2026 08:31',
        ' [Xã: tất cả] [Loại hình: tất cả]',
        ' Hết ngày →             31/03    31/03    31/08*    27/10*   30/10*·04/11',
        ' Đơn vị ↓ (1.101)       Quý I    Đăng ký  Ngày hội  Tự chấm  Báo cáo',
        ' Tổng   xong            ✔ 1.094  ✔ 1.090  ✔ 1.086   ✔ 1.013  ✔ 388',
        '        đang làm        –        –        –         –        … 713',
        '        trả lại         –        ↩ 1      –         ↩ 6      –',
        '        QUÁ HẠN         ■ 7      ■ 10     ■ 15      ■ 82     –',
        '        lỗi kỹ thuật    –        –        –         ⚠ 1      –',
        ' ▸ Phường Kon Tum (14)  ✔ 14     ✔ 14     ✔ 14      ■ 1      … 9',
        ' ▸ Xã Tịnh Khê (10)     ✔ 10     ↩ 1      ■ 1       ■ 2      … 7',
        '',
        ' Văn bản của cơ quan  Hết ngày  xong  đang làm  trả lại  QUÁ HẠN',
        ' Kế hoạch xã (96)     31/03*    ✔ 90  –         –        ■ 6',
        ' Báo cáo xã (96)      04/11     ✔ 12  … 83      ↩ 1      –',
        ' * mốc giả định, chưa có văn bản; cột Hồ sơ (18/11*), Thẩm định (21/11*), Công',
        '   nhận (26/01/2027*) lược vì bề ngang',
        ' Có 55 đơn vị tham gia phong trào, không xét tiêu chuẩn',
      ].join('\n'),
    );
  });

  it('says which rehearsal, commune and kind of unit is looked at, and that the cycle is closed', () => {
    const board: BoardAnswer = {
      ...BOARD,
      clockKind: 'rehearsal',
      label: 'dt1',
      state: 'closed',
      commune: { code: '1', name: 'Phường Kon Tum' },
      kind: 'doanh-nghiep',
    };
    expect(drawn(160, {}, board).split('\n')[0]).toBe(
      ' BẢNG ĐIỀU HÀNH · Chu kỳ 2026 · DIỄN TẬP “dt1” · Quảng Ngãi · 28/10/2026 08:31 · đã đóng   [Xã: Phường Kon Tum] [Loại hình: doanh nghiệp]',
    );
  });

  it('leaves out what is done before what is under way, and keeps one column however narrow it is', () => {
    const started = { ...BOARD, columns: BOARD.columns.slice(0, 5), bodies: [] };
    const done = { ...started, total: [cell({ done: 1101 }), ...BOARD.total.slice(1, 5)] };
    expect(drawn(72, {}, done)).toContain('cột Quý I (31/03) lược vì bề ngang');
    expect(drawn(72, {}, started).replace(/\s+/g, ' ')).toContain(
      'cột Báo cáo (30/10*·04/11) lược vì bề ngang',
    );
    const narrow = drawn(30, {}, started).split('\n');
    expect(narrow.find((line) => line.startsWith(' Đơn vị ↓'))).toBe(' Đơn vị ↓ (1.101)      Quý I');
  });

  it('never has a line longer than it may be, whatever the width', () => {
    for (let width = 40; width <= 200; width += 1) {
      const board = {
        ...BOARD,
        bodies: SEVEN_BODIES,
        communes: BOARD.communes.map((each) => ({ ...each, name: `${each.name} thuộc tỉnh` })),
      };
      for (const more of [{}, { units: UNITS, isOverdueOnly: true }, { height: 24 }, { height: 16 }]) {
        const view = { live: '○ mất kết nối từ 08:31:07, đang thử lại', coming: COMING, ...more };
        const longest = Math.max(
          ...drawn(width, view, board)
            .split('\n')
            .map((line) => [...line].length),
        );
        expect([width, more, longest <= width]).toEqual([width, more, true]);
      }
    }
  });

  it('of 40 characters keeps of the papers of offices what is overdue or failing', () => {
    const lines = drawn(40, {}, { ...BOARD, bodies: SEVEN_BODIES }).split('\n');
    const start = lines.indexOf('');
    expect(lines.slice(start + 1, start + 4)).toEqual([
      ' Văn bản của cơ…   QUÁ HẠN  lỗi kỹ thuật',
      ' Kế hoạch xã (96)  ■ 6      –',
      ' Danh sách xã…     ■ 1      –',
    ]);
  });

  it('leaves out of the papers of offices first the days, then the states in which nothing is', () => {
    const lines = drawn(62, {}, { ...BOARD, bodies: SEVEN_BODIES.slice(0, 2) }).split('\n');
    expect(lines[lines.indexOf('') + 1]).toBe(' Văn bản của cơ quan  xong  đang làm  trả lại  QUÁ HẠN');
    const fewer = drawn(50, {}, { ...BOARD, bodies: SEVEN_BODIES.slice(0, 2) }).split('\n');
    expect(fewer[fewer.indexOf('') + 1]).toBe(' Văn bản của cơ quan  xong  trả lại  QUÁ HẠN');
  });

  it.each([
    [23, 8],
    [29, 8],
    [40, 8],
    [200, 96],
  ])('of %i lines and 80 characters shows at least %i of 96 communes of a whole year', (height, fewest) => {
    const lines = boardLines(WHOLE_YEAR, {
      width: 80,
      height,
      live: '● trực tiếp 08:31:07',
      foot: 'q: thoát',
      coming: COMING,
      paint,
    });
    expect(lines.length).toBeLessThanOrEqual(height);
    expect(lines.filter((line) => line.startsWith(' ▸')).length).toBeGreaterThanOrEqual(fewest);
    expect(lines.at(-1)).toBe(' q: thoát');
  });

  it('of few lines tells the papers that need a look, and the others in one line', () => {
    const lines = boardLines(WHOLE_YEAR, { width: 120, height: 26, paint });
    const start = lines.findIndex((line) => line.startsWith(' Văn bản của cơ quan'));
    expect(lines.slice(start, start + 5)).toEqual([
      ' Văn bản của cơ quan  Hết ngày  xong  đang làm  trả lại  QUÁ HẠN  lỗi kỹ thuật',
      ' Kế hoạch xã (96)     31/03*    ✔ 90  –         –        ■ 6      –             Xã Ba Động, Xã Ba Dinh và 4 nơi khác',
      ' Danh sách xã (96)    15/04*    ✔ 94  –         ↩ 1      ■ 1      –             Xã Ba Dinh',
      ' Tổng kết (1)         31/12*    –     … 1       –        –        ⚠ 1',
      ' và 4 loại văn bản khác không có gì quá ngày cuối, trả lại',
    ]);
    const least = boardLines(WHOLE_YEAR, { width: 120, height: 20, paint });
    expect(least).toContain(' Văn bản của cơ quan (7 loại): ■ 7 QUÁ HẠN, ⚠ 1 lỗi kỹ thuật, ↩ 1 trả lại');
  });

  it('has a state for what can no longer be handed in, only where there is any', () => {
    expect(drawn(120)).not.toContain('không nộp');
    const total = BOARD.total.map((each, index) =>
      index === 3 ? cell({ done: 1099, notSubmitted: 2 }) : each,
    );
    const [commune] = BOARD.communes;
    const cells = commune?.cells.map((each, index) =>
      index === 3 ? cell({ done: 13, notSubmitted: 1 }) : each,
    );
    const communes = [{ ...commune, cells }] as BoardAnswer['communes'];
    const lines = drawn(120, {}, { ...BOARD, total, communes, bodies: [] }).split('\n');
    expect(lines.slice(6, 9)).toEqual([
      '        QUÁ HẠN         ■ 7      ■ 10     ■ 15      –        –             –       –          –',
      '        không nộp       –        –        –         ✗ 2      –             –       –          –',
      '        lỗi kỹ thuật    –        –        –         –        –             –       –          –',
    ]);
    expect(lines[9]).toBe(
      ' ▸ Phường Kon Tum (14)  ✔ 14     ✔ 14     ✔ 14      ✗ 1      … 9           –       –          –',
    );
  });

  it('calls what is past a day that no document sets by a word of its own, hollow and with its mark', () => {
    const total = BOARD.total.map((each, index) =>
      index === 2 || index === 3 ? cell({ done: 1086, pastSuggested: 15 }) : each,
    );
    const [first] = BOARD.communes;
    const cells = first?.cells.map((each, index) =>
      index === 3 ? cell({ done: 13, pastSuggested: 1 }) : each,
    );
    const plan = body('Kế hoạch xã', '2026-03-31', { assumed: true, done: 95, pastSuggested: 1 });
    const bodies = [{ ...plan, pastSuggestedAt: ['Xã Ba Động'] }];
    const communes = [{ ...first, cells }] as BoardAnswer['communes'];
    const lines = drawn(120, {}, { ...BOARD, total, communes, bodies }).split('\n');
    expect(lines.slice(6, 10)).toEqual([
      '        QUÁ HẠN            ■ 7      ■ 10     –         –        –             –       –          –',
      '        quá ngày đề nghị*  –        –        □ 15      □ 15     –             –       –          –',
      '        lỗi kỹ thuật       –        –        –         –        –             –       –          –',
      ' ▸ Phường Kon Tum (14)     ✔ 14     ✔ 14     ✔ 14      □ 1      … 9           –       –          –',
    ]);
    expect(lines.slice(11, 13)).toEqual([
      ' Văn bản của cơ quan  Hết ngày  xong  đang làm  trả lại  QUÁ HẠN  quá ngày đề nghị*',
      ' Kế hoạch xã (96)     31/03*    ✔ 95  –         –        –        □ 1                Xã Ba Động',
    ]);
    const stages = [
      { stage: BOARD.columns[3]?.stage ?? '', standing: 'pastSuggested' as const, daysLate: 2 },
    ];
    const units = [{ ...UNITS[0], stages }] as unknown as typeof UNITS;
    expect(drawn(140, { units }, { ...BOARD, bodies: [] })).toContain('□ quá* 2 ngày');
  });

  it('counts what a closed year left undone as what can no longer be handed in', () => {
    const total = BOARD.total.map((each, index) => (index === 3 ? cell({ done: 1099, closed: 2 }) : each));
    const [first] = BOARD.communes;
    const cells = first?.cells.map((each, index) => (index === 3 ? cell({ closed: 13 }) : each));
    const communes = [{ ...first, cells }] as BoardAnswer['communes'];
    const lines = drawn(120, {}, { ...BOARD, total, communes, bodies: [] }).split('\n');
    expect(lines[7]).toMatch(/^ +không nộp +– +– +– +✗ 2 /);
    expect(lines[9]).toMatch(/^ ▸ Phường Kon Tum \(14\) +✔ 14 +✔ 14 +✔ 14 +✗ 13 /);
    const closed = [{ stage: BOARD.columns[3]?.stage, standing: 'closed' }];
    const units = [{ ...UNITS[0], stages: closed }] as unknown as typeof UNITS;
    expect(drawn(120, { units }, { ...BOARD, bodies: [] })).toContain('✗ không nộp');
  });

  it('of one commune has a line for each unit with its own days', () => {
    const board = { ...BOARD, commune: { code: '2', name: 'Xã Tịnh Khê' }, bodies: [] };
    const view = { units: UNITS, isOverdueOnly: true };
    const lines = drawn(140, view, { ...board, communes: BOARD.communes.slice(1) }).split('\n');
    expect(lines[0]).toContain('[Xã: Xã Tịnh Khê] [Loại hình: tất cả] [Chỉ quá ngày cuối]');
    expect(lines.slice(8, 11)).toEqual([
      ' ▾ Xã Tịnh Khê (10)   ✔ 10     ↩ 1        ■ 1           ■ 2          … 7           –       –          –',
      '   Trạm Y tế          ✔ 20/03  ↩ trả lại  ■ trễ 1 ngày  ✗ không nộp  … đang làm    –       –          –',
      '   Trường THPT        ✔ 20/03  –          –             –            –             –       –          –',
    ]);
    const short = boardLines(
      { ...board, communes: BOARD.communes.slice(1) },
      {
        width: 140,
        height: 16,
        units: Array.from({ length: 40 }, (_, index) => ({
          ...(index === 30 ? UNITS[0] : UNITS[1]),
          name: `Đơn vị ${index}`,
        })) as typeof UNITS,
        paint,
      },
    );
    expect(short).toHaveLength(16);
    expect(short.find((line) => line.includes('Đơn vị 30'))).toContain('■ trễ 1 ngày');
    expect(short.some((line) => /^ và \d+ đơn vị khác: --once để xem hết$/.test(line))).toBe(true);
  });

  it('says so where nobody is overdue', () => {
    expect(drawn(120, { isOverdueOnly: true }, { ...BOARD, communes: [] })).toContain(
      '\n Không có nơi nào quá ngày cuối\n',
    );
  });

  it('tells what comes next above the notes', () => {
    const lines = drawn(160, { coming: COMING }).split('\n');
    expect(lines.slice(-3)).toEqual([
      ' Việc sắp tới: 30/10 08:00 nhắc Báo cáo kết quả, mốc 3 ngày, dời từ Chủ nhật 01/11 (412 nơi)',
      ' * mốc giả định, chưa có văn bản',
      ' Có 55 đơn vị tham gia phong trào, không xét tiêu chuẩn',
    ]);
  });

  it('of few lines keeps the communes with most overdue and tells how many are hidden', () => {
    const communes = Array.from({ length: 96 }, (_, index) => ({
      code: String(index),
      name: `Xã ${String(index).padStart(2, '0')}`,
      units: 10,
      cells: BOARD.columns.map((_column, at) =>
        at === 3 && index % 10 === 7 ? cell({ overdue: index }) : cell({ done: 10 }),
      ),
    }));
    const lines = boardLines({ ...BOARD, communes }, { width: 120, height: 24, paint });
    expect(lines).toHaveLength(24);
    const shown = lines.filter((line) => line.startsWith(' ▸')).map((line) => line.slice(3, 8));
    expect(shown).toEqual(['Xã 87', 'Xã 77', 'Xã 67', 'Xã 57', 'Xã 47', 'Xã 37', 'Xã 27', 'Xã 17', 'Xã 07']);
    expect(lines).toContain(' và 87 xã, phường khác: thêm --commune MÃ để xem một nơi, --once để xem hết');
    expect(
      boardLines({ ...BOARD, communes }, { width: 120, paint }).filter((line) => line.startsWith(' ▸')),
    ).toHaveLength(96);
  });

  it('paints what is overdue or failing, padded first so that the columns stay', () => {
    const coloured = drawn(120, { paint: (_colour, text) => `<${text}>` });
    const plain = drawn(120);
    expect(coloured).toContain('<  ■ 82   >');
    expect(
      coloured
        .replace(/[<>]/g, '')
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual(plain.split('\n'));
  });
});
