import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of draws that depends on nothing but its seed and its name. */
export interface Draw {
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** True that often in a hundred. */
  chance(percent: number): boolean;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** The list in a drawn order. */
  shuffled<T>(list: readonly T[]): T[];
}

/**
 * @param seed any whole number
 * @param name what is drawn, e.g. `unit/QN0001`, so that one thing more to draw changes nothing else
 */
export function drawOf(seed: number, name: string): Draw {
  const generator = xoroshiro128plus(hashOf(`${seed}/${name}`));
  const whole = (from: number, to: number) => uniformInt(generator, from, to);
  return {
    whole,
    chance: (percent) => whole(1, 100) <= percent,
    pick: (list) => {
      const picked = list[whole(0, list.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    shuffled: (list) => {
      const order = [...list];
      for (let last = order.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        [order[last], order[other]] = [
          order[other] as (typeof order)[number],
          order[last] as (typeof order)[number],
        ];
      }
      return order;
    },
  };
}

/** FNV-1a, 32 bits: neighbouring names give streams that have nothing in common. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/**
 * Parts of a whole by weight, by largest remainder, the earlier kind first where two remainders are the same; at least
 * one of each kind where the whole is large enough for it.
 *
 * @returns as many numbers as weights, with the sum `total`
 */
export function apportioned(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const left = total - parts.reduce((all, part) => all + part, 0);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  if (total >= weights.length) {
    for (const index of parts.keys()) {
      if (parts[index] !== 0) continue;
      parts[parts.indexOf(Math.max(...parts))] = Math.max(...parts) - 1;
      parts[index] = 1;
    }
  }
  return parts;
}
