import { dateOf, formatDay } from '#libs/calendar';
import {
  cycleIdOf,
  DomainError,
  type OpenCycleAnswer,
  type OpeningCheckAnswer,
  type Problem,
} from '#libs/contracts';
import {
  LEVEL_NAMES,
  levelsOf,
  type PackCatalogue,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
} from '#libs/policy';
import { requireOfProvince } from '../access/rights.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Area, MisplacedUnit } from '../units/units.port.js';
import type { Cycle } from './cycles.port.js';
import { missingOf, missingWords } from './readiness.js';
import { hashOf, soundPack } from './sound-pack.js';
import { yearStanding } from './year-standing.js';

type Needs = Stores<'accounts' | 'audit' | 'cycles' | 'holidays' | 'now' | 'offices' | 'requests' | 'units'>;

export interface OpenCycleRequest {
  readonly policy: string;
  readonly year: number;
  /** The province; where absent, the one that the pack names. */
  readonly province?: string;
  /** Label of a rehearsal; absent for the real year. */
  readonly rehearsal?: string;
  /** First now of a rehearsal, ISO 8601; the opening of its first stage when absent. */
  readonly clockStart?: string;
  /** Limits a rehearsal: codes of communes, or how many, in the order of the codes of those that have units. */
  readonly communes?: number | readonly string[];
}

export interface OpenedCycle {
  readonly cycle: Cycle;
  /** False where the same cycle was open already. */
  readonly isNew: boolean;
  /** Due days that had passed when the cycle was opened; nothing is sent for them. */
  readonly passed: OpenCycleAnswer['passed'];
  /** What a rehearsal lacks that a real year would be refused for, when it was opened. */
  readonly warnings?: readonly Problem[];
}

/** What the opening of a year would come to. */
interface Outlook {
  readonly id: string;
  readonly passed: OpenedCycle['passed'];
  /** The cycle that is there already. */
  readonly known?: Cycle;
  /** First now of a rehearsal. */
  readonly clockAt?: string;
  readonly communes?: readonly string[];
  readonly unitsTotal: number;
  readonly missing: readonly Problem[];
}

/**
 * Opens a year for a province under a pack. The row is the durable intent: units are opened by `areaYear`, which the
 * dispatcher starts again where the first start was lost. Opening the same cycle again finds it and changes nothing.
 */
export class OpenCycle {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly packs: Pick<PackCatalogue, 'list' | 'load'>,
  ) {}

  /**
   * The same key gives the same answer again, with the cycle as it stands by then.
   *
   * @param key Idempotency-Key; absent where the system itself acts
   * @throws DomainError IDEMPOTENCY.REUSED, POLICY.UNKNOWN, POLICY.INVALID, POLICY.YEAR_NOT_COVERED, CYCLE.IN_THE_PAST, CYCLE.NO_UNITS,
   *   CYCLE.OTHER_POLICY, CYCLE.PARTIAL_YEAR, CYCLE.PROVINCE_NEEDED, CYCLE.OTHER_PROVINCE, CYCLE.AREA_LATER, CYCLE.LEVEL_UNKNOWN,
   *   CYCLE.AREA_ENDED, CYCLE.NOT_READY, AREA.UNKNOWN
   */
  async execute(identity: Identity, request: OpenCycleRequest, key?: string): Promise<OpenedCycle> {
    const { pack, wanted } = this.asked(identity, request);
    const opened = await this.unitOfWork.inTransaction(async (records) => {
      const { cycleId, ...answer } = await onceByKey(
        records,
        identity,
        { act: 'openCycle', key, content: request },
        async () => {
          const { cycle, ...answer } = await this.record(records, identity, wanted, pack);
          return { cycleId: cycle.id, ...answer };
        },
      );
      return { ...answer, cycle: await existing(records, cycleId) };
    });
    if (opened.isNew) {
      // The row alone is enough: a start that fails here is made up for by the dispatcher.
      await this.runs.startAreaYear(opened.cycle.id, opened.cycle.provinceCode).catch(() => undefined);
    }
    return opened;
  }

  /**
   * Tells what the opening would come to, and changes nothing.
   *
   * @throws DomainError as `execute`, but for what the year lacks, which is told
   */
  async check(identity: Identity, request: OpenCycleRequest): Promise<OpeningCheckAnswer> {
    const { pack, wanted } = this.asked(identity, request);
    return this.unitOfWork.inTransaction(async (records) => {
      const { id, known, passed, unitsTotal, missing } = await look(records, wanted, pack);
      return {
        cycleId: id,
        clockKind: request.rehearsal === undefined ? 'calendar' : 'rehearsal',
        isOpen: known !== undefined,
        mayOpen: missing.length === 0 || request.rehearsal !== undefined,
        units: unitsTotal,
        passed,
        problems: missing,
      };
    });
  }

  private asked(identity: Identity, request: OpenCycleRequest) {
    const pack = soundPack(this.packs, request.policy);
    const province = provinceFor(pack, request);
    requireOfProvince(identity, 'openCycle', province);
    if (request.communes !== undefined && request.rehearsal === undefined) {
      throw new DomainError('CYCLE.PARTIAL_YEAR');
    }
    return { pack, wanted: { ...request, province } };
  }

  private async record(
    records: Needs,
    identity: Identity,
    { province: provinceCode, ...request }: Wanted,
    pack: PolicyPack,
  ): Promise<OpenedCycle> {
    const isReal = request.rehearsal === undefined;
    const seen = await look(records, { ...request, province: provinceCode }, pack);
    const { id, known, passed, missing } = seen;
    if (known !== undefined) return { cycle: known, isNew: false, passed };
    if (isReal && missing.length > 0) {
      const params = { year: String(request.year), missing: missingWords(missing) };
      throw new DomainError('CYCLE.NOT_READY', params, missing);
    }
    const packHash = hashOf(pack);
    await records.cycles.savePack(packHash, pack);
    const inserted = await records.cycles.insertOnce({
      ...{ id, provinceCode, year: request.year, clockKind: isReal ? 'calendar' : 'rehearsal' },
      ...{ label: request.rehearsal, clockAt: seen.clockAt, packId: pack.id, packHash },
      ...{ state: 'opening', unitsTotal: seen.unitsTotal, communes: seen.communes },
    });
    const cycle = await existing(records, id);
    if (inserted === 'existing') return { cycle: samePolicy(cycle, pack), isNew: false, passed };
    await records.audit.append({
      cycleId: id,
      areaCode: provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'cycle.opened',
      object: id,
      detail: { request: { ...request, province: provinceCode }, packHash, passed },
    });
    return { cycle, isNew: true, passed, ...(missing.length === 0 ? {} : { warnings: missing }) };
  }
}

type Wanted = OpenCycleRequest & { readonly province: string };

/** What stands against the opening is thrown, what the year lacks is told. */
async function look(records: Needs, request: Wanted, pack: PolicyPack): Promise<Outlook> {
  const { province: provinceCode, year, rehearsal } = request;
  const stages = levelsOf(pack).flatMap((managedBy) => resolveStages(pack, year, { managedBy }));
  const id = cycleIdOf(provinceCode, year, rehearsal);
  const now = await records.now();
  const clockAt = rehearsal === undefined ? undefined : (request.clockStart ?? firstOpening(stages));
  const passed = passedDays(stages, dateOf(clockAt ?? now));
  const there = await records.cycles.find(id);
  if (there !== undefined) {
    const known = samePolicy(there, pack);
    return { id, passed, known, unitsTotal: known.unitsTotal, missing: [] };
  }
  const due = stages.filter((stage) => stage.due !== undefined && isActedAt(stage));
  if (rehearsal === undefined && due.every((stage) => (stage.due?.lastDay ?? '') < dateOf(now))) {
    throw new DomainError('CYCLE.IN_THE_PAST', { year: String(year) });
  }
  await checkArea(records, pack, provinceCode);
  const communes = await communesOf(records, provinceCode, request.communes);
  const unitsTotal = await records.units.countOf({ provinceCode, communes });
  if (unitsTotal === 0) throw new DomainError('CYCLE.NO_UNITS', { province: provinceCode });
  await checkUnits(records, pack, { provinceCode, communes }, dateOf(clockAt ?? now));
  const missing = missingOf(pack, year, await yearStanding(records, { provinceCode, communes }, year));
  return { id, passed, clockAt, communes, unitsTotal, missing };
}

async function existing(records: Needs, id: string): Promise<Cycle> {
  const cycle = await records.cycles.find(id);
  if (cycle === undefined) throw new Error(`cycle ${id} was inserted and is gone`);
  return cycle;
}

/** A pack of one province serves that province; only a rehearsal may live its rules somewhere else. */
function provinceFor(pack: PolicyPack, { province, rehearsal }: OpenCycleRequest): string {
  const own = pack.jurisdiction.code;
  const code = province ?? own;
  if (code === undefined) throw new DomainError('CYCLE.PROVINCE_NEEDED', { pack: pack.id });
  if (own !== undefined && own !== code && rehearsal === undefined) {
    throw new DomainError('CYCLE.OTHER_PROVINCE', { pack: pack.id, jurisdiction: pack.jurisdiction.name });
  }
  return code;
}

/** Rules that had ended before the province got its present area do not know the offices that it has now. */
async function checkArea(records: Needs, { id, validTo }: PolicyPack, code: string): Promise<void> {
  const area = await records.units.area(code);
  if (area?.validFrom === undefined || validTo === undefined || validTo >= area.validFrom) return;
  throw new DomainError('CYCLE.AREA_LATER', {
    pack: id,
    area: area.name,
    until: validTo,
    from: area.validFrom,
  });
}

/** Nobody can be opened whom no level of the pack judges, or whose commune was no more on the day. */
async function checkUnits(records: Needs, pack: PolicyPack, area: Area, day: string): Promise<void> {
  const levels = levelsOf(pack);
  const misplaced = await records.units.misplaced(area, levels, day);
  const problemsOf = (code: string, units: typeof misplaced, message: (unit: MisplacedUnit) => string) =>
    units.map((unit): Problem => ({ code, place: `${unit.name} (${unit.id})`, message: message(unit) }));
  const foreign = misplaced.filter(({ managedBy }) => !levels.includes(managedBy));
  if (foreign.length > 0) {
    throw new DomainError(
      'CYCLE.LEVEL_UNKNOWN',
      { pack: pack.id, count: String(foreign.length) },
      problemsOf(
        'CYCLE.LEVEL_UNKNOWN',
        foreign,
        ({ managedBy }) => `Do cấp ${LEVEL_NAMES[managedBy]} quản lý.`,
      ),
    );
  }
  const homeless = misplaced.filter(({ ended }) => ended !== undefined);
  if (homeless.length === 0) return;
  throw new DomainError(
    'CYCLE.AREA_ENDED',
    { count: String(homeless.length), day },
    problemsOf(
      'CYCLE.AREA_ENDED',
      homeless,
      ({ ended }) =>
        `Địa bàn ${ended?.commune ?? ''} chỉ có đến hết ngày ${formatDay(ended?.validTo ?? '')}.`,
    ),
  );
}

/** Codes of the communes asked for, in order; all codes must be communes of the province. */
async function communesOf(
  records: Needs,
  provinceCode: string,
  asked: OpenCycleRequest['communes'],
): Promise<readonly string[] | undefined> {
  if (asked === undefined) return undefined;
  if (typeof asked === 'number') {
    return (await records.units.communesWithUnits(provinceCode)).slice(0, asked);
  }
  const known = new Set((await records.units.communes(provinceCode)).map(({ code }) => code));
  const unknown = asked.filter((code) => !known.has(code));
  if (unknown.length > 0) throw new DomainError('AREA.UNKNOWN', { area: unknown.join(', ') });
  return [...new Set(asked)].sort();
}

/** Whether somebody hands in, judges or decides at the stage; nobody can be late for a record or for the clock. */
const isActedAt = ({ kind, act }: Pick<ResolvedStage, 'kind' | 'act'>): boolean =>
  kind === 'unit' || (kind === 'area' && act !== 'none');

function samePolicy(cycle: Cycle, pack: PolicyPack): Cycle {
  if (cycle.packId === pack.id) return cycle;
  throw new DomainError('CYCLE.OTHER_POLICY', { cycle: cycle.id, pack: cycle.packId });
}

function passedDays(stages: readonly ResolvedStage[], today: string): OpenedCycle['passed'] {
  const passed = new Map<string, OpenedCycle['passed'][number]>();
  for (const { key, name, due } of stages) {
    if (due !== undefined && due.lastDay < today) {
      passed.set(`${key}/${due.lastDay}`, { stage: key, name, lastDay: due.lastDay });
    }
  }
  return [...passed.values()].sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
}

function firstOpening(stages: readonly ResolvedStage[]): string {
  const openings = stages.filter((stage) => stage.kind === 'unit').map((stage) => stage.opensAt);
  const first = openings.sort()[0];
  if (first === undefined) throw new Error('a checked pack has at least one unit stage');
  return first;
}
