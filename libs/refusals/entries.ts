import { refusal } from './refusal.js';

/** Why papers of many units are not entered from a file, and a slip is not printed. */
export const ENTRY_REFUSALS = {
  'ENTRY.REFUSED': refusal({
    status: 422,
    params: { count: 'text' },
    sentence: 'Chưa nhập dòng nào: có {count} chỗ sai. Hãy sửa các ô nêu dưới đây rồi gửi lại cả tệp.',
  }),
  'ENTRY.NO_UNITS': refusal({
    status: 404,
    params: {},
    sentence:
      'Không còn văn bản nào để nhập: các đơn vị đã chọn đã gửi xong, hoặc không thuộc nơi tài khoản này nhập thay.',
  }),
  'ENTRY.TOO_MANY_UNITS': refusal({
    status: 422,
    params: { count: 'text', most: 'text' },
    sentence:
      'Có {count} đơn vị, nhiều hơn {most} đơn vị của một tệp. Hãy lấy mẫu theo từng xã, phường hoặc từng loại hình.',
  }),
  'PAPER.NO_SLIP': refusal({
    status: 404,
    params: { stageName: 'stage' },
    sentence:
      'Bước {stageName} chưa ghi nhận văn bản giấy nào nên không có phiếu tiếp nhận. Hãy ghi nhận văn bản giấy của bước này trước.',
  }),
};
