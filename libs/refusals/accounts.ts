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
  'AUTH.LINK_SPENT': refusal({
    status: 401,
    params: {},
    sentence: 'Đường dẫn này đã dùng, đã hết hạn hoặc không đúng. Hãy xin đường dẫn mới.',
  }),
  'AUTH.SHARED_ADDRESS': refusal({
    status: 403,
    params: {},
    sentence:
      'Hai tài khoản dùng chung hộp thư này nên phiên đăng nhập qua thư chỉ soạn nháp được, không gửi hay duyệt được. Hãy đăng nhập bằng mật khẩu, hoặc nhờ quản trị đổi tài khoản sang địa chỉ thư riêng.',
  }),
  'AUTH.CODE_WRONG': refusal({
    status: 401,
    params: {},
    sentence:
      'Mã không đúng hoặc đã dùng rồi. Hãy chờ ứng dụng hiện mã mới rồi nhập lại, hoặc dùng một mã dự phòng.',
  }),
  'AUTH.TICKET_SPENT': refusal({
    status: 401,
    params: {},
    sentence: 'Lần đăng nhập này đã quá hạn hoặc đã xong. Hãy đăng nhập lại từ đầu.',
  }),
  'AUTH.ENROLLED': refusal({
    status: 409,
    params: {},
    sentence: 'Tài khoản đã có ứng dụng tạo mã. Hãy dùng mã của ứng dụng đó, hoặc một mã dự phòng.',
  }),
  'AUTH.FRESH': refusal({
    status: 403,
    params: {},
    sentence:
      'Việc này cần xác nhận lại người dùng. Hãy đăng nhập lại bằng mật khẩu hoặc bằng đường dẫn gửi qua thư, rồi làm tiếp.',
  }),
  'PASSWORD.UNFIT': refusal({
    status: 422,
    params: { shortest: 'text' },
    sentence:
      'Mật khẩu này không dùng được. Hãy chọn mật khẩu có ít nhất {shortest} ký tự, không lặp một vài ký tự, không phải tên hay địa chỉ của mình, và chưa có ai cùng hộp thư dùng.',
  }),
  'ACCOUNT.NO_ADDRESS': refusal({
    status: 409,
    params: { account: 'text' },
    sentence:
      'Tài khoản "{account}" chưa có địa chỉ thư điện tử nên không gửi lời mời được. Hãy ghi địa chỉ thư cho tài khoản này, rồi mời lại.',
  }),
  'ACCOUNT.WAVE_NUMBER': refusal({
    status: 422,
    params: { next: 'text' },
    sentence:
      'Nêu số của đợt mời, để gửi lại yêu cầu này không mời đợt sau. Số của đợt kế tiếp là {next}; chạy thử cho biết ai được mời.',
  }),
  'ACCOUNT.SHARED_ADDRESS': refusal({
    status: 409,
    params: { account: 'text' },
    sentence:
      'Địa chỉ thư của tài khoản "{account}" cũng là của một tài khoản khác đang dùng, nên lời mời không cho biết ai nhận. Hãy đổi một trong hai sang địa chỉ thư riêng, hoặc khóa tài khoản không dùng nữa, rồi mời lại.',
  }),
  'ACCOUNT.OWN_ADDRESS': refusal({
    status: 409,
    params: {},
    sentence:
      'Đây là tài khoản của chính mình. Hãy đăng nhập lại rồi đổi địa chỉ thư ở phần tài khoản của mình, hoặc nhờ một quản trị khác.',
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
  'ACCOUNT.LAST_ADMINISTRATOR': refusal({
    status: 409,
    params: {},
    sentence:
      'Đây là quản trị hệ thống cuối cùng của tỉnh đã đăng nhập được. Hãy giao vai trò quản trị cho người khác, đợi người đó đăng nhập lần đầu rồi làm lại.',
  }),
  'PEOPLE.REFUSED': refusal({
    status: 422,
    params: {},
    sentence:
      'Danh sách người dùng chưa nhập: không đọc được, hoặc có dòng sai. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  }),
  'GRANT.UNKNOWN': refusal({
    status: 404,
    params: { grant: 'text' },
    sentence: 'Tài khoản không có vai trò "{grant}" đang hiệu lực. Hãy xem lại các vai trò của tài khoản.',
  }),
  'GRANT.NEEDS_OFFICE': refusal({
    status: 422,
    params: {},
    sentence: 'Vai trò này làm việc cho một cơ quan của địa bàn. Hãy nêu mã cơ quan khi giao vai trò.',
  }),
  'ACTOR.DEPUTY': refusal({
    status: 403,
    params: {},
    sentence: 'Người được giao ký thay không giao lại cho người khác. Việc này do chính thủ trưởng làm.',
  }),
  'DEPUTY.SELF': refusal({
    status: 409,
    params: {},
    sentence:
      'Không thể tự giao ký thay cho chính mình. Hãy chọn cấp phó, hoặc người được ủy quyền bằng văn bản.',
  }),
  'DEPUTY.NOT_OF_UNIT': refusal({
    status: 409,
    params: {},
    sentence:
      'Người này không có tài khoản đang dùng tại đơn vị, hoặc đang có vai trò ở nơi khác. Hãy chọn tài khoản của đơn vị, hoặc mời bằng họ tên và một địa chỉ thư riêng.',
  }),
  'DEPUTY.STANDS': refusal({
    status: 409,
    params: { name: 'text' },
    sentence:
      'Trong thời gian này đã giao {name} ký thay. Hãy chọn thời gian khác, hoặc kết thúc lần giao đó trước.',
  }),
  'DEPUTY.DAYS': refusal({
    status: 422,
    params: { today: 'day', last: 'day' },
    sentence:
      'Thời gian ký thay phải bắt đầu từ hôm nay ({today}) trở đi; ngày cuối không trước ngày đầu và không sau {last} (nhiều nhất một năm, trong thời gian thủ trưởng còn giữ vai trò).',
  }),
  'DEPUTY.UNKNOWN': refusal({
    status: 404,
    params: {},
    sentence: 'Không có lần giao ký thay này, hoặc đã kết thúc. Hãy tải lại danh sách.',
  }),
  'GRANT.ENDED': refusal({
    status: 409,
    params: { grant: 'text' },
    sentence: 'Vai trò "{grant}" đã chấm dứt từ trước. Hãy xem lại các vai trò của tài khoản.',
  }),
  'TOKEN.UNKNOWN': refusal({
    status: 404,
    params: { token: 'text' },
    sentence: 'Tài khoản không có mã truy cập "{token}" đang dùng. Hãy xem lại danh sách mã truy cập.',
  }),
  'TOKEN.LAST_DAY': refusal({
    status: 422,
    params: { first: 'day', last: 'day' },
    sentence: 'Ngày cuối của mã truy cập phải từ {first} đến {last}. Hãy chọn ngày khác.',
  }),
  'TOKEN.BEYOND_GRANT': refusal({
    status: 422,
    params: {},
    sentence:
      'Mã truy cập không được rộng hơn vai trò đang dùng. Hãy chọn chính vai trò và nơi làm việc đó, hoặc hẹp hơn.',
  }),
  'SESSION.UNKNOWN': refusal({
    status: 404,
    params: { session: 'text' },
    sentence: 'Không có phiên đăng nhập "{session}" đang mở. Hãy xem lại danh sách phiên.',
  }),
};
