import { instantText } from '../ui/day.js';
import { useCycle } from './cycle.js';

/** Says on every page of a rehearsal that it is none of the real year. */
export function RehearsalBand() {
  const { cycle } = useCycle();
  if (cycle?.clockKind !== 'rehearsal') return null;
  return (
    <aside className="band band-rehearsal" aria-label="Diễn tập">
      <b>DIỄN TẬP</b>
      <span>
        {cycle.label} · đồng hồ diễn tập <b>{instantText(cycle.now)}</b>
      </span>
      <span className="quiet">thư chỉ vào hộp thư thử</span>
    </aside>
  );
}
