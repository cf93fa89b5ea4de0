/** Invisible characters that come along with a paste and carry no meaning: soft hyphen, zero-width space, direction marks, word joiner, BOM. */
const invisible = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;

/** Control characters other than tab, line and paragraph separators, and marks that turn the direction of writing. */
const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** NFC, without invisible characters, trimmed, inner white space collapsed to one space. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(invisible, '').replace(/\s+/gu, ' ').trim();
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

/** A text for a message: control characters as escapes, at most 200 characters. */
export function shownText(text: string): string {
  const shown = text
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(new RegExp(control, 'g'), (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return shown.length > 200 ? `${shown.slice(0, 199)}…` : shown;
}
