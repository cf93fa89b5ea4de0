import { refusal } from './refusal.js';

/** Papers that the system composes, and the mails it sends. */
export const DOCUMENT_REFUSALS = {
  'ACTOR.AREA_PAPER': refusal({
    status: 403,
    params: {},
    sentence: 'Văn bản này do cơ quan phụ trách địa bàn lập. Đơn vị hãy chọn trong các văn bản của mình.',
  }),
  'DOCUMENT.UNKNOWN': refusal({
    status: 404,
    params: { document: 'text' },
    sentence: 'Năm này không có văn bản "{document}". Hãy chọn trong các văn bản lập được.',
  }),
  'DOCUMENT.NO_TABLE': refusal({
    status: 422,
    params: { document: 'text' },
    sentence: '{document} không có bảng số liệu nên không lập được tệp Excel. Hãy chọn tệp Word.',
  }),
  'DOCUMENT.TABLE_ONLY': refusal({
    status: 422,
    params: { document: 'text' },
    sentence: '{document} chỉ lập được tệp Excel. Hãy chọn tệp Excel.',
  }),
  'DOCUMENT.OTHER_LEVEL': refusal({
    status: 422,
    params: { document: 'text' },
    sentence:
      '{document} do cấp khác lập. Cấp tỉnh lập cho một xã, phường thì ghi thêm mã xã; cấp xã hãy chọn trong các văn bản của mình.',
  }),
  'DOCUMENT.NOBODY_LATE': refusal({
    status: 409,
    params: {},
    sentence:
      'Không có cơ quan, đơn vị nào quá ngày cuối trong phạm vi này, nên không có gì để đôn đốc. Hãy xem bảng điều hành.',
  }),
  'DOCUMENT.NOT_RECOGNISED': refusal({
    status: 409,
    params: { unit: 'text' },
    sentence:
      'Đơn vị {unit} chưa được công nhận nên chưa có Giấy công nhận. Hãy ghi quyết định công nhận trước.',
  }),
  'DOCUMENT.NOT_REFUSED': refusal({
    status: 409,
    params: { unit: 'text' },
    sentence:
      'Đơn vị {unit} đã được công nhận, hoặc chưa có kết quả thẩm định hay quyết định, nên không có thông báo không công nhận. Hãy xem kết quả của đơn vị.',
  }),
  'MESSAGE.UNKNOWN': refusal({
    status: 404,
    params: {},
    sentence: 'Không có thư này trong phạm vi của tài khoản.',
  }),
};
