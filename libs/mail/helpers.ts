import { dateOf, formatInstant, formatOfficialDay, lastDayPhrase } from '#libs/calendar';

/** What templates may call; they give values their form and hold no sentences. */
export const HELPERS = {
  /** As in the words of the documents: `08:31 ngày 20/10/2026`. */
  instant: (instant: string): string => {
    const [time = ''] = formatInstant(instant).split(' ', 1);
    return `${time} ngày ${formatOfficialDay(dateOf(instant))}`;
  },
  /** `20/10/2026`. */
  day: (date: string): string => formatOfficialDay(date),
  /** `hết ngày 27/10/2026 (Thứ Ba)`. */
  untilDay: (date: string): string => lastDayPhrase(date),
  /** `27/10`, for a line that has its year elsewhere. */
  dayMonth: (date: string): string => formatOfficialDay(date).slice(0, -5),
  /** A number as offices write it: `03`, `12`. */
  two: (number: string): string => number.padStart(2, '0'),
  /** The digits of a telephone number, as a telephone takes it. */
  digits: (telephone: string): string => telephone.replace(/[^\d+]/g, ''),
  /** Where a step of a unit's year is; nothing in it signs in. */
  stepAddress: (base: string, cycleId: string, unitId: string, stage: string): string =>
    `${base}/viec/${[cycleId, unitId, stage].map(encodeURIComponent).join('/')}`,
  /** Where a paper is fetched: of a commune, or of the whole province where none is named; nothing in it signs in. */
  paperAddress: (base: string, cycleId: string, kind: string, communeCode: string): string =>
    `${base}/van-ban/${[cycleId, kind, ...(communeCode === '' ? [] : [communeCode])].map(encodeURIComponent).join('/')}`,
  /** The place of a line in its list, from 1. */
  inc: (index: number): string => String(index + 1),
  hasBefore: (figures: readonly { readonly before: string }[]): boolean =>
    figures.some(({ before }) => before !== ''),
  is: (value: string, wanted: string): boolean => value === wanted,
  /** The lines of a list that is kept as one text, each without the dash in front. */
  lines: (text: string): readonly string[] =>
    text === '' ? [] : text.split(/\n(?=\S)/).map((line) => line.replace(/^- /, '')),
};
