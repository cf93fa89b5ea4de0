import './board.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { BoardAnswer } from '#libs/contracts/http';
import { WithCycle } from '../app/cycle.js';
import { Problem } from '../app/problem.js';
import { dayOf, dayText } from '../ui/day.js';
import { useIsPhone } from '../ui/use-is-phone.js';
import { rowsOf, useOrder, useUnitsOf } from './board-rows.js';
import type { BoardSearch } from './board-search.js';
import { BoardTable } from './board-table.js';
import { Bodies } from './bodies.js';
import { Filters } from './filters.js';
import { LiveMark } from './live-mark.js';
import { PhoneBoard } from './phone-board.js';
import { PrintHead } from './print-head.js';
import { useBoard } from './use-board.js';
import { YearRuler } from './year-ruler.js';

/** Bảng điều hành: where the units stand by step and commune, live, or as they stood at the end of a past day. */
export const BoardPage = () => <WithCycle>{({ id }) => <Board key={id} cycleId={id} />}</WithCycle>;

function Board({ cycleId }: { readonly cycleId: string }) {
  const search = useSearch({ from: '/inside/bang-dieu-hanh' });
  const { xa, loai, ngay } = search;
  const { data, error, refetch, liveness, dataUpdatedAt } = useBoard({
    cycleId,
    ...(xa === undefined ? {} : { commune: xa }),
    ...(loai === undefined ? {} : { kind: loai }),
    ...(ngay === undefined ? {} : { asOf: ngay }),
  });
  const choose = useChoose();
  useEffect(() => {
    document.title = 'Bảng điều hành · antq';
  }, []);
  if (data === undefined) return error === null ? <Waiting /> : <Failed error={error} choose={choose} />;
  return (
    <main className="board-page">
      <PastBand board={data} choose={choose} />
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      <div className="board-head">
        <h1>Bảng điều hành</h1>
        <Filters board={data} search={search} choose={choose} />
        <LiveMark liveness={liveness} at={dataUpdatedAt} onRetry={() => void refetch()} />
        <YearRuler board={data} asked={ngay} onDay={(day) => choose({ ngay: day })} />
      </div>
      <PrintHead board={data} lateOnly={search.tre === true} />
      <Rows board={data} search={search} choose={choose} />
      <Bodies board={data} />
    </main>
  );
}

type Choose = ReturnType<typeof useChoose>;

const isPast = ({ asOf, now }: BoardAnswer): boolean => asOf !== undefined && asOf < dayOf(now);

interface PastBandProps {
  readonly board: BoardAnswer;
  readonly choose: Choose;
}

function PastBand({ board, choose }: PastBandProps) {
  if (board.asOf === undefined || !isPast(board)) return null;
  return (
    <p className="band band-past">
      <b>Xem ngày cũ</b>
      <span>Bảng lúc hết ngày {dayText(board.asOf)}, theo quy định đã ghi đến ngày đó.</span>
      <button type="button" className="button button-quiet" onClick={() => choose({ ngay: undefined })}>
        Về hôm nay
      </button>
    </p>
  );
}

interface RowsProps {
  readonly board: BoardAnswer;
  readonly search: BoardSearch;
  readonly choose: Choose;
}

const NONE: ReadonlySet<string> = new Set();

/** The communes with their opened units, as a matrix or as a list for a phone. */
function Rows({ board, search, choose }: RowsProps) {
  const { xa, mo, loai, tre: lateOnly = false } = search;
  const isPhone = useIsPhone();
  const [whole, setWhole] = useState(NONE);
  const past = isPast(board);
  // Of a past day the board knows counts alone.
  const opened = useMemo(
    () => (past ? NONE : new Set([...(mo ?? []), ...(xa === undefined ? [] : [xa])])),
    [past, mo, xa],
  );
  const units = useUnitsOf(board.cycleId, [...opened], loai);
  const toggle = useCallback(
    (code: string) => {
      choose(({ mo: before = [] }) => {
        const others = before.filter((each) => each !== code);
        const after = others.length < before.length ? others : [...before, code];
        return { mo: after.length === 0 ? undefined : after };
      });
    },
    [choose],
  );
  const showWhole = useCallback((code: string) => setWhole((before) => new Set([...before, code])), []);
  const communes = useOrder(board);
  const rows = useMemo(
    () => rowsOf({ communes, opened, whole, units, lateOnly }),
    [communes, opened, whole, units, lateOnly],
  );
  const shown = { board, rows, showWhole, lateOnly, toggle: past ? undefined : toggle };
  return isPhone ? <PhoneBoard {...shown} /> : <BoardTable {...shown} />;
}

type Change = Partial<BoardSearch>;

/** Changes what the address says of the board; what is undefined goes out of it. */
function useChoose() {
  const navigate = useNavigate();
  return useCallback(
    (change: Change | ((before: BoardSearch) => Change)) => {
      void navigate({
        to: '/bang-dieu-hanh',
        search: (before) => ({
          ...before,
          ...(typeof change === 'function' ? change(before) : change),
        }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
}

const Waiting = () => (
  <main className="board-page" aria-busy="true">
    <div className="board-head">
      <h1>Bảng điều hành</h1>
    </div>
    <div className="board-waiting">
      {Array.from({ length: 12 }, (_, line) => (
        <span key={line} className="waiting-line" />
      ))}
    </div>
  </main>
);

/** What is narrowed to may be what failed: there is a way back to the whole board. */
const Failed = ({ error, choose }: { readonly error: unknown; readonly choose: Choose }) => (
  <main className="page page-narrow">
    <Problem
      error={error}
      onRetry={() => choose({ xa: undefined, loai: undefined, ngay: undefined, mo: undefined })}
    />
  </main>
);
