import { refusal } from './refusal.js';

/** Registers and their entries. */
export const REGISTER_REFUSALS = {
  'ACTOR.NOT_RECORDER': refusal({
    status: 403,
    params: { register: 'text', recorders: 'text', onBehalf: 'flag' },
    sentence: ({ register, recorders, onBehalf }) =>
      `Sổ "${register}" do ${recorders} ghi. Hãy dùng tài khoản của nơi đó${
        onBehalf === 'true' ? '; văn bản giấy của đơn vị thì nhập thay với số đến và ngày đến' : ''
      }.`,
  }),
  'REGISTER.UNKNOWN': refusal({
    status: 404,
    params: { register: 'text', known: 'list' },
    sentence: 'Không có sổ "{register}" trong gói quy định của chu kỳ. Các sổ: {known}.',
  }),
  'REGISTER.ENTRY_UNKNOWN': refusal({
    status: 404,
    params: { entry: 'text' },
    sentence: 'Không có mục "{entry}" trong sổ này của đơn vị.',
  }),
  'REGISTER.DAY_OUTSIDE': refusal({
    status: 422,
    params: { day: 'day', year: 'text', from: 'day', to: 'day', belongs: 'text?' },
    sentence: ({ day, year, from, to, belongs }) =>
      `Ngày ${day} không nằm trong kỳ đánh giá năm ${year} (${from} – ${to}). ${
        belongs === undefined
          ? 'Ngày này không thuộc kỳ đánh giá của năm nào; hãy xem lại ngày.'
          : `Ngày này thuộc chu kỳ năm ${belongs}; hãy ghi vào chu kỳ đó.`
      }`,
  }),
  'REGISTER.DAY_AHEAD': refusal({
    status: 422,
    params: { day: 'day', today: 'day' },
    sentence: 'Ngày {day} chưa tới (hôm nay {today}). Hãy ghi khi việc đã diễn ra.',
  }),
  'REGISTER.ARRIVED_BEFORE': refusal({
    status: 422,
    params: { arrived: 'day', day: 'day' },
    sentence: 'Văn bản đến ngày {arrived}, trước ngày của việc được ghi ({day}). Hãy xem lại hai ngày.',
  }),
  'REGISTER.NOT_OPEN': refusal({
    status: 409,
    params: { opens: 'day' },
    sentence: 'Sổ chưa mở: ghi được từ ngày {opens}. Hãy ghi lại từ ngày đó.',
  }),
  'REGISTER.CLOSED': refusal({
    status: 409,
    params: { lastDay: 'day' },
    sentence:
      'Sổ đã khóa hết ngày {lastDay}. Văn bản giấy đến trước ngày đó thì nhập thay kèm ngày đến; ngoài ra, đề nghị quản trị mở lại sổ.',
  }),
  'REGISTER.INVALID': refusal({
    status: 422,
    params: { register: 'text' },
    sentence: 'Mục của sổ "{register}" có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây.',
  }),
  'REGISTER.STALE': refusal({
    status: 409,
    params: {},
    sentence: 'Mục này đã được người khác sửa. Hãy tải lại bản mới nhất rồi sửa tiếp.',
  }),
  'REGISTER.WITHDRAWN': refusal({
    status: 409,
    params: {},
    sentence: 'Mục này đã được rút khỏi sổ nên không sửa được. Hãy ghi một mục mới.',
  }),
  'REGISTER.REASON': refusal({
    status: 422,
    params: { known: 'list' },
    sentence: 'Sổ này không ghi nội dung, nên lý do phải chọn một trong: {known}.',
  }),
  'REGISTER.REOPEN_PASSED': refusal({
    status: 422,
    params: { day: 'day' },
    sentence: 'Ngày mở lại {day} đã qua. Hãy chọn một ngày từ hôm nay trở đi.',
  }),
  'REGISTER.LIST_REFUSED': refusal({
    status: 422,
    params: {},
    sentence: 'Danh sách mục sổ không đọc được. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  }),
};
