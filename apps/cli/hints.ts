import type { RefusalCode } from '#libs/refusals';

const REHEARSAL = 'Mở chu kỳ diễn tập: antq cycle open --rehearsal.';
const REPORTS = 'Xem các văn bản lập được: antq report list.';
const NEW_DAY = 'Thêm --until YYYY-MM-DD.';

/** How to do in this program what the sentence of a refusal advises. */
export const HINTS: Readonly<Partial<Record<RefusalCode, string>>> = {
  'ACTOR.AREA_PAPER': REPORTS,
  'RETURN.NEEDS_DATE': 'Thêm --answer-by YYYY-MM-DD.',
  'RESTART.NEEDS_DATE': NEW_DAY,
  'DECISION.NUMBER_USED': 'Nếu đúng là số này: thêm --same-number.',
  'DECISION.NUMBER_TAKEN': 'Xem quyết định đó: antq decision show.',
  'POLICY.ASSUMED':
    'Xác nhận từng số liệu: antq cycle confirm --figure …; xem các số liệu: antq cycle figures.',
  'FIGURE.UNKNOWN': 'Xem các số liệu và tên đầy đủ: antq cycle figures.',
  'CYCLE.IN_THE_PAST': REHEARSAL,
  'CYCLE.PARTIAL_YEAR': REHEARSAL,
  'CYCLE.NOT_READY':
    'Cơ quan: antq office import; người: antq user import; ngày nghỉ: antq holiday seed hoặc import; địa chỉ: antq unit import. Xem trước: antq cycle open --check.',
  'OFFICES.REFUSED': 'Xem trước: antq office import … --dry-run.',
  'PEOPLE.REFUSED': 'Xem trước: antq user import … --dry-run.',
  'REHEARSAL.ONLY': REHEARSAL,
  'REHEARSAL.OVER': REHEARSAL,
  'REHEARSAL.NO_YEAR': 'Cho chạy: antq rehearse --on-server.',
  'REHEARSAL.RUNNING': 'Theo dõi: antq rehearsal show; dừng: antq rehearsal stop.',
  'DEADLINE.SAME': 'Xem các hạn: antq deadline list.',
  'GUIDANCE.UNKNOWN': 'Xem các công văn: antq guidance list.',
  'GUIDANCE.NOTHING': 'Sửa hạn theo văn bản: antq deadline set.',
  'MIGRATION.OTHER_PROVINCE': 'Xem các gói: antq policy list.',
  'MIGRATION.NEEDS_DATE': NEW_DAY,
  'MIGRATION.BLOCKED': 'Bảng đối chiếu: --areas <tệp>; ngày cuối mới: --until YYYY-MM-DD.',
  'HOLIDAY.UNKNOWN': 'Xem bảng: antq holiday list --year YYYY.',
  'HOLIDAY.NO_VERSION': 'Xem các bản: antq holiday list --year YYYY --versions.',
  'FREEZE.UNKNOWN': 'Xem các lần chốt: antq figures list.',
  'FREEZE.NEEDS_REASON': 'Nêu lý do: --reason.',
  'DOCUMENT.UNKNOWN': REPORTS,
  'DOCUMENT.OTHER_LEVEL': REPORTS,
};

/** Undefined where the sentence says enough. */
export const hintFor = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(HINTS, code) ? HINTS[code as RefusalCode] : undefined;
