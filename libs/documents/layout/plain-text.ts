/** Characters that no XML 1.0 document may hold, whatever their escape, and those without a width that hide text. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Halves of a character, and code points that stand for no character and that writers of files cut texts at. */
const NO_CHARACTER = /[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text from the records as a document may hold it: NFC, one line, without characters that break a file or turn the
 * direction of writing. Nothing else is changed: `=1+1` and `<b>` stay what they are, text.
 */
export const plainText = (text: string): string =>
  text.replace(NO_CHARACTER, '').normalize('NFC').replace(FORBIDDEN, '').replace(/\s+/g, ' ').trim();
