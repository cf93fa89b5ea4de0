import { dayText, readDay } from '../ui/day.js';

export const KINDS = ['co-quan', 'co-so-giao-duc', 'doanh-nghiep'] as const;
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

/** Reads the address; what makes no sense in it is left out. Every key is answered, so that what was typed raw never stands beside it. */
export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  const ngay = textOf(search['ngay']);
  const { mo } = search;
  const opened = (Array.isArray(mo) ? mo : [mo]).flatMap((code) => textOf(code) ?? []);
  return {
    xa: textOf(search['xa']),
    loai: KINDS.find((kind) => kind === search['loai']),
    ngay: ngay !== undefined && readDay(dayText(ngay)) === ngay ? ngay : undefined,
    tre: search['tre'] === true ? true : undefined,
    mo: opened.length === 0 ? undefined : opened,
  };
}
