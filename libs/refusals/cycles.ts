import { refusal } from './refusal.js';

/** Cycles, their clocks, their rules and their last days. */
export const CYCLE_REFUSALS = {
  'CYCLE.UNKNOWN': refusal({
    status: 404,
    params: { cycle: 'text' },
    sentence: 'Không có chu kỳ "{cycle}" trong phạm vi của tài khoản.',
  }),
  'CYCLE.IN_THE_PAST': refusal({
    status: 409,
    params: { year: 'text' },
    sentence:
      'Mọi hạn của năm {year} đã qua, nên chu kỳ thật không mở được. Có thể mở một chu kỳ diễn tập cho năm này.',
  }),
  'CYCLE.PARTIAL_YEAR': refusal({
    status: 422,
    params: {},
    sentence: 'Chu kỳ thật mở cho cả tỉnh. Chỉ chu kỳ diễn tập mới giới hạn được số xã, phường, đặc khu.',
  }),
  'CYCLE.OTHER_POLICY': refusal({
    status: 409,
    params: { cycle: 'text', pack: 'text' },
    sentence:
      'Chu kỳ {cycle} đã mở theo gói "{pack}". Chu kỳ đang chạy giữ nguyên quy định khi mở; muốn thử gói khác hãy mở diễn tập với nhãn khác.',
  }),
  'CYCLE.NO_UNITS': refusal({
    status: 409,
    params: { province: 'text' },
    sentence: 'Tỉnh {province} chưa có đơn vị nào. Hãy nhập danh sách đơn vị trước.',
  }),
  'CYCLE.PROVINCE_NEEDED': refusal({
    status: 409,
    params: { pack: 'text' },
    sentence: 'Gói quy định "{pack}" không thuộc riêng tỉnh nào. Hãy nêu mã tỉnh khi mở chu kỳ.',
  }),
  'CYCLE.OTHER_PROVINCE': refusal({
    status: 409,
    params: { pack: 'text', jurisdiction: 'text' },
    sentence:
      'Gói quy định "{pack}" là của {jurisdiction}; nơi khác chỉ dùng để diễn tập. Hãy chọn gói của tỉnh, hoặc mở chu kỳ diễn tập.',
  }),
  'CYCLE.AREA_LATER': refusal({
    status: 409,
    params: { pack: 'text', until: 'day', area: 'text', from: 'day' },
    sentence:
      'Gói quy định "{pack}" áp dụng đến ngày {until}, còn địa bàn {area} có từ ngày {from}. Hãy chọn địa bàn của thời kỳ đó.',
  }),
  'CYCLE.LEVEL_UNKNOWN': refusal({
    status: 409,
    params: { pack: 'text', count: 'text' },
    sentence:
      'Gói quy định "{pack}" không có cấp quản lý của {count} đơn vị. Hãy sửa cấp quản lý trong danh sách đơn vị, hoặc chọn gói khác.',
  }),
  'CYCLE.AREA_ENDED': refusal({
    status: 409,
    params: { count: 'text', day: 'day' },
    sentence:
      '{count} đơn vị đứng ở địa bàn không còn vào ngày {day}. Hãy sửa địa bàn trong danh sách đơn vị.',
  }),
  'CYCLE.NOT_READY': refusal({
    status: 409,
    params: { year: 'text', missing: 'text' },
    sentence:
      'Chưa mở được chu kỳ thật năm {year}, còn thiếu: {missing}. Hãy bổ sung từng chỗ dưới đây rồi mở lại; chu kỳ diễn tập thì vẫn mở được.',
  }),
  'CYCLE.OPENING': refusal({
    status: 503,
    params: { cycle: 'text' },
    sentence: 'Chu kỳ {cycle} đang mở, đơn vị này chưa tới lượt. Hãy thử lại sau ít giây.',
  }),
  'CYCLE.NOT_RUNNING': refusal({
    status: 409,
    params: { cycle: 'text' },
    sentence:
      'Chu kỳ {cycle} chưa mở xong hoặc đã đóng, nên không sửa được hạn. Hãy đợi mở xong; chu kỳ đã đóng thì mở lại từng đơn vị.',
  }),
  'BOARD.DAY_AHEAD': refusal({
    status: 422,
    params: { day: 'day', today: 'day' },
    sentence: 'Ngày {day} chưa tới: chu kỳ đang ở ngày {today}. Hãy chọn ngày đó hoặc một ngày đã qua.',
  }),
  'BOARD.BEFORE_OPENING': refusal({
    status: 422,
    params: { day: 'day', opened: 'day' },
    sentence:
      'Ngày {day} ở trước ngày mở chu kỳ nên không có bảng điều hành. Hãy chọn ngày từ {opened} trở đi.',
  }),
  'BOARD.PAST_UNKNOWN': refusal({
    status: 422,
    params: { day: 'day', from: 'day' },
    sentence:
      'Không xem lại được bảng điều hành của ngày {day}: thay đổi theo từng ngày chỉ được lưu từ ngày {from}. Hãy chọn ngày từ {from} trở đi.',
  }),
  'CLOCK.CALENDAR': refusal({
    status: 409,
    params: { cycle: 'text' },
    sentence:
      'Chu kỳ {cycle} chạy theo lịch thật nên không chỉnh đồng hồ được. Chỉ chu kỳ diễn tập mới chỉnh được.',
  }),
  'CLOCK.BACKWARDS': refusal({
    status: 409,
    params: { now: 'text' },
    sentence: 'Đồng hồ diễn tập chỉ tiến: hiện là {now}. Hãy chọn thời điểm sau đó.',
  }),
  'REHEARSAL.ONLY': refusal({
    status: 409,
    params: { cycle: 'text' },
    sentence:
      'Chu kỳ {cycle} là chu kỳ thật. Việc này chỉ làm được trong chu kỳ diễn tập: hãy chọn một chu kỳ diễn tập, hoặc mở mới.',
  }),
  'DEADLINE.STALE': refusal({
    status: 412,
    params: { cycle: 'text' },
    sentence: 'Quy định của chu kỳ {cycle} vừa được người khác sửa. Hãy xem lại các hạn rồi mới sửa tiếp.',
  }),
  'DEADLINE.NONE': refusal({
    status: 422,
    params: { stageName: 'stage', level: 'level' },
    sentence:
      'Bước {stageName} không có hạn ở {level}, nên không có gì để sửa. Hãy chọn cấp khác hoặc bước khác.',
  }),
  'DEADLINE.BEFORE_OPENING': refusal({
    status: 422,
    params: { day: 'day', opens: 'day', stageName: 'stage' },
    sentence:
      'Ngày cuối mới {day} trước ngày mở {opens} của bước {stageName}. Hãy chọn ngày từ khi bước đã mở.',
  }),
  'DEADLINE.SAME': refusal({
    status: 409,
    params: { stageName: 'stage', day: 'day' },
    sentence: 'Hạn của bước {stageName} hiện đã là hết ngày {day}, không có gì thay đổi. Hãy chọn ngày khác.',
  }),
};
