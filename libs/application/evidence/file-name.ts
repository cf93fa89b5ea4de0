const LONGEST = 200;
/** Marks that turn the direction of writing or are not seen: with them `gpj.exe` reads as something else. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** What is wrong with a file's name, in Vietnamese; undefined where it may be shown and stored as it is. */
export function nameFault(name: string): string | undefined {
  if (name.trim() === '') return 'tệp không có tên';
  if (name.length > LONGEST) return `tên tệp dài quá ${LONGEST} ký tự`;
  if (/[\\/]/.test(name)) return 'tên tệp có đường dẫn (dấu / hoặc \\)';
  if (UNSEEN.test(name)) return 'tên tệp có ký tự ẩn hoặc ký tự đảo chiều chữ';
  if (/^\.+/.test(name)) return 'tên tệp bắt đầu bằng dấu chấm';
  return undefined;
}

/** The ending of a name in small letters, without the dot. */
export const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
