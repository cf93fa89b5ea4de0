/**
 * Characters that nobody sees and that mean nothing in Vietnamese: they come along with a paste (soft hyphen, zero-width
 * space and joiners, direction marks, word joiner, BOM, blank letters of other scripts). Marks that turn the direction of
 * writing are not among them.
 */
const invisible = /(?![\u202a-\u202e\u2066-\u2069])\p{Cf}|[\u034f\u115f\u1160\u3164\uffa0]/gu;

/**
 * Characters that no one-line text holds: control characters other than tab, line and paragraph separators, marks that
 * turn the direction of writing, halves of a surrogate pair.
 */
const control = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** What PostgreSQL keeps in no text and no JSON: NUL and halves of a surrogate pair. */
const unstorable = /[\u0000\p{Cs}]/u;

/** The text without the characters that nobody sees. */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** Whether a text holds a line break, another control character or a mark that turns the direction of writing. */
export const hasControlCharacter = (text: string): boolean => control.test(text);

/** Whether a text holds what PostgreSQL cannot keep. */
export const isUnstorable = (text: string): boolean => unstorable.test(text);

/** A text for a message: control characters as escapes, at most 200 characters. */
export function shownText(text: string): string {
  const shown = text
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(new RegExp(control, 'gu'), (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return shown.length > 200 ? `${shown.slice(0, 199)}…` : shown;
}
