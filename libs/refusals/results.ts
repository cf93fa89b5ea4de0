import { refusal } from './refusal.js';

/** Why an act on a result, or on what stands beside the stages, is refused: also said by the state machine. */
export const RESULT_REFUSALS = {
  'ACTOR.OTHER_ROLE': refusal({
    status: 403,
    params: { roles: 'roles' },
    sentence: 'Thao tác này thuộc {roles}. Hãy dùng tài khoản có vai trò đó.',
  }),
  'RESULT.NONE': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence:
      'Bước {stageName} chưa có kết quả công nhận hoặc không công nhận. Hãy đợi quyết định rồi làm việc này.',
  }),
  'APPEAL.NOT_POSSIBLE': refusal({
    status: 409,
    params: {},
    sentence: 'Gói quy định của chu kỳ này không có khiếu nại kết quả. Hãy hỏi cơ quan đã quyết định.',
  }),
  'APPEAL.BEFORE_RESULT': refusal({
    status: 409,
    params: { day: 'day' },
    sentence:
      'Kết quả bị khiếu nại có ngày {day}, sau ngày đến của đơn khiếu nại. Hãy xem lại ngày đến trên sổ văn thư.',
  }),
  'APPEAL.TOO_LATE': refusal({
    status: 409,
    params: { lastDay: 'day' },
    sentence:
      'Thời hiệu khiếu nại đã hết ngày {lastDay}. Hãy liên hệ cơ quan đã quyết định nếu có lý do khách quan.',
  }),
  'APPEAL.WAITING': refusal({
    status: 409,
    params: { answerBy: 'day' },
    sentence:
      'Khiếu nại trước đang chờ trả lời, chậm nhất hết ngày {answerBy}. Hãy đợi trả lời hoặc hết hạn trả lời.',
  }),
  'APPEAL.EXHAUSTED': refusal({
    status: 409,
    params: {},
    sentence:
      'Khiếu nại lần hai đã được trả lời. Việc tiếp theo không còn thuộc chu kỳ này; xem Luật Khiếu nại.',
  }),
  'APPEAL.NONE': refusal({
    status: 409,
    params: {},
    sentence: 'Không có khiếu nại nào đang chờ trả lời. Hãy xem lại mã đơn vị.',
  }),
  'REVOKE.NOT_RECOGNISED': refusal({
    status: 409,
    params: {},
    sentence: 'Đơn vị không có công nhận nào đang có hiệu lực để thu hồi.',
  }),
  'REVOKE.GROUND_UNKNOWN': refusal({
    status: 422,
    params: { ground: 'text', known: 'list' },
    sentence: 'Không có căn cứ thu hồi “{ground}”. Các căn cứ dùng được: {known}.',
  }),
  'REVOKE.NOT_PROPOSED': refusal({
    status: 409,
    params: { ground: 'text' },
    sentence: 'Chưa có đề nghị thu hồi theo căn cứ “{ground}”. Hãy ghi đề nghị trước, bằng tài khoản khác.',
  }),
  'REVOKE.SAME_ACTOR': refusal({
    status: 409,
    params: {},
    sentence:
      'Người đề nghị thu hồi không được tự quyết định thu hồi. Hãy dùng tài khoản khác để quyết định.',
  }),
  'OVERRIDE.ALREADY': refusal({
    status: 409,
    params: {},
    sentence: 'Đơn vị đã được đưa ra khỏi danh sách không xét thi đua, khen thưởng.',
  }),
  'EXEMPLAR.NOT_POSSIBLE': refusal({
    status: 409,
    params: {},
    sentence: 'Gói quy định của chu kỳ này không có xét điển hình về phong trào.',
  }),
  'EXEMPLAR.NOT_REGISTERED': refusal({
    status: 409,
    params: {},
    sentence: 'Đơn vị chưa đăng ký điển hình về phong trào, nên không đề nghị được. Hãy đăng ký trước.',
  }),
  'EXEMPLAR.NOT_RECOGNISED': refusal({
    status: 409,
    params: {},
    sentence:
      'Đơn vị chưa được công nhận đạt tiêu chuẩn, nên chưa đề nghị điển hình được. Hãy đợi quyết định công nhận.',
  }),
  'EXEMPLAR.NOT_PROPOSED': refusal({
    status: 409,
    params: {},
    sentence: 'Chưa có đề nghị xét điển hình cho đơn vị. Hãy ghi đề nghị trước.',
  }),
  'EXEMPLAR.ALREADY': refusal({
    status: 409,
    params: {},
    sentence: 'Việc xét điển hình của đơn vị đã được đề nghị hoặc quyết định rồi.',
  }),
};
