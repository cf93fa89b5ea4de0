import { describe, expect, it } from '@jest/globals';
import { csvFile, PLACES } from './lists.support.js';
import { readOfficeFile } from './office-list.js';

const HEADING =
  'STT,Mã cơ quan,Tên cơ quan,Loại cơ quan,Địa bàn,Theo dõi loại hình,Điện thoại,Thư điện tử,Ghi chú';
const read = (...rows: string[]) => readOfficeFile(csvFile(HEADING, ...rows), PLACES);
const told = (...rows: string[]) =>
  read(...rows).problems.map(({ code, place, message }) => [code, place, message]);

describe('a list of offices', () => {
  it.each([
    ['Công an,,', 'province-police', '12', ['receives', 'appraises', 'supervises']],
    ['Công an xã,Mường Kim,', 'commune-police', '03158', ['receives', 'appraises']],
    ['UBND,3390,', 'commune-committee', '03390', ['decides', 'owes-plan', 'owes-report']],
    ['Ban Chỉ đạo 138,Tỉnh Lai Châu,', 'province-steering', '12', ['supervises']],
    ['Sở ngành,,Nhà trường', 'sector', '12', ['supervises:co-so-giao-duc']],
  ])('takes “%s” for %s', (cells, kind, areaCode, duties) => {
    const { entries, problems } = read(`1,,Cơ quan thử,${cells},,,`);
    expect([problems, entries.map((each) => [each.kind, each.areaCode, each.duties])]).toEqual([
      [],
      [[kind, areaCode, duties]],
    ]);
  });

  it('keeps apart what a cell leaves blank and what the list has no column for', () => {
    const [line] = read('1,,Công an tỉnh,Công an,,,912345678,,').entries;
    expect(line?.details).toEqual({ telephone: '0912345678', email: undefined });
    expect(line?.stated).toEqual(['telephone', 'email']);
  });

  it('names every fault with row and column, and says what was left aside', () => {
    const list = read(
      'I,,Các cơ quan của tỉnh,,,,,,',
      '1,CAT,Công an tỉnh,Công an,,,,khong-phai-thu,',
      '2,cat,UBND tỉnh,UBND,Mường Kin,,,,',
      '3,,Sở Y tế,Sở,Mường Kim,,,,',
      '4,,Công an xã,Công an,Mường Kim,,,,',
      '5,,Đồn Công an,Công an,03158,,,,',
      'Tổng cộng: 5,,,,,,,,',
    );
    expect(list.problems.map(({ code, place }) => `${place}: ${code}`)).toEqual([
      'dòng 3, cột "Thư điện tử": OFFICES.BAD_EMAIL',
      'dòng 4, cột "Địa bàn": OFFICES.UNKNOWN_PLACE',
      'dòng 4, cột "Mã cơ quan": OFFICES.DUPLICATE',
      'dòng 5, cột "Địa bàn": OFFICES.UNKNOWN_PLACE',
      'dòng 5, cột "Theo dõi loại hình": OFFICES.MISSING',
      'dòng 7, cột "Loại cơ quan": OFFICES.DUPLICATE',
    ]);
    expect(list.entries.map(({ line }) => line)).toEqual([6]);
    expect([list.reading.unusedColumns, list.reading.skipped.map(({ why }) => why)]).toEqual([
      ['Ghi chú'],
      ['section', 'total'],
    ]);
  });

  it('suggests the commune that may be meant', () => {
    expect(told('1,,UBND xã,UBND,Mường Kin,,,,')).toEqual([
      [
        'OFFICES.UNKNOWN_PLACE',
        'dòng 2, cột "Địa bàn"',
        'Không xác định được xã, phường, đặc khu "Mường Kin"; có phải: Xã Mường Kim (mã 03158).',
      ],
    ]);
  });
});
