import { createHash } from 'node:crypto';
import type { AmendmentRow, Report, Snapshot } from './types.js';

/** A stage of a unit or of a body as the pinned pack's own JSON states it, with its days worked out for one year and level. */
export interface ReadStage {
  readonly key: string;
  readonly act: string;
  readonly actor: string;
  readonly requires: readonly { readonly stage: string; readonly mode: string }[];
  readonly opensAt: number;
  /** First instant that is late, and the last day in time. */
  readonly due?: { readonly lastDay: string; readonly lateFrom: number };
  readonly cutOff?: { readonly closedFrom: number };
  /** Last days that documents gave the stage while the cycle ran, in their order; the last one counts for the board. */
  readonly movedTo: readonly string[];
  /** Nobody is late with what is only asked for, unless a document has moved its day. */
  readonly isOnlyAsked: boolean;
}

/**
 * Whose stages are asked for: a unit of one level, or one body.
 *
 * @param then a pack that the cycle went by before, or the end of a day of its own clock by which the rules were recorded;
 *   the rules in force when absent
 */
export type StagesOf = (
  cycleId: string,
  subject: { readonly managed_by: string; readonly body_key: string | null },
  then?: { readonly packHash?: string; readonly day?: string },
) => readonly ReadStage[];

interface RawStage {
  readonly key: string;
  readonly kind: string;
  readonly act: string;
  readonly actor: string;
  readonly requires: readonly { readonly stage: string; readonly mode: string }[];
  readonly opens: { readonly day: string };
  readonly due: readonly { readonly level: string; readonly operator: string; readonly day: string }[];
  readonly cutOff?: { readonly day: string };
  readonly obligation?: string;
}

interface RawPack {
  readonly stageSets: readonly {
    readonly years: { readonly from: number; readonly to?: number };
    readonly stages: readonly RawStage[];
  }[];
}

const DAY_MS = 86_400_000;
/** Việt Nam keeps UTC+7 the whole year. */
const ZONE_MS = 7 * 3_600_000;

/** First instant of a day in Việt Nam, in milliseconds. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`) - ZONE_MS;

/** First instant after a day. */
export const dayEnd = (day: string): number => dayStart(day) + DAY_MS;

/** The day in Việt Nam that an instant lies in. */
export const vietnamDay = (instant: Date): string =>
  new Date(instant.getTime() + ZONE_MS).toISOString().slice(0, 10);

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

function dayIn(year: number, text: string): string {
  const match = /^(?:([+-]1)\/)?(\d\d-\d\d)$/.exec(text);
  return match === null ? text : `${year + Number(match[1] ?? 0)}-${match[2] ?? ''}`;
}

/** The stages of every subject by the pack its cycle is pinned to, in the order in which the pack lists them. */
export function readPacks(
  { cycles, packs, amendments, migrations }: Pick<Snapshot, 'cycles' | 'packs' | 'amendments' | 'migrations'>,
  report: Report,
): StagesOf {
  const contents = new Map<string, RawPack>();
  for (const pack of packs) {
    if (createHash('sha256').update(pack.content).digest('hex') !== pack.hash) {
      report('I4', pack.hash, 'the stored pack is not the one its hash was taken of');
    }
    contents.set(pack.hash, JSON.parse(pack.content) as RawPack);
  }
  const known = new Map<string, readonly ReadStage[]>();
  return (cycleId, { managed_by: level, body_key: body }, { packHash, day } = {}) => {
    const cycle = cycles.find((each) => each.id === cycleId);
    const own = migrations.filter((each) => each.cycle_id === cycleId);
    const next = day && own.find(({ migrated_at }) => vietnamDay(migrated_at) > day);
    const hash = packHash ?? (next || undefined)?.pack_before ?? cycle?.pack_hash ?? '';
    const key = `${cycleId}|${level}|${body ?? ''}|${hash}|${day ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const pack = contents.get(hash);
    // A pack's days are moved by the documents that came while it was in force.
    const came = own.findLast((each) => each.pack_after === hash)?.version ?? 0;
    const went = own.find((each) => each.pack_before === hash && each.version > came)?.version ?? Infinity;
    const set = pack?.stageSets.find(
      ({ years }) => cycle !== undefined && cycle.year >= years.from && cycle.year <= (years.to ?? Infinity),
    );
    if (cycle === undefined || set === undefined) {
      report('I4', cycleId, 'the cycle has no pinned pack with stages for its year');
      known.set(key, []);
      return [];
    }
    const stages = set.stages
      .filter((stage) =>
        body === null
          ? stage.kind === 'unit'
          : stage.kind === 'area' && stage.act !== 'none' && stage.actor === body,
      )
      .map((stage) => {
        const moves = amendments.filter(
          (each) =>
            each.cycle_id === cycleId &&
            each.stage === stage.key &&
            each.version > came &&
            each.version < went &&
            (day === undefined || vietnamDay(each.effective_at) <= day) &&
            (each.level === level || each.level === '*'),
        );
        return read(stage, cycle.year, level, moves);
      });
    known.set(key, stages);
    return stages;
  };
}

function read(stage: RawStage, year: number, level: string, moves: readonly AmendmentRow[]): ReadStage {
  const rule = stage.due.find((each) => each.level === level) ?? stage.due.find((each) => each.level === '*');
  const named = rule === undefined ? undefined : dayIn(year, rule.day);
  const lastDay = named === undefined ? undefined : rule?.operator === 'before' ? dayBefore(named) : named;
  return {
    key: stage.key,
    act: stage.act,
    actor: stage.actor,
    requires: stage.requires,
    opensAt: dayStart(dayIn(year, stage.opens.day)),
    due: lastDay === undefined ? undefined : { lastDay, lateFrom: dayEnd(lastDay) },
    isOnlyAsked: stage.obligation === 'asked',
    cutOff: stage.cutOff === undefined ? undefined : { closedFrom: dayEnd(dayIn(year, stage.cutOff.day)) },
    movedTo: moves.map(({ last_day }) => last_day),
  };
}
