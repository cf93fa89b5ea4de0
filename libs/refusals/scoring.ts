import { refusal } from './refusal.js';

/** Sheets, items that were returned, and choices for open cases. */
export const SCORING_REFUSALS = {
  'SCORE.INVALID': refusal({
    status: 422,
    params: {},
    sentence: 'Bảng điểm có chỗ chưa đúng. Hãy sửa các dòng nêu dưới đây rồi gửi lại.',
  }),
  'SCORE.SHEET_REQUIRED': refusal({
    status: 422,
    params: { stageName: 'stage' },
    sentence: 'Bước {stageName} cần bảng điểm. Hãy gửi kèm điểm của từng tiêu chí.',
  }),
  'SCORE.NOT_FINAL': refusal({
    status: 409,
    params: {},
    sentence:
      'Bảng điểm chưa đủ để chấm chính thức. Đề nghị mở lại từ bước thẩm định và bổ sung các chỗ nêu dưới đây.',
  }),
  'SCORE.SAME_TYPIST': refusal({
    status: 409,
    params: { stageName: 'stage', by: 'text' },
    sentence:
      'Bảng điểm ở bước {stageName} do {by} gửi hoặc nhập thay đơn vị, nên tài khoản này không một mình thẩm định. Hãy để tài khoản khác của cơ quan thẩm định, hoặc trả lại để thủ trưởng đơn vị tự gửi.',
  }),
  'SCORE.NO_SHEET': refusal({
    status: 404,
    params: {},
    sentence: 'Đơn vị chưa có bảng điểm nào trong vòng này.',
  }),
  'RETURN.ITEMS': refusal({
    status: 422,
    params: {},
    sentence: 'Có mục trả lại không có trong bảng điểm. Hãy sửa các mục nêu dưới đây.',
  }),
  'GAP.UNKNOWN': refusal({
    status: 404,
    params: { gap: 'text', known: 'list' },
    sentence: 'Gói quy định không có trường hợp "{gap}". Các trường hợp: {known}.',
  }),
  'GAP.OPTION_UNKNOWN': refusal({
    status: 422,
    params: { gap: 'text', option: 'text', known: 'list' },
    sentence: 'Trường hợp {gap} không có lựa chọn "{option}". Các lựa chọn: {known}.',
  }),
  'GAP.UNIT_REQUIRED': refusal({
    status: 422,
    params: { gap: 'text' },
    sentence: 'Trường hợp {gap} chỉ được quyết định cho từng đơn vị, kèm lý do. Hãy nêu mã đơn vị.',
  }),
  'GAP.NOT_ACTING': refusal({
    status: 409,
    params: { gap: 'text', unit: 'text' },
    sentence: 'Trường hợp {gap} không xảy ra với {unit}, nên không có gì để lựa chọn.',
  }),
  'GAP.STANDING_STANDS': refusal({
    status: 409,
    params: { unit: 'text' },
    sentence: 'Đơn vị {unit} đã được đưa vào diện xét trong chu kỳ này nên không đưa ra nữa.',
  }),
};
