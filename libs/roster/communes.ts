import { fold, nearestNames, sameNameKey } from '#libs/text';
import type { FormerCommune, KnownCommune } from './roster.types.js';

/** What a name of a commune comes to. */
export type CommuneFound = { readonly commune: KnownCommune } | { readonly message: string };

/** Words for what a commune is, whole and as people shorten them. */
const kindWords = /^(?:xã|phường|đặc khu|thị trấn|x|p|đk|tt)(?: |$)/u;
/** A title may begin with a number of its own (`X. Khối trường học`), so only whole words claim anything. */
const wholeKindWords = /^(?:xã|phường|đặc khu|thị trấn) /u;
const CHECK_LIST = 'kiểm tra lại theo danh mục đơn vị hành chính';

/** A name without the word for what it is: `X. Ba Tơ`, `Xã Ba Tơ` and `Ba Tơ` are the same. */
const coreKey = (name: string): string => sameNameKey(cased(name).replace(kindWords, ''));

/** Lower case in NFC, punctuation as spaces. */
const cased = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether a title says that it names a commune. */
export const claimsCommune = (title: string): boolean => wholeKindWords.test(cased(title));

const printed = ({ name, code }: KnownCommune): string => `${name} (mã ${code})`;

/** The communes that a list of units may name, found by code or by name. */
export class Communes {
  private readonly byCode: ReadonlyMap<string, KnownCommune>;
  private readonly codeLength: number;

  constructor(
    private readonly list: readonly KnownCommune[],
    private readonly former: readonly FormerCommune[] = [],
  ) {
    this.byCode = new Map(list.map((each) => [each.code, each]));
    this.codeLength = Math.max(0, ...list.map(({ code }) => code.length));
  }

  /** Whether the province had districts when these communes were in force. */
  get haveDistricts(): boolean {
    return this.list.some(({ districtCode }) => districtCode !== undefined);
  }

  /** A commune by its code; a spreadsheet drops the zeros that a code starts with. */
  coded(code: string): KnownCommune | undefined {
    return this.byCode.get(code) ?? this.byCode.get(code.padStart(this.codeLength, '0'));
  }

  /**
   * A commune by its name, with or without the word for what it is. Accents count: one that differs by them alone, or
   * that a former commune went to, is only suggested.
   */
  named(name: string): CommuneFound {
    const exact = this.list.filter((each) => sameNameKey(each.name) === sameNameKey(name));
    const core = this.list.filter((each) => coreKey(each.name) === coreKey(name));
    const found = exact.length > 0 ? exact : core;
    const [only] = found;
    if (only && found.length === 1) return { commune: only };
    const near = only ? `trùng tên, ghi thêm mã: ${found.map(printed).join('; ')}` : this.suggestion(name);
    return { message: `Không xác định được xã, phường, đặc khu "${name}"; ${near}.` };
  }

  /** Whether a name is that of a commune, the word for what it is aside. */
  nameMatches(name: string, commune: KnownCommune): boolean {
    return fold(coreKey(name)) === fold(coreKey(commune.name));
  }

  /** What may be meant by a name: the successors of a former commune, else the nearest names. */
  suggestion(name: string): string {
    return this.successors(name) ?? this.nearest(name);
  }

  /** Codes one digit away, for a code that was mistyped. */
  nearCodes(code: string): string {
    const near = this.list.filter(
      (each) =>
        each.code.length === code.length &&
        [...each.code].filter((digit, index) => digit !== code[index]).length === 1,
    );
    return near.length === 0 ? CHECK_LIST : `có phải: ${near.slice(0, 3).map(printed).join('; ')}`;
  }

  private successors(name: string): string | undefined {
    const codes = this.former
      .filter((each) => coreKey(each.name) === coreKey(name))
      .map(({ successorCode }) => successorCode);
    const found = [...new Set(codes)].flatMap((code) => this.byCode.get(code) ?? []);
    if (found.length === 0) return undefined;
    return `xã cũ này nay thuộc ${found.map(printed).join(' hoặc ')}, ghi lại tên mới`;
  }

  private nearest(wanted: string): string {
    const names = nearestNames(
      wanted,
      this.list.map(({ name }) => name),
      3,
    );
    const found = names.flatMap((name) => this.list.filter((each) => each.name === name)).slice(0, 3);
    return found.length === 0 ? CHECK_LIST : `có phải: ${found.map(printed).join('; ')}`;
  }
}
