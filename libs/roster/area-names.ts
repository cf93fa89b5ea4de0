import { fold } from '#libs/text';
import { Communes } from './communes.js';
import type { FormerCommune, KnownCommune } from './roster.types.js';

/** A province with its communes, as lists name them. */
export interface Places {
  readonly province: { readonly code: string; readonly name: string };
  readonly communes: readonly KnownCommune[];
  readonly formerCommunes?: readonly FormerCommune[];
}

/** The province or one of its communes, found by what a list calls it. */
export class AreaNames {
  private readonly communes: Communes;
  private readonly provinceWords: readonly string[];

  constructor(private readonly places: Places) {
    const { code, name } = places.province;
    this.communes = new Communes(places.communes, places.formerCommunes);
    this.provinceWords = ['', code, 'tinh', 'cap tinh', 'toan tinh', fold(name), fold(`tỉnh ${name}`)];
  }

  /** The code of an area: of the province where the text is blank or names it. */
  codeOf(text: string): { readonly code: string } | { readonly message: string } {
    if (this.provinceWords.includes(fold(text))) return { code: this.places.province.code };
    if (!/^\d+$/.test(text)) {
      const found = this.communes.named(text);
      return 'commune' in found ? { code: found.commune.code } : found;
    }
    const coded = this.communes.coded(text);
    if (coded !== undefined) return { code: coded.code };
    return { message: `Không có xã, phường, đặc khu mã "${text}"; ${this.communes.nearCodes(text)}.` };
  }
}
