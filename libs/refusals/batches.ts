import { refusal } from './refusal.js';

/** One act on many units. */
export const BATCH_REFUSALS = {
  'BATCH.CHANGED': refusal({
    status: 409,
    params: {},
    sentence:
      'Không có kế hoạch nào như vậy (hoặc thiếu mã của lần chạy thử). Hãy chạy thử, xem kế hoạch rồi gửi lại kèm mã của nó.',
  }),
  'REMIND.NOTHING_DUE': refusal({
    status: 409,
    params: { why: 'text' },
    sentence: 'Không có gì để nhắc lúc này: {why}.',
  }),
  'BATCH.UNKNOWN': refusal({
    status: 404,
    params: { batch: 'text' },
    sentence:
      'Không có lần thao tác "{batch}" cho nhiều đơn vị trong phạm vi của tài khoản này. Hãy xem lại mã.',
  }),
  'BATCH.SAME_ACTOR': refusal({
    status: 409,
    params: {},
    sentence: 'Người lập không tự duyệt được. Hãy để một tài khoản quản trị khác duyệt.',
  }),
  'BATCH.NO_ACCOUNT': refusal({
    status: 409,
    params: {},
    sentence:
      'Việc này cần hai người, mà mã truy cập không thuộc tài khoản nào thì không tính là một người. Hãy lập và duyệt bằng tài khoản của từng người.',
  }),
  'BATCH.SAME_MAKER': refusal({
    status: 409,
    params: { days: 'text' },
    sentence:
      'Trong {days} ngày qua, tài khoản này và tài khoản của người lập do nhau hoặc do cùng một người lập, giao vai trò, đổi địa chỉ thư, gỡ ứng dụng tạo mã hay mời, nên không tính là hai người. Hãy để một tài khoản quản trị khác duyệt.',
  }),
  'BATCH.NOT_WAITING': refusal({
    status: 409,
    params: {},
    sentence: 'Lần thao tác này không chờ duyệt. Hãy xem tiến độ của nó.',
  }),
  'BATCH.ORDERER_ENDED': refusal({
    status: 409,
    params: { name: 'text' },
    sentence:
      'Tài khoản của {name}, người lập lần thao tác này, đã bị khóa hoặc không còn vai trò đó. Hãy để một tài khoản đang có vai trò lập lại.',
  }),
  'BATCH.ENDED': refusal({
    status: 409,
    params: {},
    sentence: 'Lần thao tác này đã kết thúc, không rút được nữa. Hãy xem kết quả của nó.',
  }),
};
