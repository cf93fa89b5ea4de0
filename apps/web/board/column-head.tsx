import type { BoardAnswer, BoardColumnAnswer, BoardDayAnswer } from '#libs/contracts/http';
import { dayOf, daysBetween, numberText, shortDay } from '../ui/day.js';
import { Assumed } from '../ui/sign.js';
import { sizeOf } from '../ui/standing.js';
import { StateBar } from './board-cell.js';
import { KIND_NAMES, type UnitKind } from './board-search.js';

interface ColumnHeadProps {
  readonly column: BoardColumnAnswer;
  readonly board: BoardAnswer;
}

/** A step: its last days, how near they are, and what its units have done. */
export function ColumnHead({ column, board }: ColumnHeadProps) {
  const { shortName, name, lastDays, isOpen, opens } = column;
  const today = board.asOf ?? dayOf(board.now);
  const total = board.total[board.columns.indexOf(column)];
  return (
    <th
      scope="col"
      className={isOpen && isNear(lastDays, today) ? 'column column-near' : 'column'}
      title={name}
    >
      <b>{shortName}</b>
      <span className="column-days">
        {lastDays.length === 0
          ? '–'
          : lastDays.map((day, index) => <Day key={day.day} {...{ day, index, year: board.year }} />)}
      </span>
      <span className="column-near-by">
        {isOpen ? nearness(lastDays, today) : `mở ${shortDay(opens, board.year)}`}
      </span>
      {total !== undefined && <StateBar cell={total} />}
      {total !== undefined && isOpen && sizeOf(total) > 0 && (
        <span className="quiet small">
          {numberText(Math.floor((100 * total.done) / sizeOf(total)))} % xong
        </span>
      )}
    </th>
  );
}

const Day = ({
  day,
  index,
  year,
}: {
  readonly day: BoardDayAnswer;
  readonly index: number;
  readonly year: number;
}) => (
  <span>
    {index > 0 && ' · '}
    {shortDay(day.day, year)}
    {day.assumed && <Assumed />}
    {day.suggestedFor !== undefined && (
      <abbr className="assumed" title={`với ${kindsText(day.suggestedFor)} là ngày đề nghị, chưa có văn bản`}>
        (*)
      </abbr>
    )}
  </span>
);

const kindsText = (kinds: readonly UnitKind[]): string => kinds.map((kind) => KIND_NAMES[kind]).join(', ');

const NEAR_DAYS = 7;

const daysLeft = (lastDays: readonly BoardDayAnswer[], today: string): readonly number[] =>
  lastDays.map(({ day }) => daysBetween(today, day)).filter((left) => left >= 0);

const isNear = (lastDays: readonly BoardDayAnswer[], today: string): boolean =>
  daysLeft(lastDays, today).some((left) => left <= NEAR_DAYS);

/** `còn 2 · 7 ngày`, `hết hôm nay`, `đã hết ngày`. */
function nearness(lastDays: readonly BoardDayAnswer[], today: string): string {
  if (lastDays.length === 0) return 'đang mở';
  const left = daysLeft(lastDays, today);
  if (left.length === 0) return 'đã qua ngày cuối';
  if (left[0] === 0) return 'hết hôm nay';
  return `còn ${left.map(numberText).join(' · ')} ngày`;
}
