import type { GapEffect, PackCriterion, PackGap } from '#libs/policy';
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
  /** Points that a reading fixes, whatever is typed. */
  readonly fixed?: number;
  /** Whether the line must state the year of a grade; `decided` where somebody chose so. */
  readonly gradeYear?: { readonly mode: 'stated' | 'cycle'; readonly decided: boolean };
  /** True where a reading, chosen or by default, asks the unit for a note on the line. */
  readonly noteRequired: boolean;
}

type ReadingInput = Pick<
  ScoringInput,
  'rules' | 'unit' | 'gapChoices' | 'proposedGaps' | 'choiceBasis' | 'year'
>;

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
export function readingOf(leaf: Leaf, input: ReadingInput): LeafReading {
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
    const isOption = gap.options.some((each) => each.key === recorded);
    const stops = hole && ownKeys.includes(gap.key);
    if (stops && !isOption) undecided.push(gap);
    else gaps.push(gapReading(gap, recorded, input));
  }

  const filled = gaps.filter((each) => isChosen(each) && ownKeys.includes(each.gap));
  const chosen = branchOf(branches, matching, filled, gaps);
  const branch = chosen && { key: chosen.key, text: chosen.text };
  const acts = ({ effect }: GapReading): boolean =>
    effect?.onBranches === undefined || (branch !== undefined && effect.onBranches.includes(branch.key));
  const effective = gaps.filter(acts);
  const fixing = inOrder(effective).find(({ effect }) => effect?.points !== undefined);
  const grading = inOrder(effective).find(({ effect }) => effect?.gradeYear !== undefined);
  return {
    branch,
    gaps,
    undecided,
    blocked: hole && (undecided.length > 0 || filled.length === 0),
    fixed: fixing?.effect?.points,
    gradeYear: grading?.effect?.gradeYear && { mode: grading.effect.gradeYear, decided: isChosen(grading) },
    noteRequired: effective.some(({ effect }) => effect?.note === 'required'),
  };
}

type Branch = NonNullable<PackCriterion['branches']>[number];

/** Whether a reading is somebody's choice, decided or proposed, and not what holds by default. */
const isChosen = ({ decided, proposed }: GapReading): boolean => decided || proposed === true;

/** What somebody chose goes before what holds by default. */
const inOrder = (gaps: readonly GapReading[]): readonly GapReading[] => [
  ...gaps.filter(isChosen),
  ...gaps.filter((gap) => !isChosen(gap)),
];

/** A reading may name the branch, also against the one whose condition holds: by its effect, else by its own key. */
function branchOf(
  branches: readonly Branch[],
  matching: Branch | undefined,
  filled: readonly GapReading[],
  gaps: readonly GapReading[],
): Branch | undefined {
  const named = (gap: GapReading): Branch | undefined =>
    branches.find((each) => each !== matching && each.key === (gap.effect?.branch ?? gap.choice));
  const decided = filled.map(named).find((each) => each !== undefined);
  if (decided !== undefined) return decided;
  const byDefault = gaps.filter((gap) => !isChosen(gap) && gap.effect?.branch !== undefined).map(named);
  return byDefault.find((each) => each !== undefined) ?? matching;
}

/** The reading of one gap: the recorded option, else the default, which acts like the option of the same key. */
export function gapReading(
  gap: PackGap,
  recorded: string | undefined,
  { choiceBasis, proposedGaps = [] }: Pick<ScoringInput, 'choiceBasis' | 'proposedGaps'>,
): GapReading {
  const option = gap.options.find((each) => each.key === recorded);
  const { key, text } = option ?? gap.default;
  const effect: GapEffect | undefined = gap.options.find((each) => each.key === key)?.effect;
  const isRecorded = recorded === key;
  const proposed = isRecorded && proposedGaps.includes(gap.key);
  const decided = isRecorded && !proposed;
  return {
    gap: gap.key,
    choice: key,
    text,
    decided,
    ...(proposed && { proposed }),
    effect,
    basis: decided ? choiceBasis?.[gap.key] : undefined,
    src: gap.src,
    status: gap.status,
  };
}
