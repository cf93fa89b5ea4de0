import { refusal } from './refusal.js';

/** Registrations, dossiers, decisions for a list, and what is checked of a result beside the state machine. */
export const CERTIFICATION_REFUSALS = {
  'REGISTRATION.INVALID': refusal({
    status: 422,
    params: {},
    sentence: 'Bản đăng ký có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  }),
  'CONTENT.WRONG_STAGE': refusal({
    status: 422,
    params: { stageName: 'stage', content: 'text' },
    sentence: 'Bước {stageName} không nhận {content}. Hãy gửi nội dung này ở đúng bước của nó.',
  }),
  'DOSSIER.INVALID': refusal({
    status: 422,
    params: {},
    sentence: 'Hồ sơ có thành phần chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  }),
  'DOSSIER.INCOMPLETE': refusal({
    status: 422,
    params: { missing: 'text' },
    sentence: 'Hồ sơ còn thiếu: {missing}. Hãy bổ sung rồi gửi lại.',
  }),
  'APPEAL.SAME_RESULT': refusal({
    status: 409,
    params: {},
    sentence:
      'Trả lời là thay đổi, nhưng kết quả và điểm vẫn như cũ. Hãy ghi kết quả mới, bảng điểm mới, hoặc chọn giữ nguyên.',
  }),
  'OVERRIDE.NOT_EXCLUDED': refusal({
    status: 409,
    params: {},
    sentence:
      'Đơn vị không thuộc danh sách không xét thi đua, khen thưởng, nên không có gì để đưa ra khỏi danh sách.',
  }),
  'AWARD.EXCLUDED': refusal({
    status: 409,
    params: { rule: 'text' },
    sentence:
      'Đơn vị không được xét thi đua, khen thưởng ({rule}). Muốn đề nghị, cần văn bản đưa đơn vị ra khỏi danh sách trước.',
  }),
  'CLASS.NOT_APART': refusal({
    status: 409,
    params: {},
    sentence:
      'Theo gói quy định của chu kỳ này, phân loại đi cùng quyết định công nhận, không có quyết định riêng. Hãy ghi quyết định công nhận.',
  }),
  'CLASS.NOT_BY_POINTS': refusal({
    status: 422,
    params: { given: 'text', total: 'text', name: 'text' },
    sentence:
      'Quyết định ghi loại {given}, nhưng {total} điểm theo khung phân loại là {name}. Hãy xem lại danh sách, hoặc bảng điểm.',
  }),
  'HEADS.INVALID': refusal({
    status: 422,
    params: {},
    sentence: 'Danh sách thủ trưởng có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  }),
  'DELEGATION.SELF_BODY': refusal({
    status: 409,
    params: { unit: 'text', level: 'level' },
    sentence:
      'Đơn vị {unit} sẽ tự xét chính mình nếu giao cho {level}. Hãy để cơ quan khác thẩm định và quyết định.',
  }),
  'DELEGATION.LEVEL': refusal({
    status: 409,
    params: { level: 'level' },
    sentence: 'Không có cơ quan {level} vào ngày này để giao. Hãy chọn cấp khác.',
  }),
  'DELEGATION.SAME': refusal({
    status: 409,
    params: { unit: 'text', level: 'level' },
    sentence: 'Đơn vị {unit} đang do {level} thẩm định và quyết định, không có gì thay đổi.',
  }),
  'DECISION.SELF_BODY': refusal({
    status: 403,
    params: { office: 'text' },
    sentence:
      '{office} không được quyết định cho chính mình. Hồ sơ của đơn vị này do cơ quan khác được phân công quyết định.',
  }),
  'DECISION.REFUSED': refusal({
    status: 422,
    params: { count: 'text' },
    sentence:
      'Chưa ghi quyết định nào: {count} dòng trong danh sách sẽ bị từ chối. Hãy sửa các dòng nêu dưới đây rồi gửi lại cả danh sách.',
  }),
  'DECISION.NUMBER_TAKEN': refusal({
    status: 409,
    params: { number: 'text' },
    sentence:
      'Quyết định số {number} đã được ghi với nội dung khác. Hãy xem quyết định đó, hoặc dùng số khác.',
  }),
  'DECISION.OTHER_BODY': refusal({
    status: 403,
    params: {},
    sentence:
      'Quyết định này do cơ quan khác ban hành. Chỉ cơ quan đã quyết định mới đính chính được; hãy báo cơ quan đó.',
  }),
  'DECISION.NOTHING_CORRECTED': refusal({
    status: 422,
    params: {},
    sentence:
      'Số, ngày và người ký vẫn như đang ghi, nên không có gì để đính chính. Hãy nêu điều cần đính chính.',
  }),
  'DECISION.NUMBER_USED': refusal({
    status: 409,
    params: { number: 'text', day: 'day' },
    sentence:
      'Số {number} đang là số của một quyết định khác của cùng cơ quan trong năm, ngày {day}. Hãy xem lại số; nếu đúng là số này thì xác nhận dùng lại rồi gửi lại.',
  }),
  'DECISION.UNKNOWN': refusal({
    status: 404,
    params: {},
    sentence: 'Không có quyết định này trong phạm vi của tài khoản.',
  }),
};
