import { foldAbout, wrongAbout } from './about.js';
import { dayEnd, type ReadStage, type StagesOf } from './pack-reading.js';
import { groupBy } from './snapshot.js';
import { checkStages } from './stages.js';
import {
  type FactBody,
  type FactRow,
  keptAfterSuggested,
  type MigrationRow,
  type PlaceBody,
  type Report,
  type Snapshot,
  type StageState,
  type UnitYearRow,
  type YearState,
} from './types.js';

const ACT_OF_FACT: Readonly<Record<string, string>> = {
  'stage.submitted': 'submit',
  'stage.appraised': 'appraise',
  'stage.decided': 'decide',
  'stage.classified': 'classify',
  'stage.reviewed': 'review',
};

/** I4 and I6: facts move along the pinned pack, and rows are what the facts come to. */
export function checkYears(data: Snapshot, stagesOf: StagesOf, report: Report): void {
  const facts = groupBy(data.facts, (fact) => `${fact.cycle_id}/${fact.unit_id}`);
  const lines = groupBy(data.stages, (line) => `${line.cycle_id}/${line.unit_id}`);
  for (const unit of data.units) {
    const key = `${unit.cycle_id}/${unit.unit_id}`;
    const state = checkYear(new Timeline(unit, facts.get(key) ?? [], data.migrations, stagesOf), key, report);
    checkStages(unit, state, stagesOf(unit.cycle_id, unit), lines.get(key) ?? [], report);
    facts.delete(key);
  }
  for (const key of facts.keys()) report('I6', key, 'facts of a unit that has no year');
}

/** The stages of one subject as its cycle went from pack to pack, and it from place to place. */
export class Timeline {
  private readonly migrations: readonly MigrationRow[];

  constructor(
    readonly unit: UnitYearRow,
    readonly facts: readonly FactRow[],
    migrations: readonly MigrationRow[],
    private readonly stagesOf: StagesOf,
  ) {
    this.migrations = migrations.filter((each) => each.cycle_id === unit.cycle_id);
  }

  /** Before anything happened; a subject that joined by a migration begins under its pack. */
  first(): readonly ReadStage[] {
    const first = this.facts.find(({ kind }) => kind === 'year.migrated')?.body;
    return first === undefined
      ? this.stagesOf(this.unit.cycle_id, this.unit)
      : this.around(first)[first.before ? 0 : 1];
  }

  /** The stages before and after a migration. */
  around({ migrationId, before, after }: FactBody): readonly [readonly ReadStage[], readonly ReadStage[]] {
    const row = this.migrations.find(({ id }) => id === migrationId);
    const stages = (place: PlaceBody | undefined, hash: string | undefined) =>
      place === undefined || hash === undefined
        ? []
        : this.stagesOf(
            this.unit.cycle_id,
            { managed_by: place.managedBy, body_key: place.bodyKey ?? null },
            { packHash: hash },
          );
    return [stages(before, row?.pack_before), stages(after, row?.pack_after)];
  }

  /** The stages by which a fact is judged: those before a migration still to come, or that began after its instant. */
  of(index: number): readonly ReadStage[] {
    const at = Date.parse(this.facts[index]?.body.effectiveAt ?? '');
    const next = this.facts.find(
      ({ kind, body }, place) =>
        kind === 'year.migrated' && (place > index || Date.parse(body.from ?? '') > at),
    );
    if (next?.body.before !== undefined) return this.around(next.body)[0];
    return this.stagesOf(this.unit.cycle_id, this.unit);
  }

  /** Why this migration could not follow; undefined when it could. */
  wrongMigration(state: YearState, fact: FactBody): string | undefined {
    const row = this.migrations.find(({ id }) => id === fact.migrationId);
    if (row === undefined) return 'no migration of the cycle is known';
    if (Date.parse(fact.from ?? '') !== row.effective_at.getTime()) return `it begins at ${fact.from ?? ''}`;
    const [old, fresh] = this.around(fact).map((stages) => stages.map(({ key }) => key));
    const gone = old?.filter((key) => !fresh?.includes(key)) ?? [];
    const came = fresh?.filter((key) => !old?.includes(key)) ?? [];
    if (sorted([...(fact.removed ?? [])].sort()) !== sorted(gone.sort()))
      return `it takes away ${sorted(fact.removed)}`;
    if (!came.every((key) => fact.added?.includes(key))) return `it adds ${sorted(fact.added)}`;
    if (fact.reopens === true && state.endedByMigration !== true) return 'no migration had ended the year';
    const lost = (fact.waived ?? []).find((key) => stands(state.stages[key]));
    return lost === undefined ? undefined : `it waives ${lost}, which had an outcome`;
  }
}

/** The state that the facts of a year come to. */
function checkYear(timeline: Timeline, key: string, report: Report): YearState {
  const { unit, facts } = timeline;
  let state = freshState(timeline.first());
  for (const [index, fact] of facts.entries()) {
    if (fact.version !== index + 1) report('I6', key, `fact ${index + 1} carries version ${fact.version}`);
    if (fact.kind !== fact.body.kind) report('I6', key, `fact ${fact.version} is filed as ${fact.kind}`);
    const isMigration = fact.kind === 'year.migrated';
    const wrong = isMigration
      ? timeline.wrongMigration(state, fact.body)
      : wrongMove(timeline.of(index), state, fact.body);
    if (wrong !== undefined)
      report('I4', key, `fact ${fact.version} (${fact.kind} ${fact.body.stage ?? ''}): ${wrong}`);
    state = fold(state, fact.body);
    if (fact.round !== state.round)
      report('I6', key, `fact ${fact.version} says round ${fact.round}, it is ${state.round}`);
  }
  const last = facts.findLast(({ kind }) => kind === 'year.migrated')?.body.after;
  if (last !== undefined && (last.communeCode !== unit.commune_code || last.managedBy !== unit.managed_by)) {
    report('I6', key, `the row stands in ${unit.commune_code}, its facts come to ${last.communeCode}`);
  }
  if (unit.version !== state.version) {
    report('I6', key, `the row has version ${unit.version}, its facts come to ${state.version}`);
  }
  if (unit.round !== state.round)
    report('I6', key, `the row has round ${unit.round}, its facts come to ${state.round}`);
  if (unit.status !== state.status)
    report('I6', key, `the row is ${unit.status}, its facts come to ${state.status}`);
  if (sorted(unit.state) !== sorted(state)) {
    report('I6', key, `the row's state is ${sorted(unit.state)}, its facts come to ${sorted(state)}`);
  }
  return state;
}

export function freshState(stages: readonly ReadStage[]): YearState {
  return {
    version: 0,
    round: 1,
    status: 'open',
    stages: Object.fromEntries(stages.map(({ key }) => [key, { status: 'awaiting', round: 1 }])),
  };
}

/** Why this fact could not follow; undefined when it could. */
function wrongMove(stages: readonly ReadStage[], state: YearState, fact: FactBody): string | undefined {
  if (fact.kind === 'year.restarted')
    return fact.superseded?.every((key) => key in state.stages) ? undefined : 'unknown stage';
  const about = wrongAbout(state, fact);
  if (about !== 'not about it') return about;
  const isOwed =
    fact.kind === 'stage.submitted' &&
    fact.afterClose === true &&
    state.stages[fact.stage ?? '']?.receipt !== undefined;
  const isLasting = isOwed || fact.kind === 'stage.classified';
  if (state.status === 'closed' && !isLasting) return 'the year was closed';
  if (fact.kind === 'year.resumed') return state.status === 'paused' ? undefined : 'the year was not paused';
  if (fact.kind === 'year.closed') return undefined;
  if (state.status === 'paused') return 'the year was paused';
  if (fact.kind === 'year.paused') return undefined;
  const stage = stages.find(({ key }) => key === fact.stage);
  const now = state.stages[fact.stage ?? ''];
  if (stage === undefined || now === undefined) return 'the pinned pack has no such stage';
  if (fact.kind === 'stage.extended') return stands(now) ? 'the stage had its outcome' : undefined;
  if (fact.kind === 'paper.receiptWithdrawn') {
    return now.receipt === undefined ? 'no paper had come' : undefined;
  }
  const concluded = stages.find(
    (other) => state.stages[other.key]?.status === 'done' && restsOn(stages, other, stage.key),
  );
  if (concluded !== undefined && now.reopenedBy === undefined)
    return `${concluded.key}, which rests on it, was concluded`;
  if (fact.kind === 'stage.returned' || fact.kind === 'stage.withdrawn') {
    return now.status === 'submitted' ? undefined : `the stage was ${now.status}`;
  }
  if (fact.kind === 'paper.received' || fact.kind === 'paper.announced') {
    if (stage.act !== 'submit') return `the pack asks to ${stage.act}`;
    if (stands(now) || now.receipt !== undefined) return 'the paper had come already';
    return fact.kind === 'paper.received' ? wrongDays(stage, now, fact) : undefined;
  }
  const act = ACT_OF_FACT[fact.kind];
  if (act === undefined) return 'unknown kind of fact';
  if (act !== stage.act) return `the pack asks to ${stage.act}`;
  if (stands(now)) return `the stage was ${now.status} already`;
  return wrongTime(stages, state, stage, now, fact);
}

function wrongTime(
  stages: readonly ReadStage[],
  state: YearState,
  stage: ReadStage,
  now: StageState,
  fact: FactBody,
): string | undefined {
  const wrong = wrongDays(stage, now, fact);
  if (wrong !== undefined) return wrong;
  const at = arrivalOf(now, fact);
  for (const { stage: key, mode } of stage.requires) {
    if (mode === 'soft' || stands(state.stages[key]) || state.stages[key]?.status === 'waived') continue;
    // What has come on paper keeps nobody from handing the next paper in.
    if (stage.act === 'submit' && state.stages[key]?.receipt !== undefined) continue;
    const required = stages.find((other) => other.key === key);
    const isOpen =
      required === undefined ||
      state.stages[key]?.receipt !== undefined ||
      at < closedFrom(required, state.stages[key]);
    if (mode === 'hard' || isOpen) return `${key}, which it rests on, had no outcome`;
  }
  return undefined;
}

/** What came on paper is in time or late by the day on which it came, whoever brings its content when. */
const arrivalOf = ({ receipt }: StageState, { effectiveAt = '' }: FactBody): number =>
  Math.min(Date.parse(effectiveAt), Date.parse(receipt?.effectiveAt ?? effectiveAt));

function wrongDays(stage: ReadStage, now: StageState, fact: FactBody): string | undefined {
  const at = arrivalOf(now, fact);
  if (Number.isNaN(at)) return 'no effective instant';
  if (at < stage.opensAt) return 'the stage was not open yet';
  if (at >= closedFrom(stage, now)) return 'the stage was closed';
  // By the day of the pack, or by one that a document put in its place before or after.
  const ofPack = stage.isOnlyAsked ? Infinity : (stage.due?.lateFrom ?? Infinity);
  const days = [ofPack, ...stage.movedTo.map(dayEnd)];
  const isLate = days.map(
    (lateFrom) => now.status !== 'waived' && lateFrom < Infinity && at >= later(lateFrom, now.graceUntil),
  );
  if (fact.late === undefined || !isLate.includes(fact.late))
    return `late is ${String(fact.late)}, the days say ${isLate.join(', ')}`;
  return undefined;
}

function restsOn(stages: readonly ReadStage[], stage: ReadStage, key: string): boolean {
  return stage.requires.some((need) => {
    if (need.mode === 'soft') return false;
    if (need.stage === key) return true;
    const required = stages.find((other) => other.key === need.stage);
    return required !== undefined && restsOn(stages, required, key);
  });
}

const stands = (stage: StageState | undefined): boolean =>
  stage?.status === 'submitted' || stage?.status === 'done';

const later = (instant: number, graceUntil: string | undefined): number =>
  graceUntil === undefined ? instant : Math.max(instant, dayEnd(graceUntil));

/** Papers are accepted until the last day at least, wherever a document put it. */
const closedFrom = (stage: ReadStage, now: StageState | undefined): number =>
  stage.cutOff === undefined
    ? Infinity
    : Math.max(later(stage.cutOff.closedFrom, now?.graceUntil), ...stage.movedTo.map(dayEnd));

/** The state after one more fact. */
export function fold(state: YearState, fact: FactBody): YearState {
  const version = state.version + 1;
  const put = (key: string, stage: StageState): YearState => ({
    ...state,
    version,
    stages: { ...state.stages, [key]: stage },
  });
  const key = fact.stage ?? '';
  const now: StageState = state.stages[key] ?? { status: 'awaiting', round: state.round };
  const grace = now.graceUntil === undefined ? {} : { graceUntil: now.graceUntil };
  const result = {
    round: state.round,
    ...(fact.late === undefined ? {} : { late: fact.late }),
    ...keptAfterSuggested(fact),
    ...(fact.effectiveAt === undefined ? {} : { effectiveAt: fact.effectiveAt }),
    ...(fact.commandId === undefined ? {} : { commandId: fact.commandId }),
    ...grace,
  };
  switch (fact.kind) {
    case 'stage.submitted':
      return put(key, { ...result, status: 'submitted' });
    case 'stage.appraised':
      return put(key, {
        ...result,
        status: 'done',
        ...(fact.basis === undefined ? {} : { basis: fact.basis }),
      });
    case 'stage.decided':
      return put(key, {
        ...result,
        status: 'done',
        ...(fact.recognised === undefined ? {} : { recognised: fact.recognised }),
        ...(fact.classification === undefined ? {} : { classification: fact.classification }),
        ...(fact.certificate === undefined
          ? {}
          : { certificate: { number: fact.certificate, state: 'issued' } }),
      });
    case 'stage.classified':
      return put(key, {
        ...result,
        status: 'done',
        ...(fact.classification === undefined ? {} : { classification: fact.classification }),
      });
    case 'stage.reviewed':
      return put(key, { ...result, status: 'done' });
    case 'stage.returned': {
      const days = [now.graceUntil, fact.answerBy].filter((day) => day !== undefined).sort();
      const until = days.at(-1);
      return put(key, {
        ...now,
        status: 'returned',
        round: state.round,
        ...(until === undefined ? {} : { graceUntil: until }),
      });
    }
    case 'stage.withdrawn':
      return put(key, { status: 'awaiting', round: state.round, ...grace });
    case 'stage.extended':
      return put(key, { ...now, ...(fact.until === undefined ? {} : { graceUntil: fact.until }) });
    case 'paper.received': {
      const { arrivalNumber, arrivedOn, late, effectiveAt, commandId } = fact;
      const receipt = { arrivalNumber, arrivedOn, late, ...keptAfterSuggested(fact), effectiveAt, commandId };
      return put(key, { ...now, receipt });
    }
    case 'paper.receiptWithdrawn': {
      const { receipt: _mistaken, ...rest } = now;
      return put(key, rest);
    }
    case 'paper.announced': {
      const { number, date, mailsFrom, commandId, times } = fact;
      const announced = { number, date, mailsFrom, commandId, ...(times === undefined ? {} : { times }) };
      return put(key, { ...now, announced });
    }
    case 'year.paused':
      return { ...state, version, status: 'paused' };
    case 'year.resumed':
      return { ...state, version, status: 'open' };
    case 'year.closed':
      return { ...state, version, status: 'closed' };
    case 'year.restarted': {
      const round = state.round + 1;
      const reopened = (fact.superseded ?? []).map((each): [string, StageState] => {
        const until = fact.graceUntil?.[each];
        const receipt = fact.keeps?.includes(each) === true ? state.stages[each]?.receipt : undefined;
        const kept = { ...(until === undefined ? {} : { graceUntil: until }), ...(receipt && { receipt }) };
        return [each, { status: 'awaiting', round, ...kept }];
      });
      const stages = { ...state.stages, ...Object.fromEntries(reopened) };
      return { ...state, version, round, status: state.status === 'closed' ? 'open' : state.status, stages };
    }
    case 'year.migrated': {
      const kept = Object.entries(state.stages).filter(
        ([each, { status }]) =>
          stands(state.stages[each]) ||
          status === 'returned' ||
          state.stages[each]?.receipt !== undefined ||
          (fact.after !== undefined &&
            fact.removed?.includes(each) !== true &&
            fact.added?.includes(each) !== true),
      );
      const stages: Record<string, StageState> = Object.fromEntries(kept);
      for (const each of fact.added ?? []) stages[each] ??= { status: 'awaiting', round: state.round };
      for (const each of fact.waived ?? []) {
        stages[each] = { round: state.round, ...stages[each], status: 'waived' };
      }
      for (const [each, until] of Object.entries(fact.graceUntil ?? {})) {
        const days = [stages[each]?.graceUntil ?? '', until].sort();
        stages[each] = {
          status: 'awaiting',
          round: state.round,
          ...stages[each],
          graceUntil: days[1] ?? until,
        };
      }
      const { delegatedTo, endedByMigration, ...rest } = state;
      const isEnded = endedByMigration === true || (fact.after === undefined && state.status !== 'closed');
      const former = fact.before && { ...fact.before, until: fact.from ?? '' };
      return {
        ...rest,
        ...(fact.endsDelegation === true || delegatedTo === undefined ? {} : { delegatedTo }),
        version,
        ...(fact.reopens !== true && isEnded && { endedByMigration: true }),
        status: fact.after === undefined ? 'closed' : fact.reopens === true ? 'open' : state.status,
        stages,
        ...(former && { formerly: [...(state.formerly ?? []), former] }),
      };
    }
    default:
      return foldAbout({ ...state, version }, fact);
  }
}

/** One text for one value, whatever the order of its fields. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
