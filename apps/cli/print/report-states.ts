import { NOT_WAITED_FOR, PAST_SUGGESTED, RECEIVED_ON_PAPER, type ReportAnswer } from '#libs/contracts/http';

/** How a report stands, in the words of a list. */
export const REPORT_STATES: Readonly<Record<ReportAnswer['state'], string>> = {
  notOpen: 'chưa mở',
  open: 'chưa gửi',
  overdue: 'QUÁ HẠN',
  pastSuggested: PAST_SUGGESTED,
  notSubmitted: NOT_WAITED_FOR.notSubmitted.toUpperCase(),
  waived: NOT_WAITED_FOR.waived,
  received: RECEIVED_ON_PAPER,
  handedIn: 'đã gửi',
};
