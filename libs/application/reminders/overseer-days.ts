import { levelsOf, type OversightRules, type ResolvedStage } from '#libs/policy';
import { type OversightDay, type OversightKind, oversightDays } from '#libs/reminders';
import type { ReminderBasis } from './due-lines.js';

/** What goes out to those who answer for others, in Vietnamese. */
export const TOLD_WORDS: Readonly<Record<OversightKind, string>> = {
  list: 'danh sách việc quá hạn, sắp hết hạn gửi cơ quan theo dõi (nơi có việc mới)',
  monthly: 'trang tháng gửi ban chỉ đạo cấp tỉnh',
};

/** Whether those above are told of a stage: not where it is only asked for, or nobody hands anything in. */
export const isTold = (
  { lists }: Pick<OversightRules, 'lists'>,
  { key, act, obligation }: Pick<ResolvedStage, 'act' | 'key' | 'obligation'>,
): boolean => act !== 'none' && obligation !== 'asked' && !lists.leftOut.includes(key);

/** From when on overseers are told: under another pack nobody is told of what lay before it came. */
export const toldFrom = ({ cycle }: Pick<ReminderBasis, 'cycle'>): string =>
  cycle.migratedAt ?? cycle.openedAt ?? cycle.createdAt;

/** The days on which overseers of a cycle are told, by the days in force; none under a pack that has no such rules. */
export function overseerDays(basis: ReminderBasis): readonly OversightDay[] {
  const { cycle, book, endDay, table } = basis;
  const { oversight: rules } = book.pack;
  if (rules === undefined) return [];
  const lastDays = levelsOf(book.pack).flatMap((level) =>
    book.levels[level].stages.flatMap((stage) =>
      stage.due === undefined || !isTold(rules, stage) ? [] : [stage.due.lastDay],
    ),
  );
  const year = { year: cycle.year, openedAt: toldFrom(basis), endDay, lastDays: [...new Set(lastDays)] };
  return oversightDays(rules, year, table);
}
