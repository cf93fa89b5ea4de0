import { memo } from 'react';
import type { BoardCellAnswer, BoardDayAnswer, UnitStandingAnswer } from '#libs/contracts/http';
import { dayOf, numberText, shortDay } from '../ui/day.js';
import { Assumed, State } from '../ui/sign.js';
import { countIn, overdueShareOf, pressingIn, signOf, sizeOf } from '../ui/standing.js';

/** Of the colour of a bar, left to right. */
const PARTS = [
  { keys: ['done', 'received'], bar: 'done' },
  { keys: ['working'], bar: 'doing' },
  { keys: ['returned'], bar: 'returned' },
  { keys: ['overdue'], bar: 'overdue' },
  { keys: ['pastSuggested'], bar: 'suggested' },
  { keys: ['notSubmitted'], bar: 'missing' },
] as const;

/** What a cell is made of, as one thin bar. */
export function StateBar({ cell }: { readonly cell: BoardCellAnswer }) {
  const size = sizeOf(cell);
  if (size === 0 || cell.ahead === size) return null;
  return (
    <span className="state-bar" aria-hidden="true">
      {PARTS.map(({ keys, bar }) => {
        const count = keys.reduce((sum, key) => sum + countIn(cell, key), 0);
        return count === 0 ? null : <i key={bar} className={`bar-${bar}`} style={{ flexGrow: count }} />;
      })}
      {cell.ahead > 0 && <i className="bar-ahead" style={{ flexGrow: cell.ahead }} />}
    </span>
  );
}

/** How strongly a cell is tinted, by the share of it that is overdue. */
const tintOf = (share: number): string =>
  share === 0 ? '' : share <= 0.1 ? ' tint-1' : share <= 0.25 ? ' tint-2' : ' tint-3';

interface CommuneCellProps {
  readonly cell: BoardCellAnswer;
  readonly onOpen: () => void;
}

/** The gravest two states of a commune's units at a step, how many are done, and what the cell is made of. */
export const CommuneCell = memo(function CommuneCell({ cell, onOpen }: CommuneCellProps) {
  const size = sizeOf(cell);
  if (size === 0 || cell.ahead === size) return <td className="quiet">–</td>;
  const pressing = pressingIn(cell).slice(0, 2);
  const done = countIn(cell, 'done');
  return (
    <td className={`board-cell${tintOf(overdueShareOf(cell))}`}>
      <button type="button" className="board-cell-open" onClick={onOpen}>
        {pressing.length === 0 ? (
          <State of="done">
            {numberText(done)}
            <span className="unseen"> xong</span>
          </State>
        ) : (
          <>
            {pressing.map(({ key, sign, word }) => (
              <State key={key} of={sign}>
                {numberText(countIn(cell, key))}
                <span className="unseen"> {word}</span>
              </State>
            ))}
            <span className="board-share">
              {numberText(done)}/{numberText(size)}
              <span className="unseen"> xong</span>
            </span>
          </>
        )}
      </button>
      <StateBar cell={cell} />
    </td>
  );
});

interface UnitCellProps {
  readonly at: UnitStandingAnswer | undefined;
  /** The last day of the step for units like this one. */
  readonly lastDay: BoardDayAnswer | undefined;
  readonly year: number;
}

/** Where one unit stands at one step. */
export const UnitCell = memo(function UnitCell({ at, lastDay, year }: UnitCellProps) {
  if (at === undefined || at.standing === 'ahead') return <td className="quiet">–</td>;
  return (
    <td className="board-cell">
      <State of={signOf(at.standing)}>{wordsFor(at, lastDay, year)}</State>
      {at.awaitingHead !== undefined && <span className="small quiet"> chờ thủ trưởng</span>}
    </td>
  );
});

function wordsFor(at: UnitStandingAnswer, lastDay: BoardDayAnswer | undefined, year: number) {
  switch (at.standing) {
    case 'done':
      return at.effectiveAt === undefined ? 'xong' : shortDay(dayOf(at.effectiveAt), year);
    case 'received':
      return 'đã nhận giấy';
    case 'overdue':
      return `quá ${numberText(at.daysLate ?? 0)} ngày`;
    case 'pastSuggested':
      return (
        <>
          quá
          <Assumed /> {numberText(at.daysLate ?? 0)} ngày
        </>
      );
    case 'returned':
      return 'trả lại';
    case 'notSubmitted':
    case 'closed':
      return 'không nộp';
    case 'waived':
      return 'không yêu cầu';
    default:
      if (lastDay === undefined) return 'chưa nộp';
      return (
        <>
          đến {shortDay(lastDay.day, year)}
          {lastDay.assumed && <Assumed />}
        </>
      );
  }
}
