import type { PackCriterion, PackGap } from '#libs/policy';
import { evaluate } from '#libs/policy';
import type { ExplainedLine, GapReading, ScoringInput } from './score-sheet.types.js';

/** A criterion that is scored itself, with the criteria above it, outermost first. */
export interface Leaf {
  readonly criterion: PackCriterion;
  readonly parents: readonly PackCriterion[];
}

/** How the documents read on one leaf for one unit. */
export interface LeafReading {
  readonly branch?: ExplainedLine['branch'];
  readonly gaps: readonly GapReading[];
  /** Gaps that stop the line: no branch holds for the unit and nobody has recorded a valid choice. */
  readonly undecided: readonly PackGap[];
  /** True where no branch holds and no choice fills the hole, also where the pack names no gap for it. */
  readonly blocked: boolean;
}

/** Whether a gap exists in a cycle year; without a year every gap does. */
const exists = ({ years }: PackGap, year: number | undefined): boolean =>
  year === undefined || !years || (year >= years.from && year <= (years.to ?? year));

const isParent = (criterion: PackCriterion): boolean => (criterion.children?.length ?? 0) > 0;

/** Leaf criteria in the order of the table. */
export function leavesOf(
  criteria: readonly PackCriterion[],
  parents: readonly PackCriterion[] = [],
): readonly Leaf[] {
  return criteria.flatMap((criterion) =>
    isParent(criterion)
      ? leavesOf(criterion.children ?? [], [...parents, criterion])
      : [{ criterion, parents }],
  );
}

/** Every criterion of the table by key, parents included. */
export function criteriaByKey(criteria: readonly PackCriterion[]): ReadonlyMap<string, PackCriterion> {
  const all = (list: readonly PackCriterion[]): readonly PackCriterion[] =>
    list.flatMap((criterion) => [criterion, ...all(criterion.children ?? [])]);
  return new Map(all(criteria).map((criterion) => [criterion.key, criterion]));
}

/**
 * Which branch applies and which gaps act. Where a branch holds, or there are none, a gap without a recorded choice
 * reads as its default. Where no branch holds, each gap acting on the leaf needs a recorded choice: a default there
 * would be a guess.
 */
export function readingOf(
  leaf: Leaf,
  input: Pick<ScoringInput, 'rules' | 'unit' | 'gapChoices' | 'year'>,
): LeafReading {
  const { rules, unit, gapChoices, year } = input;
  const { branches = [] } = leaf.criterion;
  const matching = branches.find((branch) => evaluate(branch.when, unit));
  const hole = branches.length > 0 && matching === undefined;

  const ownKeys = leaf.criterion.gaps ?? [];
  const keys = [...new Set([...ownKeys, ...leaf.parents.flatMap((parent) => parent.gaps ?? [])])];
  const acting = keys
    .map((key) => rules.gaps.find((gap) => gap.key === key))
    .filter((gap): gap is PackGap => gap !== undefined && evaluate(gap.when, unit) && exists(gap, year));

  const gaps: GapReading[] = [];
  const undecided: PackGap[] = [];
  for (const gap of acting) {
    const recorded = Object.hasOwn(gapChoices, gap.key) ? gapChoices[gap.key] : undefined;
    const option = gap.options.find((each) => each.key === recorded);
    const stops = hole && ownKeys.includes(gap.key);
    if (option) {
      gaps.push({
        gap: gap.key,
        choice: option.key,
        text: option.text,
        decided: true,
        src: gap.src,
        status: gap.status,
      });
    } else if (stops) {
      undecided.push(gap);
    } else {
      const { key, text } = gap.default;
      gaps.push({
        gap: gap.key,
        choice: key,
        text,
        decided: recorded === key,
        src: gap.src,
        status: gap.status,
      });
    }
  }

  const filled = gaps.filter((each) => each.decided && ownKeys.includes(each.gap));
  // A recorded choice may name the branch to read, also against the one whose condition holds.
  const named = branches.filter((each) => each !== matching && filled.some((gap) => gap.choice === each.key));
  const chosen = named[0] ?? matching;
  const branch = chosen && { key: chosen.key, text: chosen.text };
  return { branch, gaps, undecided, blocked: hole && (undecided.length > 0 || filled.length === 0) };
}
