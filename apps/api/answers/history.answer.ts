import type { HistoryLine } from '#libs/application';
import { dateOf, formatDay } from '#libs/calendar';
import { type HistoryAnswer, type ReportFigures, roleName } from '#libs/contracts';
import type { Fact } from '#libs/unit-year';

/** One fact as a line of the unit's history; `nameOf` gives a stage's Vietnamese name. */
export function historyAnswer(line: HistoryLine, nameOf: (stage: string) => string): HistoryAnswer {
  return {
    version: line.version,
    round: line.round,
    kind: line.fact.kind,
    text: `${textOf(line.fact, nameOf)}${figuresText(line.figures)}`,
    at: line.recordedAt,
    effectiveAt: line.effectiveAt,
    actorName: line.actorName ?? '',
    actorRole: roleName(line.actorRole),
    commandId: line.commandId,
    figures: line.figures,
  };
}

/** A report before the end of the assessment window stands on numbers that may still change. */
function figuresText(figures: ReportFigures | undefined): string {
  if (figures === undefined) return '';
  const day = formatDay(dateOf(figures.asOf));
  return figures.provisional ? `, số liệu tạm tính đến ${day}` : `, số liệu chính thức đến ${day}`;
}

function migrationText({ before, after, from }: Extract<Fact, { kind: 'year.migrated' }>): string {
  const day = formatDay(dateOf(from));
  if (after === undefined) return `Kết thúc từ ngày ${day} theo gói quy định mới`;
  return before === undefined
    ? `Tham gia chu kỳ từ ngày ${day}`
    : `Chuyển sang gói quy định mới từ ngày ${day}`;
}

function textOf(fact: Fact, nameOf: (stage: string) => string): string {
  const late = 'late' in fact && fact.late ? ' (trễ hạn)' : '';
  switch (fact.kind) {
    case 'stage.submitted':
      return `Đã gửi: ${nameOf(fact.stage)}${late}`;
    case 'stage.returned':
      return `Trả lại: ${nameOf(fact.stage)}${fact.answerBy === undefined ? '' : `, trả lời hết ngày ${formatDay(fact.answerBy)}`}`;
    case 'stage.withdrawn':
      return `Rút lại: ${nameOf(fact.stage)}`;
    case 'stage.appraised':
      return fact.basis === 'ownRecords'
        ? `Thẩm định theo hồ sơ cấp trên (Không nộp): ${nameOf(fact.stage)}${late}`
        : `Đã thẩm định: ${nameOf(fact.stage)}${late}`;
    case 'stage.decided':
      return `${fact.recognised ? 'Công nhận' : 'Không công nhận'} đạt tiêu chuẩn${late}`;
    case 'stage.reviewed':
      return `Đã xét: ${nameOf(fact.stage)}${late}`;
    case 'stage.extended':
      return `Gia hạn ${nameOf(fact.stage)} đến hết ngày ${formatDay(fact.until)}`;
    case 'year.paused':
      return 'Tạm dừng chu kỳ của đơn vị';
    case 'year.resumed':
      return 'Cho chạy tiếp';
    case 'year.restarted':
      return `Mở lại từ bước ${nameOf(fact.from)}; thay thế ${fact.superseded.length} bước`;
    case 'year.closed':
      return 'Đóng chu kỳ của đơn vị';
    case 'year.migrated':
      return migrationText(fact);
  }
}
