import { describe, expect, it } from '@jest/globals';
import { paperLines, unitOf } from './papers.support.js';

const WEAK = unitOf('QN0031', 'Công ty cổ phần Đường', { lost: 10, recognised: false });

describe('the notice of a refusal', () => {
  it('names the decision, the reason of the appraisal and the way to complain, by the body that decides', () => {
    const lines = paperLines('refusalNotice', [{ ...WEAK, appraisalNote: 'Mô hình hình thức' }]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Ủy ban nhân dân xã Tịnh Khê',
        'Số: ……/TB-UBND',
        'Kính gửi: Công ty cổ phần Đường',
        'Căn cứ Quyết định số 45/QĐ-UBND ngày 24 tháng 11 năm 2026 của Ủy ban nhân dân xã Tịnh Khê.',
        'Ủy ban nhân dân xã Tịnh Khê thông báo: Công ty cổ phần Đường (mã QN0031) không được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026.',
        '1. Lý do: Mô hình hình thức',
        '2. Nếu không đồng ý, đơn vị có quyền khiếu nại trong 90 ngày kể từ ngày nhận được hoặc biết được quyết định*, theo Luật Khiếu nại số 02/2011/QH13 ngày 11/11/2011, Điều 9.',
        '* Chưa có văn bản nói riêng về khiếu nại việc công nhận; cần xác nhận trước khi ban hành.',
        'TM. ỦY BAN NHÂN DÂN',
        'CHỦ TỊCH',
      ]),
    );
    expect(lines).not.toContain('DỰ THẢO');
  });

  it('is a draft while nothing is decided, and its reason is written by hand where none was recorded', () => {
    const lines = paperLines('refusalNotice', [{ ...WEAK, decision: undefined, recognised: undefined }]);
    expect(lines).toEqual(expect.arrayContaining(['DỰ THẢO', '1. Lý do: ……']));
  });
});
