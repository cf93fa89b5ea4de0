import { refusal } from './refusal.js';

/** Signing in, and the accounts that administrators keep. */
export const ACCOUNT_REFUSALS = {
  'AUTH.WRONG': refusal({
    status: 401,
    params: {},
    sentence:
      'Địa chỉ thư điện tử hoặc mật khẩu không đúng. Hãy kiểm tra lại, hoặc xin đường dẫn đăng nhập gửi qua thư.',
  }),
  'AUTH.WAIT': refusal({
    status: 429,
    params: { seconds: 'text' },
    sentence:
      'Đã thử sai nhiều lần. Hãy chờ {seconds} giây rồi thử lại, hoặc xin đường dẫn đăng nhập gửi qua thư.',
  }),
  'AUTH.NO_GRANT': refusal({
    status: 403,
    params: {},
    sentence: 'Tài khoản hiện không được giao vai trò nào. Hãy liên hệ quản trị hệ thống của địa bàn.',
  }),
  'AUTH.SESSION_ENDED': refusal({
    status: 401,
    params: {},
    sentence: 'Phiên đăng nhập đã hết hạn hoặc đã kết thúc. Hãy đăng nhập lại.',
  }),
  'AUTH.FOREIGN_ORIGIN': refusal({
    status: 403,
    params: {},
    sentence:
      'Yêu cầu này đến từ một trang khác nên không được thực hiện. Hãy mở trang của hệ thống rồi làm lại.',
  }),
  'AUTH.PERSON_ONLY': refusal({
    status: 403,
    params: {},
    sentence: 'Việc này dành cho người đã đăng nhập, không dùng được bằng mã truy cập.',
  }),
  'ACCOUNT.UNKNOWN': refusal({
    status: 404,
    params: { account: 'text' },
    sentence: 'Không có tài khoản "{account}" trong địa bàn. Hãy xem lại danh sách tài khoản.',
  }),
  'ACCOUNT.DISABLED': refusal({
    status: 409,
    params: { account: 'text' },
    sentence: 'Tài khoản "{account}" đã bị khóa. Hãy lập tài khoản mới nếu người này làm việc trở lại.',
  }),
  'GRANT.UNKNOWN': refusal({
    status: 404,
    params: { grant: 'text' },
    sentence: 'Tài khoản không có vai trò "{grant}" đang hiệu lực. Hãy xem lại các vai trò của tài khoản.',
  }),
  'GRANT.ENDED': refusal({
    status: 409,
    params: { grant: 'text' },
    sentence: 'Vai trò "{grant}" đã chấm dứt từ trước. Hãy xem lại các vai trò của tài khoản.',
  }),
  'SESSION.UNKNOWN': refusal({
    status: 404,
    params: { session: 'text' },
    sentence: 'Không có phiên đăng nhập "{session}" đang mở. Hãy xem lại danh sách phiên.',
  }),
};
