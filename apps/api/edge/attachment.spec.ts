import { describe, expect, it } from '@jest/globals';
import { dispositionOf } from './attachment.js';

describe('the name of a file to keep', () => {
  it('is plain for every program and has its accents for those that read RFC 5987', () => {
    expect(dispositionOf('Bảng chấm điểm Đơn vị QN0030 2026', 'docx')).toBe(
      `attachment; filename="bang-cham-diem-don-vi-qn0030-2026.docx"; filename*=UTF-8''B%E1%BA%A3ng%20ch%E1%BA%A5m%20%C4%91i%E1%BB%83m%20%C4%90%C6%A1n%20v%E1%BB%8B%20QN0030%202026.docx`,
    );
  });

  it('cannot end the header, name a folder or carry a quotation mark', () => {
    const name = dispositionOf('a"; filename=b\r\nX: y/../c (1)', 'xlsx');
    expect(name).toBe(
      `attachment; filename="a-filename-b-x-y-c-1.xlsx"; filename*=UTF-8''a%20%3B%20filename%3Db%20X%20y%20..%20c%20%281%29.xlsx`,
    );
  });
});
