import { refusal } from './refusal.js';

/** Policy packs and what they assume. */
export const POLICY_REFUSALS = {
  'POLICY.UNKNOWN': refusal({
    status: 404,
    params: { pack: 'text', known: 'list' },
    sentence: 'Không có gói quy định "{pack}". Các gói hiện có: {known}.',
  }),
  'POLICY.YEAR_NOT_COVERED': refusal({
    status: 422,
    params: { pack: 'text', year: 'text' },
    sentence: 'Gói quy định "{pack}" không có bước cho năm {year}.',
  }),
  'POLICY.INVALID': refusal({
    status: 422,
    params: { pack: 'text' },
    sentence: 'Gói quy định "{pack}" có lỗi nên không dùng được. Hãy sửa các chỗ nêu dưới đây.',
  }),
  'POLICY.ASSUMED': refusal({
    status: 409,
    params: { figure: 'text' },
    sentence:
      'Chu kỳ thật không phân loại theo số liệu giả định: {figure}. Quản trị cần xác nhận từng số liệu bằng số và ngày văn bản trước.',
  }),
  'FIGURE.UNKNOWN': refusal({
    status: 409,
    params: { cycle: 'text', figure: 'text' },
    sentence:
      'Gói quy định của chu kỳ {cycle} không có số liệu giả định "{figure}", hoặc tên đó chỉ nhiều số liệu. Hãy xem các số liệu và tên đầy đủ của chu kỳ.',
  }),
};
