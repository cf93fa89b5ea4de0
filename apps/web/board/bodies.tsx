import type { BoardAnswer, BoardCellAnswer } from '#libs/contracts/http';
import { dayText, numberText } from '../ui/day.js';
import { Assumed, State } from '../ui/sign.js';
import { countIn, STATES } from '../ui/standing.js';

/** Papers that offices owe themselves: a second table with the same signs. */
export function Bodies({ board }: { readonly board: BoardAnswer }) {
  if (board.bodies.length === 0) return null;
  return (
    <details className="bodies">
      <summary>
        <h2>Văn bản của các cơ quan</h2>
        <States cells={board.bodies} />
      </summary>
      <div className="bodies-scroll">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">Văn bản</th>
              <th scope="col">Hết ngày</th>
              <th scope="col">Tình trạng</th>
              <th scope="col">Nơi quá ngày cuối</th>
            </tr>
          </thead>
          <tbody>
            {board.bodies.map((body) => (
              <tr key={`${body.stage} ${body.level}`}>
                <th scope="row">{body.name}</th>
                <td>
                  {body.lastDay === undefined ? '–' : dayText(body.lastDay)}
                  {body.assumed && <Assumed />}
                </td>
                <td className="bodies-states">
                  <States cells={[body]} />
                </td>
                <td className="bodies-late">
                  {[...body.late, ...(body.pastSuggestedAt ?? [])].join(', ') || '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** How many of some papers stand how, in the order of a ledger. */
function States({ cells }: { readonly cells: readonly BoardCellAnswer[] }) {
  const sum = (count: (cell: BoardCellAnswer) => number) => cells.reduce((all, cell) => all + count(cell), 0);
  const ahead = sum((cell) => cell.ahead);
  return (
    <>
      {STATES.map(({ key, word, sign }) => {
        const count = sum((cell) => countIn(cell, key));
        if (count === 0) return null;
        return (
          <State key={key} of={sign}>
            {numberText(count)} {word}
          </State>
        );
      })}
      {ahead > 0 && <State of="ahead">{numberText(ahead)} chưa mở</State>}
    </>
  );
}
