import { expect, it } from '@jest/globals';
import { readHolidayFile } from './holiday-list.js';

const read = (...lines: string[]) =>
  readHolidayFile({ content: new TextEncoder().encode(lines.join('\n')), filename: 'ngay-nghi.csv' });

it('a table of days off is read as people write it; a day without a document is assumed', () => {
  const { days, problems } = read(
    'Ngày;Loại;Tên;Văn bản',
    '31/8/2026;nghỉ;Nghỉ hoán đổi Quốc khánh;Thông báo 12/TB-BNV ngày 05/01/2026',
    '2026-08-22;Làm bù;Làm bù ngày 31/8;',
    '24/11/2026;;Ngày Văn hóa Việt Nam;',
  );
  expect(problems).toEqual([]);
  expect(days.map(({ day, kind, status }) => [day, kind, status])).toEqual([
    ['2026-08-31', 'off', 'binding'],
    ['2026-08-22', 'working', 'assumed'],
    ['2026-11-24', 'off', 'assumed'],
  ]);
  expect(days.map(({ source }) => source)).toEqual([
    'Thông báo 12/TB-BNV ngày 05/01/2026',
    'Chưa có văn bản',
    'Chưa có văn bản',
  ]);
});

it('a row that cannot be read is named and left out, the others stay', () => {
  const { days, problems } = read(
    'Ngày,Loại,Tên',
    '31/02/2026,nghỉ,Không có',
    '02/9/2026,nghỉ,Quốc khánh',
    '02/09/2026,nghỉ,Lần nữa',
    '01/5/2026,lễ,Quốc tế lao động',
    '30/4/2026,nghỉ,',
  );
  expect(days.map(({ day }) => day)).toEqual(['2026-09-02']);
  expect(problems.map(({ place }) => place)).toEqual([
    'dòng 2, cột "Ngày"',
    'dòng 4, cột "Ngày"',
    'dòng 5, cột "Loại"',
    'dòng 6, cột "Tên"',
  ]);
});

it('a file without its columns, or that is no file, is refused whole and says which', () => {
  const withoutName = read('Ngày,Loại', '02/9/2026,nghỉ');
  expect(withoutName).toMatchObject({ days: [], isUnreadable: true });
  expect(withoutName.problems.map(({ code, place }) => [code, place])).toEqual([
    ['HOLIDAY.FILE', 'dòng 1, cột "Tên"'],
  ]);
  const empty = readHolidayFile({ content: new Uint8Array(), filename: 'x.csv' });
  expect(empty.problems.map(({ code }) => code)).toEqual(['TABLE.FILE_BROKEN']);
});
