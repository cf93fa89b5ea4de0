import { memo } from 'react';
import type { BoardCellAnswer, UnitStandingAnswer } from '#libs/contracts/http';
import { dayOf, numberText, shortDay } from '../ui/day.js';
import { Assumed, State } from '../ui/sign.js';
import { countIn, overdueShareOf, PLAIN_WORDS, pressingIn, signOf, sizeOf } from '../ui/standing.js';

/** Of the colour of a bar, left to right. */
const PARTS = [
  { keys: ['done', 'received'], bar: 'done' },
  { keys: ['working'], bar: 'doing' },
  { keys: ['returned'], bar: 'returned' },
  { keys: ['overdue'], bar: 'overdue' },
  { keys: ['pastSuggested'], bar: 'suggested' },
  { keys: ['notSubmitted'], bar: 'missing' },
  { keys: ['waived'], bar: 'waived' },
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
  /** Of the commune. */
  readonly code: string;
  /** Absent where a board knows none of its units. */
  readonly onOpen: ((code: string) => void) | undefined;
}

/** The gravest two states of a commune's units at a step, how many are done, and what the cell is made of. */
export const CommuneCell = memo(function CommuneCell({ cell, code, onOpen }: CommuneCellProps) {
  const size = sizeOf(cell);
  if (size === 0 || cell.ahead === size) return <td className="quiet">–</td>;
  return (
    <td className={`board-cell${tintOf(overdueShareOf(cell))}`}>
      {onOpen === undefined ? (
        <span className="board-cell-open">
          <CellFigures cell={cell} size={size} />
        </span>
      ) : (
        <button type="button" className="board-cell-open" onClick={() => onOpen(code)}>
          <CellFigures cell={cell} size={size} />
        </button>
      )}
      <StateBar cell={cell} />
    </td>
  );
});

function CellFigures({ cell, size }: { readonly cell: BoardCellAnswer; readonly size: number }) {
  const done = countIn(cell, 'done');
  if (done === size) {
    return (
      <State of="done">
        {numberText(done)}
        <span className="unseen"> xong</span>
      </State>
    );
  }
  return (
    <>
      {pressingIn(cell)
        .slice(0, 2)
        .map(({ key, sign, word }) => (
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
  );
}

interface UnitCellProps {
  readonly at: UnitStandingAnswer | undefined;
  readonly year: number;
}

/** Where one unit stands at one step. */
export const UnitCell = memo(function UnitCell({ at, year }: UnitCellProps) {
  if (at === undefined || at.standing === 'ahead') return <td className="quiet">–</td>;
  return (
    <td className="board-cell">
      <UnitState at={at} year={year} />
    </td>
  );
});

/** Sign and words of where one unit stands at one step: when it came, until when it is awaited, by how much it is late. */
export const UnitState = ({ at, year }: { readonly at: UnitStandingAnswer; readonly year: number }) => (
  <>
    <State of={signOf(at.standing)}>{wordsFor(at, year)}</State>
    {at.awaitingHead !== undefined && <span className="small quiet"> chờ thủ trưởng</span>}
    {at.extensionAsked !== undefined && <span className="small quiet"> xin gia hạn</span>}
  </>
);

function wordsFor(at: UnitStandingAnswer, year: number) {
  const plain = PLAIN_WORDS[at.standing];
  if (plain !== undefined) return plain;
  switch (at.standing) {
    case 'done':
      return at.effectiveAt === undefined ? 'xong' : shortDay(dayOf(at.effectiveAt), year);
    case 'overdue':
      return `quá ${numberText(at.daysLate ?? 0)} ngày`;
    case 'pastSuggested':
      return (
        <>
          quá
          <Assumed /> {numberText(at.daysLate ?? 0)} ngày
        </>
      );
    default:
      if (at.lastDay === undefined) return at.standing === 'returned' ? 'trả lại' : 'chưa nộp';
      return (
        <>
          đến {shortDay(at.lastDay, year)}
          {at.assumed === true && <Assumed />}
        </>
      );
  }
}
