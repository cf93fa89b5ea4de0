import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { BoardAnswer } from '#libs/contracts/http';
import { dayAfter, dayOf, daysBetween, dayText, readDay } from '../ui/day.js';

interface YearRulerProps {
  readonly board: BoardAnswer;
  /** The day that was asked for last, whose board may still be on its way. */
  readonly asked: string | undefined;
  /** Asks for the board of a day; undefined for the present one. */
  readonly onDay: (day: string | undefined) => void;
}

const MONTHS = Array.from({ length: 12 }, (_, month) => month + 1);
const MONTH_DAYS = 30;
const STOP_MS = 150;

/** The year, lying: months above the line, last days below it, the day that is looked at through it. */
export function YearRuler({ board, asked, onDay }: YearRulerProps) {
  const { year, pastFrom } = board;
  const first = `${year}-01-01`;
  const now = dayOf(board.now);
  const last = now > `${year}-12-31` ? now : `${year}-12-31`;
  const days = daysBetween(first, last);
  const today = clamp(now, first, last);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [turned, setTurned] = useState<string>();
  const shown = turned ?? asked ?? today;
  const placeOf = (day: string) => `${(100 * Math.max(0, Math.min(days, daysBetween(first, day)))) / days}%`;
  const go = (day: string) => {
    const wanted = clamp(day, pastFrom ?? today, today);
    // A held key asks for the day where it stops, not for each that it passes.
    setTurned(wanted);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => {
      setTurned(undefined);
      onDay(wanted === today ? undefined : wanted);
    }, STOP_MS);
  };
  useEffect(() => () => clearTimeout(waiting.current), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -MONTH_DAYS, PageDown: MONTH_DAYS }[event.key];
    if (event.key === 'Home') onDay(undefined);
    else if (step !== undefined) go(dayAfter(shown, step));
    else return;
    event.preventDefault();
  };
  const onClick = ({ currentTarget, clientX }: MouseEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    go(dayAfter(first, Math.round((days * (clientX - left)) / width)));
  };
  const lastDays = [...new Set(board.columns.flatMap((column) => column.lastDays.map(({ day }) => day)))];
  return (
    <div className="ruler-line no-print">
      <span className="quiet">Xem tại ngày</span>
      <button
        type="button"
        className="button ruler-step"
        aria-label="Ngày trước"
        disabled={shown <= (pastFrom ?? today)}
        onClick={() => go(dayAfter(shown, -1))}
      >
        ‹
      </button>
      <DayField day={shown} onDay={go} />
      <button
        type="button"
        className="button ruler-step"
        aria-label="Ngày sau"
        disabled={shown >= today}
        onClick={() => go(dayAfter(shown, 1))}
      >
        ›
      </button>
      <span className="quiet">{shown === today ? 'hôm nay' : ''}</span>
      <div
        className="ruler"
        role="slider"
        tabIndex={0}
        aria-label="Ngày của bảng"
        aria-valuemin={0}
        aria-valuemax={days}
        aria-valuenow={daysBetween(first, shown)}
        aria-valuetext={dayText(shown)}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {MONTHS.map((month) => (
          <span
            key={month}
            className="ruler-month"
            style={{ left: placeOf(`${year}-${String(month).padStart(2, '0')}-01`) }}
          >
            T{month}
          </span>
        ))}
        <span className="ruler-track">
          <i style={{ width: placeOf(today) }} />
        </span>
        {lastDays.map((day) => (
          <i
            key={day}
            className="ruler-tick"
            style={{ left: placeOf(day) }}
            title={`hết ngày ${dayText(day)}`}
          />
        ))}
        <i className="ruler-now" style={{ left: placeOf(shown) }} />
      </div>
    </div>
  );
}

interface DayFieldProps {
  readonly day: string;
  readonly onDay: (day: string) => void;
}

/** A day as people type it, dd/MM/yyyy; what is no day is put back when the field is left. */
function DayField({ day, onDay }: DayFieldProps) {
  const [typed, setTyped] = useState<string>();
  const take = () => {
    const read = typed === undefined ? undefined : readDay(typed);
    setTyped(undefined);
    if (read !== undefined && read !== day) onDay(read);
  };
  return (
    <input
      className="input ruler-day"
      inputMode="numeric"
      aria-label="Xem tại ngày, dạng ngày/tháng/năm"
      value={typed ?? dayText(day)}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === 'Enter' && take()}
    />
  );
}

const clamp = (day: string, from: string, to: string): string => (day < from ? from : day > to ? to : day);
