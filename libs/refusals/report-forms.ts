import { refusal } from './refusal.js';

/** Reports that are filled in task by task. */
export const REPORT_FORM_REFUSALS = {
  'REPORT.INVALID': refusal({
    status: 422,
    params: {},
    sentence: 'Báo cáo có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  }),
  'REPORT.NO_FORM': refusal({
    status: 422,
    params: { stageName: 'stage', known: 'list' },
    sentence:
      'Bước {stageName} không có mẫu trả lời theo nhiệm vụ. Các bước có mẫu trong chu kỳ này: {known}.',
  }),
};
