import type { CommandAnswer, CommandBody } from '#libs/contracts';
import type { PackCriterion } from '#libs/policy';
import { loadPack } from '../../libs/policy/packs.support.js';
import type { Acting, Answer } from './stack.js';

export type Scenario = 'onTime' | 'late' | 'returnedAndFixed' | 'notSubmitted' | 'restarted';
export const SCENARIOS = ['onTime', 'late', 'returnedAndFixed', 'notSubmitted', 'restarted'] as const;

type BodyOf<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;
type SelfSheet = NonNullable<BodyOf<'submit'>['sheet']>;
type HigherSheet = NonNullable<BodyOf<'appraise'>['sheet']>;

/** How good a sheet is: every point, some lines lower, or nothing at all. */
export type SheetProfile = 'full' | 'good' | 'weak';

/** Lines on which a `good` unit loses 15 points: with recognition it ends at 85, "Khá". */
const LOST: Readonly<Record<string, number>> = { '3': 2, '5a': 0, '5g': 0, '7': 2 };

/**
 * Choices that leave each line its points: for the one gap that stops a line, of units with a Party organisation and nothing else,
 * and for the one that counts nothing, of units without guards.
 */
export const GAP_CHOICES = { PARTY_ONLY: 'party-grade', NO_GUARDS_GRADE: 'arrangement-grade' } as const;

const GRADED: readonly string[] = ['5g', '6b'];
/** Where a unit without guards says how it is arranged. */
const ARRANGED: readonly string[] = ['6a', '6b'];

const leaves = (criteria: readonly PackCriterion[]): PackCriterion[] =>
  criteria.flatMap((criterion) =>
    criterion.children === undefined ? [criterion] : leaves(criterion.children),
  );

/** A sound "Cơ sở tự chấm" column of quang-ngai-2025: a line for each criterion that is typed in. */
export function selfSheet(
  profile: SheetProfile = 'full',
  change: Readonly<Record<string, number>> = {},
): SelfSheet {
  return leaves(loadPack('quang-ngai-2025').criteria)
    .filter((criterion) => criterion.derivedFrom === undefined)
    .map(({ key, max }) => ({
      criterion: key,
      points: change[key] ?? pointsOf(profile, key, max),
      // Grades of the union, the Party organisation and the guards are last year's.
      ...(GRADED.includes(key) && { gradeYear: 2024 }),
      ...(ARRANGED.includes(key) && { note: 'Phân công trực theo ca' }),
    }));
}

/** Lines that the registers contradict where nothing is entered in them: whoever gives points there says why. */
const BEYOND_REGISTERS = ['7', '9'];
const SEEN = 'Đã xem hồ sơ tại đơn vị';

/**
 * A sound "Cấp trên chấm" column beside a self column: its points but for `change`, each difference with a reason, and
 * so each line that no register stands behind.
 */
export function higherSheet(
  self: SelfSheet = selfSheet(),
  change: Readonly<Record<string, number>> = {},
): HigherSheet {
  return self.map(({ criterion, points = 0 }) => {
    const higher = change[criterion];
    return higher === undefined || higher === points
      ? { criterion, points, ...(BEYOND_REGISTERS.includes(criterion) && { reason: SEEN }) }
      : { criterion, points: higher, reason: 'Minh chứng chưa đủ' };
  });
}

/** The "Cấp trên chấm" column for a unit that handed nothing in: what the higher level knows itself. */
export function ownRecordsSheet(change: Readonly<Record<string, number>> = { '5e': 2, '7': 3 }): HigherSheet {
  return selfSheet('weak', change).map(({ criterion, points = 0 }) => ({ criterion, points }));
}

function pointsOf(profile: SheetProfile, key: string, max: number): number {
  if (profile === 'weak') return 0;
  return profile === 'good' ? (LOST[key] ?? max) : max;
}

/** The acts of one unit's year, each sent as one command through the API by the account whose act it is. */
export interface UnitYearSteps {
  submit(stage: string, extra?: Partial<BodyOf<'submit'>>, key?: string): Promise<Answer>;
  giveBack(stage: string, extra?: Partial<BodyOf<'return'>>, key?: string): Promise<Answer>;
  appraise(extra?: Partial<BodyOf<'appraise'>>, key?: string): Promise<Answer>;
  decide(extra?: Partial<BodyOf<'decide'>>, key?: string): Promise<Answer>;
  review(extra?: Partial<BodyOf<'review'>>, key?: string): Promise<Answer>;
  restart(from: string, extra?: Partial<BodyOf<'restart'>>, key?: string): Promise<Answer>;
  /** Any command by the token given. */
  send(token: string, body: unknown, key?: string): Promise<Answer>;
}

/** Bodies of sound commands, for whoever sends them by hand. */
export const bodies = {
  submit: (stage: string, extra: Partial<BodyOf<'submit'>> = {}): BodyOf<'submit'> => ({
    kind: 'submit',
    stage,
    paper: { number: `12/${stage}`, date: '2025-01-05', summary: 'Văn bản của đơn vị' },
    ...(stage === 'selfScoring' ? { sheet: selfSheet(), gapChoices: GAP_CHOICES } : {}),
    ...extra,
  }),
  giveBack: (stage: string, extra: Partial<BodyOf<'return'>> = {}): BodyOf<'return'> => ({
    kind: 'return',
    stage,
    reason: 'Thiếu minh chứng tiêu chí 4',
    ...extra,
  }),
  appraise: (extra: Partial<BodyOf<'appraise'>> = {}): BodyOf<'appraise'> => ({
    kind: 'appraise',
    stage: 'appraisal',
    sheet: higherSheet(),
    gapChoices: GAP_CHOICES,
    proposeRecognition: true,
    ...extra,
  }),
  decide: (extra: Partial<BodyOf<'decide'>> = {}): BodyOf<'decide'> => ({
    kind: 'decide',
    stage: 'recognition',
    recognised: true,
    number: '45/QĐ-UBND',
    date: '2026-11-24',
    signer: 'Chủ tịch UBND',
    ...extra,
  }),
  review: (extra: Partial<BodyOf<'review'>> = {}): BodyOf<'review'> => ({
    kind: 'review',
    stage: 'awardReview',
    conclusion: 'Đủ điều kiện xét thi đua',
    ...extra,
  }),
  restart: (from: string, extra: Partial<BodyOf<'restart'>> = {}): BodyOf<'restart'> => ({
    kind: 'restart',
    from,
    reason: 'Chấm lại theo khiếu nại của đơn vị',
    ...extra,
  }),
} as const;

/** The acts of one unit in one cycle. */
export function stepsOf(stack: Acting, cycleId: string, unitId: string): UnitYearSteps {
  const send: UnitYearSteps['send'] = (token, body, key) =>
    stack.call('POST', commandsPath(cycleId, unitId), token, body, key === undefined ? {} : { key });
  const as = (role: Parameters<Acting['token']>[0]) => stack.token(role, { unitId });
  return {
    send,
    submit: (stage, extra, key) => send(as('unit-head'), bodies.submit(stage, extra), key),
    giveBack: (stage, extra, key) => send(as('appraiser'), bodies.giveBack(stage, extra), key),
    appraise: (extra, key) => send(as('appraiser'), bodies.appraise(extra), key),
    decide: (extra, key) => send(as('deciding-body'), bodies.decide(extra), key),
    review: (extra, key) => send(as('supervisor'), bodies.review(extra), key),
    restart: (from, extra, key) => send(as('administrator'), bodies.restart(from, extra), key),
  };
}

export const commandsPath = (cycleId: string, unitId: string) =>
  `/cycles/${cycleId}/units/${unitId}/commands`;

/** The outcome of a command that must be applied; waits for it where the API answered 202. */
export async function applied(stack: Pick<Acting, 'waitForCommand'>, answer: Answer): Promise<CommandAnswer> {
  const id = answer.body.id;
  if (answer.status === 202 && id !== undefined) {
    const outcome = await stack.waitForCommand(id);
    if (outcome.status === 'applied') return outcome;
    throw new Error(`refused after 202: ${JSON.stringify(outcome)}`);
  }
  if (answer.status !== 200) throw new Error(`not applied: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as CommandAnswer;
}

interface DatedStep {
  /** Local day and time in Vietnam, `MM-DDTHH:mm`, in the year of the cycle. */
  readonly at: string;
  run(steps: UnitYearSteps, year: number): Promise<Answer>;
}

const submits = (at: string, stage: string): DatedStep => ({ at, run: (steps) => steps.submit(stage) });

const conclusion = (appraisal: string, recognition: string, review: string): DatedStep[] => [
  { at: appraisal, run: (steps) => steps.appraise() },
  { at: recognition, run: (steps, year) => steps.decide({ date: `${year}-${recognition.slice(0, 5)}` }) },
  { at: review, run: (steps) => steps.review() },
];

const ON_TIME: readonly DatedStep[] = [
  submits('03-10T09:00', 'q1Plan'),
  submits('03-12T09:00', 'registration'),
  submits('08-20T09:00', 'festival'),
  submits('10-20T09:00', 'selfScoring'),
  submits('10-26T09:00', 'unitReport'),
  submits('11-16T09:00', 'dossier'),
  ...conclusion('11-18T09:00', '11-24T09:00', '12-05T09:00'),
];

/** The years that are told again and again, of a cycle from 2026 on (stage graph 2026 of quang-ngai-2025). */
const STORIES: Readonly<Record<Scenario, readonly DatedStep[]>> = {
  onTime: ON_TIME,
  late: [
    submits('04-02T09:00', 'q1Plan'),
    submits('04-03T09:00', 'registration'),
    submits('09-01T00:00', 'festival'),
    submits('10-28T09:00', 'selfScoring'),
    submits('11-06T09:00', 'unitReport'),
    submits('11-19T09:00', 'dossier'),
    ...conclusion('11-23T09:00', '11-28T09:00', '12-16T09:00'),
  ],
  returnedAndFixed: [
    ...ON_TIME.slice(0, 4),
    { at: '10-22T09:00', run: (steps) => steps.giveBack('selfScoring') },
    submits('10-24T09:00', 'selfScoring'),
    ...ON_TIME.slice(4, 6),
    { at: '11-17T09:00', run: (steps, year) => steps.giveBack('dossier', { answerBy: `${year}-11-19` }) },
    submits('11-17T16:00', 'dossier'),
    ...ON_TIME.slice(6),
  ],
  notSubmitted: [
    submits('03-20T09:00', 'q1Plan'),
    submits('03-21T09:00', 'registration'),
    {
      at: '11-21T09:00',
      run: (steps) =>
        steps.appraise({
          sheet: ownRecordsSheet(),
          proposeRecognition: false,
          ownRecordsNote: 'Sổ theo dõi của Công an; đơn vị không nộp hồ sơ',
        }),
    },
    { at: '11-25T09:00', run: (steps, year) => steps.decide({ recognised: false, date: `${year}-11-25` }) },
    {
      at: '12-06T09:00',
      run: (steps) => steps.review({ conclusion: 'Không xét thi đua, khen thưởng' }),
    },
  ],
  restarted: [
    ...ON_TIME,
    { at: '12-08T09:00', run: (steps, year) => steps.restart('selfScoring', { until: `${year}-12-20` }) },
    submits('12-09T09:00', 'selfScoring'),
    submits('12-10T09:00', 'unitReport'),
    submits('12-11T09:00', 'dossier'),
    ...conclusion('12-14T09:00', '12-16T09:00', '12-18T09:00'),
  ],
};

/** Names of the nine Updates of an ordinary year, in order. */
export const ORDINARY_UPDATES = [
  'q1Plan',
  'registration',
  'festival',
  'selfScoring',
  'unitReport',
  'dossier',
  'appraisal',
  'recognition',
  'awardReview',
] as const;

/**
 * Lives one unit's year in a rehearsal, moving its clock to each act's day. The clock is shared and never goes back:
 * several units of one cycle are lived together by `driveYears`.
 *
 * @returns the outcomes in order; throws where an act is refused
 */
export function driveYear(
  stack: Acting,
  cycleId: string,
  unitId: string,
  scenario: Scenario,
): Promise<CommandAnswer[]> {
  return driveYears(stack, cycleId, [{ unitId, scenario }]);
}

/** One unit's part in a common year; `after` (exclusive) and `until` (inclusive) cut a piece out of its story. */
export interface Life {
  readonly unitId: string;
  readonly scenario: Scenario;
  readonly after?: string;
  readonly until?: string;
}

/** Lives several units' years in one rehearsal, act by act in the order of their days. */
export async function driveYears(
  stack: Acting,
  cycleId: string,
  lives: readonly Life[],
): Promise<CommandAnswer[]> {
  const year = Number(/-(\d{4})(-|$)/.exec(cycleId)?.[1]);
  const acts = lives
    .flatMap(({ unitId, scenario, after = '', until = '99' }) =>
      STORIES[scenario].filter(({ at }) => at > after && at <= until).map((step) => ({ unitId, step })),
    )
    .sort((a, b) => (a.step.at < b.step.at ? -1 : a.step.at > b.step.at ? 1 : 0));
  const outcomes: CommandAnswer[] = [];
  let now = '';
  for (const { unitId, step } of acts) {
    if (step.at !== now) await stack.setClock(cycleId, instantOf(year, step.at));
    now = step.at;
    outcomes.push(await applied(stack, await step.run(stepsOf(stack, cycleId, unitId), year)));
  }
  return outcomes;
}

/** An instant of the cycle's year by Vietnamese day and time, `MM-DDTHH:mm`. */
export const instantOf = (year: number, at: string) => `${year}-${at}:00+07:00`;
