import { expect, it } from '@jest/globals';
import { holidayList } from './holiday-list.js';

const read = (...lines: string[]) => holidayList(Buffer.from(lines.join('\n')), 'ngay-nghi.csv');

it('a table of days off is read as people write it; a day without a document is assumed', async () => {
  const { days, problems } = await read(
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

it('a row that cannot be read is named and left out, the others stay', async () => {
  const { days, problems } = await read(
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

it('a file without its columns is refused whole', async () => {
  await expect(read('Ngày,Loại', '02/9/2026,nghỉ')).rejects.toMatchObject({ code: 'HOLIDAY.REFUSED' });
  await expect(holidayList(new Uint8Array(), 'x.csv')).rejects.toMatchObject({ code: 'HOLIDAY.REFUSED' });
});
