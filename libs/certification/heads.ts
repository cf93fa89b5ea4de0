import { addDays, daysBetween } from '#libs/calendar';
import type { CertificationProblem, HeadInWindow, HeadTerm } from './certification.types.js';

interface Window {
  readonly from: string;
  readonly to: string;
}

/**
 * The heads of a unit with the days in post that lie in the assessment window, oldest first. The result of a unit is
 * one of the criteria for grading its head (KH 33, II.6; CT 06, mục 6); who was in post when is shown, never graded.
 */
export function headsInWindow(terms: readonly HeadTerm[], window: Window): readonly HeadInWindow[] {
  return terms
    .map((term) => {
      const since = term.from > window.from ? term.from : window.from;
      const until = term.to !== undefined && term.to < window.to ? term.to : window.to;
      return { ...term, since, until, days: daysBetween(since, until) + 1 };
    })
    .filter(({ days }) => days > 0)
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

/** What is wrong with a unit's list of heads: a term that ends before it begins, or two heads on one day. */
export function checkHeads(terms: readonly HeadTerm[]): readonly CertificationProblem[] {
  const ordered = [...terms].sort((a, b) => (a.from < b.from ? -1 : 1));
  return ordered.flatMap((term, index): CertificationProblem[] => {
    const place = `thủ trưởng ${term.name}`;
    if (term.to !== undefined && term.to < term.from) {
      return [{ code: 'HEADS.TERM_REVERSED', place, message: 'Ngày thôi giữ chức trước ngày giữ chức.' }];
    }
    const next = ordered[index + 1];
    if (next === undefined || (term.to !== undefined && term.to < next.from)) return [];
    const message = `Thời gian giữ chức trùng với ${next.name}. Hãy ghi ngày thôi giữ chức, chậm nhất ${formatted(addDays(next.from, -1))}.`;
    return [{ code: 'HEADS.TERMS_OVERLAP', place, message }];
  });
}

const formatted = (day: string) => day.split('-').reverse().join('/');
