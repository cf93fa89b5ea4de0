import { addDays, dateOf, type IsoInstant } from '#libs/calendar';
import { type PolicyAnswer, type SentCommand } from '#libs/contracts/http';
import {
  atHour,
  earlierOf,
  LAST_HOUR,
  laterOf,
  officeHour,
  officeTime,
  weekdayAfter,
  weekdays,
} from './days.js';
import type { Draw } from './draw.js';
import {
  accountKey,
  type Behaviour,
  type ExpectedStage,
  type ExpectedUnit,
  type PlannedAct,
  type PopulationUnit,
  type StageDays,
} from './population.types.js';
import {
  choicesFor,
  isScored,
  type Outcome,
  ownRecordsOf,
  selfSheetOf,
  sheetsFor,
  type TargetScore,
} from './sheets.js';

export interface UnitYearInput {
  readonly draw: Draw;
  readonly policy: PolicyAnswer;
  readonly provinceCode: string;
  readonly unit: PopulationUnit;
  /** The unit's stages in the order of the year. */
  readonly stages: readonly StageDays[];
  readonly behaviour: Behaviour;
  readonly target: Outcome | TargetScore;
}

/** Who is late comes at most so many days after the last day. */
const LATEST_DAYS = 10;
/** Days that a unit gets to answer a return. */
const ANSWER_DAYS = 5;
/** Weekdays that a return and its answer take in all. */
const RETURN_WEEKDAYS = 4;
/** Weekdays within which a decision follows the appraisal. */
const DECISION_WEEKDAYS = 2;

/** One unit's year as it is drawn: its own acts, those of the offices that judge it, and how it must end. */
export function unitYear(input: UnitYearInput): {
  readonly acts: readonly PlannedAct[];
  readonly expected: ExpectedUnit;
} {
  const { policy, unit, behaviour, target } = input;
  const life = new Life(input);
  for (const stage of input.stages) life.live(stage);
  return {
    acts: life.acts,
    expected: {
      id: unit.id,
      behaviour,
      stages: life.stages,
      recognised: target.recognised,
      ...(isScored(target) && { classKey: target.classKey, total: target.total / 100 }),
      excluded:
        hasExclusions(policy) &&
        (behaviour === 'never' ||
          (isScored(target) &&
            policy.classes.some(({ key, noAward }) => key === target.classKey && noAward))),
    },
  };
}

/** Whether the year has a list of those not considered for awards: without a rule nobody stands on one. */
const hasExclusions = ({ figures }: PolicyAnswer): boolean =>
  figures.some(({ path }) => path === 'consequences.noAward');

class Life {
  readonly acts: PlannedAct[] = [];
  readonly stages: ExpectedStage[] = [];
  private readonly draw: Draw;
  private readonly turns = new Map<string, number>();
  /** Nothing is done before what was done last. */
  private last: IsoInstant = '';
  /** The last stage of the unit's own: judging begins after it. */
  private readonly lastPaper: StageDays | undefined;
  /** What goes back to a unit that has to mend something: its sheet, where there is one. */
  private readonly returnable: StageDays | undefined;

  constructor(private readonly input: UnitYearInput) {
    this.draw = input.draw;
    const judged = input.stages.findIndex(({ act }) => act !== 'submit');
    this.lastPaper = input.stages[judged - 1];
    this.returnable = input.stages.find(({ sheet }) => sheet === 'self') ?? this.lastPaper;
  }

  live(stage: StageDays): void {
    if (stage.act !== 'submit') {
      this.judge(stage);
    } else if (this.input.behaviour === 'never') {
      this.stages.push({ stage: stage.stage, status: 'awaiting' });
    } else if (this.input.behaviour === 'returned' && stage === this.returnable) {
      this.handInTwice(stage);
    } else {
      this.handIn(stage, this.timeOf(stage));
    }
  }

  private timeOf({ opens, lastDay, cutOff }: StageDays): IsoInstant {
    const from = this.last === '' ? opens : laterOf(opens, dateOf(this.last));
    switch (this.input.behaviour) {
      case 'lastDay':
        return atHour(lastDay, LAST_HOUR);
      case 'late': {
        const latest = addDays(lastDay, LATEST_DAYS);
        const to = cutOff === undefined ? latest : earlierOf(cutOff, latest);
        return officeTime(this.draw, earlierOf(laterOf(from, addDays(lastDay, 1)), to), to);
      }
      default: {
        const before = addDays(lastDay, -1);
        const hasTime = weekdays(from, before).length > 0;
        return officeTime(this.draw, from, hasTime ? before : lastDay);
      }
    }
  }

  private handIn(stage: StageDays, at: IsoInstant): void {
    const when = this.submit(stage, at);
    const late = stage.isOnlyAsked !== true && dateOf(when) > stage.lastDay;
    this.stages.push({ stage: stage.stage, status: 'submitted', late });
  }

  /** Handed in early, returned with a day to answer by, handed in again in time. */
  private handInTwice(stage: StageDays): void {
    const days = weekdays(
      this.last === '' ? stage.opens : laterOf(stage.opens, dateOf(this.last)),
      stage.lastDay,
    );
    const first = days[this.draw.whole(0, Math.max(0, days.length - 1 - RETURN_WEEKDAYS))] ?? stage.opens;
    const handedIn = dateOf(this.submit(stage, officeHour(this.draw, first)));
    const returned = weekdayAfter(handedIn);
    const answerBy = addDays(returned, ANSWER_DAYS);
    this.act(stage, officeHour(this.draw, returned), this.office('appraiser'), {
      kind: 'return',
      stage: stage.stage,
      reason: 'Thiếu minh chứng ở một số mục, đề nghị bổ sung',
      answerBy,
    });
    const again = officeHour(this.draw, weekdayAfter(returned, this.draw.whole(1, 2)));
    const when = dateOf(this.submit(stage, again));
    this.stages.push({
      stage: stage.stage,
      status: 'submitted',
      late: stage.isOnlyAsked !== true && when > laterOf(stage.lastDay, answerBy),
    });
  }

  private submit(stage: StageDays, at: IsoInstant): IsoInstant {
    const { unit, policy, target } = this.input;
    const sheet =
      stage.sheet !== undefined && isScored(target)
        ? selfSheetOf(this.sheets(policy, target), policy, unit.profile)
        : undefined;
    const paper = {
      number: `${this.draw.whole(1, 300)}/${stage.stage}`,
      date: dateOf(laterOf(at, this.last)),
      summary: 'Văn bản của đơn vị trong kỳ diễn tập',
    };
    return this.act(stage, at, accountKey('unit-head', unit.id), {
      kind: 'submit',
      stage: stage.stage,
      paper,
      ...(sheet && { sheet, gapChoices: choicesFor(policy, unit.profile) }),
    });
  }

  private judge(stage: StageDays): void {
    const { behaviour } = this.input;
    const { lastPaper } = this;
    const opens = stage.opens;
    const from = (day: string) => laterOf(day, opens);
    let at: IsoInstant;
    if (stage.act === 'appraise') {
      const since = behaviour === 'never' ? lastPaper?.cutOff : dateOf(this.last);
      if (since === undefined) throw new Error('a unit that hands nothing in is judged from a cut-off on');
      at = officeHour(this.draw, from(weekdayAfter(since)));
    } else if (stage.act === 'decide') {
      const day = weekdayAfter(dateOf(this.last), this.draw.whole(1, DECISION_WEEKDAYS));
      at = officeHour(this.draw, from(day));
    } else {
      const day = from(dateOf(this.last));
      at = officeTime(this.draw, day, laterOf(day, stage.lastDay));
    }
    const when = this.act(
      stage,
      at,
      this.office(ROLE_OF[stage.act] ?? stage.act),
      this.judgement(stage, dateOf(at)),
    );
    this.stages.push({ stage: stage.stage, status: 'done', late: dateOf(when) > stage.lastDay });
  }

  private judgement({ stage, act }: StageDays, day: string): SentCommand {
    const { unit, policy, target, behaviour } = this.input;
    if (act === 'decide') {
      return {
        kind: 'decide',
        stage,
        recognised: target.recognised,
        number: `${this.draw.whole(1, 900)}/QĐ-UBND`,
        date: day,
        signer: 'Chủ tịch UBND (diễn tập)',
      };
    }
    if (act === 'classify') {
      return {
        kind: 'classify',
        stage,
        number: `${this.draw.whole(1, 900)}/QĐ-BCĐ`,
        date: day,
        signer: 'Trưởng Ban Chỉ đạo 138 (diễn tập)',
      };
    }
    if (act === 'review') {
      return { kind: 'review', stage, conclusion: 'Đã xét theo kết quả phân loại (diễn tập)' };
    }
    if (!isScored(target)) {
      return { kind: 'appraise', stage, proposeRecognition: target.recognised };
    }
    const sheets = this.sheets(policy, target);
    return behaviour === 'never'
      ? {
          kind: 'appraise',
          stage,
          sheet: ownRecordsOf(sheets),
          gapChoices: choicesFor(policy, unit.profile),
          ownRecordsNote: 'Sổ theo dõi của cơ quan thẩm định; đơn vị không nộp hồ sơ',
          proposeRecognition: false,
        }
      : {
          kind: 'appraise',
          stage,
          sheet: sheets.higher,
          gapChoices: choicesFor(policy, unit.profile),
          proposeRecognition: target.recognised,
        };
  }

  /** Drawn once: both columns belong together. */
  private drawn: ReturnType<typeof sheetsFor> | undefined;
  private sheets(policy: PolicyAnswer, target: TargetScore): ReturnType<typeof sheetsFor> {
    this.drawn ??= sheetsFor(this.draw, policy, target);
    return this.drawn;
  }

  /** The account of the office that judges the unit; one that would judge itself is judged by another level. */
  private office(role: string): string {
    const { policy, unit, provinceCode } = this.input;
    const routed = policy.routing.find(({ namePrefixes }) =>
      namePrefixes.some((prefix) => unit.name.normalize('NFC').startsWith(prefix)),
    );
    const level = routed?.toLevel ?? unit.profile.managedBy;
    const places = { tinh: provinceCode, huyen: unit.districtCode, xa: unit.communeCode };
    return accountKey(role, places[level] ?? provinceCode);
  }

  private act({ stage }: StageDays, wished: IsoInstant, by: string, body: SentCommand): IsoInstant {
    const at = this.last === '' ? wished : laterOf(wished, this.last);
    const turn = (this.turns.get(stage) ?? 0) + 1;
    this.turns.set(stage, turn);
    this.last = at;
    this.acts.push({ at, subject: this.input.unit.id, isBody: false, stage, turn, by, body });
    return at;
  }
}

/** Role that concludes a stage. */
const ROLE_OF: Readonly<Record<string, string>> = {
  appraise: 'appraiser',
  decide: 'deciding-body',
  classify: 'supervisor',
  review: 'supervisor',
};
