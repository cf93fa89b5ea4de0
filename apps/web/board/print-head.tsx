import type { BoardAnswer } from '#libs/contracts/http';
import { dayText, instantText } from '../ui/day.js';
import { KIND_NAMES, type UnitKind } from './board-search.js';

interface PrintHeadProps {
  readonly board: BoardAnswer;
  readonly lateOnly: boolean;
}

/** What a printed board is of: year, province, moment, and what it is narrowed to. */
export function PrintHead({ board, lateOnly }: PrintHeadProps) {
  const { clockKind, year, provinceName, now, asOf, commune, kind } = board;
  const parts = [
    clockKind === 'rehearsal' ? 'DIỄN TẬP' : undefined,
    `Chu kỳ ${year}`,
    provinceName,
    asOf === undefined ? instantText(now) : `hết ngày ${dayText(asOf)}`,
    commune?.name,
    kind === undefined ? undefined : KIND_NAMES[kind as UnitKind],
    lateOnly ? 'chỉ quá ngày cuối' : undefined,
  ];
  return (
    <p className="print-only">
      {parts.filter((part) => part !== undefined).join(' · ')}. * giả định, chưa có văn bản
    </p>
  );
}
