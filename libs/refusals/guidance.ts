import { refusal } from './refusal.js';

/** The guidance letter of a year. */
export const GUIDANCE_REFUSALS = {
  'GUIDANCE.UNKNOWN': refusal({
    status: 404,
    params: { cycle: 'text', number: 'text' },
    sentence:
      'Chu kỳ {cycle} không có công văn hướng dẫn số {number} đang áp dụng, nên không thay thế được. Hãy xem các công văn đã ghi.',
  }),
  'GUIDANCE.NOTHING': refusal({
    status: 409,
    params: { cycle: 'text' },
    sentence:
      'Chu kỳ {cycle} không còn ngày, khung hay số liệu giả định nào để công văn hướng dẫn ấn định. Muốn sửa hạn đã có căn cứ, hãy dùng văn bản sửa hạn.',
  }),
};
