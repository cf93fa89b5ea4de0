/** Escape sequences of colours, which take no room. */
const COLOURS = /\u001b\[\d+m/g;

/** Characters that a text takes in one line of a terminal, colours left out. */
export const lengthOf = (text: string): number => [...text.replace(COLOURS, '').normalize('NFC')].length;

/** The text with spaces after it, up to `width` characters; a longer one stays as it is. */
export const padded = (text: string, width: number): string =>
  `${text}${' '.repeat(Math.max(0, width - lengthOf(text)))}`;
