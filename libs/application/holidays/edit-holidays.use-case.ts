import { DomainError, type HolidayChangeAnswer, type Problem } from '#libs/contracts';
import type { TableReading } from '#libs/tables';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { reminderBasis } from '../reminders/due-lines.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { nowOf } from '../transaction/now-of.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { editedProvinceOf } from './edited-province.js';
import { dayChanges, type HolidayEdit, type YearChange, yearChanges } from './holiday-change.js';
import { effectOnCycle } from './holiday-effect.js';
import { type HolidayEffect, type HolidayVersion, WHOLE_COUNTRY } from './holidays.port.js';
import { workingDaysBy } from './working-days.js';

type Needs = Stores<
  'audit' | 'cycles' | 'holidays' | 'migrations' | 'now' | 'reminders' | 'requests' | 'workingDays'
>;

export interface HolidayEditRequest {
  readonly edit: HolidayEdit;
  readonly reason: string;
  /** Rows of a file that were left out. */
  readonly problems?: readonly Problem[];
  /** What of a file was read. */
  readonly reading?: TableReading;
}

/**
 * Edits the days off of a province: each year that changes gets a new version, and the versions before stay readable. A
 * last day stays where it is whatever the table says; reminders of the running cycles follow the new one from now on.
 */
export class EditHolidays {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * A request that was carried out before under the same key is answered as it was then, and changes nothing more.
   *
   * @param dryRun only tells what would follow
   * @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, HOLIDAY.UNKNOWN, IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    request: HolidayEditRequest,
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<HolidayChangeAnswer> {
    const provinceCode = editedProvinceOf(identity);
    const { effect, touched } = await this.unitOfWork.inTransaction(async (records) => {
      if (!dryRun) await records.holidays.lock(provinceCode);
      const bodyDigest = requestDigest(request);
      const earlier = await records.holidays.requestOf(provinceCode, identity.actorId, idempotencyKey);
      if (earlier !== undefined) {
        if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
        return { effect: earlier.effect, touched: [] };
      }
      const touched: Cycle[] = [];
      // Also what changes nothing must not be followed by something else under its key.
      const keyed = { act: 'editHolidays', key: idempotencyKey, content: request, dryRun };
      const effect = await onceByKey(records, identity, keyed, async () => {
        const inForce = await records.holidays.inForce(provinceCode);
        const changes = yearChanges(inForce, await begunAnew(records, provinceCode, request.edit));
        refuseNothing(request.edit, changes);
        const cycles = changes.length === 0 ? [] : await records.cycles.running(provinceCode);
        const found = await this.effectOf(records, provinceCode, request, inForce, changes, cycles);
        if (dryRun || changes.length === 0) return found;
        const mark = { idempotencyKey, bodyDigest };
        await record(records, identity, provinceCode, request, changes, { ...mark, effect: found });
        await note(records, identity, provinceCode, request, cycles, found);
        touched.push(...cycles);
        return found;
      });
      return { effect, touched };
    });
    for (const cycle of touched) await wake(this.runs, cycle, ['reminders']);
    return { ...effect, dryRun };
  }

  private async effectOf(
    records: Needs,
    provinceCode: string,
    { problems = [], reading }: HolidayEditRequest,
    inForce: readonly HolidayVersion[],
    changes: readonly YearChange[],
    cycles: readonly Cycle[],
  ): Promise<HolidayEffect> {
    const versions = changes.map((change) => versionOf(provinceCode, change));
    const others = inForce.filter(({ year }) => versions.every((each) => each.year !== year));
    const after = workingDaysBy([...others, ...versions]);
    const touched = [];
    for (const cycle of cycles) {
      const basis = await reminderBasis(records, this.rules, cycle);
      const now = await nowOf(records, cycle);
      touched.push(await effectOnCycle(records, basis, after, now));
    }
    return {
      provinceCode,
      years: changes.map(({ year, before }, index) => ({
        year,
        before: before?.version,
        version: versions[index]?.version ?? 1,
      })),
      ...dayChanges(changes),
      cycles: touched,
      problems,
      reading,
    };
  }
}

/** A year that the country's table has begins anew as that has it; what was worked out is for the years it lacks. */
async function begunAnew(records: Needs, provinceCode: string, edit: HolidayEdit): Promise<HolidayEdit> {
  if (edit.act !== 'seed') return edit;
  const versions = await records.holidays.versions(provinceCode, edit.year);
  const country = versions.findLast(({ areaCode }) => areaCode === WHOLE_COUNTRY);
  return country === undefined ? edit : { ...edit, days: country.days };
}

/** The first version of a province's own goes over the country's, so it gets a number above it. */
function versionOf(areaCode: string, { year, before, after }: YearChange): HolidayVersion {
  const version = (before?.version ?? 0) + 1;
  return { areaCode, year, version, act: 'set', days: after, reason: '', actorName: '', madeAt: '' };
}

/** Taking away a day that is not in the table is a slip; setting what stands already changes nothing. */
function refuseNothing(edit: HolidayEdit, changes: readonly YearChange[]): void {
  if (edit.act === 'remove' && changes.length === 0)
    throw new DomainError('HOLIDAY.UNKNOWN', { day: edit.day });
}

async function record(
  records: Needs,
  identity: Identity,
  provinceCode: string,
  { edit, reason }: HolidayEditRequest,
  changes: readonly YearChange[],
  request: { readonly idempotencyKey: string; readonly bodyDigest: string; readonly effect: HolidayEffect },
): Promise<void> {
  for (const change of changes) {
    await records.holidays.add({
      ...versionOf(provinceCode, change),
      act: edit.act,
      reason,
      actorId: identity.actorId,
      actorName: identity.name,
      ...request,
    });
  }
}

/** In the province's chain, and in that of each cycle whose reminders look again. */
async function note(
  records: Needs,
  identity: Identity,
  provinceCode: string,
  { edit, reason }: HolidayEditRequest,
  cycles: readonly Cycle[],
  { years, added, removed, changed }: HolidayEffect,
): Promise<void> {
  for (const { id } of cycles) await records.cycles.touch(id);
  for (const cycleId of ['-', ...cycles.map(({ id }) => id)]) {
    await records.audit.append({
      cycleId,
      areaCode: provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'holidays.changed',
      object: years.map(({ year, version }) => `${year}/${version}`).join(' '),
      detail: { act: edit.act, reason, years, added, removed, changed },
    });
  }
}
