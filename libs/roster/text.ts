import type { Cell } from './roster.types.js';

/** Invisible characters that come along with a paste and carry no meaning: soft hyphen, zero-width space, direction marks, word joiner, BOM. */
const invisible = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;

/** Control characters other than tab, line and paragraph separators, and marks that turn the direction of writing. */
const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** A cell as the file has it: text, `''` for an empty cell. */
export function rawText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : String(cell);
}

/** NFC, without invisible characters, trimmed, inner white space collapsed to one space. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(invisible, '').replace(/\s+/gu, ' ').trim();
}

/** Lower case without accents, punctuation as spaces: "Tổ chức Đảng" and "to chuc dang" are the same. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A name for comparison: lower case, punctuation as spaces, accents kept (two places may differ only by them). */
export function sameNameKey(name: string): string {
  return cleanText(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a text holds a line break, another control character or a mark that turns the direction of writing. */
export function hasControlCharacter(text: string): boolean {
  return control.test(text);
}

/** Whether a spreadsheet would take the text for a formula, also with leading white space or in full-width form. */
export function looksLikeFormula(text: string): boolean {
  return /^\t/.test(text) || /^\s*[=+\-@＝＋－＠]/.test(text);
}

/**
 * Whether a text seems to be typed in an old Vietnamese font (TCVN3, VNI) instead of Unicode: letters such fonts
 * borrow and Vietnamese in Unicode does not use.
 */
export function looksLikeLegacyFont(text: string): boolean {
  const normal = text.normalize('NFC');
  const tcvn3 = normal.match(/(?<=\p{L})[µ¸¶¹¨©ª¬®]|[®¸](?=\p{L})/gu) ?? [];
  const vni = new Set(normal.match(/(?<=\p{L})[äåæçëïñöøûüÿ]/giu) ?? []);
  return tcvn3.length >= 2 || vni.size >= 3;
}

/** A cell for a message: control characters as escapes, at most 200 characters. */
export function shownValue(cell: Cell): string {
  const text = rawText(cell)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(new RegExp(control, 'g'), (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/**
 * One plain address `local@domain`: ASCII, no display name, no list, no white space. Whether a mailbox is behind it
 * only a mail can tell.
 */
export function isPlainEmail(text: string): boolean {
  if (text.length > 254) return false;
  const match = /^([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@([A-Za-z0-9.-]{1,253})$/.exec(text);
  if (!match) return false;
  const [, local = '', domain = ''] = match;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  const labels = domain.split('.');
  const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
  return labels.length >= 2 && labels.every((each) => label.test(each)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** Number of single-letter edits between two texts, counted up to `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}

/** Names nearest to `wanted`, accents and the words "xã", "phường", "đặc khu" aside, nearest first; at most `count`. */
export function nearestNames(wanted: string, names: readonly string[], count: number): readonly string[] {
  const core = (name: string): string => fold(name).replace(/^(xa|phuong|dac khu|thi tran) /, '');
  const target = core(wanted);
  if (target === '') return [];
  const limit = Math.max(2, Math.floor(target.length / 3));
  return [...new Set(names)]
    .map((name) => ({
      name,
      far: distance(target, core(name), limit) + (fold(name) === fold(wanted) ? 0 : 0.5),
    }))
    .filter((each) => each.far <= limit + 0.5)
    .sort((a, b) => a.far - b.far || a.name.localeCompare(b.name, 'vi'))
    .slice(0, count)
    .map((each) => each.name);
}
