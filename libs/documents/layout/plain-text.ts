/** Characters that no XML 1.0 document may hold, whatever their escape, and those without a width that hide text. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text from the records as a document may hold it: NFC, one line, without characters that break a file or turn the
 * direction of writing. Nothing else is changed: `=1+1` and `<b>` stay what they are, text.
 */
export const plainText = (text: string): string =>
  text.replace(LONE_SURROGATE, '').normalize('NFC').replace(FORBIDDEN, '').replace(/\s+/g, ' ').trim();
