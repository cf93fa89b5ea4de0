import { daysBetween } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { isAssumedDay, type Standing, stageOf, standingAt } from '#libs/unit-year';
import type { Judged } from '../mail/addressee.js';
import type { RuleBook } from '../reminders/due-lines.js';
import { isTold } from '../reminders/overseer-days.js';
import type { Office } from '../units/units.port.js';
import type { OfficeAct, OwedLine } from './oversight.port.js';
import type { OversightScene } from './oversight-scene.js';

/** The parts of a list, in the order in which they are read. */
export const LIST_STATES = ['overdue', 'pastSuggested', 'notSubmitted', 'ahead'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** One thing that is late or falls due soon, as a list may tell it. */
export interface ListedLine {
  readonly line: OwedLine;
  readonly stage: ResolvedStage;
  readonly state: ListState;
  /** What tells it apart from what was told before: whose, which stage, by when, and whether it is late. */
  readonly key: string;
  /** Days past the last day; 0 where it is to come. */
  readonly days: number;
  /** The office whose act it is, where the act is not the subject's. */
  readonly owedBy?: Office;
  /** The office that appraises the unit, of a class that is given on its proposal (tờ trình, danh sách). */
  readonly proposedBy?: Office;
}

const STATES: Readonly<Partial<Record<Standing, ListState>>> = {
  overdue: 'overdue',
  pastSuggested: 'pastSuggested',
  notSubmitted: 'notSubmitted',
  working: 'ahead',
  returned: 'ahead',
};

/** What each key says of the standing: a day that a document confirms later makes nothing new of what was told. */
const PHASES: Readonly<Record<ListState, string>> = {
  overdue: 'late',
  pastSuggested: 'late',
  notSubmitted: 'over',
  ahead: 'soon',
};

/** What somebody owes as lists tell it, by the one rule of standing; nothing of steps of which nobody above is told. */
export function listedLines(
  { rules, basis: { book }, desk, today }: OversightScene,
  owed: readonly OwedLine[],
): readonly ListedLine[] {
  return owed.flatMap((line): ListedLine[] => {
    const stage = stageOfLine(book, line);
    if (stage === undefined || !isTold(rules, stage)) return [];
    const days = {
      opensDay: line.opensDay,
      dueDay: line.dueDay,
      dueIsAssumed: isAssumedDay(stage, line.dueDay),
      cutOff: line.cutOff,
    };
    const state = STATES[standingAt(line.status, days, today)];
    if (state === undefined) return [];
    return [
      {
        ...{ line, stage, state },
        key: [line.unitId, stage.key, line.dueDay, PHASES[state]].join('/'),
        days: Math.max(0, daysBetween(line.dueDay, today)),
        owedBy: stage.act === 'submit' ? undefined : desk.officeActing(stage, judged(line)),
        proposedBy: stage.act === 'classify' ? desk.appraiser(judged(line)) : undefined,
      },
    ];
  });
}

/** By the rules of the kind of unit, so that a day which is only suggested to it is told as that. */
function stageOfLine(
  book: RuleBook,
  { managedBy, bodyKey, kind: unitKind, stage }: OwedLine,
): ResolvedStage | undefined {
  return stageOf(book.of({ managedBy, bodyKey, unitKind }).graph, stage);
}

const judged = ({ unitName, managedBy, communeCode, districtCode }: OwedLine): Judged => ({
  ...{ unitName, managedBy, communeCode, districtCode },
});

/** The stages of units that offices do, each with all that it firmly rests on. */
export function officeActs({ levels }: Pick<RuleBook, 'levels'>): readonly OfficeAct[] {
  const acts = new Map<string, OfficeAct>();
  for (const { graph } of Object.values(levels)) {
    const resting = (key: string): readonly string[] => [
      key,
      ...(stageOf(graph, key)?.requires ?? [])
        .filter(({ mode }) => mode === 'hard')
        .flatMap(({ stage }) => resting(stage)),
    ];
    for (const stage of graph.filter(({ act }) => act !== 'submit' && act !== 'none')) {
      for (const need of stage.requires.filter(({ mode }) => mode !== 'soft')) {
        for (const requires of resting(need.stage)) {
          const act = { stage: stage.key, requires, untilCutOff: need.mode === 'hardUntilCutOff' };
          acts.set(JSON.stringify(act), act);
        }
      }
    }
  }
  return [...acts.values()];
}
