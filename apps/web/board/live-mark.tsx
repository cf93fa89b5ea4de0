import { timeText } from '../ui/day.js';
import type { Liveness } from './use-board.js';

interface LiveMarkProps {
  readonly liveness: Liveness;
  /** When the board was last changed or read, in milliseconds. */
  readonly at: number;
  readonly onRetry: () => void;
}

/** Whether the figures are those of this moment. */
export function LiveMark({ liveness, at, onRetry }: LiveMarkProps) {
  if (liveness === 'still') return null;
  const time = timeText(new Date(at));
  if (liveness === 'live') {
    return (
      <p className="live live-on">
        <span className="live-dot" aria-hidden="true" />
        Trực tiếp <b>{time}</b>
      </p>
    );
  }
  return (
    <p className="live live-off" role="status">
      <span className="live-dot" aria-hidden="true" />
      Số liệu lúc <b>{time}</b>, đang nối lại
      <button type="button" className="button button-quiet" onClick={onRetry}>
        Đọc lại
      </button>
    </p>
  );
}
