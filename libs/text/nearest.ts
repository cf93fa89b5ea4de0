import { distance } from 'fastest-levenshtein';
import { fold } from './fold.js';

/** Without the words for what a place is, which people leave out or take for one another. */
const core = (name: string): string => fold(name).replace(/^(xa|phuong|dac khu|thi tran) /, '');

/** Names nearest to `wanted`, accents and the words "xã", "phường", "đặc khu" aside, nearest first; at most `count`. */
export function nearestNames(wanted: string, names: readonly string[], count: number): readonly string[] {
  const target = core(wanted);
  if (target === '') return [];
  const limit = Math.max(2, Math.floor(target.length / 3));
  return [...new Set(names)]
    .map((name) => ({
      name,
      far: distance(target, core(name)) + (fold(name) === fold(wanted) ? 0 : 0.5),
    }))
    .filter((each) => each.far <= limit + 0.5)
    .sort((a, b) => a.far - b.far || a.name.localeCompare(b.name, 'vi'))
    .slice(0, count)
    .map((each) => each.name);
}
