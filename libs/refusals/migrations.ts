import { refusal } from './refusal.js';

/** A running cycle that is to go on under another pack. */
export const MIGRATION_REFUSALS = {
  'MIGRATION.OTHER_PROVINCE': refusal({
    status: 422,
    params: { pack: 'text', cycle: 'text' },
    sentence:
      'Gói quy định "{pack}" không phải của tỉnh này, nên chu kỳ {cycle} không chuyển sang được. Hãy chọn gói khác.',
  }),
  'MIGRATION.SAME_PACK': refusal({
    status: 409,
    params: { cycle: 'text', pack: 'text' },
    sentence: 'Chu kỳ {cycle} đang theo đúng gói "{pack}", không có gì để chuyển. Hãy chọn gói khác.',
  }),
  'MIGRATION.DAY': refusal({
    status: 422,
    params: { day: 'day', first: 'day', today: 'day' },
    sentence:
      'Ngày bắt đầu {day} phải từ {first} (ngày mở chu kỳ hoặc lần chuyển trước) đến hôm nay {today}. Hãy chọn lại ngày; việc của ngày sau thì chuyển khi đến ngày ấy.',
  }),
  'MIGRATION.DOCUMENT_DATE': refusal({
    status: 409,
    params: { date: 'day', today: 'day' },
    sentence: 'Văn bản ghi ngày {date}, sau hôm nay ({today}). Hãy kiểm tra ngày của văn bản.',
  }),
  'MIGRATION.BLOCKED': refusal({
    status: 422,
    params: { count: 'text' },
    sentence:
      'Chưa chuyển được: {count} chỗ còn vướng, không có gì thay đổi. Hãy bổ sung bảng đối chiếu hoặc ngày cuối mới theo các chỗ nêu dưới đây, rồi chạy thử lại.',
  }),
  'MIGRATION.CHANGED': refusal({
    status: 409,
    params: { cycle: 'text' },
    sentence:
      'Từ lần chạy thử đến nay chu kỳ {cycle} đã có thay đổi (hoặc thiếu mã của lần chạy thử). Hãy chạy thử lại, xem kết quả rồi mới chuyển.',
  }),
  'MIGRATION.NEEDS_DATE': refusal({
    status: 409,
    params: { stageName: 'stage', lastDay: 'day' },
    sentence:
      'Chuyển gói thì bước {stageName} (hết ngày {lastDay}) thành quá hạn ngay. Hãy cho ngày cuối mới.',
  }),
  'MIGRATION.DATE_PASSED': refusal({
    status: 422,
    params: { day: 'day' },
    sentence: 'Ngày cuối mới {day} đã qua. Hãy chọn một ngày từ hôm nay trở đi.',
  }),
};
