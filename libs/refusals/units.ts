import { refusal } from './refusal.js';

/** Units, areas and offices. */
export const UNIT_REFUSALS = {
  'UNIT.NOT_IN_SCOPE': refusal({
    status: 404,
    params: { unit: 'text' },
    sentence:
      'Không có đơn vị hoặc cơ quan "{unit}" trong phạm vi của tài khoản. Hãy xem lại mã, hoặc dùng tài khoản của nơi phụ trách.',
  }),
  'UNIT.OUTSIDE_STANDARD': refusal({
    status: 409,
    params: { unit: 'text', reason: 'text' },
    sentence:
      'Đơn vị {unit} tham gia phong trào, không xét tiêu chuẩn ({reason}), nên không có các bước này.',
  }),
  'UNIT_YEAR.UNKNOWN': refusal({
    status: 404,
    params: { cycleId: 'text', unitId: 'text' },
    sentence:
      'Đơn vị "{unitId}" không có hồ sơ năm trong chu kỳ "{cycleId}". Hãy xem lại mã đơn vị và mã chu kỳ.',
  }),
  'AREA.UNKNOWN': refusal({
    status: 404,
    params: { area: 'text' },
    sentence: 'Không có địa bàn "{area}".',
  }),
  'OFFICE.UNKNOWN': refusal({
    status: 404,
    params: { office: 'text' },
    sentence:
      'Không có cơ quan "{office}" ở địa bàn này. Hãy xem lại mã cơ quan, hoặc bỏ trống để lấy cơ quan theo vai trò.',
  }),
  'OFFICES.REFUSED': refusal({
    status: 422,
    params: {},
    sentence:
      'Danh sách cơ quan chưa nhập: không đọc được, hoặc có dòng sai. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  }),
  'ROSTER.REFUSED': refusal({
    status: 422,
    params: {},
    sentence: 'Danh sách đơn vị không đọc được. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  }),
};
