import type { RuleStatus } from '#libs/policy';
import { formatPoints } from './points.js';
import type { ExplainedLine, GapReading, ScoreResult } from './score-sheet.types.js';

const statusNames: Record<RuleStatus, string> = {
  binding: 'văn bản quy định',
  proposed: 'văn bản đề xuất',
  target: 'chỉ tiêu phấn đấu',
  assumed: 'giả định, chưa có văn bản',
};

const founded = (src: string, status: RuleStatus): string => `nguồn ${src}, ${statusNames[status]}`;

const shown = (points: number | undefined, otherwise: string): string =>
  points === undefined ? otherwise : formatPoints(points);

const gapText = (gap: GapReading): string => {
  const how = gap.decided
    ? 'lựa chọn đã ghi'
    : gap.proposed === true
      ? 'đơn vị đề nghị, chưa ai quyết định'
      : 'mặc định, chưa ai ghi lựa chọn';
  return `Trường hợp chưa rõ ${gap.gap}: ${gap.text} (${how}; ${founded(gap.src, gap.status)})`;
};

function explainLine(line: ExplainedLine): readonly string[] {
  const indent = '  '.repeat(line.parents.length);
  const points = `${shown(line.points, 'chờ')}/${formatPoints(line.max)}`;
  const rows = [`${indent}[${line.criterion}] ${line.no} ${line.text} · ${points} điểm`];
  const detail = (text: string): void => {
    rows.push(`${indent}    ${text}`);
  };
  detail(`Cách tính: ${line.counted}`);
  if (line.branch) detail(`Nhánh áp dụng: ${line.branch.text}`);
  for (const gap of line.gaps) {
    detail(gapText(gap));
    if (gap.basis) detail(`Người quyết định lựa chọn: ${gap.basis}`);
  }
  if (line.measured) detail(`Số liệu: ${line.measured}`);
  if (line.gradeYear !== undefined) detail(`Năm của xếp loại: ${line.gradeYear}`);
  if (line.cites && line.cites.length > 0) detail(`Viện dẫn: ${line.cites.join(', ')}`);
  if (line.selfNote) detail(`Cơ sở ghi: ${line.selfNote}`);
  if (line.reason) detail(`Lý do: ${line.reason}`);
  if (line.note) detail(`Ghi chú: ${line.note}`);
  const gradation = line.gradation ? `; nấc điểm: ${founded(line.gradation.src, line.gradation.status)}` : '';
  detail(`Căn cứ: ${founded(line.src, line.status)}${gradation}`);
  return rows;
}

/**
 * The result as plain rows of text for a terminal or a log: Vietnamese, decimal comma, no colours.
 * A parent criterion stands once, above its first line.
 */
export function explain(result: ScoreResult): readonly string[] {
  const pass = result.pass === 'final' ? 'chính thức' : 'tạm tính';
  const column = result.column === 'self' ? 'Cơ sở tự chấm' : 'Cấp trên chấm';
  const rows = [`Bảng điểm: ${column}, ${pass}`];
  const headed = new Set<string>();
  for (const line of result.lines) {
    line.parents.forEach((parent, depth) => {
      if (headed.has(parent.key)) return;
      headed.add(parent.key);
      rows.push(
        `${'  '.repeat(depth)}[${parent.key}] ${parent.no} ${parent.text} · tối đa ${formatPoints(parent.max)} điểm`,
      );
    });
    rows.push(...explainLine(line));
  }
  const self = result.notSubmitted ? 'Không nộp' : shown(result.totals.self, 'chưa chấm');
  rows.push(`Tổng cơ sở tự chấm: ${self}`);
  rows.push(`Tổng cấp trên chấm: ${shown(result.totals.higher, 'chưa chấm')}`);
  if (result.ownRecordsNote) rows.push(`Căn cứ chấm khi đơn vị không nộp: ${result.ownRecordsNote}`);
  for (const gap of result.gaps) {
    rows.push(gapText(gap));
    if (gap.basis) rows.push(`Người quyết định lựa chọn: ${gap.basis}`);
  }
  rows.push(`Tổng điểm ${pass}: ${formatPoints(result.total)}`);
  if (result.pending.length > 0) {
    rows.push(
      `Còn chờ: ${result.pending.join(', ')}; cao nhất có thể đạt ${formatPoints(result.maxReachable)} điểm`,
    );
  }
  if (result.class) {
    const { name, min, src, status } = result.class;
    rows.push(`Phân loại: ${name} (mốc từ ${formatPoints(min)} điểm; ${founded(src, status)})`);
  }
  return rows;
}
