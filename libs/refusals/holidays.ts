import { refusal } from './refusal.js';

/** The table of days off. */
export const HOLIDAY_REFUSALS = {
  'HOLIDAY.UNKNOWN': refusal({
    status: 409,
    params: { day: 'day' },
    sentence:
      'Ngày {day} không có trong bảng ngày nghỉ nên không có gì để bỏ. Hãy xem lại bảng ngày nghỉ của năm.',
  }),
  'HOLIDAY.NO_VERSION': refusal({
    status: 409,
    params: { year: 'text', version: 'text' },
    sentence: 'Bảng ngày nghỉ năm {year} không có bản {version}. Hãy xem các bản của năm này.',
  }),
  'HOLIDAY.REFUSED': refusal({
    status: 409,
    params: {},
    sentence: 'Bảng ngày nghỉ không đọc được. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  }),
};
