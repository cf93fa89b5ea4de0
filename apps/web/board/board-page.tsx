import './board.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useCycle, useCycles } from '../app/cycle.js';
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
import { useBoard } from './use-board.js';
import { YearRuler } from './year-ruler.js';

/** Bảng điều hành: where the units stand by step and commune, live, or as they stood at the end of a past day. */
export function BoardPage() {
  const cycle = useCycle();
  const cycles = useCycles();
  if (cycles.error !== null) {
    return (
      <main className="page">
        <Problem error={cycles.error} onRetry={() => void cycles.refetch()} />
      </main>
    );
  }
  if (cycles.data === undefined) return <Waiting />;
  if (cycle === undefined) return <NoCycle />;
  return <Board cycleId={cycle.id} />;
}

function Board({ cycleId }: { readonly cycleId: string }) {
  const search = useSearch({ from: '/inside/bang-dieu-hanh' });
  const { xa, loai, ngay, tre = false, mo } = search;
  const {
    data: board,
    error,
    refetch,
    liveness,
    dataUpdatedAt,
  } = useBoard({
    cycleId,
    ...(xa === undefined ? {} : { commune: xa }),
    ...(loai === undefined ? {} : { kind: loai }),
    ...(ngay === undefined ? {} : { asOf: ngay }),
  });
  const choose = useChoose();
  const isPhone = useIsPhone();
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const isPast = board?.asOf !== undefined && board.asOf < dayOf(board.now);
  const opened = useMemo(
    () => new Set(isPast ? [] : [...(mo ?? []), ...(xa === undefined ? [] : [xa])]),
    [isPast, mo, xa],
  );
  const units = useUnitsOf(cycleId, [...opened], loai);
  if (board === undefined) {
    if (error === null) return <Waiting />;
    return (
      <main className="page">
        <Problem error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  const toggle = (code: string) => {
    const others = (mo ?? []).filter((each) => each !== code);
    choose({ mo: opened.has(code) ? others : [...others, code] });
  };
  const showWhole = (code: string) => setWhole(new Set([...whole, code]));
  return (
    <main className="board-page">
      {isPast && board.asOf !== undefined && (
        <p className="band band-past">
          <b>Xem ngày cũ</b>
          <span>Bảng lúc hết ngày {dayText(board.asOf)}, theo quy định đã ghi đến ngày đó.</span>
          <button type="button" className="button button-quiet" onClick={() => choose({ ngay: undefined })}>
            Về hôm nay
          </button>
        </p>
      )}
      <div className="board-head">
        <h1>Bảng điều hành</h1>
        <Filters board={board} search={search} choose={choose} />
        <LiveMark liveness={liveness} at={dataUpdatedAt} onRetry={() => void refetch()} />
        <YearRuler board={board} onDay={(day) => choose({ ngay: day })} />
      </div>
      <Rows
        {...{
          board,
          opened,
          whole,
          units,
          toggle,
          showWhole,
          isPhone,
          lateOnly: tre,
          question: JSON.stringify({ xa, loai, ngay }),
        }}
      />
      <Bodies board={board} />
    </main>
  );
}

interface RowsProps {
  readonly board: Parameters<typeof useOrder>[0];
  readonly question: string;
  readonly opened: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
  readonly units: ReturnType<typeof useUnitsOf>;
  readonly toggle: (code: string) => void;
  readonly showWhole: (code: string) => void;
  readonly isPhone: boolean;
  readonly lateOnly: boolean;
}

function Rows({ board, question, opened, whole, units, toggle, showWhole, isPhone, lateOnly }: RowsProps) {
  const communes = useOrder(board, question);
  const rows = rowsOf({ communes, opened, whole, units, lateOnly });
  return isPhone ? (
    <PhoneBoard board={board} rows={rows} toggle={toggle} showWhole={showWhole} />
  ) : (
    <BoardTable board={board} rows={rows} toggle={toggle} showWhole={showWhole} />
  );
}

/** Changes what the address says of the board; what is undefined goes out of it. */
function useChoose() {
  const navigate = useNavigate();
  return (change: Partial<Record<keyof BoardSearch, unknown>>) => {
    void navigate({
      to: '/bang-dieu-hanh',
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
        ) as never,
      resetScroll: false,
    });
  };
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

const NoCycle = () => (
  <main className="page page-narrow">
    <div className="empty">
      <h2>Chưa có chu kỳ nào</h2>
      <p>
        Quản trị mở chu kỳ của năm, hoặc mở một chu kỳ diễn tập để làm quen; bảng điều hành có số liệu ngay
        sau đó.
      </p>
    </div>
  </main>
);
