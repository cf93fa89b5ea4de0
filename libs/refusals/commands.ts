import { refusal } from './refusal.js';

/** Why a command or a draft is not taken in, whatever it says. */
export const COMMAND_REFUSALS = {
  'COMMAND.UNKNOWN': refusal({
    status: 404,
    params: { command: 'text' },
    sentence: 'Không có thao tác "{command}" nào được ghi nhận. Mọi thao tác phải gửi qua API của hệ thống.',
  }),
  'COMMAND.MISMATCH': refusal({
    status: 409,
    params: { command: 'text' },
    sentence: 'Thao tác "{command}" không thuộc đơn vị hoặc bước này.',
  }),
  'IDEMPOTENCY.REQUIRED': refusal({
    status: 400,
    params: {},
    sentence:
      'Thiếu đầu trang Idempotency-Key, hoặc khóa không phải 8–120 ký tự không dấu, không khoảng trắng. Hãy gửi một khóa riêng cho mỗi thao tác.',
  }),
  'IDEMPOTENCY.REUSED': refusal({
    status: 422,
    params: {},
    sentence: 'Khóa Idempotency-Key này đã dùng cho một nội dung khác. Hãy dùng khóa mới cho thao tác mới.',
  }),
  'ARRIVAL.IN_FUTURE': refusal({
    status: 422,
    params: { day: 'day' },
    sentence: 'Ngày đến {day} ở tương lai. Hãy nhập ngày văn bản thật sự đến.',
  }),
  'DOCUMENT.IN_FUTURE': refusal({
    status: 422,
    params: { day: 'day', today: 'day' },
    sentence: 'Văn bản ghi ngày {day}, sau hôm nay ({today}). Hãy nhập đúng ngày ban hành.',
  }),
  'VERSION.REQUIRED': refusal({
    status: 428,
    params: { header: 'text' },
    sentence:
      'Thiếu đầu trang {header}. Hãy gửi phiên bản đang xem, để không ghi đè lên phần người khác vừa sửa.',
  }),
  'DRAFT.STALE': refusal({
    status: 412,
    params: {},
    sentence: 'Bản nháp đã được người khác sửa. Hãy tải lại bản mới nhất rồi sửa tiếp.',
  }),
  'DRAFT.PRESENTED': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence:
      'Bản nháp bước {stageName} đang chờ thủ trưởng duyệt nên không sửa, không trình lần nữa. Muốn sửa, hãy lấy lại trước.',
  }),
  'DRAFT.NOT_PRESENTED': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence:
      'Bước {stageName} hiện không có bản nào chờ thủ trưởng duyệt: chưa trình, đã lấy lại, đã trả lại hoặc đã gửi. Hãy tải lại trang.',
  }),
  'DRAFT.NEVER_PRESENTED': refusal({
    status: 404,
    params: { stageName: 'stage' },
    sentence: 'Bước {stageName} chưa được trình thủ trưởng lần nào.',
  }),
  'DRAFT.CHANGED': refusal({
    status: 412,
    params: { stageName: 'stage' },
    sentence:
      'Bản trình bước {stageName} đã thay đổi sau khi đồng chí mở xem. Chưa gửi gì; hãy xem lại bản mới rồi duyệt.',
  }),
  'DRAFT.NOT_SENDABLE': refusal({
    status: 422,
    params: { why: 'text?' },
    sentence: ({ why }) =>
      `Bản nháp này chưa trình được vì khi thủ trưởng gửi sẽ bị từ chối. ${why === undefined ? 'Hãy sửa những chỗ nêu dưới đây' : `${why} Hãy sửa`} rồi trình lại.`,
  }),
  'EXTENSION.OPEN': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence:
      'Bước {stageName} đang có một đề nghị gia hạn chờ trả lời. Muốn xin ngày khác, hãy rút đề nghị đó trước.',
  }),
  'EXTENSION.NOT_OPEN': refusal({
    status: 409,
    params: {},
    sentence:
      'Đề nghị gia hạn này không còn chờ trả lời: đã được trả lời, đã rút, bước đã nộp, hoặc không có. Hãy tải lại trang.',
  }),
  'EXTENSION.BINDING': refusal({
    status: 409,
    params: { stageName: 'stage', day: 'day', source: 'text', issuer: 'text?' },
    sentence: ({ stageName, day, source, issuer }) =>
      `Hạn bước ${stageName}, hết ngày ${day}, do ${source} ấn định; nơi nhận không đổi được ngày này. ${
        issuer === undefined
          ? 'Thẩm quyền đổi thuộc cơ quan ban hành văn bản đó.'
          : `Thẩm quyền đổi thuộc ${issuer}, cơ quan ban hành văn bản đó.`
      }`,
  }),
  'EXTENSION.NOT_GIVEN': refusal({
    status: 409,
    params: { why: 'text' },
    sentence: 'Không xin gia hạn như vậy được. {why} Yêu cầu chưa được ghi.',
  }),
  'DRAFT.NONE': refusal({
    status: 404,
    params: {},
    sentence: 'Chưa có bản nháp nào ở bước này.',
  }),
};
