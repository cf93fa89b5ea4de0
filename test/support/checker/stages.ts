import { dayEnd, type ReadStage } from './pack-reading.js';
import type { Report, StageLineRow, StageState, UnitYearRow, YearState } from './types.js';

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;
/** The day in Việt Nam that an instant lies in. */
const dayOf = (instant: number): string => new Date(instant + ZONE_MS).toISOString().slice(0, 10);

/** What a closed year left undone is nobody's any more; what was asked of nobody stays so. */
const countedAs = (year: string, status: string): string =>
  year === 'closed' && (status === 'awaiting' || status === 'returned') ? 'closed' : status;

/** What has come on paper counts as that, in a closed year too; a class that was ended is asked for in it. */
export const countedOf = (year: string, now: StageState | undefined): string =>
  now?.receipt !== undefined
    ? 'received'
    : now?.reopenedBy === undefined
      ? countedAs(year, now?.status ?? 'awaiting')
      : now.status;

/** I6: the rows of a year's stages are what its facts come to under the pack in force. */
export function checkStages(
  unit: UnitYearRow,
  state: YearState,
  stages: readonly ReadStage[],
  rows: readonly StageLineRow[],
  report: Report,
): void {
  const key = `${unit.cycle_id}/${unit.unit_id}`;
  const inPack = state.endedByMigration === true ? [] : stages;
  const keys = new Set([...inPack.map((stage) => stage.key), ...Object.keys(state.stages)]);
  for (const each of keys) {
    const row = rows.find(({ stage }) => stage === each);
    if (row === undefined) {
      report('I6', `${key}/${each}`, 'the stage has no row');
      continue;
    }
    const stage = inPack.find((one) => one.key === each);
    const expected = expectedRow(unit, state, each, stage);
    for (const [column, value] of Object.entries(expected)) {
      const real = row[column as keyof StageLineRow];
      const text = real instanceof Date ? real.toISOString() : real;
      if (text !== value) {
        report('I6', `${key}/${each}`, `${column} is ${String(text)}, the facts come to ${String(value)}`);
      }
    }
  }
  for (const { stage } of rows) {
    if (!keys.has(stage)) report('I6', `${key}/${stage}`, 'a row of a stage that the year does not have');
  }
  if ((unit.exemplar ?? null) !== exemplarOf(state))
    report('I6', key, `exemplar is ${String(unit.exemplar)}`);
  const pledges = state.pledges as { total: number; pledged: number } | undefined;
  if (unit.pledge_total !== (pledges?.total ?? null) || unit.pledged !== (pledges?.pledged ?? null)) {
    report('I6', key, `pledges are ${String(unit.pledged)}/${String(unit.pledge_total)}`);
  }
}

function expectedRow(unit: UnitYearRow, state: YearState, key: string, stage: ReadStage | undefined) {
  const now: StageState = state.stages[key] ?? { status: 'awaiting', round: state.round };
  const legal = stage?.movedTo.at(-1) ?? stage?.due?.lastDay;
  const shut = stage?.cutOff && dayOf(stage.cutOff.closedFrom - DAY_MS);
  const later = (...days: readonly (string | undefined)[]) =>
    days
      .filter((day) => day !== undefined)
      .sort()
      .at(-1);
  return {
    commune_code: unit.commune_code,
    unit_kind: unit.unit_kind,
    level: unit.managed_by,
    programme: unit.body_key ?? 'standard',
    standing: unit.standing,
    in_pack: stage !== undefined,
    status: now.status,
    counted: countedOf(state.status, now),
    round: now.round,
    opens_day: stage === undefined ? null : dayOf(stage.opensAt),
    due_day: stage === undefined ? null : (later(legal, now.graceUntil) ?? null),
    grace_until: now.graceUntil ?? null,
    cut_off: shut === undefined ? null : dayOf(Math.max(dayEnd(shut), dayEnd(legal ?? shut)) - DAY_MS),
    late: now.receipt?.late ?? now.late ?? null,
    effective_at: now.effectiveAt ?? null,
    command_id: now.commandId ?? null,
    basis: now.basis ?? null,
    recognised: now.recognised ?? null,
    class_key: (now.classification as { classKey: string } | undefined)?.classKey ?? null,
    appeal: now.appeal === undefined ? null : now.appeal.outcome === undefined ? 'waiting' : 'answered',
    revocation: now.revocation?.state ?? null,
    awards: now.awardProposal !== undefined,
    announced: now.announced !== undefined && now.receipt === undefined,
  };
}

function exemplarOf({ exemplar }: YearState): string | null {
  if (exemplar === undefined) return null;
  if (exemplar.accepted === undefined) return 'proposed';
  return exemplar.accepted ? 'accepted' : 'refused';
}
