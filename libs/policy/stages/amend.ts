import { lateFrom } from '#libs/calendar';
import type { ManagementLevel } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import type { ResolvedStage } from './resolved-stage.types.js';
import type { DeadlineOperator } from './stages.schema.js';

/** A due day moved by a document while the cycle runs. */
export interface DayChange {
  readonly stage: string;
  /** `*` for every management level. */
  readonly level: ManagementLevel | '*';
  readonly operator: DeadlineOperator;
  /** The day that the document names, and the last day in time that follows from it (YYYY-MM-DD). */
  readonly day: string;
  readonly lastDay: string;
  /** The words of the document. */
  readonly words: string;
  /** Number and date (YYYY-MM-DD) of the document. */
  readonly number: string;
  readonly date: string;
}

const sourceOf = ({ number, date }: DayChange): string => `amendment/${number}/${date}`;

/**
 * The stages of one management level with their days moved; a later change of a stage goes over an earlier one. A moved
 * day is binding and names its own document as its source, so what was only asked for is owed from then on. Papers are accepted until the last day at least, so a
 * cut-off before it moves along; all else stays as the pack has it.
 */
export const applyAmendments = (
  stages: readonly ResolvedStage[],
  managedBy: ManagementLevel,
  changes: readonly DayChange[],
): ResolvedStage[] =>
  stages.map((stage) => {
    const change = changes.findLast(
      ({ stage: key, level }) => key === stage.key && (level === managedBy || level === '*'),
    );
    return change === undefined ? stage : moved(stage, change);
  });

/** The pack with the documents of the changes among its sources, so that they can be cited like any other. */
export const withAmendmentSources = (pack: PolicyPack, changes: readonly DayChange[]): PolicyPack => ({
  ...pack,
  sources: {
    ...pack.sources,
    ...Object.fromEntries(
      changes.map((change) => [
        sourceOf(change),
        { document: `Văn bản số ${change.number}`, date: change.date },
      ]),
    ),
  },
});

/** A document that moves the day speaks to every kind of unit, and orders what has its day. */
function moved({ obligation: _, variants: __, ...stage }: ResolvedStage, change: DayChange): ResolvedStage {
  const { operator, day, lastDay, words } = change;
  const from = { src: sourceOf(change), status: 'binding' } as const;
  const late = lateFrom({ operator: 'by', date: lastDay });
  const due = { operator, day, lastDay, lateFrom: late, words, ...from };
  if (stage.cutOff === undefined || stage.cutOff.lastDay >= lastDay) return { ...stage, due };
  return { ...stage, due, cutOff: { lastDay, closedFrom: late, ...from } };
}
