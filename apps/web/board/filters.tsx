import type { BoardAnswer } from '#libs/contracts/http';
import { type BoardSearch, KIND_NAMES, KINDS } from './board-search.js';

interface FiltersProps {
  readonly board: BoardAnswer;
  readonly search: BoardSearch;
  readonly choose: (change: Partial<BoardSearch>) => void;
}

const byName = new Intl.Collator('vi').compare;

/** What the board is narrowed to; every choice stands in the address, so that a copied address shows the same. */
export function Filters({ board, search, choose }: FiltersProps) {
  const { xa, loai, tre = false } = search;
  const communes = [...board.communes].sort((a, b) => byName(a.name, b.name));
  return (
    <div className="filters no-print">
      <label className={xa === undefined ? 'chip' : 'chip chip-on'}>
        Xã, phường:
        <select
          value={xa ?? ''}
          onChange={({ target }) => choose({ xa: target.value || undefined, mo: undefined })}
        >
          <option value="">tất cả</option>
          {xa !== undefined && !communes.some(({ code }) => code === xa) && (
            <option value={xa}>{board.commune?.name ?? xa}</option>
          )}
          {communes.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={loai === undefined ? 'chip' : 'chip chip-on'}>
        Loại hình:
        <select
          value={loai ?? ''}
          onChange={({ target }) => choose({ loai: KINDS.find((kind) => kind === target.value) })}
        >
          <option value="">tất cả</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_NAMES[kind]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className={tre ? 'chip chip-on' : 'chip'}
        aria-pressed={tre}
        onClick={() => choose({ tre: tre ? undefined : true })}
      >
        Chỉ quá ngày cuối
      </button>
    </div>
  );
}
