import { refusal } from './refusal.js';

/** Figures that are kept as they stood (chốt số liệu). */
export const FREEZE_REFUSALS = {
  'FREEZE.UNKNOWN': refusal({
    status: 404,
    params: { freeze: 'text' },
    sentence:
      'Không có lần chốt số liệu "{freeze}" trong phạm vi của tài khoản. Hãy chọn trong các lần đã chốt.',
  }),
  'FREEZE.NEEDS_REASON': refusal({
    status: 409,
    params: { name: 'text', code: 'text' },
    sentence:
      'Đã có số liệu chốt tên “{name}”, mã {code}. Số liệu đã chốt không sửa, không xóa được; muốn chốt lại hãy nêu lý do, lần chốt mới thay lần trước.',
  }),
  'FREEZE.NOTHING_BEFORE': refusal({
    status: 422,
    params: { name: 'text' },
    sentence:
      'Chưa có lần chốt nào tên “{name}” để thay. Hãy viết đúng tên của lần chốt cần thay, hoặc bỏ lý do để chốt lần đầu.',
  }),
};
