import { refusal } from './refusal.js';

/** Evidence and its files. */
export const EVIDENCE_REFUSALS = {
  'ACTOR.EVIDENCE': refusal({
    status: 403,
    params: {},
    sentence:
      'Minh chứng do đơn vị, cơ quan thẩm định hoặc quản trị (nhập thay) đưa lên. Hãy dùng tài khoản có vai trò đó.',
  }),
  'EVIDENCE.UNKNOWN': refusal({
    status: 404,
    params: { evidence: 'text' },
    sentence: 'Không có minh chứng "{evidence}" của đơn vị trong chu kỳ này.',
  }),
  'EVIDENCE.CRITERION': refusal({
    status: 422,
    params: { criterion: 'text', known: 'list' },
    sentence:
      'Tiêu chí "{criterion}" không có trong bảng điểm hoặc là mục tổng. Hãy chọn một trong: {known}.',
  }),
  'EVIDENCE.NO_TABLE': refusal({
    status: 409,
    params: { pack: 'text' },
    sentence: 'Gói quy định "{pack}" không có bảng chấm điểm nên không nhận minh chứng theo tiêu chí.',
  }),
  'EVIDENCE.OUTSIDE_WINDOW': refusal({
    status: 422,
    params: { day: 'day', year: 'text', from: 'day', to: 'day', belongs: 'text?' },
    sentence: ({ day, year, from, to, belongs }) =>
      `Ngày ${day} ngoài kỳ đánh giá của năm ${year} (${from} – ${to})${
        belongs === undefined ? '' : `, thuộc chu kỳ ${belongs}`
      }. Hãy đưa vào đúng chu kỳ hoặc sửa ngày.`,
  }),
  'EVIDENCE.DAY_AHEAD': refusal({
    status: 422,
    params: { day: 'day' },
    sentence: 'Ngày {day} ở tương lai. Hãy ghi ngày có thật của tài liệu, sự việc.',
  }),
  'EVIDENCE.DECLARATION': refusal({
    status: 422,
    params: { criterion: 'text', declaration: 'text' },
    sentence:
      'Minh chứng của tiêu chí {criterion} phải kèm cam đoan "{declaration}". Hãy xem lại nội dung rồi đánh dấu cam đoan.',
  }),
  'EVIDENCE.REFERENCE_ONLY': refusal({
    status: 422,
    params: { criterion: 'text' },
    sentence:
      'Tiêu chí {criterion} không nhận tệp: chỉ ghi đã thực hiện và số văn bản. Hãy bỏ tệp và ghi số văn bản.',
  }),
  'EVIDENCE.NOTHING': refusal({
    status: 422,
    params: {},
    sentence: 'Thiếu nội dung. Hãy gửi kèm một tệp, hoặc ghi số văn bản.',
  }),
  'EVIDENCE.NAME': refusal({
    status: 422,
    params: { fault: 'text' },
    sentence: 'Tệp không được nhận: {fault}. Hãy đổi tên tệp rồi gửi lại.',
  }),
  'EVIDENCE.EMPTY': refusal({
    status: 422,
    params: { name: 'text' },
    sentence: 'Tệp "{name}" rỗng (0 byte). Hãy xem lại tệp rồi gửi lại.',
  }),
  'EVIDENCE.TOO_LARGE': refusal({
    status: 413,
    params: { name: 'text', most: 'text' },
    sentence: 'Tệp "{name}" quá lớn: tối đa {most} MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp.',
  }),
  'EVIDENCE.QUOTA': refusal({
    status: 413,
    params: { name: 'text', size: 'text', used: 'text', allowed: 'text' },
    sentence:
      'Tệp "{name}" ({size} MB) vượt hạn mức minh chứng của đơn vị trong chu kỳ này: đã dùng {used} MB trong {allowed} MB, tính cả tệp đã rút. Hãy giảm dung lượng tệp hoặc ghi số văn bản thay cho tệp; nếu cần thêm, đề nghị quản trị nâng hạn mức.',
  }),
  'EVIDENCE.TYPE': refusal({
    status: 415,
    params: { name: 'text', types: 'text' },
    sentence: 'Nội dung của tệp "{name}" không thuộc loại được nhận. Hãy gửi tệp {types}.',
  }),
  'EVIDENCE.MIXED': refusal({
    status: 422,
    params: { name: 'text', type: 'text', other: 'text' },
    sentence:
      'Tệp "{name}" vừa là {type} vừa đọc được như {other} nên không an toàn. Hãy xuất lại tệp từ phần mềm gốc.',
  }),
  'EVIDENCE.NAME_MISMATCH': refusal({
    status: 422,
    params: { name: 'text', type: 'text', endings: 'text' },
    sentence:
      'Tên tệp "{name}" không khớp nội dung: nội dung là {type}. Hãy đổi tên kết thúc bằng {endings}.',
  }),
  'EVIDENCE.NO_FILE': refusal({
    status: 404,
    params: { title: 'text' },
    sentence: 'Minh chứng "{title}" chỉ là số văn bản, không có tệp để tải.',
  }),
  'EVIDENCE.FILE_LOST': refusal({
    status: 404,
    params: { title: 'text', sha256: 'text' },
    sentence:
      'Tệp của minh chứng "{title}" không còn trong kho. Hãy báo quản trị khôi phục từ bản sao lưu (SHA-256 {sha256}).',
  }),
  'EVIDENCE.OTHERS': refusal({
    status: 409,
    params: {},
    sentence: 'Minh chứng này do nơi khác đưa lên nên tài khoản này không rút được.',
  }),
  'EVIDENCE.WITHDRAWN': refusal({
    status: 409,
    params: { title: 'text' },
    sentence: 'Minh chứng "{title}" đã được rút lại trước đó.',
  }),
  'EVIDENCE.CITED': refusal({
    status: 409,
    params: { title: 'text', criteria: 'text' },
    sentence:
      'Minh chứng "{title}" đang được bảng điểm đã nộp viện dẫn ở tiêu chí {criteria}. Hãy rút bảng điểm hoặc đề nghị trả lại mục đó trước.',
  }),
  'EVIDENCE.IN_DOSSIER': refusal({
    status: 409,
    params: { title: 'text', items: 'text' },
    sentence:
      'Minh chứng "{title}" đang nằm trong hồ sơ đã nộp, ở thành phần {items}. Hãy rút hồ sơ hoặc đề nghị trả lại hồ sơ trước.',
  }),
  'EVIDENCE.OF_RECEIPT': refusal({
    status: 409,
    params: { title: 'text', arrivalNumber: 'text', day: 'day' },
    sentence:
      'Minh chứng "{title}" là bản quét của văn bản giấy đã nhận, số đến {arrivalNumber}, ngày đến {day}. Nếu ghi nhận nhầm, hãy bỏ ghi nhận văn bản giấy trước.',
  }),
  'EVIDENCE.SCAN': refusal({
    status: 422,
    params: { stageName: 'stage' },
    sentence:
      'Không có ảnh chụp, bản quét đang dùng của bước {stageName} với mã này. Hãy đưa tệp lên trước, rồi ghi nhận bằng mã của tệp.',
  }),
};
