import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { BoardAnswer, BoardColumnAnswer } from '#libs/contracts/http';
import { Problem } from '../app/problem.js';
import { numberText } from '../ui/day.js';
import { Icon } from '../ui/icon.js';
import { State } from '../ui/sign.js';
import { countIn, STATES } from '../ui/standing.js';
import { CommuneCell, UnitCell } from './board-cell.js';
import type { BoardRow } from './board-rows.js';
import { ColumnHead } from './column-head.js';
import { useIsPrinting } from './use-is-printing.js';

interface BoardTableProps {
  readonly board: BoardAnswer;
  readonly rows: readonly BoardRow[];
  /** Opens and closes a commune; absent where a board knows none of its units. */
  readonly toggle: ((code: string) => void) | undefined;
  readonly showWhole: (code: string) => void;
  readonly lateOnly: boolean;
}

const ROW_PX = 28;
const TWO_LINES_PX = 46;
/** Names that are longer take two lines of the first column. */
const ONE_LINE = 34;
/** Rows drawn beyond those seen; their elements are used again as one scrolls. */
const BEYOND = 12;
/** More elements than are ever drawn at once, so that no two rows share one. */
const SLOTS = 256;

const heightOf = (row: BoardRow | undefined): number =>
  row?.kind === 'unit' && nameIn(row).length > ONE_LINE ? TWO_LINES_PX : ROW_PX;

/** A unit's name without that of its commune, which stands above it. */
const nameIn = ({ unit, commune }: Extract<BoardRow, { kind: 'unit' }>): string => {
  const { name } = unit;
  const end = ` ${commune.name}`.toLocaleLowerCase('vi');
  return name.toLocaleLowerCase('vi').endsWith(end) ? name.slice(0, -end.length) : name;
};

/** The matrix: steps across, communes down, their units below an opened one. Only the rows that are seen are drawn. */
export function BoardTable({ board, rows, toggle, showWhole, lateOnly }: BoardTableProps) {
  const isPrinting = useIsPrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLTableSectionElement>(null);
  const [headPx, setHeadPx] = useState(0);
  useEffect(() => {
    if (head.current === null) return undefined;
    const watch = new ResizeObserver(([entry]) => setHeadPx(entry?.borderBoxSize[0]?.blockSize ?? 0));
    watch.observe(head.current, { box: 'border-box' });
    return () => watch.disconnect();
  }, []);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    // Paper has no window: every row is drawn for it.
    overscan: isPrinting ? rows.length : BEYOND,
    scrollMargin: headPx,
  });
  useEffect(() => virtual.measure(), [rows, virtual]);
  const drawn = virtual.getVirtualItems();
  const before = (drawn[0]?.start ?? headPx) - headPx;
  const after = virtual.getTotalSize() - ((drawn.at(-1)?.end ?? headPx) - headPx);
  const width = board.columns.length + 1;
  return (
    <div className="board-scroll" ref={scroller} tabIndex={-1}>
      <table className="board" style={{ minWidth: `${17.5 + 6.5 * board.columns.length}rem` }}>
        <caption className="unseen">
          Số đơn vị theo bước và theo xã, phường, đặc khu; chu kỳ {board.year}, {board.provinceName}
        </caption>
        <thead ref={head}>
          <tr>
            <th scope="col" className="board-name">
              <span>Xã, phường, đặc khu</span>{' '}
              <span className="quiet">{numberText(board.communes.length)}</span>
              <span className="quiet small board-order">Xếp: nhiều quá hạn trước</span>
            </th>
            {board.columns.map((column) => (
              <ColumnHead key={column.stage} column={column} board={board} />
            ))}
          </tr>
          <Totals board={board} />
        </thead>
        <tbody>
          {before > 0 && <Gap px={before} span={width} />}
          {drawn.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              // Elements are used again for other rows: making them anew for each costs twice the time of a frame.
              <Row key={`slot ${index % SLOTS}`} {...{ row, board, toggle, showWhole }} />
            );
          })}
          {after > 0 && <Gap px={after} span={width} />}
        </tbody>
      </table>
      {rows.length === 0 && (
        <div className="empty board-empty">
          <h2>{lateOnly ? 'Không có nơi nào quá ngày cuối' : 'Không có đơn vị nào'}</h2>
          <p>
            {lateOnly
              ? 'Bỏ “Chỉ quá ngày cuối” để xem mọi xã, phường, đặc khu.'
              : 'Bỏ bớt điều kiện lọc, hoặc xem ngày khác.'}
          </p>
        </div>
      )}
    </div>
  );
}

const Gap = ({ px, span }: { readonly px: number; readonly span: number }) => (
  <tr aria-hidden="true" style={{ height: px }}>
    <td colSpan={span} className="board-gap" />
  </tr>
);

/** One line for each state in which something is, closed as a ledger closes a sum. */
function Totals({ board }: { readonly board: BoardAnswer }) {
  const usual = new Set(['done', 'working', 'returned', 'overdue']);
  const used = STATES.filter(
    ({ key }) => usual.has(key) || board.total.some((cell) => countIn(cell, key) > 0),
  );
  return used.map(({ key, word, sign }, index) => (
    <tr key={key} className={index === used.length - 1 ? 'board-total board-total-last' : 'board-total'}>
      <th scope="row">
        <State of={sign}>{word}</State>
        {index === 0 && (
          <span className="quiet board-units">Tổng {numberText(board.units.inside)} đơn vị</span>
        )}
      </th>
      {board.total.map((cell, at) => (
        <td key={board.columns[at]?.stage}>
          {countIn(cell, key) === 0 ? (
            <span className="quiet">–</span>
          ) : (
            <State of={sign}>
              <b>{numberText(countIn(cell, key))}</b>
              <span className="unseen"> {word}</span>
            </State>
          )}
        </td>
      ))}
    </tr>
  ));
}

interface RowProps {
  readonly row: BoardRow;
  readonly board: BoardAnswer;
  readonly toggle: ((code: string) => void) | undefined;
  readonly showWhole: (code: string) => void;
}

function Row({ row, board, toggle, showWhole }: RowProps) {
  const height = { height: heightOf(row) };
  if (row.kind === 'commune') {
    const { name, units, cells, code } = row.commune;
    return (
      <tr style={height} className={row.isOpen ? 'board-commune board-opened' : 'board-commune'}>
        <th scope="row">
          {toggle === undefined ? (
            <span className="board-toggle">
              <CommuneName name={name} />
            </span>
          ) : (
            <button
              type="button"
              className="board-toggle"
              aria-expanded={row.isOpen}
              onClick={() => toggle(code)}
            >
              <Icon name={row.isOpen ? 'down' : 'right'} />
              <CommuneName name={name} />
            </button>
          )}
          <span className="quiet">{numberText(units)}</span>
        </th>
        {cells.map((cell, column) => (
          <CommuneCell key={board.columns[column]?.stage} cell={cell} code={code} onOpen={toggle} />
        ))}
      </tr>
    );
  }
  if (row.kind === 'unit') {
    const { unit } = row;
    return (
      <tr style={height} className="board-unit">
        <th scope="row">
          <Link to="/don-vi/$unitId" params={{ unitId: unit.unitId }} title={unit.name}>
            {nameIn(row)}
          </Link>
        </th>
        {board.columns.map(({ stage }: BoardColumnAnswer) => (
          <UnitCell key={stage} at={unit.stages?.find((each) => each.stage === stage)} year={board.year} />
        ))}
      </tr>
    );
  }
  return (
    <tr style={height} className="board-unit">
      <td colSpan={board.columns.length + 1}>
        {row.kind === 'rest' ? (
          <button
            type="button"
            className="button-quiet board-rest"
            onClick={() => showWhole(row.commune.code)}
          >
            Xem {numberText(row.count)} đơn vị còn lại
          </button>
        ) : row.error === undefined || row.error === null ? (
          <span className="quiet">Đang đọc các đơn vị…</span>
        ) : (
          <Problem error={row.error} />
        )}
      </td>
    </tr>
  );
}

/** The kind of a commune in small, its own name in full. */
export function CommuneName({ name }: { readonly name: string }) {
  const kind = ['Xã', 'Phường', 'Đặc khu'].find((each) => name.startsWith(`${each} `));
  if (kind === undefined) return <b>{name}</b>;
  return (
    <span>
      <span className="quiet">{kind}</span> <b>{name.slice(kind.length + 1)}</b>
    </span>
  );
}
