import { unitStages } from '#libs/policy';
import type { Rules } from '../cycle-rules/cycle-rules.js';

/** Every figure that a report of the year may stand on, by its key as `figureLines` gives them, with its name in Vietnamese. */
export const figureNames = ({ pack, stages }: Pick<Rules, 'pack' | 'stages'>): ReadonlyMap<string, string> =>
  new Map([
    ['units', 'Số đơn vị trong diện xét'],
    ...unitStages(stages).map(({ key, name }) => [`stages.${key}`, `Đã xong: ${name}`] as const),
    ['recognised', 'Được công nhận'],
    ['notRecognised', 'Không được công nhận'],
    ...pack.classes.map(({ key, name }) => [`classes.${key}`, `Phân loại ${name}`] as const),
    ['notSubmitted', 'Không nộp'],
    ['unclassified', 'Chưa có kết quả'],
    ...pack.targets.flatMap(({ key, name }) => [
      [`targets.${key}`, `${name}: đạt`] as const,
      [`targets.${key}.of`, `${name}: trên tổng số`] as const,
    ]),
  ]);
