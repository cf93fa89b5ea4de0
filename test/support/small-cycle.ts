import { createHash, randomUUID } from 'node:crypto';
import {
  ApplyCommand,
  CarryReminders,
  type Command,
  CycleRules,
  type Identity,
  MoveClock,
  OpenCycle,
  OpenUnits,
  PlanReminders,
  RegisterCommand,
  type Runs,
  type StoredUnit,
  TellOverseers,
} from '#libs/application';
import { type CommandApplied, type CommandBody } from '#libs/contracts';
import { type Database, Seeder } from '#libs/persistence';
import type { PolicyPack } from '#libs/policy';
import { PACKS } from '../../libs/policy/packs.support.js';
import { ClockedUnitOfWork } from './clocked-unit-of-work.js';
import { SpecDatabase } from './database/spec-database.js';
import { faultsAt } from './faults.js';
import { seedJudgingTokens } from './judges.js';
import { sampleHolidays } from './sample-data.js';

const PROVINCE = '51';
export const COMMUNE = '21211';

/** The offices of the small province, by what they do. */
export const OFFICES = {
  provincePolice: 'thammuu.ca@tinh.example.test',
  provinceSteering: 'bcd138@tinh.example.test',
  communePolice: 'ca@xa.example.test',
  communeCommittee: 'ub@xa.example.test',
  communeSteering: 'bcd@xa.example.test',
} as const;

const administratorOf = (provinceCode: string): Identity => ({
  actorId: randomUUID(),
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});
const administrator = administratorOf(PROVINCE);

/** Workflows are not part of this: whatever they would do, the spec does itself. */
const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });

const unit = ([id, name, managedBy, email, more = {}]: SmallUnit): StoredUnit => ({
  id,
  name,
  kind: 'co-quan',
  subKind: 'hanh-chinh',
  managedBy,
  size: 'lon',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: false,
  isFdi: false,
  communeCode: COMMUNE,
  subunits: 3,
  headcount: 40,
  students: 0,
  ...more.profile,
  email: more.mailbox,
  contacts: [
    ...(email === undefined ? [] : [{ role: 'officer' as const, name: 'Cán bộ đầu mối', email }]),
    ...(more.second === undefined
      ? []
      : [{ role: 'second' as const, name: 'Cán bộ thứ hai', email: more.second }]),
    ...(more.head === undefined ? [] : [{ role: 'head' as const, name: 'Thủ trưởng', email: more.head }]),
  ],
});

/** Addresses of a unit beside that of its contact officer, and what else it is than the others. */
export interface MoreOfUnit {
  readonly mailbox?: string;
  readonly second?: string;
  readonly head?: string;
  readonly profile?: Partial<StoredUnit>;
}

/** Code, name, level and addresses of a unit; without any it has no contact. */
export type SmallUnit = readonly [
  id: string,
  name: string,
  level: 'tinh' | 'xa',
  email?: string,
  more?: MoreOfUnit,
];

/** One province of one commune on a database of its own, whose cycles a spec lives by hand, without workflows. */
export class SmallProvince {
  readonly rules = new CycleRules();
  readonly unitOfWork: ClockedUnitOfWork;

  private constructor(private readonly database: SpecDatabase) {
    this.unitOfWork = new ClockedUnitOfWork(database.unitOfWork);
  }

  static async open(units: readonly SmallUnit[]): Promise<SmallProvince> {
    return SmallProvince.seed(await SpecDatabase.open({ poolSize: 4 }), units);
  }

  /** The same in a database that is there and empty. */
  static async seed(database: SpecDatabase, units: readonly SmallUnit[]): Promise<SmallProvince> {
    const seeder = new Seeder(database.source);
    await seeder.areas([
      { code: PROVINCE, kind: 'tinh', name: 'Quảng Ngãi', adminKind: 'tỉnh' },
      { code: COMMUNE, kind: 'xa', name: 'Xã Tịnh Khê', adminKind: 'xã', parentCode: PROVINCE },
    ]);
    const office = (code: string, kind: string, areaCode: string, name: string, email: string) => ({
      code,
      kind,
      areaCode,
      name,
      email,
      duties: [],
    });
    await seeder.offices([
      office('CAT', 'province-police', PROVINCE, 'Công an tỉnh', OFFICES.provincePolice),
      office('BCDT', 'province-steering', PROVINCE, 'Ban Chỉ đạo 138 tỉnh', OFFICES.provinceSteering),
      office('CAX', 'commune-police', COMMUNE, 'Công an xã', OFFICES.communePolice),
      office('UBX', 'commune-committee', COMMUNE, 'UBND xã', OFFICES.communeCommittee),
      office('BCDX', 'commune-steering', COMMUNE, 'Ban Chỉ đạo 138 xã', OFFICES.communeSteering),
    ]);
    await seeder.holidays(await sampleHolidays());
    const province = new SmallProvince(database);
    await province.unitOfWork.inTransaction((records) =>
      records.units.save(
        PROVINCE,
        units.map((each) => unit(each)),
      ),
    );
    return province;
  }

  /** What a database holds already, of whatever province. */
  static over(database: SpecDatabase): SmallProvince {
    return new SmallProvince(database);
  }

  get source(): Database {
    return this.database.source;
  }

  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  get appUrl(): string {
    return this.database.appUrl;
  }

  dispose(): Promise<void> {
    return this.database.dispose();
  }

  /** A rehearsal of the small province that is open already. */
  cycle(id: string): SmallCycle {
    return new SmallCycle(this, id, administrator);
  }

  /** A rehearsal with its units open; its clock stands at the first opening of the year unless told otherwise. */
  rehearse(label: string, year = 2026, clockStart?: string): Promise<SmallCycle> {
    return this.openYear({ rehearsal: label, year, clockStart });
  }

  /** A rehearsal of another province than the small one, under a pack of its own. */
  rehearseIn(
    provinceCode: string,
    request: {
      readonly policy: string;
      readonly year: number;
      readonly rehearsal: string;
      readonly communes?: number;
    },
  ): Promise<SmallCycle> {
    return this.openYear({ province: provinceCode, ...request });
  }

  /** The real year with its units open; its now is the clock of the unit of work, set before. */
  async live(year: number): Promise<SmallCycle> {
    // A real year opens where every unit is judged by somebody.
    await new Seeder(this.source).offices([
      {
        ...{ code: 'UBT', kind: 'province-committee', areaCode: PROVINCE, name: 'UBND tỉnh', duties: [] },
        email: 'ub@tinh.example.test',
      },
    ]);
    await seedJudgingTokens(this.source, [
      { level: 'tinh', code: PROVINCE },
      { level: 'xa', code: COMMUNE },
    ]);
    return this.openYear({ year });
  }

  /** A rehearsal of some communes under a pack that is in no file. */
  async rehearseUnder(
    pack: PolicyPack,
    label: string,
    year: number,
    clockAt: string,
    communes: readonly string[],
  ): Promise<SmallCycle> {
    const packHash = createHash('sha256').update(JSON.stringify(pack)).digest('hex');
    const id = `${PROVINCE}-${year}-${label}`;
    await this.unitOfWork.inTransaction(async (records) => {
      await records.cycles.savePack(packHash, pack);
      await records.cycles.insertOnce({
        ...{ id, provinceCode: PROVINCE, year, clockKind: 'rehearsal', label, clockAt, communes },
        ...{ packId: pack.id, packHash, state: 'opening', unitsTotal: 1 },
      });
    });
    return this.openUnits(id, administrator);
  }

  /** A rehearsal under the pack as it was stored before overseers were told by lists of their own. */
  rehearseBefore(label: string): Promise<SmallCycle> {
    const { oversight: _oversight, ...now } = PACKS.load('quang-ngai-2025');
    const reminders = { ...now.reminders, afterDays: [1, 3, 7], thenEveryDays: 7 };
    return this.rehearseUnder({ ...now, reminders }, label, 2026, '2026-01-01T00:00:00+07:00', [COMMUNE]);
  }

  private async openYear(request: {
    year: number;
    province?: string;
    policy?: string;
    rehearsal?: string;
    communes?: number;
    clockStart?: string;
  }): Promise<SmallCycle> {
    const identity = request.province === undefined ? administrator : administratorOf(request.province);
    const opening = new OpenCycle(this.unitOfWork, noRuns, PACKS);
    const { cycle } = await opening.execute(identity, { policy: 'quang-ngai-2025', ...request });
    return this.openUnits(cycle.id, identity);
  }

  private async openUnits(cycleId: string, identity: Identity): Promise<SmallCycle> {
    const units = new OpenUnits(this.unitOfWork, noRuns, this.rules, faultsAt());
    await units.execute(cycleId, { opened: 0 }, () => undefined);
    return new SmallCycle(this, cycleId, identity);
  }
}

/** One rehearsal, its clock and reminders moved by hand. */
export class SmallCycle {
  constructor(
    private readonly province: SmallProvince,
    readonly id: string,
    readonly administrator: Identity,
  ) {}

  query<T>(sql: string): Promise<T[]> {
    return this.province.source.query<T[]>(sql, [this.id]);
  }

  /** @param at `YYYY-MM-DDTHH:MM` in Vietnam */
  moveTo(at: string): Promise<void> {
    return this.moveToInstant(`${at}:00+07:00`);
  }

  async moveToInstant(instant: string): Promise<void> {
    await new MoveClock(this.province.unitOfWork, noRuns).execute(this.administrator, this.id, instant);
  }

  /** @param faults setting of the fault points */
  plan(faults = ''): ReturnType<PlanReminders['execute']> {
    const { unitOfWork, rules } = this.province;
    const points = faultsAt(faults);
    const overseers = new TellOverseers(unitOfWork, points);
    return new PlanReminders(unitOfWork, rules, points, overseers).execute(this.id);
  }

  carry(faults = ''): ReturnType<CarryReminders['execute']> {
    const { unitOfWork, rules } = this.province;
    return new CarryReminders(unitOfWork, rules, faultsAt(faults)).execute(this.id);
  }

  /** One turn as the workflow makes it. */
  async turn(): Promise<void> {
    const { carry } = await this.plan();
    if (carry) await this.carry();
  }

  /** The relay takes whatever is queued. */
  async deliver(): Promise<void> {
    await this.query(`UPDATE message SET state = 'accepted' WHERE cycle_id = $1 AND state = 'pending'`);
  }

  /** Lives from instant to instant as the rehearsal steps, each mail delivered at once, up to `at`. */
  async live(at: string): Promise<void> {
    const to = new Date(`${at}:00+07:00`).toISOString();
    for (;;) {
      const { nextAt, carry } = await this.plan();
      if (carry) await this.carry();
      await this.deliver();
      if (nextAt === undefined || nextAt > to) break;
      await this.moveToInstant(nextAt);
    }
    const [cycle] = await this.query<{ at: Date }>(`SELECT clock_at AS at FROM cycle WHERE id = $1`);
    if (cycle !== undefined && cycle.at.toISOString() < to) await this.moveTo(at);
  }

  /** A command taken in and brought to its outcome. */
  async act(
    identity: Partial<Identity> & Pick<Identity, 'role'>,
    unitId: string,
    body: CommandBody,
  ): Promise<string> {
    const actor: Identity = { ...this.administrator, actorId: randomUUID(), ...identity };
    const { id, status, outcome } = await this.command(actor, unitId, body);
    if (status !== 'applied') {
      throw new Error(`${body.kind} of ${unitId}: ${outcome?.code ?? ''}`, { cause: outcome });
    }
    return id;
  }

  /** A command taken in and brought to its outcome, whichever that is. */
  async command(actor: Identity, unitId: string, body: CommandBody): Promise<Command> {
    const { unitOfWork, rules } = this.province;
    const { command } = await new RegisterCommand(unitOfWork, rules, faultsAt()).execute(actor, {
      cycleId: this.id,
      unitId,
      idempotencyKey: randomUUID(),
      body,
    });
    return command;
  }

  /** A command that found its unit held by somebody else, and is left for the run to bring to its outcome. */
  leftToItsRun(actor: Identity, unitId: string, body: CommandBody): Promise<Command> {
    return this.province.unitOfWork.inTransaction(async (records) => {
      await records.unitYears.lock(this.id, unitId);
      return this.command(actor, unitId, body);
    });
  }

  /** A command as it stands in its row. */
  found(id: string): Promise<Command | undefined> {
    return this.province.unitOfWork.inTransaction((records) => records.commands.find(id));
  }

  /** What the run asks with a command that it hears of; one that was left to it is decided by that. */
  async applyInRun({ id, unitId, updateName }: Command): Promise<CommandApplied> {
    const { unitOfWork, rules } = this.province;
    const apply = new ApplyCommand(unitOfWork, rules, faultsAt());
    return apply.execute({ cycleId: this.id, unitId, commandId: id, updateName });
  }

  /** What a command would come to, with nothing recorded. */
  preview(actor: Identity, unitId: string, body: CommandBody): Promise<Command> {
    const { unitOfWork, rules } = this.province;
    return new RegisterCommand(unitOfWork, rules, faultsAt()).preview(actor, {
      cycleId: this.id,
      unitId,
      body,
    });
  }

  /** The head of a unit hands something in. */
  submit(unitId: string, body: CommandBody): Promise<string> {
    return this.act({ role: 'unit-head', scope: { level: 'unit', unitId } }, unitId, body);
  }
}
