import { addDays, formatOfficialDay, startOfDay } from '#libs/calendar';
import type { CalendarInstant, ManagementLevel, ResolvedStage } from '#libs/policy';
import type { LevelRules } from '../cycle-rules/cycle-days.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { officesActingAt } from '../mail/addressee.js';
import { cycleParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office } from '../units/units.port.js';

type Needs = Stores<'calendar' | 'now' | 'units'>;

const PAGE = 200;

export interface NotSubmittedLetters {
  readonly letters: readonly NewMessage[];
  /** Offices that judge and cannot be written to, with the office that is written to instead, if there is one. */
  readonly withoutAddress: readonly { readonly office: string; readonly insteadTo?: string }[];
}

/** What one office is told. */
interface List {
  /** Code of the office; that of the commune where the commune has no such office. */
  readonly code: string;
  readonly office: Office | undefined;
  readonly waiting: ResolvedStage;
  readonly units: string[];
  /** Units that may still hand in, or whose year is paused. */
  readonly others: string[];
}

/**
 * At the cut-off of a stage that others wait for no longer than that, each office that judges is told which units have
 * handed nothing in: it judges them from its own records, and "Không nộp" is a result (gap `NOT_SUBMITTED`). Units whose
 * time was extended and units that are paused are listed apart. An office without an address is written to through the
 * province's office of the same duty. Nobody waits for the other stages, so their cut-offs have no mail.
 */
export async function notSubmittedLetters(
  records: Needs,
  cycle: Cycle,
  rules: LevelRules,
  instant: CalendarInstant,
): Promise<NotSubmittedLetters> {
  const waiting = {
    tinh: waitingFor(rules, 'tinh', instant),
    huyen: waitingFor(rules, 'huyen', instant),
    xa: waitingFor(rules, 'xa', instant),
  };
  const key = (waiting.tinh ?? waiting.huyen ?? waiting.xa)?.key;
  if (key === undefined) return { letters: [], withoutAddress: [] };
  const officeOf = await officesActingAt(records, cycle, rules, key);
  const lists = new Map<string, List>();
  let after: string | undefined;
  for (;;) {
    const page = await records.calendar.withoutOutcome(cycle.id, instant.stage, instant.levels, after, PAGE);
    after = page.at(-1)?.unitId;
    if (after === undefined) break;
    for (const unit of page) {
      const level = judgingLevelOf(rules[unit.managedBy].pack, unit);
      const stage = waiting[level];
      if (stage === undefined) continue;
      const office = officeOf(unit);
      const code = office?.code ?? unit.communeCode;
      const list = lists.get(code) ?? { code, office, waiting: stage, units: [], others: [] };
      const apart = apartOf(unit, instant);
      if (apart === undefined) list.units.push(lineOf(unit));
      else list.others.push(`${lineOf(unit)}: ${apart}`);
      lists.set(code, list);
    }
  }
  const ofProvince = officeOf({ unitName: '', managedBy: 'tinh', communeCode: '' });
  const hasAddress = ({ office }: List) => office?.email !== undefined;
  return {
    letters: [...lists.values()].flatMap((list) => {
      const to = hasAddress(list) ? list.office : ofProvince;
      return to?.email === undefined ? [] : [letterOf(cycle, rules, instant, list, to.name, to.email)];
    }),
    withoutAddress: [...lists.values()]
      .filter((list) => !hasAddress(list))
      .map(({ code }) => ({
        office: code,
        insteadTo: ofProvince?.email === undefined ? undefined : ofProvince.code,
      })),
  };
}

/** The stage that the offices of one level may conclude from now on. */
const waitingFor = (
  rules: LevelRules,
  level: ManagementLevel,
  instant: CalendarInstant,
): ResolvedStage | undefined =>
  rules[level].graph.find(({ requires }) =>
    requires.some(({ stage, mode }) => stage === instant.stage && mode === 'hardUntilCutOff'),
  );

const lineOf = ({ unitName, unitId }: UnitYear): string => `- ${unitName} (mã ${unitId})`;

/** Why the unit is not to be judged yet; undefined where it is. */
function apartOf({ state }: UnitYear, { stage, at }: CalendarInstant): string | undefined {
  if (state.status === 'paused') return 'đang tạm dừng';
  const grace = state.stages[stage]?.graceUntil;
  if (grace === undefined || startOfDay(addDays(grace, 1)) <= at) return undefined;
  return `được gia hạn đến hết ngày ${formatOfficialDay(grace)}`;
}

const isAssumed = (day: { readonly status: string } | undefined): string =>
  day?.status === 'assumed' ? 'yes' : '';

function letterOf(
  cycle: Cycle,
  rules: LevelRules,
  { stage, name, levels, day }: CalendarInstant,
  { code, office, waiting, units, others }: List,
  officeName: string,
  recipient: string,
): NewMessage {
  const isOwn = office?.email !== undefined;
  const cutOff = levels
    .map((level) => rules[level].stages.find(({ key }) => key === stage)?.cutOff)
    .find((each) => each?.lastDay === day);
  return {
    key: `not-submitted/${cycle.id}/${code}/${stage}/${day}/${levels.join('+')}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: office?.code,
    template: 'not-submitted',
    recipient,
    params: {
      ...cycleParams(cycle, rules.tinh.pack),
      officeName,
      insteadOf: isOwn ? '' : (office?.name ?? `cơ quan thẩm định của địa bàn ${code}`),
      stageName: name,
      waitingName: waiting.name,
      waitingLastDay: waiting.due?.lastDay ?? '',
      waitingAssumed: isAssumed(waiting.due),
      lastDayAssumed: isAssumed(cutOff),
      assumed: isAssumed(waiting.due) || isAssumed(cutOff),
      scored: rules.tinh.pack.criteria.length > 0 ? 'yes' : '',
      lastDay: day,
      count: String(units.length),
      units: units.join('\n'),
      others: others.join('\n'),
    },
  };
}
