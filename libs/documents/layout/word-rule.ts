import { BorderStyle, LineRuleType, Paragraph, TextRun } from 'docx';

/** A drawn line in the middle of a column: an empty low paragraph with a border, set in from both sides. */
export const underline = (columnWidth: number, length: number, after = 200): Paragraph => {
  const indent = Math.max(0, Math.round((columnWidth - length) / 2));
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 60, after, line: 40, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [new TextRun({ text: '', size: 2 })],
  });
};
