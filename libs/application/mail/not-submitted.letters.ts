import { addDays, formatOfficialDay, startOfDay } from '#libs/calendar';
import type { CalendarInstant, ResolvedStage } from '#libs/policy';
import type { LevelRules } from '../cycles/cycle-days.js';
import type { Cycle, NewMessage, Office, Records, UnitYear } from '../ports/records.port.js';
import { officesActingAt } from './addressee.js';
import { relayOf } from './letters.js';

const PAGE = 200;

/**
 * At the cut-off of a stage that others wait for no longer than that, each office that judges is told which units have
 * handed nothing in: it judges them from its own records, and "Không nộp" is a result (gap `NOT_SUBMITTED`). A unit whose
 * time was extended is in the list with its day. Nobody waits for the other stages, so their cut-offs have no mail.
 */
export async function notSubmittedLetters(
  records: Records,
  cycle: Cycle,
  rules: LevelRules,
  instant: CalendarInstant,
): Promise<readonly NewMessage[]> {
  const waiting = rules.tinh.graph.find(({ requires }) =>
    requires.some(({ stage, mode }) => stage === instant.stage && mode === 'hardUntilCutOff'),
  );
  if (waiting === undefined) return [];
  const officeOf = await officesActingAt(records, cycle, rules, waiting.key);
  const lists = new Map<string, { readonly office: Office; readonly units: string[] }>();
  let after: string | undefined;
  for (;;) {
    const page = await records.calendar.withoutOutcome(cycle.id, instant.stage, instant.levels, after, PAGE);
    after = page.at(-1)?.unitId;
    if (after === undefined) break;
    for (const unit of page) {
      const office = officeOf(unit);
      if (office?.email === undefined) continue;
      const list = lists.get(office.code) ?? { office, units: [] };
      list.units.push(lineOf(unit, instant));
      lists.set(office.code, list);
    }
  }
  return [...lists.values()].map(({ office, units }) => letterOf(cycle, instant, waiting, office, units));
}

function lineOf(unit: UnitYear, instant: CalendarInstant): string {
  const grace = unit.state.stages[instant.stage]?.graceUntil;
  const extended =
    grace !== undefined && startOfDay(addDays(grace, 1)) > instant.at
      ? ` (được gia hạn đến hết ngày ${formatOfficialDay(grace)})`
      : '';
  const paused = unit.state.status === 'paused' ? ' (đang tạm dừng)' : '';
  return `- ${unit.unitName} (mã ${unit.unitId})${extended}${paused}`;
}

function letterOf(
  cycle: Cycle,
  { stage, name, levels, day }: CalendarInstant,
  waiting: ResolvedStage,
  office: Office,
  units: readonly string[],
): NewMessage {
  return {
    key: `not-submitted/${cycle.id}/${office.code}/${stage}/${day}/${levels.join('+')}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: office.code,
    template: 'not-submitted',
    recipient: office.email ?? '',
    params: {
      year: String(cycle.year),
      rehearsal: cycle.clockKind === 'rehearsal' ? 'yes' : '',
      cycleId: cycle.id,
      officeName: office.name,
      stageName: name,
      waitingName: waiting.name,
      waitingLastDay: waiting.due?.lastDay ?? '',
      lastDay: day,
      count: String(units.length),
      units: units.join('\n'),
    },
  };
}
