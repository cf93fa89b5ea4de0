import { refusal } from './refusal.js';

/** Who may not, whatever the stage: accounts, areas, assignment. */
export const ACCESS_REFUSALS = {
  'AUTH.REQUIRED': refusal({
    status: 401,
    params: {},
    sentence: 'Cần mã truy cập. Hãy gửi đầu trang Authorization: Bearer <mã>.',
  }),
  'AUTH.INVALID': refusal({
    status: 401,
    params: {},
    sentence: 'Mã truy cập không đúng hoặc đã bị thu hồi. Hãy xin mã mới từ quản trị.',
  }),
  'ACTOR.ADMINISTRATOR_ONLY': refusal({
    status: 403,
    params: {},
    sentence: 'Thao tác này thuộc quản trị hệ thống. Hãy dùng tài khoản quản trị.',
  }),
  'ACTOR.READS_ONLY': refusal({
    status: 403,
    params: {},
    sentence: 'Tài khoản này chỉ để xem, không làm thay đổi gì. Hãy dùng tài khoản được giao việc đó.',
  }),
  'ACTOR.REHEARSAL_ONLY': refusal({
    status: 403,
    params: { cycle: 'text' },
    sentence:
      'Tài khoản này chỉ dùng trong chu kỳ diễn tập {cycle}. Hãy dùng tài khoản thường cho việc ngoài diễn tập.',
  }),
  'ACTOR.OTHER_AREA': refusal({
    status: 403,
    params: {},
    sentence:
      'Việc này thuộc quản trị hoặc cơ quan giám sát cấp tỉnh của địa bàn. Hãy dùng tài khoản của địa bàn đó.',
  }),
  'ACTOR.UNIT_ACCOUNT': refusal({
    status: 403,
    params: {},
    sentence:
      'Bảng điều hành dành cho công an, UBND, Ban Chỉ đạo 138 và quản trị. Đơn vị hãy xem hồ sơ năm của mình.',
  }),
  'ACTOR.NOT_ASSIGNED': refusal({
    status: 403,
    params: { unit: 'text', assigned: 'text' },
    sentence: 'Đơn vị {unit} do {assigned} phụ trách. Hãy chuyển việc này cho cơ quan đó.',
  }),
  'ACTOR.AREA_ENDED': refusal({
    status: 403,
    params: { area: 'text', day: 'day', successor: 'text?' },
    sentence: ({ area, day, successor }) =>
      `${area} không còn từ ngày ${day}.${successor === undefined ? '' : ` Từ ngày đó việc này do cơ quan cùng nhiệm vụ của ${successor} thực hiện.`}`,
  }),
  'ACTOR.MOVED': refusal({
    status: 403,
    params: { name: 'text', unit: 'text', from: 'day', assigned: 'text' },
    sentence:
      'Đơn vị {name} ({unit}) không còn thuộc nơi này từ ngày {from}. Nay do {assigned} phụ trách; hãy chuyển việc cho cơ quan đó.',
  }),
};
