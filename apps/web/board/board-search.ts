const KINDS = ['co-quan', 'co-so-giao-duc', 'doanh-nghiep'] as const;
export type UnitKind = (typeof KINDS)[number];

export const KIND_NAMES: Readonly<Record<UnitKind, string>> = {
  'co-quan': 'cơ quan',
  'co-so-giao-duc': 'cơ sở giáo dục',
  'doanh-nghiep': 'doanh nghiệp',
};

/** What of a board is shown; all of it stands in the address. */
export interface BoardSearch {
  /** Code of the one commune that is looked at. */
  readonly xa?: string;
  readonly loai?: UnitKind;
  /** The board as it stood at the end of this day, YYYY-MM-DD. */
  readonly ngay?: string;
  /** Only what is past its last day. */
  readonly tre?: true;
  /** Codes of the communes whose units are shown. */
  readonly mo?: readonly string[];
}

const textOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
};

/** Reads the address; what makes no sense in it is left out. */
export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  const xa = textOf(search['xa']);
  const ngay = textOf(search['ngay']);
  const loai = KINDS.find((kind) => kind === search['loai']);
  const mo = Array.isArray(search['mo']) ? search['mo'].flatMap((code) => textOf(code) ?? []) : [];
  return {
    ...(xa === undefined ? {} : { xa }),
    ...(loai === undefined ? {} : { loai }),
    ...(ngay !== undefined && /^\d{4}-\d\d-\d\d$/.test(ngay) ? { ngay } : {}),
    ...(search['tre'] === true ? { tre: true } : {}),
    ...(mo.length === 0 ? {} : { mo }),
  };
}
