import { useNavigate } from '@tanstack/react-router';
import type { CycleAnswer } from '#libs/contracts/http';
import { useCycle, useCycles } from './cycle.js';

const nameOf = ({ year, provinceName, clockKind, label }: CycleAnswer): string =>
  `Chu kỳ ${year} · ${clockKind === 'rehearsal' ? `diễn tập ${label ?? ''}` : provinceName}`;

/** Which cycle is looked at; a choice where there are several. */
export function CycleChoice({ present }: { readonly present: CycleAnswer | undefined }) {
  const navigate = useNavigate();
  const { data: cycles = [] } = useCycles();
  const { isInPath } = useCycle();
  if (present === undefined) return null;
  // Where the path names the cycle, another one has no such page.
  if (cycles.length < 2 || isInPath) return <span className="cycle">{nameOf(present)}</span>;
  return (
    <select
      className="cycle"
      aria-label="Chu kỳ đang xem"
      value={present.id}
      onChange={({ target }) => void navigate({ to: '.', search: { 'chu-ky': target.value } as never })}
    >
      {cycles.map((each) => (
        <option key={each.id} value={each.id}>
          {nameOf(each)}
        </option>
      ))}
    </select>
  );
}
