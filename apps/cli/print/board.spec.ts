import { describe, expect, it } from '@jest/globals';
import type { BoardAnswer, BoardBodyAnswer, BoardCellAnswer, BoardColumnAnswer } from '#libs/contracts';
import { boardLines } from './board.js';

const cell = (counts: Partial<BoardCellAnswer>): BoardCellAnswer => ({
  done: 0,
  working: 0,
  returned: 0,
  overdue: 0,
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
    const narrow = drawn(20, {}, started).split('\n');
    expect(narrow.find((line) => line.startsWith(' Đơn vị ↓'))).toBe(' Đơn vị ↓ (1.101)       Quý I');
  });

  it('never has a line longer than it may be, whatever the width', () => {
    for (let width = 66; width <= 200; width += 1) {
      const board = {
        ...BOARD,
        communes: BOARD.communes.map((each) => ({ ...each, name: `${each.name} thuộc tỉnh` })),
      };
      const longest = Math.max(
        ...drawn(width, { live: '○ mất kết nối từ 08:31:07, đang thử lại' }, board)
          .split('\n')
          .map((line) => [...line].length),
      );
      expect(longest).toBeLessThanOrEqual(width);
    }
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
