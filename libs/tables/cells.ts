import { isIsoDate } from '#libs/calendar';
import {
  cleanText,
  fold,
  hasControlCharacter,
  isEmail,
  looksLikeFormula,
  looksLikeLegacyFont,
} from '#libs/text';
import type { Cell, TableFault } from './tables.types.js';

/** What a cell was read as. */
export type Outcome<T> =
  | {
      readonly value: T;
      /** The value as text, where it is not what the cell says but what was meant. */
      readonly corrected?: string;
    }
  | { readonly fault: TableFault /** Vietnamese: what is wrong and what to do. */; readonly message: string };

/** Reads a cell that is no error; a blank one comes too. */
export type CellReader<T> = (cell: Cell) => Outcome<T>;

const maxTextLength = 300;

/** Days that a list may speak of. */
const firstDay = '2000-01-01';
const lastDay = '2100-12-31';

const refuse = (fault: TableFault, message: string): Outcome<never> => ({ fault, message });

/** A cell as the file has it: text, `''` for an empty cell. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.shown : String(cell);
}

const clean = (cell: Cell): string => cleanText(textOf(cell));

/** Refuses a blank cell; `what` is what to write. */
export const required =
  <T>(read: CellReader<T>, what: string): CellReader<T> =>
  (cell) =>
    clean(cell) === '' ? refuse('MISSING', `Ô để trống; ghi ${what}.`) : read(cell);

/** Nothing for a blank cell. */
export const optional =
  <T>(read: CellReader<T>): CellReader<T | undefined> =>
  (cell) =>
    clean(cell) === '' ? { value: undefined } : read(cell);

/** What holds for every text that is stored as it is. */
function unsafe(raw: string, isFormulaRefused: boolean): Outcome<never> | undefined {
  if (hasControlCharacter(raw)) {
    return refuse(
      'CONTROL_CHARACTER',
      'Ô có ký tự xuống dòng hoặc ký tự điều khiển; viết lại trên một dòng (xóa phần thừa sau chỗ xuống dòng).',
    );
  }
  if (isFormulaRefused && looksLikeFormula(raw)) {
    return refuse(
      'FORMULA',
      'Ô bắt đầu bằng ký tự của công thức (=, +, -, @ hoặc dấu tab); xóa ký tự đó, chỉ để lại chữ.',
    );
  }
  const legacy = legacyFont(raw);
  if (legacy) return legacy;
  if (raw.length > maxTextLength) return refuse('TOO_LONG', `Ô dài quá ${maxTextLength} ký tự; rút gọn lại.`);
  return undefined;
}

const legacyFont = (raw: string): Outcome<never> | undefined =>
  looksLikeLegacyFont(raw)
    ? refuse('LEGACY_FONT', 'Ô có vẻ gõ bằng phông cũ (TCVN3, VNI); gõ lại bằng phông Unicode.')
    : undefined;

/** A name: one line with a letter in it, that no spreadsheet takes for a formula; `what` is what to write. */
export const name =
  (what: string): CellReader<string> =>
  (cell) => {
    const text = clean(cell);
    if (text === '') return refuse('MISSING', `Ô để trống; ghi ${what}.`);
    const fault = unsafe(textOf(cell), true);
    if (fault) return fault;
    return /\p{L}/u.test(text) ? { value: text } : refuse('MISSING', `Ô không có chữ nào; ghi ${what}.`);
  };

/** One line, whatever it starts with. */
export const plainText: CellReader<string> = (cell) => unsafe(textOf(cell), false) ?? { value: clean(cell) };

/** Any text in Unicode, trimmed and in NFC: what it may hold is checked by what it is for. */
export const anyText: CellReader<string> = (cell) =>
  legacyFont(textOf(cell)) ?? { value: textOf(cell).normalize('NFC').trim() };

/** One of a closed set; `choices` is what to write. */
export const oneOf =
  <T>(find: (text: string) => T | undefined, choices: string): CellReader<T> =>
  (cell) => {
    const text = clean(cell);
    if (text === '') return refuse('MISSING', `Ô để trống; ghi ${choices}.`);
    const value = find(text);
    return value === undefined
      ? refuse('UNKNOWN_CHOICE', `Không hiểu "${text}"; ghi ${choices}.`)
      : { value };
  };

/**
 * What people write for yes and no, folded; signs stand as they are. `ü` and `þ` are the ticks of the font Wingdings,
 * whose name a file does not keep in every form.
 */
const yesWords = new Set(['x', 'v', 'co', 'da co', '1', '1 0', 'true', 'yes', 'y', 'dat', 'ü', 'þ']);
const noWords = new Set([
  '0',
  '0 0',
  'khong',
  'khong co',
  'k',
  'chua',
  'chua co',
  'false',
  'no',
  'n',
  'khong dat',
  'chua dat',
]);
const yesSigns = /^[✓✔☑√●•◉■+]$/u;
const noSigns = /^[-–—☐○□]$/u;

export const yesNoChoices = '"x", "có" hoặc 1 nếu có; để trống, "không" hoặc 0 nếu không';

/** Words beside those that every list takes for yes and no. */
export interface YesNoWords {
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
  /** What to write. */
  readonly choices?: string;
}

/** A tick or a yes or no; a blank cell is no. */
export const yesNo =
  ({ yes = [], no = [], choices = yesNoChoices }: YesNoWords = {}): CellReader<boolean> =>
  (cell) => {
    const text = clean(cell);
    const word = fold(text);
    // Folding takes the dots off: a Wingdings tick is looked for before.
    if (yesSigns.test(text) || yesWords.has(text) || yesWords.has(word) || yes.includes(word))
      return { value: true };
    if (text === '' || noSigns.test(text) || noWords.has(word) || no.includes(word)) return { value: false };
    return refuse('BAD_FLAG', `Không hiểu "${text}"; ghi ${choices}.`);
  };

/** A whole number from 0: digits, thousands may be grouped by points or spaces ("1.200"). */
export const whole: CellReader<number> = (cell) => {
  const text = clean(cell);
  const digits = /^\d{1,3}(?:[. ]\d{3})+$/.test(text) ? text.replace(/[. ]/g, '') : text;
  // A number of a spreadsheet is what it is; points and spaces part thousands in text alone.
  return /^\d{1,8}$/.test(typeof cell === 'number' ? text : digits)
    ? { value: Number(digits) }
    : refuse('BAD_NUMBER', `"${text}" không phải số nguyên từ 0 trở lên; ghi bằng chữ số, ví dụ 12.`);
};

/** A number from 0 with a decimal comma or point. */
export const decimal: CellReader<number> = (cell) => {
  const text = clean(cell);
  return /^\d+(?:[.,]\d+)?$/.test(text)
    ? { value: Number(text.replace(',', '.')) }
    : refuse('BAD_NUMBER', `"${text}" không phải là số, ví dụ đúng: 1,5.`);
};

/** A day of a list as YYYY-MM-DD: `12/3/2026` (also with points or hyphens) or `2026-03-12`. */
export const day: CellReader<string> = (cell) => {
  const text = clean(cell);
  const people = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  // A spreadsheet may write the hour behind a day.
  const machine = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+Z?)?$/.exec(text);
  const value = people
    ? `${people[3] ?? ''}-${(people[2] ?? '').padStart(2, '0')}-${(people[1] ?? '').padStart(2, '0')}`
    : (machine?.[1] ?? '');
  return isIsoDate(value) && value >= firstDay && value <= lastDay
    ? { value }
    : refuse('BAD_DAY', `“${text}” không phải một ngày có thật; ghi dạng 12/03/2026.`);
};

/** The code of a unit or another thing of this system: letters without accents, digits, a few signs. */
export const code: CellReader<string> = (cell) => {
  const text = clean(cell);
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text)
    ? { value: text }
    : refuse(
        'BAD_CODE',
        'Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, tối đa 40 ký tự; sửa lại mã.',
      );
};

/**
 * A telephone number, kept as it is written. The zero that a spreadsheet took from a mobile number is given back, its
 * apostrophe and equals sign are taken away; a number that it rounded is refused.
 */
export const phone: CellReader<string> = (cell) => {
  const text = clean(cell);
  if (/^[\d.,]+e\+?\d+$/i.test(text)) {
    return refuse(
      'BAD_PHONE',
      `“${text}” là số điện thoại đã bị Excel rút gọn; ghi lại đủ số, định dạng ô là Text.`,
    );
  }
  const bare = text.replace(/^['=]+\s*/, '');
  const value = /^[35789]\d{8}$/.test(bare) ? `0${bare}` : bare;
  const fault = unsafe(textOf(cell), false);
  if (fault) return fault;
  return value === text ? { value } : { value, corrected: value };
};

/** What people write in place of an address that there is none of, in lower case. */
const noAddress = /^(?:[-–—./]+|n\/a|không|khong|k|không có|khong co|k có|ko có|chưa có|chua co)$/u;

/**
 * One plain e-mail address. A name beside it, `mailto:` before it and a mark behind it are taken away; words for “none”
 * count as a blank cell, for which `what` is to be written.
 */
export const email =
  (what: string): CellReader<string> =>
  (cell) => {
    const text = clean(cell);
    if (text === '') return refuse('MISSING', `Ô để trống; ghi ${what}.`);
    if (isNoAddress(cell)) return refuse('MISSING', `Ô không có địa chỉ; ghi ${what}.`);
    const fault = unsafe(textOf(cell), true);
    if (fault) return fault;
    const plain = plainAddress(text);
    if (isEmail(plain)) return plain === text ? { value: plain } : { value: plain, corrected: plain };
    const several = /[,;\s]/.test(text) ? ' (mỗi ô chỉ một địa chỉ)' : '';
    return refuse(
      'BAD_EMAIL',
      `"${text}" không phải địa chỉ thư điện tử${several}; ghi dạng ten@tenmien.vn.`,
    );
  };

/** An address that need not be there. */
export const optionalEmail =
  (what: string): CellReader<string | undefined> =>
  (cell) =>
    clean(cell) === '' || isNoAddress(cell) ? { value: undefined } : email(what)(cell);

const isNoAddress = (cell: Cell): boolean => noAddress.test(clean(cell).toLowerCase());

function plainAddress(text: string): string {
  const named = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return named
    .replace(/^(?:mailto|e-?mail|thư điện tử)\s*:\s*/iu, '')
    .replace(/\s*\([^()@]*\)$/u, '')
    .replace(/[.,;\s]+$/u, '');
}
