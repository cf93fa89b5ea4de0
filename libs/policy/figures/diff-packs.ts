import type { PolicyPack } from '../pack.schema.js';
import { figuresOf, type PolicyFigure, SECTION_NAMES } from './figures.js';

/** What one pack says in a row. */
export interface PolicySide {
  readonly value: string;
  readonly src: string;
  readonly status: PolicyFigure['status'];
}

/** One thing that two packs say, or one of them: `same` in words and foundation, whatever document it stands in. */
export interface PolicyDifference {
  /** Vietnamese: the part of the pack. */
  readonly section: string;
  /** Keys down to the place, the same in both packs, e.g. `stages.dossier.due.*`. */
  readonly path: string;
  /** Vietnamese: what it is about. */
  readonly text: string;
  readonly a?: PolicySide;
  readonly b?: PolicySide;
  readonly same: boolean;
}

/** Sections whose entries only one side has are told as one row, and what that row is about. */
const WHOLE: Readonly<Record<string, string>> = {
  'Tiêu chí chấm điểm': 'Bảng chấm điểm',
  'Trường hợp văn bản chưa nói rõ': 'Trường hợp chưa rõ',
  'Sổ theo dõi': 'Sổ theo dõi',
};
/** Documents are compared by their name, for their order says nothing. */
const BASIS = 'legalBasis.';
const STAGE_PATH = /^stages\.([^.]+)/;

/**
 * Two whole packs row by row, by meaning: a thing has the same place in both, whatever its file, its order or, for
 * stages, its graph; the graph compared is that of the newest years. What one pack alone has is told in few rows.
 */
export const diffPacks = (a: PolicyPack, b: PolicyPack): readonly PolicyDifference[] => {
  const [left, right] = [rowsOf(a), rowsOf(b)];
  return SECTION_NAMES.flatMap((section) => {
    const inSection = (rows: ReadonlyMap<string, Row>) =>
      [...rows].filter(([, row]) => row.section === section);
    const [ofA, ofB] = [inSection(left), inSection(right)];
    if (WHOLE[section] !== undefined && (ofA.length === 0) !== (ofB.length === 0))
      return [wholeSection(section, a, b, ofA, ofB)];
    const paths = inOrder(
      ofA.map(([path]) => path),
      ofB.map(([path]) => path),
    );
    return paths
      .filter((path) => !isPartOfLonely(path, left, right))
      .map((path) => difference(section, path, left.get(path), right.get(path)));
  });
};

type Row = PolicyFigure & { readonly name?: string };

/** Figures of a pack by their place, as far as they are compared. */
function rowsOf(pack: PolicyPack): ReadonlyMap<string, Row> {
  const newest = [...pack.stageSets].sort((x, y) => y.years.from - x.years.from)[0]?.key ?? '';
  const rows = new Map<string, Row>();
  const jurisdiction = { text: 'Nơi áp dụng', value: pack.jurisdiction.name };
  rows.set('jurisdiction', {
    ...jurisdiction,
    path: 'jurisdiction',
    section: SECTION_NAMES[0] ?? '',
    src: pack.jurisdiction.src ?? '',
    status: pack.jurisdiction.status ?? 'binding',
  });
  for (const figure of figuresOf(pack)) {
    const path = placeOf(figure, newest);
    if (path === undefined) continue;
    const isStage = /^stages\.[^.]+$/.test(path);
    rows.set(path, isStage ? { ...figure, value: stageValue(figure), name: figure.text } : figure);
  }
  return rows;
}

const stageValue = ({ text, value }: PolicyFigure): string => (value === text ? text : `${text}; ${value}`);

/** `Thông tư 124/2021/TT-BCA` of a basis; its whole text where it has no number. */
const documentOf = (text: string): string => /^.*?[^\s/]+\/[^\s,]+/.exec(text)?.[0] ?? text;

function placeOf({ path, value }: PolicyFigure, newest: string): string | undefined {
  if (path === 'jurisdiction') return undefined;
  if (path.startsWith(BASIS)) return `${BASIS}${documentOf(value)}`;
  if (!path.startsWith('stageSets.')) return path;
  const own = `stageSets.${newest}.stages.`;
  return path.startsWith(own) ? `stages.${path.slice(own.length)}` : undefined;
}

/** The days of a stage that one pack alone has are not told one by one; its due day is. */
function isPartOfLonely(
  path: string,
  left: ReadonlyMap<string, Row>,
  right: ReadonlyMap<string, Row>,
): boolean {
  const stage = STAGE_PATH.exec(path)?.[0];
  if (stage === undefined || path === stage || path.includes('.due.')) return false;
  return left.has(stage) !== right.has(stage);
}

function difference(section: string, path: string, a: Row | undefined, b: Row | undefined): PolicyDifference {
  const same = a !== undefined && b !== undefined && a.value === b.value && a.status === b.status;
  const text = path.startsWith(BASIS) ? path.slice(BASIS.length) : ((b ?? a)?.text ?? '');
  return { section, path, text, a: sideOf(a), b: sideOf(b), same };
}

const sideOf = (row: Row | undefined): PolicySide | undefined =>
  row && { value: row.value, src: row.src, status: row.status };

function wholeSection(
  section: string,
  a: PolicyPack,
  b: PolicyPack,
  ofA: readonly (readonly [string, Row])[],
  ofB: readonly (readonly [string, Row])[],
): PolicyDifference {
  const summed = (pack: PolicyPack, rows: readonly (readonly [string, Row])[]): PolicySide | undefined => {
    const first = rows[0]?.[1];
    if (first === undefined) return undefined;
    const isAssumed = rows.some(([, { status }]) => status === 'assumed');
    const status = isAssumed ? 'assumed' : first.status;
    return { value: summaryOf(section, pack, rows), src: first.src, status };
  };
  return {
    section,
    path: section,
    text: WHOLE[section] ?? section,
    a: summed(a, ofA),
    b: summed(b, ofB),
    same: false,
  };
}

function summaryOf(section: string, pack: PolicyPack, rows: readonly (readonly [string, Row])[]): string {
  if (section === 'Tiêu chí chấm điểm') {
    const total = pack.criteria.reduce((sum, { max }) => sum + Math.round(max * 100), 0) / 100;
    return `${pack.criteria.length} tiêu chí, ${String(total).replace('.', ',')} điểm`;
  }
  const entries = rows.filter(([path]) => path.split('.').length === 2);
  return entries.map(([, { text }]) => text).join('; ');
}

/** The order of the first, with what only the second has after what it follows there. */
function inOrder(first: readonly string[], second: readonly string[]): string[] {
  const merged = [...first];
  second.forEach((path, index) => {
    if (merged.includes(path)) return;
    const before = second.slice(0, index).findLast((each) => merged.includes(each));
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, path);
  });
  return merged;
}
