import { randomUUID } from 'node:crypto';
import {
  type AuditVerifyAnswer,
  type CommandAnswer,
  type CycleAnswer,
  type ExclusionAnswer,
  type OpenCycleAnswer,
  type Page,
  type PolicyAnswer,
  type ReconciliationAnswer,
  type RehearsalAccountAnswer,
  type RehearsalAccountsAnswer,
  type RehearsalAnswer,
  type UnitAnswer,
  type UnitYearAnswer,
  type UnitYearRowAnswer,
} from '#libs/contracts/http';
import { CliError, EXIT } from '../cli.error.js';
import { type ApiClient, pathOf, type Query } from '../client.js';
import type { Host } from '../host.js';
import type { RehearsalPort } from './driver.js';
import { patiently } from './patience.js';
import { accountKey, officeKey, type PlannedAct } from './population.types.js';

const PAGE = 500;

/** What a rehearsal asks of the API; each question is repeated while servers are away. */
export class RehearsalApi {
  constructor(
    private readonly host: Pick<Host, 'now' | 'pause'>,
    private readonly administrator: ApiClient,
  ) {}

  policy(id: string, year: number): Promise<PolicyAnswer> {
    return this.get(pathOf('policies', id), { year });
  }

  cycles(): Promise<Page<CycleAnswer>> {
    return this.get('/cycles');
  }

  cycle(cycleId: string): Promise<CycleAnswer> {
    return this.get(pathOf('cycles', cycleId));
  }

  async open(body: object): Promise<CycleAnswer> {
    return (await this.post<OpenCycleAnswer>('/cycles', body)).cycle;
  }

  years(cycleId: string, query: Query): Promise<readonly UnitYearRowAnswer[]> {
    return this.all(pathOf('cycles', cycleId, 'units'), query);
  }

  units(): Promise<readonly UnitAnswer[]> {
    return this.all('/units');
  }

  year(cycleId: string, subject: string): Promise<UnitYearAnswer> {
    return this.get(pathOf('cycles', cycleId, 'units', subject));
  }

  exclusions(cycleId: string): Promise<readonly ExclusionAnswer[]> {
    return this.all(pathOf('cycles', cycleId, 'exclusions'));
  }

  verifyAudit(cycleId: string): Promise<AuditVerifyAnswer> {
    return this.get('/audit/verify', { cycle: cycleId });
  }

  reconcile(cycleId: string): Promise<ReconciliationAnswer> {
    return this.get(pathOf('cycles', cycleId, 'reconciliation'));
  }

  state(cycleId: string, totals = false): Promise<RehearsalAnswer> {
    return this.get(pathOf('cycles', cycleId, 'rehearsal'), totals ? { totals } : {});
  }

  async mint(cycleId: string, accounts: readonly object[]): Promise<readonly RehearsalAccountAnswer[]> {
    const minted: RehearsalAccountAnswer[] = [];
    for (let from = 0; from < accounts.length; from += PAGE) {
      const body = { accounts: accounts.slice(from, from + PAGE) };
      const path = pathOf('cycles', cycleId, 'rehearsal', 'accounts');
      minted.push(...(await this.post<RehearsalAccountsAnswer>(path, body)).accounts);
    }
    return minted;
  }

  /** The rehearsal as its driver moves it: the clock by the administrator, each act by its own account. */
  port(cycleId: string, dayMs: number, accounts: readonly RehearsalAccountAnswer[]): RehearsalPort {
    const tokens = new Map<string, string>();
    for (const { role, scope, officeCode, token } of accounts) {
      tokens.set(accountKey(role, scope.code), token);
      if (officeCode !== undefined) tokens.set(officeKey(officeCode), token);
    }
    const as = ({ by, subject }: PlannedAct): ApiClient => {
      const token = tokens.get(by);
      if (token !== undefined) return this.administrator.as(token);
      throw new CliError(EXIT.unexpected, `Diễn tập không có tài khoản ${by} để thao tác cho ${subject}.`);
    };
    const rehearsal = pathOf('cycles', cycleId, 'rehearsal');
    return {
      advance: async (to) => {
        await this.administrator.post(`${rehearsal}/advance`, { to, dayMs }, { key: randomUUID() });
      },
      state: () => this.administrator.get<RehearsalAnswer>(rehearsal),
      send: async (act, key) => {
        const path = pathOf('cycles', cycleId, 'units', act.subject, 'commands');
        return (await as(act).post<CommandAnswer>(path, act.body, { key })).body;
      },
      outcome: (act, commandId) => as(act).get<CommandAnswer>(pathOf('commands', commandId)),
    };
  }

  private get<T>(path: string, query: Query = {}): Promise<T> {
    return patiently(this.host, () => this.administrator.get<T>(path, query));
  }

  private async post<T>(path: string, body: object): Promise<T> {
    const key = randomUUID();
    return (await patiently(this.host, () => this.administrator.post<T>(path, body, { key }))).body;
  }

  private async all<T>(path: string, query: Query = {}): Promise<readonly T[]> {
    const items: T[] = [];
    for (let cursor: string | undefined; ; ) {
      const page: Page<T> = await this.get(path, { ...query, cursor, limit: PAGE });
      items.push(...page.items);
      if (page.next === undefined || page.items.length === 0) return items;
      cursor = page.next;
    }
  }
}
