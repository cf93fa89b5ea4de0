import { refusal } from './refusal.js';

/** Why an act on a stage, or on a year as a whole, is refused: what the state machine of a unit's year says. */
export const STAGE_REFUSALS = {
  'STAGE.UNKNOWN': refusal({
    status: 422,
    params: { stage: 'text', known: 'list' },
    sentence: 'Không có bước "{stage}" trong chu kỳ này. Các bước có thể dùng: {known}.',
  }),
  'STAGE.WRONG_ACT': refusal({
    status: 422,
    params: { stageName: 'stage' },
    sentence: 'Bước {stageName} không nhận loại thao tác này. Hãy xem lại bước cần thực hiện.',
  }),
  'STAGE.NOT_OPEN': refusal({
    status: 409,
    params: { stageName: 'stage', opens: 'day' },
    sentence: 'Bước {stageName} chưa mở: mở từ ngày {opens}. Hãy gửi lại từ ngày đó.',
  }),
  'STAGE.CUT_OFF_PASSED': refusal({
    status: 409,
    params: { stageName: 'stage', lastDay: 'day' },
    sentence:
      'Bước {stageName} đã hết thời gian tiếp nhận (hết ngày {lastDay}). Muốn nộp tiếp, đề nghị quản trị gia hạn hoặc mở lại từ bước này.',
  }),
  'STAGE.REQUIRES': refusal({
    status: 409,
    params: { stageName: 'stage', requiresName: 'stage' },
    sentence: 'Bước {stageName} cần bước {requiresName} hoàn thành trước. Hãy làm bước đó trước.',
  }),
  'STAGE.ALREADY_SUBMITTED': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence:
      'Bước {stageName} đã được gửi. Muốn sửa, hãy rút lại (khi chưa thẩm định) hoặc đề nghị cấp trên trả lại.',
  }),
  'STAGE.ALREADY_DONE': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence: 'Bước {stageName} đã có kết quả. Muốn làm lại, đề nghị quản trị mở lại từ bước này.',
  }),
  'STAGE.NOT_SUBMITTED': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence: 'Bước {stageName} chưa có hồ sơ nào đang gửi để trả lại hoặc rút lại.',
  }),
  'STAGE.LOCKED': refusal({
    status: 409,
    params: { stageName: 'stage', byName: 'stage' },
    sentence:
      'Bước {stageName} không sửa được nữa vì bước {byName} đã có kết quả. Muốn sửa, đề nghị quản trị mở lại từ bước này.',
  }),
  'ACTOR.NOT_HEAD': refusal({
    status: 403,
    params: { stageName: 'stage' },
    sentence:
      'Chỉ thủ trưởng đơn vị được gửi bước {stageName}. Cán bộ đầu mối hãy lưu nháp để thủ trưởng duyệt và gửi.',
  }),
  'ACTOR.WRONG_ROLE': refusal({
    status: 403,
    params: { stageName: 'stage', role: 'role' },
    sentence: 'Thao tác ở bước {stageName} thuộc {role}. Hãy dùng tài khoản có vai trò đó.',
  }),
  'ACTOR.ON_BEHALF_ONLY': refusal({
    status: 403,
    params: { stageName: 'stage' },
    sentence:
      'Quản trị không gửi thay đơn vị ở bước {stageName}. Nếu có văn bản giấy, hãy nhập thay với số đến và ngày đến.',
  }),
  'YEAR.PAUSED': refusal({
    status: 409,
    params: {},
    sentence: 'Chu kỳ của đơn vị đang tạm dừng. Đề nghị quản trị cho chạy tiếp trước.',
  }),
  'YEAR.NOT_PAUSED': refusal({
    status: 409,
    params: {},
    sentence: 'Chu kỳ của đơn vị không tạm dừng nên không có gì để chạy tiếp.',
  }),
  'YEAR.CLOSED': refusal({
    status: 409,
    params: {},
    sentence: 'Chu kỳ của đơn vị đã đóng. Muốn làm tiếp, đề nghị quản trị mở lại từ một bước.',
  }),
  'EXTEND.NOT_LATER': refusal({
    status: 409,
    params: { day: 'day', present: 'day' },
    sentence: 'Ngày gia hạn {day} không muộn hơn hạn hiện tại {present}. Hãy chọn ngày muộn hơn.',
  }),
  'EXTEND.PASSED': refusal({
    status: 409,
    params: { day: 'day' },
    sentence: 'Ngày gia hạn {day} đã qua. Hãy chọn một ngày từ hôm nay trở đi.',
  }),
  'RETURN.DATE_PASSED': refusal({
    status: 409,
    params: { day: 'day' },
    sentence: 'Hạn trả lời {day} đã qua. Hãy chọn một ngày từ hôm nay trở đi.',
  }),
  'RETURN.NEEDS_DATE': refusal({
    status: 409,
    params: { stageName: 'stage', lastDay: 'day' },
    sentence:
      'Bước {stageName} đã hết thời gian tiếp nhận (hết ngày {lastDay}), nên trả lại cần kèm hạn trả lời. Hãy cho ngày hạn trả lời.',
  }),
  'RESTART.NOTHING_DONE': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence: 'Từ bước {stageName} trở đi chưa có kết quả nào để mở lại.',
  }),
  'RESTART.NEEDS_DATE': refusal({
    status: 409,
    params: { stageName: 'stage', lastDay: 'day' },
    sentence:
      'Bước {stageName} đã hết thời gian tiếp nhận (hết ngày {lastDay}), nên mở lại cần ngày cuối mới. Hãy cho ngày cuối mới.',
  }),
  'RESTART.DATE_PASSED': refusal({
    status: 409,
    params: { day: 'day' },
    sentence: 'Ngày cuối mới {day} đã qua. Hãy chọn một ngày từ hôm nay trở đi.',
  }),
};
