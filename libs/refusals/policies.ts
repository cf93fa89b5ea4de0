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
    params: { pack: 'text', year: 'text', covered: 'list' },
    sentence: 'Gói quy định "{pack}" không có quy trình cho năm {year} (có: {covered}).',
  }),
  'POLICY.INVALID': refusal({
    status: 422,
    params: { pack: 'text', place: 'text?', fault: 'text?' },
    sentence: ({ pack, place, fault }) => {
      const at = place === undefined ? '' : ` tại "${place}"`;
      return fault === undefined
        ? `Gói quy định "${pack}" có lỗi${at} nên không dùng được. Hãy sửa các chỗ nêu dưới đây.`
        : `Gói quy định "${pack}" sai${at}: ${fault}.`;
    },
  }),
  'POLICY.EXTENDS_CYCLE': refusal({
    status: 422,
    params: { packs: 'text' },
    sentence: 'Các gói quy định kế thừa nhau thành vòng: {packs}. Hãy bỏ một chỗ kế thừa.',
  }),
  'POLICY.STAGE_CYCLE': refusal({
    status: 422,
    params: { pack: 'text', stages: 'text' },
    sentence: 'Các bước của gói quy định "{pack}" đòi hỏi lẫn nhau thành vòng: {stages}. Hãy bỏ một đòi hỏi.',
  }),
  'POLICY.UNKNOWN_SOURCE': refusal({
    status: 422,
    params: { pack: 'text', source: 'text' },
    sentence: 'Gói quy định "{pack}" không có nguồn "{source}". Hãy thêm nguồn này hoặc nêu nguồn khác.',
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
