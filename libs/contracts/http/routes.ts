import { ACCOUNTS_ROUTES } from './accounts.js';
import { AUDIT_ROUTES } from './audit.js';
import { BATCHES_ROUTES } from './batches.js';
import { CERTIFICATION_ROUTES } from './certification.js';
import { COMMANDS_ROUTES } from './commands.js';
import { CYCLES_ROUTES } from './cycles.js';
import { DEADLINES_ROUTES } from './deadlines.js';
import { DECISIONS_ROUTES } from './decisions.js';
import { DEPUTIES_ROUTES } from './deputies.js';
import { DOCUMENTS_ROUTES } from './documents.js';
import { EVIDENCE_ROUTES } from './evidence.js';
import { EXTENSIONS_ROUTES } from './extensions.js';
import { FREEZES_ROUTES } from './freezes.js';
import { GUIDANCE_ROUTES } from './guidance.js';
import { HEALTH_ROUTES } from './health.js';
import { HOLIDAYS_ROUTES } from './holidays.js';
import { MESSAGES_ROUTES } from './messages.js';
import { MIGRATIONS_ROUTES } from './migrations.js';
import { OFFICES_ROUTES } from './offices.js';
import { PAPER_ENTRIES_ROUTES } from './paper-entries.js';
import { POLICIES_ROUTES } from './policies.js';
import { PRESENTING_ROUTES } from './presenting.js';
import { REGISTERS_ROUTES } from './registers.js';
import { REHEARSAL_ROUTES } from './rehearsal.js';
import { REHEARSED_YEAR_ROUTES } from './rehearsed-year.js';
import { REMINDERS_ROUTES } from './reminders.js';
import { REPORT_FORMS_ROUTES } from './report-forms.js';
import { REPORTS_ROUTES } from './reports.js';
import { SCORING_ROUTES } from './scoring.js';
import { TOKENS_ROUTES } from './tokens.js';
import { UNIT_YEARS_ROUTES } from './unit-years.js';
import { UNITS_ROUTES } from './units.js';
import { WATCH_ROUTES } from './watch.js';

/** The routes by subject, under the Vietnamese name of each. */
export const ROUTES_BY_SUBJECT = {
  'Tài khoản': { ...ACCOUNTS_ROUTES, ...TOKENS_ROUTES },
  'Ký thay thủ trưởng': DEPUTIES_ROUTES,
  'Cơ quan': OFFICES_ROUTES,
  'Nhật ký và đối chiếu': AUDIT_ROUTES,
  'Nhiều đơn vị một lần': BATCHES_ROUTES,
  'Công nhận và phân loại': CERTIFICATION_ROUTES,
  'Thao tác': COMMANDS_ROUTES,
  'Chu kỳ': CYCLES_ROUTES,
  'Thời hạn': DEADLINES_ROUTES,
  'Quyết định cho danh sách': DECISIONS_ROUTES,
  'Văn bản': DOCUMENTS_ROUTES,
  'Minh chứng': EVIDENCE_ROUTES,
  'Xin gia hạn': EXTENSIONS_ROUTES,
  'Chốt số liệu': FREEZES_ROUTES,
  'Công văn hướng dẫn': GUIDANCE_ROUTES,
  'Hệ thống': HEALTH_ROUTES,
  'Ngày nghỉ': HOLIDAYS_ROUTES,
  Thư: MESSAGES_ROUTES,
  'Chuyển gói quy định': MIGRATIONS_ROUTES,
  'Quy định': POLICIES_ROUTES,
  'Trình thủ trưởng': PRESENTING_ROUTES,
  'Sổ ghi nhận': REGISTERS_ROUTES,
  'Diễn tập': { ...REHEARSAL_ROUTES, ...REHEARSED_YEAR_ROUTES },
  'Nhập văn bản giấy': PAPER_ENTRIES_ROUTES,
  'Lời nhắc': REMINDERS_ROUTES,
  'Báo cáo': { ...REPORTS_ROUTES, ...REPORT_FORMS_ROUTES },
  'Chấm điểm': SCORING_ROUTES,
  'Đơn vị trong chu kỳ': UNIT_YEARS_ROUTES,
  'Đơn vị': UNITS_ROUTES,
  'Theo dõi': WATCH_ROUTES,
};

/** Every route of the API by method and path. */
export const ROUTES = {
  ...ACCOUNTS_ROUTES,
  ...TOKENS_ROUTES,
  ...AUDIT_ROUTES,
  ...BATCHES_ROUTES,
  ...CERTIFICATION_ROUTES,
  ...COMMANDS_ROUTES,
  ...CYCLES_ROUTES,
  ...DEADLINES_ROUTES,
  ...DECISIONS_ROUTES,
  ...DEPUTIES_ROUTES,
  ...DOCUMENTS_ROUTES,
  ...EVIDENCE_ROUTES,
  ...EXTENSIONS_ROUTES,
  ...FREEZES_ROUTES,
  ...GUIDANCE_ROUTES,
  ...HEALTH_ROUTES,
  ...HOLIDAYS_ROUTES,
  ...MESSAGES_ROUTES,
  ...MIGRATIONS_ROUTES,
  ...OFFICES_ROUTES,
  ...PAPER_ENTRIES_ROUTES,
  ...POLICIES_ROUTES,
  ...PRESENTING_ROUTES,
  ...REGISTERS_ROUTES,
  ...REHEARSAL_ROUTES,
  ...REHEARSED_YEAR_ROUTES,
  ...REMINDERS_ROUTES,
  ...REPORT_FORMS_ROUTES,
  ...REPORTS_ROUTES,
  ...SCORING_ROUTES,
  ...UNIT_YEARS_ROUTES,
  ...UNITS_ROUTES,
  ...WATCH_ROUTES,
};

export type Routes = typeof ROUTES;
