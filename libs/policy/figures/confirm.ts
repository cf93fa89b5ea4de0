import { isIsoDate } from '#libs/calendar';
import type { PolicyPack } from '../pack.schema.js';
import type { PackSource } from '../sources/sources.schema.js';
import { type AssumedValue, assumedOf } from './figures.js';
import { guidedDay, guidedNames } from './guided-stage.js';
import { segmentOf } from './walk.js';

/** The document that confirms an assumed figure of one cycle. */
export interface FigureConfirmation {
  /** Path of an assumed value (`readings.deadlineShift`), or of what holds several (`classes`). */
  readonly figure: string;
  readonly number: string;
  /** Date of the document, YYYY-MM-DD. */
  readonly date: string;
  /** Who issued it, where it is the year's guidance letter (công văn hướng dẫn): `Công an tỉnh Quảng Ngãi`. */
  readonly issuer?: string;
}

/** An assumed value, and whether a real classification waits until it is confirmed. */
export interface AssumedFigure extends AssumedValue {
  readonly isFence: boolean;
}

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
/** A path stands for itself alone, for a step may be assumed and its days with it; a list stands for what it holds. */
const covers = (figure: string, path: string): boolean =>
  path === figure || (!figure.includes('.') && path.startsWith(`${figure}.`));

/**
 * The path that a person means by a figure: the path itself, a list of the pack that holds nothing but one kind of
 * figure (`classes`), or the key of one assumed value alone (`deadlineShift`). Undefined where the pack assumes nothing
 * of that name, or several things have it.
 */
export const figureOf = (pack: PolicyPack, named: string): string | undefined => {
  const paths = assumedOf(pack).map(({ path }) => path);
  if (paths.includes(named)) return named;
  const isList = !named.includes('.') && named !== 'stageSets' && paths.some((path) => covers(named, path));
  if (isList) return named;
  const [only, ...others] = paths.filter((path) => lastSegment(path) === named);
  return others.length === 0 ? only : undefined;
};

/** Every assumed value of a pack, and whether a real classification waits for its confirmation. */
export const assumedFigures = (pack: PolicyPack): readonly AssumedFigure[] => {
  const fences = new Set(
    (['classes', 'readings'] as const).flatMap((list) =>
      pack[list]
        .filter(({ requiresConfirmation }) => requiresConfirmation === true)
        .map(({ key }) => `${list}.${key}`),
    ),
  );
  // A total is only as sound as the points it is made of, whatever the pack asks to have confirmed.
  for (const { key } of pack.criteria) fences.add(`criteria.${key}`);
  return assumedOf(pack).map((value) => ({ ...value, isFence: fences.has(value.path) }));
};

/** The latest of the confirmations that covers an assumed value, by its path. */
export const confirmationOf = <T extends FigureConfirmation>(
  confirmations: readonly T[],
  path: string,
): T | undefined => confirmations.findLast(({ figure }) => covers(figure, path));

/** Key among the pack's sources of the document that confirms a figure. */
export const confirmationSource = ({ number, date, issuer }: FigureConfirmation): string =>
  `${issuer === undefined ? 'confirmation' : 'guidance'}/${number}/${date}`;

/** A letter that sets the figures of a year is cited by its own name, of any other document what it did. */
const documentOf = ({ number, issuer }: FigureConfirmation): string =>
  issuer === undefined
    ? `đã xác nhận theo văn bản số ${number}`
    : `Công văn hướng dẫn số ${number} của ${issuer}`;

/**
 * The pack with the confirmed figures resting on the documents that confirm them, so that they are shown with their
 * source instead of the mark; a later confirmation of the same figure goes over an earlier one. Where nothing is
 * confirmed the pack is the same.
 */
export const withConfirmations = (
  pack: PolicyPack,
  confirmations: readonly FigureConfirmation[],
): PolicyPack => {
  if (confirmations.length === 0) return pack;
  const rest = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) {
      return value.map((entry: unknown, index) => rest(entry, [...path, segmentOf(entry, index)]));
    }
    if (typeof value !== 'object' || value === null) return value;
    const own: Readonly<Record<string, unknown>> = Object.fromEntries(
      Object.entries(value).map(([field, entry]) => [field, rest(entry, [...path, field])]),
    );
    const fields = guidedNames(own, path, (named) => confirmationOf(letters, named) !== undefined);
    if (fields['status'] !== 'assumed') return fields;
    const by = confirmationOf(confirmations, path.join('.'));
    if (by === undefined) return fields;
    const founded = { ...fields, src: confirmationSource(by), status: 'binding' };
    return by.issuer === undefined ? founded : guidedDay(founded);
  };
  const letters = confirmations.filter(({ issuer }) => issuer !== undefined);
  const sources: Record<string, PackSource> = { ...pack.sources };
  for (const each of confirmations) {
    const document = documentOf(each);
    // A day that was once taken unseen and is none is told as it was written.
    sources[confirmationSource(each)] = isIsoDate(each.date)
      ? { document, date: each.date }
      : { document: `${document} ngày ${each.date}` };
  }
  return { ...(rest(pack, []) as PolicyPack), sources };
};
