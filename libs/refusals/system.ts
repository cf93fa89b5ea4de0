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
