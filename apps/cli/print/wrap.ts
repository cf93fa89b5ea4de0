import { lengthOf } from './width.js';

/**
 * The text broken at spaces into lines of at most `width` characters; a longer word stays whole. Lines after the first
 * stand `hang` characters in, so that they are seen to go on.
 */
export function wrapped(text: string, width: number, hang: number): string {
  if (lengthOf(text) <= width) return text;
  const [lead = ''] = /^\s*/.exec(text) ?? [];
  const lines: string[] = [];
  let line = lead;
  let empty = true;
  for (const part of text.slice(lead.length).match(/\S+\s*/g) ?? []) {
    if (!empty && lengthOf(line + part.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(hang);
    }
    line += part;
    empty = false;
  }
  return [...lines, line].join('\n');
}
