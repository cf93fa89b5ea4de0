import { withoutInvisible } from './characters/index.js';

/** NFC, without invisible characters, trimmed, inner white space collapsed to one space. */
export function cleanText(text: string): string {
  return withoutInvisible(text.normalize('NFC')).replace(/\s+/gu, ' ').trim();
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
