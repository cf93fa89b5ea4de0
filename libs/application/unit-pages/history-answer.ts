import { dateOf, formatDay } from '#libs/calendar';
import { roleName } from '#libs/contracts';
import { type HistoryAnswer, lateWord, type ReportFigures, supersededText } from '#libs/contracts/http';
import { LEVEL_NAMES } from '#libs/policy';
import type { Fact } from '#libs/unit-year';
import type { HistoryLine } from '../read-model/read-model.port.js';

/** Vietnamese name of the class that a fact gives. */
type ClassNameOf = (fact: Extract<Fact, { kind: 'stage.classified' }>) => string;

/**
 * One fact as a line of the unit's history.
 *
 * @param nameOf gives a stage's Vietnamese name
 * @param afterSuggested whether the fact is late by a day that no document sets
 * @param classNameOf gives the Vietnamese name of a class that was given
 * @param decidedBy of a restart that took a decision out of the present results: the body that decided; empty where it is not known
 */
export function historyAnswer(
  line: HistoryLine,
  nameOf: (stage: string) => string,
  afterSuggested: boolean,
  decidedBy?: string,
  classNameOf: ClassNameOf = () => '',
): HistoryAnswer {
  return {
    version: line.version,
    round: line.round,
    kind: line.fact.kind,
    text: `${textOf(line.fact, nameOf, afterSuggested, classNameOf)}${decisionText(decidedBy)}${figuresText(line.figures)}`,
    at: line.recordedAt,
    effectiveAt: line.effectiveAt,
    actorName: line.actorName ?? '',
    actorRole: roleName(line.actorRole),
    commandId: line.commandId,
    figures: line.figures,
    afterSuggested: afterSuggested ? true : undefined,
  };
}

/** What becomes of a decision that was issued; nothing where there was none. */
function decisionText(decidedBy: string | undefined): string {
  if (decidedBy === undefined) return '';
  return `. ${supersededText('Quyết định đã ban hành', decidedBy === '' ? undefined : decidedBy)}`;
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

function textOf(
  fact: Fact,
  nameOf: (stage: string) => string,
  afterSuggested: boolean,
  classNameOf: ClassNameOf,
): string {
  const word = 'late' in fact ? lateWord({ late: fact.late, afterSuggested }) : undefined;
  const late = word === undefined ? '' : ` (${word})`;
  switch (fact.kind) {
    case 'stage.submitted':
      return fact.afterClose === true
        ? `Đã nhập nội dung văn bản giấy sau khi đóng năm: ${nameOf(fact.stage)}${late}`
        : `Đã gửi: ${nameOf(fact.stage)}${late}`;
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
    case 'stage.classified':
      return `Đã phân loại: ${classNameOf(fact)}${late}`;
    case 'stage.reviewed':
      return `Đã xét: ${nameOf(fact.stage)}${late}`;
    case 'stage.extended':
      return `Gia hạn ${nameOf(fact.stage)} đến hết ngày ${formatDay(fact.until)}`;
    case 'paper.received':
      return `Đã nhận văn bản giấy: ${nameOf(fact.stage)}, số đến ${fact.arrivalNumber}, ngày đến ${formatDay(fact.arrivedOn)}${late}; chờ nhập nội dung`;
    case 'paper.receiptWithdrawn':
      return `Bỏ ghi nhận văn bản giấy: ${nameOf(fact.stage)}`;
    case 'paper.announced':
      return `Đơn vị báo đã gửi văn bản giấy: ${nameOf(fact.stage)}, số ${fact.number} ngày ${formatDay(fact.date)}`;
    case 'year.paused':
      return 'Tạm dừng chu kỳ của đơn vị';
    case 'year.resumed':
      return 'Cho chạy tiếp';
    case 'year.restarted':
      return `Mở lại từ bước ${nameOf(fact.from)}; kết quả của ${fact.superseded.length} bước thôi là kết quả hiện hành trong hệ thống`;
    case 'year.closed':
      return 'Đóng chu kỳ của đơn vị';
    case 'year.migrated':
      return migrationText(fact);
    case 'result.appealed':
      return `Khiếu nại kết quả lần ${fact.instance}, trả lời chậm nhất hết ngày ${formatDay(fact.answerBy)} (phức tạp: ${formatDay(fact.complexAnswerBy)})`;
    case 'result.appealAnswered':
      return `Trả lời khiếu nại: ${answerText(fact)}${late}`;
    case 'result.revocationProposed':
      return `Đề nghị thu hồi công nhận, căn cứ ${fact.ground}`;
    case 'result.revoked':
      return `Thu hồi công nhận, căn cứ ${fact.ground}`;
    case 'exclusion.overridden':
      return 'Đưa ra khỏi danh sách không xét thi đua, khen thưởng; phân loại giữ nguyên';
    case 'awards.proposed':
      return `Đề nghị khen thưởng: ${fact.collectives} tập thể, ${fact.persons} cá nhân`;
    case 'unit.delegated':
      return `Giao cho cấp ${LEVEL_NAMES[fact.to]} thẩm định, quyết định`;
    case 'pledges.recorded':
      return `Cam kết: ${fact.pledged} trên ${fact.total} phòng, ban, tổ, đội${late}`;
    case 'exemplar.proposed':
      return 'Đề nghị xét điển hình về phong trào';
    case 'exemplar.decided':
      return `${fact.accepted ? 'Công nhận' : 'Không công nhận'} điển hình về phong trào`;
    case 'heads.recorded':
      return 'Ghi thời gian giữ chức của thủ trưởng';
  }
}

function answerText({ outcome, recognised }: Extract<Fact, { kind: 'result.appealAnswered' }>): string {
  if (outcome === 'upheld') return 'giữ nguyên kết quả';
  return recognised === true ? 'thay đổi, được công nhận' : 'thay đổi, không được công nhận';
}
