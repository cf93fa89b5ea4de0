import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  CommandAnswer,
  CommandBody,
  CycleAnswer,
  OpenCycleAnswer,
  Page,
  RehearsalAccountsAnswer,
  UnitYearRowAnswer,
} from '#libs/contracts';
import { judgingLevel, type ManagementLevel } from '#libs/policy';
import { loadPack } from '../../libs/policy/packs.support.js';
import { stepTo } from './rehearsal-clock.js';
import type { Acting, Role } from './stack.js';
import { applied, bodies, commandsPath, instantOf } from './unit-year-driver.js';

/** A running product as an administrator reaches it. */
export interface Reached extends Pick<Acting, 'call' | 'waitForCommand'> {
  readonly apiUrl: string;
  /** Token of an administrator of the province in which rehearsals are opened. */
  readonly administrator: string;
}

/** What a rehearsal is opened with. */
export interface Opening {
  readonly policy: string;
  readonly year: number;
  readonly province: string;
  readonly rehearsal: string;
  /** The only communes that take part; all of the province where left out. */
  readonly communes?: readonly string[];
  /** Districts whose offices act. */
  readonly districts?: readonly string[];
  readonly clockStart: string;
}

/** Accounts of a rehearsal by role and place. */
export type Accounts = Readonly<Record<string, { readonly token: string; readonly officeCode?: string }>>;

type Subject = Pick<UnitYearRowAnswer, 'unitId' | 'communeCode' | 'standing'> & {
  readonly judgedBy: ManagementLevel;
};

const OFFICE_ROLES = ['appraiser', 'deciding-body', 'supervisor'] as const;

/** One rehearsal: its clock, its accounts, its units by the level that judges them, and what was acknowledged in it. */
export class Rehearsed implements Pick<Acting, 'token' | 'call'> {
  readonly acknowledged: string[] = [];
  private now = '';

  private constructor(
    private readonly product: Reached,
    readonly cycleId: string,
    private readonly opening: Opening,
    private readonly units: readonly Subject[],
    /** Kept for whoever takes the rehearsal up later. */
    readonly accounts: Accounts,
  ) {}

  /** Opens the rehearsal and waits until its units are open; makes an account of each role at each place. */
  static async open(product: Reached, opening: Opening): Promise<Rehearsed> {
    const { districts: _districts, ...request } = opening;
    const opened = await product.call<OpenCycleAnswer>('POST', '/cycles', product.administrator, request);
    if (opened.status >= 300) throw new Error(`cycle not opened: ${JSON.stringify(opened.body)}`);
    const { id } = opened.body.cycle;
    const isOpen = async () => {
      const { body } = await product.call<CycleAnswer>('GET', `/cycles/${id}`, product.administrator);
      return body.state === 'open';
    };
    while (!(await isOpen())) await delay(100);
    return Rehearsed.found(product, id, opening, await makeAccounts(product, id, opening));
  }

  /**
   * Takes up a rehearsal that is there.
   *
   * @param accounts as they were made when it was opened: new ones would take the place of those that acted
   */
  static async found(
    product: Reached,
    cycleId: string,
    opening: Opening,
    accounts: Accounts,
  ): Promise<Rehearsed> {
    return new Rehearsed(product, cycleId, opening, await unitsOf(product, cycleId, opening), accounts);
  }

  /** Units inside the standard that offices of the level judge, by their codes. */
  judgedBy(level: ManagementLevel): readonly string[] {
    return this.units
      .filter(({ standing, judgedBy }) => standing === 'inside' && judgedBy === level)
      .map(({ unitId }) => unitId)
      .sort();
  }

  /** Units that the standard does not judge. */
  get outside(): readonly string[] {
    return this.units.filter(({ standing }) => standing === 'outside').map(({ unitId }) => unitId);
  }

  communeOf(unitId: string): string {
    return this.units.find((unit) => unit.unitId === unitId)?.communeCode ?? '';
  }

  /** Sets the clock to a local time, `MM-DDTHH:mm`; what lies between is done when it is done. */
  async jump(time: string): Promise<void> {
    this.now = instantOf(this.opening.year, time);
    await this.ask(this.product.administrator, '/clock', { to: this.now });
  }

  /** Steps the clock to a local time, `MM-DDTHH:mm`, and waits until everything of it is done. */
  async at(time: string, year = this.opening.year): Promise<void> {
    const instant = instantOf(year, time);
    if (instant > this.now) await stepTo(this, this.cycleId, instant, 300_000);
    this.now = instant;
  }

  /** Brings a command of the account that acts on the unit in this role to its outcome: it must be applied. */
  act(role: Role, unitId: string, body: CommandBody): Promise<CommandAnswer> {
    return this.send(this.token(role, { unitId }), unitId, body);
  }

  submit(unitId: string, stage: string, extra: object = {}): Promise<CommandAnswer> {
    return this.act('unit-head', unitId, bodies.submit(stage, extra));
  }

  /** A paper that an office owes itself; the office is the one that the role acts for at the place. */
  submitOwn(role: Role, place: string, stage: string): Promise<CommandAnswer> {
    return this.send(
      this.token(role, { communeCode: place }),
      this.officeOf(role, place),
      bodies.submit(stage),
    );
  }

  officeOf(role: Role, place: string): string {
    const code = this.accounts[`${role}/${place}`]?.officeCode;
    if (code === undefined) throw new Error(`no office of ${role} at ${place}`);
    return code;
  }

  /** The account of a role: of the unit, of the place named, or of the office that judges the unit. */
  token(role: Role, at: { readonly unitId?: string; readonly communeCode?: string } = {}): string {
    if (role === 'administrator') return this.product.administrator;
    const unit = this.units.find(({ unitId }) => unitId === at.unitId);
    const office = unit?.judgedBy === 'xa' ? unit.communeCode : this.opening.province;
    const place = role === 'unit-head' ? at.unitId : (at.communeCode ?? office);
    const account = this.accounts[`${role}/${place ?? ''}`];
    if (account === undefined) throw new Error(`no account ${role} at ${place ?? ''}`);
    return account.token;
  }

  call: Acting['call'] = (...request) => this.product.call(...request);

  /** Brings a command of any account to its outcome: it must be applied. */
  async send(token: string, unitId: string, body: CommandBody): Promise<CommandAnswer> {
    const answer = await this.call('POST', commandsPath(this.cycleId, unitId), token, body);
    const outcome = await applied(this.product, answer).catch((error: unknown) => {
      throw new Error(`${body.kind} of ${unitId} at ${this.now}: ${String(error)}`);
    });
    this.acknowledged.push(outcome.id);
    return outcome;
  }

  /** Any other request about the cycle, which must be taken. */
  async ask<T>(
    token: string,
    path: string,
    body: unknown,
    { method = 'POST', ifMatch }: { readonly method?: string; readonly ifMatch?: string } = {},
  ): Promise<T> {
    const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    const to = `/cycles/${this.cycleId}${path}`;
    const answer = await this.call<T>(method, to, token, body, { headers });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A file behind a criterion of the unit. */
  async evidence(unitId: string, criterion: string, content: Uint8Array): Promise<void> {
    const form = new FormData();
    form.set('criterion', criterion);
    form.set('title', 'Quyết định xây dựng mô hình');
    form.set('effectiveOn', `${this.opening.year}-03-01`);
    form.set('file', new Blob([content as BlobPart]), 'Quyết định.pdf');
    const path = `${this.product.apiUrl}/api/v1/cycles/${this.cycleId}/units/${unitId}/evidence`;
    const authorization = `Bearer ${this.token('unit-head', { unitId })}`;
    const headers = { authorization, 'idempotency-key': randomUUID() };
    const taken = await fetch(path, { method: 'POST', headers, body: form });
    if (taken.status !== 200) throw new Error(`evidence: ${taken.status} ${await taken.text()}`);
  }
}

async function unitsOf(product: Reached, cycleId: string, opening: Opening): Promise<readonly Subject[]> {
  const path = `/cycles/${cycleId}/units?limit=500`;
  const { body } = await product.call<Page<UnitYearRowAnswer>>('GET', path, product.administrator);
  const pack = loadPack(opening.policy);
  return body.items
    .filter(({ kind }) => kind !== 'body')
    .map((unit) => ({ ...unit, judgedBy: judgingLevel(pack, unit).level }));
}

async function makeAccounts(product: Reached, cycleId: string, opening: Opening): Promise<Accounts> {
  const units = await unitsOf(product, cycleId, opening);
  const { province, districts = [], communes = units.map(({ communeCode }) => communeCode) } = opening;
  const accounts = [
    ...OFFICE_ROLES.map((role) => ({ role, scope: { level: 'tinh', provinceCode: province } })),
    ...districts.flatMap((districtCode) =>
      OFFICE_ROLES.map((role) => ({ role, scope: { level: 'huyen', districtCode } })),
    ),
    ...[...new Set(communes)].flatMap((communeCode) =>
      OFFICE_ROLES.map((role) => ({ role, scope: { level: 'xa', communeCode } })),
    ),
    ...units.map(({ unitId }) => ({ role: 'unit-head', scope: { level: 'unit', unitId } })),
  ];
  const minted = await product.call<RehearsalAccountsAnswer>(
    'POST',
    `/cycles/${cycleId}/rehearsal/accounts`,
    product.administrator,
    { accounts },
  );
  if (minted.status !== 200) throw new Error(`no accounts: ${JSON.stringify(minted.body)}`);
  return Object.fromEntries(
    minted.body.accounts.map(({ role, scope, token, officeCode }) => [
      `${role}/${scope.code}`,
      { token, officeCode },
    ]),
  );
}
