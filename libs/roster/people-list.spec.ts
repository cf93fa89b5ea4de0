import { describe, expect, it } from '@jest/globals';
import { csvFile, PLACES } from './lists.support.js';
import { readPeopleFile } from './people-list.js';

const HEADING =
  'Họ và tên,Thư điện tử,Điện thoại,Vai trò,Nơi làm việc,Từ ngày,Đến hết ngày,Văn bản giao,Thôi theo văn bản';
const read = (...rows: string[]) => readPeopleFile(csvFile(HEADING, ...rows), PLACES);
const row = (role: string, place: string, end = '') =>
  `Đồng chí A,A@example.test,,${role},${place},05/01/2026,,QĐ 12,${end}`;

describe('a list of people', () => {
  it.each([
    ['Cán bộ đầu mối', 'lc0001', { level: 'unit', unitId: 'LC0001' }, undefined],
    ['Hiệu trưởng', '0012', { level: 'unit', unitId: '0012' }, undefined],
    ['Thẩm định', 'CAX', { level: 'xa', communeCode: '03158' }, 'CAX'],
    ['Công an', 'Mường Kim', { level: 'xa', communeCode: '03158' }, 'CAX'],
    ['UBND', '3158', { level: 'xa', communeCode: '03158' }, 'UBX'],
    ['Theo dõi', '', { level: 'tinh', provinceCode: '12' }, 'BCDT'],
    ['Theo dõi', 'CAT', { level: 'tinh', provinceCode: '12' }, 'CAT'],
    ['Theo dõi', 'GDT', { level: 'sector', provinceCode: '12', unitKind: 'co-so-giao-duc' }, 'GDT'],
    ['Quản trị', '', { level: 'tinh', provinceCode: '12' }, undefined],
    ['Kiểm tra viên', 'Tân Phong', { level: 'xa', communeCode: '03390' }, undefined],
  ])('gives “%s” at “%s” its scope and office', (role, place, scope, officeCode) => {
    const { entries, problems } = read(row(role, place));
    expect([problems, entries.map((each) => [each.scope, each.officeCode])]).toEqual([
      [],
      [[scope, officeCode]],
    ]);
  });

  it('takes days as people write them, an address in small letters, and a paper of the end', () => {
    expect(read(row('Thủ trưởng', 'LC0001', 'QĐ 30')).entries).toEqual([
      {
        ...{ line: 2, name: 'Đồng chí A', email: 'a@example.test', telephone: undefined },
        ...{ role: 'unit-head', scope: { level: 'unit', unitId: 'LC0001' } },
        ...{ from: '2026-01-05', to: undefined, paper: 'QĐ 12', endPaper: 'QĐ 30' },
      },
    ]);
  });

  it.each([
    ['Thủ trưởng', '', 'PEOPLE.MISSING', 'Ô để trống; ghi mã đơn vị.'],
    ['Thủ trưởng', '12', 'PEOPLE.UNKNOWN_PLACE', 'Không có đơn vị mã "12"; có phải: 0012.'],
    ['Thẩm định', 'UBX', 'PEOPLE.UNKNOWN_PLACE', 'Cơ quan "Cơ quan UBX" không làm việc của vai trò này'],
    [
      'Thẩm định',
      'Tân Phong',
      'PEOPLE.UNKNOWN_PLACE',
      'Địa bàn này chưa có cơ quan làm việc của vai trò này',
    ],
    ['Thẩm định', 'XYZ', 'PEOPLE.UNKNOWN_PLACE', 'Không có cơ quan mã "XYZ". '],
    ['Quản trị', 'CAT', 'PEOPLE.UNKNOWN_PLACE', 'Vai trò này đi với một địa bàn'],
    ['Vận hành', '99999', 'PEOPLE.UNKNOWN_PLACE', 'Không có xã, phường, đặc khu mã "99999"'],
  ])('refuses “%s” at “%s” by row and column', (role, place, code, message) => {
    expect(read(row(role, place)).problems).toEqual([
      { code, place: 'dòng 2, cột "Nơi làm việc"', message: expect.stringContaining(message) },
    ]);
  });

  it('takes one role for two offices at one place', () => {
    const { entries, problems } = read(row('Theo dõi', 'CAT'), row('Theo dõi', 'BCDT'));
    expect([entries.map(({ officeCode }) => officeCode), problems]).toEqual([['CAT', 'BCDT'], []]);
  });

  it('refuses a role twice, an unknown role, and a last day before the first', () => {
    const { problems } = read(
      row('Thủ trưởng', 'LC0001'),
      row('Người đứng đầu', 'lc0001'),
      row('Trưởng thôn', 'LC0001'),
      'B,b@example.test,,Quản trị,,05/01/2026,04/01/2026,QĐ 1,',
    );
    expect(problems.map(({ code, place }) => `${place}: ${code}`)).toEqual([
      'dòng 3, cột "Vai trò": PEOPLE.DUPLICATE',
      'dòng 4, cột "Vai trò": PEOPLE.UNKNOWN_CHOICE',
      'dòng 5, cột "Đến hết ngày": PEOPLE.BAD_DAY',
    ]);
  });
});
