import { searchText } from '#libs/text';
import type { PolicyPack } from '../pack.schema.js';
import { figuresOf, type PolicyFigure } from './figures.js';

/** Without accents and case, numbers as people write them: `80 %` is `80%`, `đạt` is `dat`. */
const folded = (text: string): string => searchText(text).replace(/(\d) +%/g, '$1%');

/** A number is looked for whole: `5` is not in `05/11` nor `80` in `180`. */
const contains = (text: string, wanted: string): boolean => {
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const start = /^\d/.test(wanted) ? '(?<![\\d/,.])' : '';
  const end = /\d$/.test(wanted) ? '(?![\\d/]|[,.]\\d)' : '';
  return new RegExp(`${start}${escaped}${end}`).test(text);
};

/** Whoever asks for a stage asks for its deadline too. */
const withDeadlines = (
  figures: readonly PolicyFigure[],
  found: readonly PolicyFigure[],
): readonly PolicyFigure[] =>
  figures.filter(
    (figure) =>
      found.includes(figure) ||
      (figure.path.includes('.due.') && found.some(({ path }) => figure.path.startsWith(`${path}.due.`))),
  );

/**
 * The figures of a pack that somebody means by a place (`stageSets.hang-nam.stages.dossier`), a key (`recognised`, `8c`,
 * `unitReport`) or words (`80 %`, `trước ngày 05/11`, `khen thuong`); the surest reading that finds any. None when
 * nothing fits.
 */
export const findFigures = (pack: PolicyPack, wanted: string): readonly PolicyFigure[] => {
  const figures = figuresOf(pack);
  const text = folded(wanted);
  if (text === '') return [];
  const readings: ((figure: PolicyFigure) => boolean)[] = [
    ({ path }) => path === wanted.trim(),
    ({ path }) => folded(path) === text || folded(path).endsWith(`.${text}`),
    ({ path }) => folded(path).split('.').includes(text),
    ({ value }) => contains(folded(value), text),
    (figure) => contains(folded(`${figure.text} ${pack.sources[figure.src]?.quote ?? ''}`), text),
  ];
  for (const reading of readings) {
    const found = figures.filter(reading);
    if (found.length > 0) return withDeadlines(figures, found);
  }
  return [];
};
