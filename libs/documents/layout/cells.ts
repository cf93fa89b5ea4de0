import { formatDay } from '#libs/calendar';
import type { Cell } from './layout.types.js';
import { plainText } from './plain-text.js';

/** `1.101` and `69,5`: thousands by a dot, decimals by a comma. */
export const numberText = (value: number): string => {
  const [whole = '', decimals] = String(Math.abs(Math.round(value * 100) / 100)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${value < 0 ? '-' : ''}${grouped}${decimals === undefined ? '' : `,${decimals}`}`;
};

/** A cell as people read it; an empty one is for a person to fill in. */
export const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'string') return plainText(cell);
  return 'number' in cell ? numberText(cell.number) : formatDay(cell.day);
};
