import { refusal } from './refusal.js';

/** What may go wrong with any request. */
export const SYSTEM_REFUSALS = {
  'INPUT.INVALID': refusal({
    status: 400,
    params: {},
    sentence: 'Nội dung gửi lên có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây.',
  }),
  'ROUTE.NOT_FOUND': refusal({
    status: 404,
    params: {},
    sentence: 'Không có địa chỉ này.',
  }),
  'ROUTE.METHOD': refusal({
    status: 405,
    params: { allowed: 'text' },
    sentence: 'Địa chỉ này không nhận phương thức đó. Các phương thức dùng được: {allowed}.',
  }),
  'INPUT.MEDIA_TYPE': refusal({
    status: 415,
    params: { accepted: 'text' },
    sentence: 'Kiểu nội dung gửi lên không dùng được ở đây. Hãy gửi một trong các kiểu: {accepted}.',
  }),
  'LIMIT.ACCOUNT': refusal({
    status: 429,
    params: { seconds: 'text' },
    sentence:
      'Tài khoản này gửi quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi {seconds} giây rồi gửi lại; yêu cầu vừa rồi chưa được thực hiện.',
  }),
  'LIMIT.UPLOADS': refusal({
    status: 429,
    params: { seconds: 'text' },
    sentence:
      'Tài khoản này gửi lên quá nhiều tệp trong thời gian ngắn. Hãy đợi {seconds} giây rồi gửi lại tệp này.',
  }),
  'LIMIT.EXPORTS': refusal({
    status: 429,
    params: { seconds: 'text' },
    sentence:
      'Tài khoản này tải về quá nhiều tệp trong thời gian ngắn. Hãy đợi {seconds} giây rồi tải lại tệp này.',
  }),
  'LIMIT.WRONG_TOKENS': refusal({
    status: 429,
    params: { seconds: 'text' },
    sentence:
      'Từ địa chỉ mạng này đã có quá nhiều yêu cầu với mã truy cập hoặc phiên đăng nhập không đúng. Hãy xem lại mã hoặc đăng nhập lại sau {seconds} giây.',
  }),
  'LIMIT.WITHOUT_TOKEN': refusal({
    status: 429,
    params: { seconds: 'text' },
    sentence:
      'Từ địa chỉ mạng này đã có quá nhiều yêu cầu chưa đăng nhập. Hãy đợi {seconds} giây rồi gửi lại, hoặc gửi kèm mã truy cập.',
  }),
  'SYSTEM.TOO_MANY_WATCHERS': refusal({
    status: 503,
    params: {},
    sentence:
      'Đang có quá nhiều màn hình theo dõi trực tiếp, của mọi người hoặc của riêng tài khoản này. Hãy đóng bớt, xem bảng không trực tiếp, hoặc thử lại sau.',
  }),
  'SYSTEM.BUSY': refusal({
    status: 503,
    params: {},
    sentence: 'Hệ thống đang bận hoặc cơ sở dữ liệu chưa sẵn sàng. Hãy thử lại sau ít giây.',
  }),
  'SYSTEM.UNEXPECTED': refusal({
    status: 500,
    params: { trace: 'text' },
    sentence: 'Có lỗi ngoài dự kiến, không có gì bị thay đổi. Hãy thử lại; nếu còn, báo quản trị mã {trace}.',
  }),
};
