import { refusal } from './refusal.js';

/** The year of a rehearsal that the system lives by itself: why it is not begun, and why it stopped. */
export const REHEARSAL_REFUSALS = {
  'REHEARSAL.NO_YEAR': refusal({
    status: 404,
    params: { cycle: 'text' },
    sentence: 'Chu kỳ diễn tập {cycle} chưa được cho chạy cả năm trên máy chủ lần nào.',
  }),
  'REHEARSAL.OVER': refusal({
    status: 409,
    params: { cycle: 'text' },
    sentence: 'Chu kỳ diễn tập {cycle} đã đóng nên không chạy được nữa. Hãy mở chu kỳ diễn tập mới.',
  }),
  'REHEARSAL.RUNNING': refusal({
    status: 409,
    params: { cycle: 'text', seed: 'text' },
    sentence:
      'Chu kỳ diễn tập {cycle} đang chạy với số gieo {seed}. Hãy đợi xong, hoặc dừng rồi chạy tiếp theo cách khác.',
  }),
  'REHEARSAL.OTHER_SEED': refusal({
    status: 409,
    params: { cycle: 'text', seed: 'text' },
    sentence:
      'Chu kỳ diễn tập {cycle} đã chạy theo kịch bản của số gieo {seed}. Hãy chạy tiếp với đúng số gieo đó, hoặc mở chu kỳ diễn tập mới.',
  }),
  'REHEARSAL.ACT_REFUSED': refusal({
    status: 409,
    params: { subject: 'text', stage: 'text', at: 'text', reason: 'text' },
    sentence:
      'Thao tác của diễn tập bị từ chối: {subject}, bước {stage}, lúc {at}. {reason} Có thể chạy tiếp và ghi lại mọi chỗ bị từ chối.',
  }),
  'REHEARSAL.OTHER_ACTS': refusal({
    status: 409,
    params: { subject: 'text', stage: 'text', at: 'text' },
    sentence:
      'Thao tác của {subject} ở bước {stage} lúc {at} đã được gửi trước đó với nội dung khác: chu kỳ đã chạy theo một kịch bản khác. Hãy mở chu kỳ diễn tập mới.',
  }),
  'REHEARSAL.STUCK': refusal({
    status: 503,
    params: { now: 'text', to: 'text', minutes: 'text', waiting: 'list' },
    sentence:
      'Đồng hồ diễn tập đứng ở {now} (cần đến {to}) đã {minutes} phút; còn chờ: {waiting}. Hãy xem các phần của hệ thống rồi chạy tiếp.',
  }),
  'REHEARSAL.OFFICES_DIFFER': refusal({
    status: 409,
    params: { offices: 'list' },
    sentence:
      'Cơ quan trong chu kỳ và tài khoản diễn tập không khớp: {offices}. Hãy xem lại danh mục cơ quan.',
  }),
  'REHEARSAL.NO_ACCOUNT': refusal({
    status: 409,
    params: { account: 'text', subject: 'text' },
    sentence:
      'Diễn tập không có tài khoản {account} để thao tác cho {subject}. Hãy xem lại danh mục cơ quan.',
  }),
  'REHEARSAL.ASKING_REFUSED': refusal({
    status: 409,
    params: { reason: 'text' },
    sentence: 'Diễn tập hỏi hệ thống và bị từ chối: {reason} Có thể chạy tiếp khi đã xem xét.',
  }),
  'REHEARSAL.API_AWAY': refusal({
    status: 503,
    params: {},
    sentence:
      'Diễn tập không kết nối được với API trong nhiều phút. Hãy xem API có chạy và địa chỉ đã đặt cho nó, rồi chạy tiếp.',
  }),
};
