/** Tone marks, which two spellings put on different vowels: “hoà” and “hòa” are one word. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Letters without accents and strokes, everything else as it stands: “Đắk Lắk” gives `Dak Lak`. */
export const withoutMarks = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

const bare = (text: string): string => withoutMarks(text).toLowerCase();

/**
 * A text for accent-blind search: lower case without accents, punctuation kept, white space collapsed: “Đắk Lắk (mẫu)”
 * gives `dak lak (mau)`. Stored beside names; what is stored must be made anew where this changes.
 */
export function searchText(text: string): string {
  return bare(text).replace(/\s+/gu, ' ').trim();
}

/** A text for comparison of headings and closed sets of words: as `searchText`, punctuation as spaces too. */
export function fold(text: string): string {
  return bare(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A name for comparison: lower case, punctuation as spaces, accents kept (two places may differ only by them), the place
 * of the tone mark aside (“Hoà” and “Hòa” are the same).
 */
export function sameNameKey(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => word.replace(tones, '') + (word.match(tones) ?? []).join(''))
    .join(' ');
}
