const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where a text stops being JSON, in words for whoever edits it by hand: `dòng 3, cột 12`. The error of `JSON.parse` says
 * so in some cases only.
 */
export function jsonPlace(text: string): string {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (pattern.exec(text) === null) return false;
    at = pattern.lastIndex;
    return true;
  };
  const mark = (sign: string): boolean => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const listUntil = (close: string, entry: () => boolean): boolean => {
    if (mark(close)) return true;
    do {
      if (!entry()) return false;
    } while (mark(','));
    return mark(close);
  };
  const field = (): boolean => take(SPACE) && take(STRING) && mark(':') && value();
  const value = (): boolean => {
    if (mark('{')) return listUntil('}', field);
    if (mark('[')) return listUntil(']', value);
    return take(STRING) || take(SCALAR);
  };
  if (value()) take(SPACE);
  const before = text.slice(0, at).split('\n');
  return `dòng ${before.length}, cột ${(before.at(-1) ?? '').length + 1}`;
}
