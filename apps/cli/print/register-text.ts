import { type UnitRegistersAnswer } from '#libs/contracts/http';
import type { Context } from '../context.js';
import { ASSUMED_NOTE, assumedMark, dayText } from './words.js';

const MARKS: Readonly<Record<string, string>> = { for: 'có', against: 'TRÁI', silent: '–' };

/** What the registers of a unit say about each criterion, and where a sheet says more than they do. */
export function registerLines(context: Context, answer: UnitRegistersAnswer): void {
  if (answer.findings.length === 0) return;
  const { from, to, status, source } = answer.window;
  context.line(
    `Sổ ghi nhận, kỳ đánh giá ${dayText(from)} – ${dayText(to)}${assumedMark(status)} (${source}):`,
  );
  const spoken = answer.findings.filter(({ speaks }) => speaks !== 'silent');
  context.table(
    ['Tiêu chí', '', 'Trong sổ', 'Căn cứ'],
    spoken.map((finding) => [
      finding.criterion,
      finding.speaks === 'against'
        ? context.paint('red', MARKS['against'] ?? '')
        : (MARKS[finding.speaks] ?? ''),
      finding.text,
      `${finding.source}${assumedMark(finding.status)}`,
    ]),
  );
  const silent = answer.findings
    .filter(({ speaks }) => speaks === 'silent')
    .map(({ criterion }) => criterion);
  if (silent.length > 0)
    context.line(`Chưa có gì trong sổ cho tiêu chí: ${[...new Set(silent)].join(', ')}.`);
  for (const { column, text } of answer.contradictions)
    context.line(`${column === 'self' ? 'Cơ sở' : 'Cấp trên'} chấm trái với sổ: ${text}`);
  if (status === 'assumed' || spoken.some((finding) => finding.status === 'assumed'))
    context.line(ASSUMED_NOTE);
}
