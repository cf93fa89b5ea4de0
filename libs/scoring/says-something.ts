/** Whether a reason, a note or an explanation has a letter or a digit: a full stop alone explains nothing. */
export const saysSomething = (text: string | undefined): boolean =>
  text !== undefined && /[\p{L}\p{N}]/u.test(text);
