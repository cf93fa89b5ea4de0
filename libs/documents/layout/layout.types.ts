/** A document as people read it, whatever the file it is written to. Text is plain; markup is in the fields. */
export interface DocumentLayout {
  /** What the document is, for the properties of the file and the head of a sheet. */
  readonly title: string;
  /** Lines under the title of a sheet: what it is about, the period of its numbers. */
  readonly about: readonly string[];
  /** Shown at the top of every page, e.g. that it comes from a rehearsal. */
  readonly mark?: string;
  readonly sections: readonly LayoutSection[];
}

/** Pages of one orientation. Page numbers begin anew in each section, as those of an annex do. */
export interface LayoutSection {
  readonly orientation: 'portrait' | 'landscape';
  /** A frame around the page, as a certificate has it. */
  readonly framed?: boolean;
  readonly blocks: readonly Block[];
}

export interface Run {
  readonly text: string;
  readonly strong?: boolean;
  readonly italic?: boolean;
}

export type Text = string | readonly Run[];

/** Who signs: authority and office above the room for the signature, the name below where it is known. */
export interface Signer {
  /** Place and day above the signature, where the paper has them there. */
  readonly above?: string;
  /** `TM. ỦY BAN NHÂN DÂN`. */
  readonly authority?: string;
  /** Below the authority: for whom the office below signs (`KT. HIỆU TRƯỞNG`). */
  readonly inPlaceOf?: string;
  readonly office: string;
  readonly hint?: string;
  readonly name?: string;
}

export type Block =
  | {
      /** Quốc hiệu, tiêu ngữ; tên cơ quan; số, ký hiệu; địa danh, ngày (Nghị định 30/2020/NĐ-CP, Điều 8). */
      readonly kind: 'letterhead';
      /** Absent on a paper that carries the national name only, such as an annex form. */
      readonly issuer?: string;
      readonly superior?: string;
      /** `Số: ……/KH-UBND`. */
      readonly number?: string;
      /** Trích yếu of a công văn, under its number: `V/v …`. */
      readonly subject?: string;
      /** `Quảng Ngãi, ngày …… tháng …… năm 2026`. */
      readonly placeAndDate?: string;
    }
  | { readonly kind: 'title'; readonly name: string; readonly summary?: string }
  | { readonly kind: 'annexTitle'; readonly name: string; readonly summary: string; readonly to?: string }
  | { readonly kind: 'addressees'; readonly to: readonly string[] }
  | { readonly kind: 'grounds'; readonly items: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string; readonly centred?: boolean }
  | { readonly kind: 'paragraph'; readonly text: Text; readonly align?: 'justified' | 'centred' }
  | { readonly kind: 'large'; readonly text: string; readonly points: number }
  /** A line that a person fills in: label, then the value or dots up to the margin. */
  | { readonly kind: 'fill'; readonly label: string; readonly value?: string }
  | { readonly kind: 'table'; readonly table: LayoutTable }
  /** A QR code that leads to an address, which stands below it for who has no camera. */
  | { readonly kind: 'code'; readonly url: string; readonly caption: string }
  | {
      readonly kind: 'signatures';
      /** Nơi nhận; without it the signers share the width. */
      readonly recipients?: readonly string[];
      readonly signers: readonly Signer[];
    }
  /** Sources and remarks in small type. */
  | { readonly kind: 'notes'; readonly items: readonly string[] };

export interface LayoutTable {
  /** Name of the sheet in a workbook. */
  readonly name: string;
  readonly columns: readonly LayoutColumn[];
  readonly rows: readonly LayoutRow[];
}

export interface LayoutColumn {
  readonly head: string;
  /** Share of the width; millimetres where the columns together are as wide as the page. */
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  /** What a spreadsheet lets a person write below the head; anything where it is absent. */
  readonly accepts?: Accepted;
}

/** A day, yes or no, a whole number, or a number up to `most`. */
export type Accepted =
  | { readonly kind: 'day' | 'flag' | 'count' }
  | { readonly kind: 'number'; readonly most: number };

export interface LayoutRow {
  /** One for each column; a single cell spans the whole row. */
  readonly cells: readonly Cell[];
  readonly bold?: boolean;
}

/** `null` stays empty for a person to fill in. Days are YYYY-MM-DD, numbers have at most two decimals. */
export type Cell = string | null | { readonly number: number } | { readonly day: string };
