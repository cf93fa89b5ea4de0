import { refusal } from './refusal.js';

/** Why an act on the paper of a stage is refused: it came, it was sent, or it was entered wrongly. */
export const PAPER_REFUSALS = {
  'PAPER.NOT_HERE': refusal({
    status: 422,
    params: { stageName: 'stage' },
    sentence:
      'Bước {stageName} không nhận văn bản giấy của đơn vị: đây là việc cấp trên làm trên hệ thống. Hãy chọn bước mà đơn vị gửi.',
  }),
  'PAPER.ALREADY_RECEIVED': refusal({
    status: 409,
    params: { stageName: 'stage', arrivalNumber: 'text', day: 'day', by: 'text?' },
    sentence: ({ stageName, arrivalNumber, day, by }) =>
      `Bước ${stageName} đã có văn bản giấy: số đến ${arrivalNumber}, ngày đến ${day}${
        by === undefined ? '' : `, ${by} ghi nhận trước`
      }. Nếu ghi nhầm, hãy bỏ ghi nhận kèm lý do rồi ghi lại.`,
  }),
  'PAPER.NOT_RECEIVED': refusal({
    status: 409,
    params: { stageName: 'stage' },
    sentence: 'Bước {stageName} chưa ghi nhận văn bản giấy nào đang chờ nhập nội dung.',
  }),
  'PAPER.OTHER_ARRIVAL': refusal({
    status: 409,
    params: { stageName: 'stage', arrivalNumber: 'text', day: 'day' },
    sentence:
      'Văn bản giấy của bước {stageName} đã được ghi nhận với số đến {arrivalNumber}, ngày đến {day}. Hãy nhập nội dung theo số này, hoặc bỏ ghi nhận nếu số này sai.',
  }),
  'PAPER.ANNOUNCED': refusal({
    status: 409,
    params: { stageName: 'stage', number: 'text' },
    sentence:
      'Đơn vị đã báo gửi văn bản số {number} của bước {stageName}. Chỉ báo lại khi gửi văn bản có số khác.',
  }),
};
