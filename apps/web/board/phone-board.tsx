import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { BoardAnswer } from '#libs/contracts/http';
import { Problem } from '../app/problem.js';
import { numberText, shortDay } from '../ui/day.js';
import { Icon } from '../ui/icon.js';
import { Assumed, State } from '../ui/sign.js';
import { countIn, pressingIn, STATES, sizeOf } from '../ui/standing.js';
import { UnitState } from './board-cell.js';
import type { BoardRow } from './board-rows.js';
import { CommuneName } from './board-table.js';

interface PhoneBoardProps {
  readonly board: BoardAnswer;
  readonly rows: readonly BoardRow[];
  /** Opens and closes a commune; absent where a board knows none of its units. */
  readonly toggle: ((code: string) => void) | undefined;
  readonly showWhole: (code: string) => void;
  readonly lateOnly: boolean;
}

/** The board on a phone: one step at a time, and the year of each commune as a strip. */
export function PhoneBoard({ board, rows, toggle, showWhole, lateOnly }: PhoneBoardProps) {
  const [chosen, setChosen] = useState<string>();
  const column = Math.max(
    0,
    board.columns.findIndex(({ stage }) => stage === (chosen ?? presentStageOf(board))),
  );
  const total = board.total[column];
  return (
    <div className="phone-board">
      <div className="phone-steps" role="tablist" aria-label="Bước">
        {board.columns.map(({ stage, shortName, lastDays }, index) => (
          <button
            key={stage}
            type="button"
            role="tab"
            aria-selected={index === column}
            onClick={() => setChosen(stage)}
            className="phone-step"
          >
            <b>{shortName}</b>
            <span>
              {lastDays.length === 0 && '–'}
              {lastDays.map(({ day, assumed, suggestedFor }, at) => (
                <span key={day}>
                  {at > 0 && ' · '}
                  {shortDay(day, board.year)}
                  {(assumed || suggestedFor !== undefined) && <Assumed />}
                </span>
              ))}
            </span>
          </button>
        ))}
      </div>
      <ul className="phone-totals">
        {total !== undefined &&
          STATES.filter(({ key }) => countIn(total, key) > 0).map(({ key, word, sign }) => (
            <li key={key}>
              <State of={sign}>
                <b>{numberText(countIn(total, key))}</b> {word}
              </State>
            </li>
          ))}
      </ul>
      <ul className="phone-rows">
        {rows.map((row) => (
          <PhoneRow
            key={row.key}
            {...{ row, column, stage: board.columns[column]?.stage, year: board.year, toggle, showWhole }}
          />
        ))}
      </ul>
      {rows.length === 0 && (
        <p className="phone-unit">
          {lateOnly ? 'Không có nơi nào quá ngày cuối.' : 'Không có đơn vị nào; bỏ bớt điều kiện lọc.'}
        </p>
      )}
    </div>
  );
}

/** The step that most needs a look: the last one that is open and not done by all. */
function presentStageOf({ columns, total }: BoardAnswer): string | undefined {
  const pressing = columns.filter(({ isOpen }, index) => {
    const cell = total[index];
    return isOpen && cell !== undefined && pressingIn(cell).length > 0;
  });
  return (pressing.at(-1) ?? columns[0])?.stage;
}

interface PhoneRowProps {
  readonly row: BoardRow;
  readonly column: number;
  readonly stage: string | undefined;
  readonly year: number;
  readonly toggle: ((code: string) => void) | undefined;
  readonly showWhole: (code: string) => void;
}

function PhoneRow({ row, column, stage, year, toggle, showWhole }: PhoneRowProps) {
  if (row.kind === 'commune') {
    const { code, name, cells } = row.commune;
    const cell = cells[column];
    return (
      <li>
        <button
          type="button"
          className="phone-commune"
          aria-expanded={row.isOpen}
          disabled={toggle === undefined}
          onClick={() => toggle?.(code)}
        >
          <CommuneName name={name} />
          <span className="phone-figures">
            {cell !== undefined &&
              pressingIn(cell)
                .slice(0, 2)
                .map(({ key, sign, word }) => (
                  <State key={key} of={sign}>
                    {numberText(countIn(cell, key))}
                    <span className="unseen"> {word}</span>
                  </State>
                ))}
            {cell !== undefined && sizeOf(cell) > cell.ahead && (
              <span className="quiet">
                {numberText(cell.done)}/{numberText(sizeOf(cell))}
              </span>
            )}
          </span>
          <Icon name={row.isOpen ? 'down' : 'right'} />
          <span className="phone-strip" aria-hidden="true">
            {cells.map((each, index) => (
              <i key={index} className={`bar-${stripOf(each)}`} />
            ))}
          </span>
        </button>
      </li>
    );
  }
  if (row.kind === 'unit') {
    const at = row.unit.stages?.find((each) => each.stage === stage);
    return (
      <li className="phone-unit">
        <Link to="/don-vi/$unitId" params={{ unitId: row.unit.unitId }}>
          {row.unit.name}
        </Link>
        {at !== undefined && <UnitState at={at} year={year} />}
      </li>
    );
  }
  if (row.kind === 'rest') {
    return (
      <li className="phone-unit">
        <button type="button" className="button button-quiet" onClick={() => showWhole(row.commune.code)}>
          Xem {numberText(row.count)} đơn vị còn lại
        </button>
      </li>
    );
  }
  return <li className="phone-unit">{row.error ? <Problem error={row.error} /> : 'Đang đọc các đơn vị…'}</li>;
}

/** The colour of a step in the strip of a commune: that of its gravest state. */
function stripOf(cell: Parameters<typeof pressingIn>[0]): string {
  const [gravest] = pressingIn(cell);
  if (gravest !== undefined) return gravest.sign;
  return cell.done > 0 ? 'done' : 'ahead';
}
