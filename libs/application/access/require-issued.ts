import { DomainError, type Problem } from '#libs/contracts';

/**
 * Asks of every document that a request names that it is issued by the cycle's today: a day after it is a slip of the
 * keyboard, and would count wherever days are counted.
 *
 * @param request whose days of documents stand in fields named `date`, at whatever depth
 * @param today the cycle's own, YYYY-MM-DD
 * @throws DomainError DOCUMENT.IN_FUTURE
 */
export function requireIssued(request: object, today: string): void {
  const late = datesIn(request, []).filter(({ day }) => day > today);
  const [first] = late;
  if (first === undefined) return;
  const problems = late.map(
    ({ place, day }): Problem => ({ code: 'DOCUMENT.IN_FUTURE', place, message: `ngày ${day} chưa tới` }),
  );
  throw new DomainError('DOCUMENT.IN_FUTURE', { day: first.day, today }, problems);
}

interface DocumentDay {
  readonly place: string;
  readonly day: string;
}

function datesIn(value: unknown, path: readonly string[]): readonly DocumentDay[] {
  if (typeof value === 'string') return path.at(-1) === 'date' ? [{ place: path.join('.'), day: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => datesIn(inner, [...path, name]));
}
