import { dateOf, formatOfficialDay } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { DeadlineBody, GuidanceBody, GuidedFigureAnswer, GuidedStepAnswer } from '#libs/contracts/http';
import {
  cite,
  type DayChange,
  dueForKind,
  type GuidedFigure,
  guidedFigures,
  guidedNamed,
  letterheadOf,
  levelsOf,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
  suggestedFor,
  withConfirmations,
  withoutMoved,
} from '#libs/policy';
import { ladderOf } from '#libs/reminders';
import type { OpenAtStage } from '../calendar/calendar.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle, DeadlineEffect, GuidanceEffect, GuidanceLetter } from '../cycles/cycles.port.js';
import {
  actedAt,
  effectOf,
  type LevelChange,
  levelChanges,
  rungAnswer,
  unitsOf,
} from '../deadlines/deadline-change.js';
import { dueLine, type ReminderBasis } from '../reminders/due-lines.js';
import type { Stores } from '../transaction/records.port.js';

type Needs = Stores<'calendar' | 'cycles' | 'migrations' | 'units'>;

/** A last day that the letter moves. */
interface Move {
  readonly amendment: DayChange & { readonly reason: string };
  readonly changes: readonly LevelChange[];
  readonly effect: DeadlineEffect;
}

/** What recording a letter comes to. */
export interface GuidancePlan {
  readonly effect: GuidanceEffect;
  readonly figures: readonly string[];
  readonly moves: readonly Move[];
  /** The letter that it takes the place of. */
  readonly replaced?: GuidanceLetter;
}

/**
 * Works out what a guidance letter sets, and for whom something changes by it. Reads only.
 *
 * @param now the cycle's now
 * @throws DomainError DOCUMENT.UNKNOWN under a pack without such a letter, GUIDANCE.UNKNOWN, GUIDANCE.NOTHING, FIGURE.UNKNOWN, and for its
 *   days STAGE.UNKNOWN, DEADLINE.NONE, DEADLINE.BEFORE_OPENING, DEADLINE.SAME
 */
export async function guidancePlan(
  records: Needs,
  rules: CycleRules,
  basis: ReminderBasis,
  request: GuidanceBody,
  now: string,
): Promise<GuidancePlan> {
  const { cycle } = basis;
  const issuer = await issuerOf(records, basis);
  const replaced = await replacedBy(records, cycle, request.replaces);
  const confirmations = await rules.confirmationsOf(records, cycle);
  const others = confirmations.filter(({ version }) => version !== replaced?.version);
  const stored = await rules.storedPack(records, cycle);
  const before = withConfirmations(stored, others);
  const { figures, left } = chosen(cycle, guidedFigures(before, cycle.year), request);
  if (figures.length === 0 && request.days.length === 0)
    throw new DomainError('GUIDANCE.NOTHING', { cycle: cycle.id });
  const { number, date, signer, replaces } = request;
  const after = withConfirmations(
    before,
    figures.map(({ path }) => ({ figure: path, number, date, issuer })),
  );
  const moves: Move[] = [];
  for (const day of request.days) moves.push(await moveOf(records, basis, request, day, now));
  return {
    figures: figures.map(({ path }) => path),
    ...{ moves, replaced },
    effect: {
      cycleId: cycle.id,
      ...{ number, date, signer, issuer, replaces },
      figures: figures.map(figureAnswer),
      left: left.map(figureAnswer),
      steps: await stepsOf(records, basis, after, request, now),
      days: moves.map(({ effect }) => ({ ...effect, dryRun: true })),
      warnings: [
        ...setElsewhere(basis, stored, request),
        ...askedWarnings(basis, after, request),
        ...(replaced === undefined ? [] : await replacedWarnings(records, basis, after, replaced, request)),
      ],
    },
  };
}

export const figureAnswer = ({ path, section, text, value }: GuidedFigure): GuidedFigureAnswer => ({
  ...{ figure: path, section, text, value },
});

/** The body that issues the letter, as the pack and the province call it. */
async function issuerOf(
  records: Needs,
  { cycle: { provinceCode }, book: { pack } }: ReminderBasis,
): Promise<string> {
  const document = pack.documents.find(({ key }) => key === 'guidanceLetter');
  const letterhead = document && letterheadOf(pack, document, 'tinh');
  if (letterhead?.name === undefined)
    throw new DomainError('DOCUMENT.UNKNOWN', { document: 'guidanceLetter' });
  const province =
    (await records.units.areaNames([provinceCode])).get(provinceCode) ?? pack.jurisdiction.name;
  const inText = province.charAt(0).toLocaleLowerCase('vi') + province.slice(1);
  return letterhead.name.replaceAll('{province}', inText);
}

async function replacedBy(
  records: Needs,
  { id }: Cycle,
  number: string | undefined,
): Promise<GuidanceLetter | undefined> {
  if (number === undefined) return undefined;
  // What was founded under a pack of before founds nothing of the present one.
  const since = (await records.migrations.list(id)).at(-1)?.version ?? 0;
  const letter = (await records.cycles.guidanceLetters(id)).findLast(
    (each) => each.number === number && each.replacedBy === undefined && each.version > since,
  );
  if (letter === undefined) throw new DomainError('GUIDANCE.UNKNOWN', { cycle: id, number });
  return letter;
}

/** What the letter sets of everything that is open, and what stays assumed. */
function chosen(
  { id }: Cycle,
  open: readonly GuidedFigure[],
  { except, days }: GuidanceBody,
): { readonly figures: readonly GuidedFigure[]; readonly left: readonly GuidedFigure[] } {
  const left = except.flatMap((named) => {
    const found = guidedNamed(open, named);
    if (found.length === 0) throw new DomainError('FIGURE.UNKNOWN', { cycle: id, figure: named });
    return found;
  });
  const figures = open.filter((figure) => !left.includes(figure));
  return { figures: withoutMoved(figures, days), left: open.filter((figure) => left.includes(figure)) };
}

/** A day that the letter sets otherwise is an amendment by it. */
async function moveOf(
  records: Needs,
  basis: ReminderBasis,
  { number, date }: GuidanceBody,
  day: GuidanceBody['days'][number],
  now: string,
): Promise<Move> {
  const words = `${day.operator === 'before' ? 'trước' : 'hết'} ngày ${formatOfficialDay(day.day)}`;
  const request: DeadlineBody = { ...day, words, number, date, reason: 'Theo công văn hướng dẫn' };
  const changes = levelChanges(basis, request, true);
  const effect = await effectOf(records, basis, request, changes, now);
  const amendment = { ...request, words, lastDay: changes[0]?.after ?? day.day };
  return { amendment, changes, effect };
}

/** The steps whose suggested day the letter sets as it is: who turns late by it, and which mails lose the mark. */
async function stepsOf(
  records: Needs,
  basis: ReminderBasis,
  after: PolicyPack,
  { days }: GuidanceBody,
  now: string,
): Promise<readonly GuidedStepAnswer[]> {
  const steps: GuidedStepAnswer[] = [];
  for (const { level, stage } of setBy(basis, after)) {
    const isMoved = days.some(
      (each) => each.stage === stage.key && (each.level === '*' || each.level === level),
    );
    if (isMoved || stage.due === undefined) continue;
    steps.push(await stepOf(records, basis, level, stage, stage.due.lastDay, now));
  }
  return steps;
}

async function stepOf(
  records: Needs,
  basis: ReminderBasis,
  level: ManagementLevel,
  stage: ResolvedStage,
  lastDay: string,
  now: string,
): Promise<GuidedStepAnswer> {
  const { cycle, table, book } = basis;
  const today = dateOf(now);
  const asked = stage.obligation === 'asked';
  // Past its cut-off nobody is waited for, and a day that an office gave was set before.
  const isTaken = stage.cutOff === undefined || stage.cutOff.lastDay >= today;
  const isPast = !asked && isTaken && lastDay < today;
  const turns = ({ unitKind, graceUntil }: Pick<OpenAtStage, 'graceUntil' | 'unitKind'>): boolean =>
    isPast &&
    dueForKind(stage, unitKind)?.status === 'assumed' &&
    (graceUntil === undefined || graceUntil <= lastDay);
  const open = await records.calendar.countWithoutOutcome(cycle.id, stage.key, [level]);
  return {
    stage: stage.key,
    name: stage.name,
    ...{ level, lastDay },
    ...(asked && { asked }),
    turnsLate: await unitsOf(records, cycle.id, stage.key, [level], open.filter(turns), turns),
    reminders: ladderOf(dueLine(basis, stage, lastDay), book.pack.reminders, table)
      .rungs.filter(({ sendAt }) => sendAt > now)
      .map(rungAnswer),
  };
}

/** The steps of every level whose day is assumed until the letter sets it. */
function setBy(
  { cycle, book }: ReminderBasis,
  after: PolicyPack,
): readonly { readonly level: ManagementLevel; readonly stage: ResolvedStage }[] {
  return levelsOf(book.pack).flatMap((level) => {
    const set = new Set(
      resolveStages(after, cycle.year, { managedBy: level })
        .filter((stage) => stage.due !== undefined && !isSuggested(stage))
        .map(({ key }) => key),
    );
    return actedAt(book, level)
      .filter((stage) => isSuggested(stage) && set.has(stage.key))
      .map((stage) => ({ level, stage }));
  });
}

/** Whether no document sets the day, for every kind of unit or for some. */
const isSuggested = (stage: ResolvedStage): boolean =>
  stage.due?.status === 'assumed' || suggestedFor(stage).length > 0;

/** A confirmation founds the day of a step that is only asked for, and orders nothing. */
function askedWarnings(basis: ReminderBasis, after: PolicyPack, { days }: GuidanceBody): readonly string[] {
  const asked = setBy(basis, after).filter(
    ({ stage }) => stage.obligation === 'asked' && !days.some((day) => day.stage === stage.key),
  );
  const names = [...new Set(asked.map(({ stage }) => stage.name))];
  return names.length === 0
    ? []
    : [
        `Chỉ được đề nghị gửi, công văn ấn định ngày mà không buộc gửi: ${names.join('; ')}. Công văn buộc gửi thì ghi ngày của bước ấy theo công văn.`,
      ];
}

/** A day that a document of the pack sets is that document's to move: a letter of another body does it by order of who issued it. */
function setElsewhere(
  { book }: ReminderBasis,
  stored: PolicyPack,
  { days }: GuidanceBody,
): readonly string[] {
  const told = days.flatMap(({ stage: key, level }) =>
    levelsOf(book.pack)
      .filter((each) => level === '*' || level === each)
      .flatMap((each) => {
        const { name, due } = book.stage(each, key) ?? {};
        const isSet = due?.status === 'binding' && Object.hasOwn(stored.sources, due.src);
        return isSet ? [`${name ?? key} (${cite(book.pack, due.src)})`] : [];
      }),
  );
  return told.length === 0
    ? []
    : [
        `Ngày do văn bản khác ấn định, công văn chỉ đổi được khi nơi ban hành văn bản ấy cho phép: ${[...new Set(told)].join('; ')}.`,
      ];
}

/** What the letter that is taken out of force had set and the new one does not. */
async function replacedWarnings(
  records: Needs,
  { cycle, book }: ReminderBasis,
  after: PolicyPack,
  replaced: GuidanceLetter,
  { days }: GuidanceBody,
): Promise<readonly string[]> {
  const open = new Set(guidedFigures(after, cycle.year).map(({ path }) => path));
  const again = replaced.figures.filter((path) => open.has(path));
  const kept = (await records.cycles.amendments(cycle.id)).filter(
    ({ number, date, stage }) =>
      number === replaced.number && date === replaced.date && !days.some((day) => day.stage === stage),
  );
  const nameOf = (key: string) => book.levels.tinh.stages.find((stage) => stage.key === key)?.name ?? key;
  const names = [...new Set(kept.map(({ stage }) => nameOf(stage)))];
  return [
    ...(again.length === 0
      ? []
      : [`${again.length} số liệu của công văn số ${replaced.number} lại là giả định (*).`]),
    ...(names.length === 0
      ? []
      : [
          `Ngày đã sửa theo công văn số ${replaced.number} giữ nguyên đến khi có văn bản sửa lại: ${names.join('; ')}.`,
        ]),
  ];
}
