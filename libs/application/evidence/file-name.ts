import { hasControlCharacter, withoutInvisible } from '#libs/text';

const LONGEST = 200;

/** What is wrong with a file's name, in Vietnamese; undefined where it may be shown and stored as it is. */
export function nameFault(name: string): string | undefined {
  if (name.trim() === '') return 'tệp không có tên';
  if (name.length > LONGEST) return `tên tệp dài quá ${LONGEST} ký tự`;
  if (/[\\/]/.test(name)) return 'tên tệp có đường dẫn (dấu / hoặc \\)';
  // Nothing is taken out of a name: with what is not seen `gpj.exe` reads as something else.
  if (/\p{Cc}/u.test(name) || hasControlCharacter(name) || withoutInvisible(name) !== name)
    return 'tên tệp có ký tự ẩn hoặc ký tự đảo chiều chữ';
  if (/^\.+/.test(name)) return 'tên tệp bắt đầu bằng dấu chấm';
  return undefined;
}

/** The ending of a name in small letters, without the dot. */
export const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
