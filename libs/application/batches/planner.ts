import { DomainError } from '#libs/contracts';
import type { BatchAct } from '#libs/contracts/http';
import { isAssumedDay } from '#libs/unit-year';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { extraReminders } from '../reminders/extra-reminders.js';
import { openScene } from '../reminders/open-scene.js';
import type { AddressedYear, NewReminder } from '../reminders/reminders.port.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import { type MailForecast, mailsOf } from './mails-of.js';
import {
  type BatchAsking,
  type NotDone,
  planUnit,
  refusedBy,
  requireActOn,
  type UnitPlan,
} from './unit-plan.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** What the act comes to for one unit, with its mails and, where it reminds, the reminders to be written down. */
export type Planned =
  | (Extract<UnitPlan, { outcome: 'planned' }> &
      MailForecast & { readonly reminders?: readonly NewReminder[] })
  | NotDone;

/** Plans the act for the units of a page: what all of them ask for is read at once. */
export type PlanPage = (
  units: readonly AddressedYear[],
) => Promise<(unit: AddressedYear) => Promise<Planned>>;

/** How an act is planned: asked by the plan for many, and by each page again for the units that it has locked. */
export async function plannerOf(
  records: Needs,
  rules: CycleRules,
  cycle: Cycle,
  asking: BatchAsking,
): Promise<PlanPage> {
  const { act } = asking;
  if (act.kind === 'remind') return remindingPlanner(records, rules, cycle, { ...asking, act });
  return async (units) => {
    const mails = await mailsOf(records, cycle.id, act, units);
    return async (unit) => {
      const plan = await planUnit(records, await rules.of(records, cycle, unit), unit, { ...asking, act });
      return plan.outcome === 'refused' ? plan : { ...plan, ...mails(unit) };
    };
  };
}

async function remindingPlanner(
  records: Needs,
  rules: CycleRules,
  cycle: Cycle,
  asking: BatchAsking & { readonly act: Extract<BatchAct, { kind: 'remind' }> },
): Promise<PlanPage> {
  const scene = await openScene(records, rules, cycle);
  return async (units) => {
    const ids = units.map(({ unitId }) => unitId);
    const written = await records.reminders.ofSubjects(cycle.id, ids);
    const own = ({ unitId }: AddressedYear) => written.filter((each) => each.unitId === unitId);
    return async (unit): Promise<Planned> => {
      const refused = await requireActOn(records, await rules.of(records, cycle, unit), unit, asking);
      if (refused !== undefined) return refused;
      const { sends, left } = extraReminders(scene, unit, own(unit), asking.act.stage);
      if (sends.length === 0) {
        const why = left.length === 0 ? 'không có việc nào đang chờ làm' : left.join('; ');
        return refusedBy(new DomainError('REMIND.NOTHING_DUE', { why }));
      }
      const reminders = sends.map(({ reminder }) => reminder);
      return {
        outcome: 'planned',
        changed: sends.map(({ stage, reminder: { dueDay } }) => ({
          key: stage.key,
          status: unit.state.stages[stage.key]?.status ?? 'awaiting',
          lastDay: dueDay,
          assumed: isAssumedDay(stage, dueDay),
        })),
        kept: [],
        // The rung names the day: what was told yesterday is another act today.
        line: requestDigest(
          reminders.map(({ stage, dueDay, recipient, rung }) => [stage, dueDay, recipient, rung]),
        ),
        to: reminders.map(({ recipient }) => recipient),
        noMail: left.length === 0 ? undefined : left.join('; '),
        reminders,
      };
    };
  };
}
