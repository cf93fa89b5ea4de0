import { randomUUID } from 'node:crypto';
import type {
  AnswerOf,
  ApiClient,
  ItemOf,
  ListRequestOf,
  PagedRoute,
  QueryOf,
  SentBody,
} from '#libs/api-client';
import type {
  AuditVerifyAnswer,
  CycleAnswer,
  ExclusionAnswer,
  PolicyAnswer,
  ReconciliationAnswer,
  RehearsalAccountAnswer,
  RehearsalAnswer,
  RehearsedYearAnswer,
  UnitAnswer,
  UnitYearAnswer,
  UnitYearRowAnswer,
} from '#libs/contracts/http';
import type { RealClock } from './clock.js';
import type { RehearsalPort } from './driver.js';
import { patiently } from './patience.js';
import { accountKey, officeKey, type PlannedAct } from './population.types.js';
import { RehearsalError } from './rehearsal.error.js';

const PAGE = 500;

/** An account as it is asked for. */
export type WantedAccount = SentBody<'POST /cycles/{cycleId}/rehearsal/accounts'>['accounts'][number];

/** What a rehearsal asks of the API; each question is repeated while servers are away. */
export class RehearsalApi {
  constructor(
    private readonly host: RealClock,
    private readonly administrator: ApiClient,
  ) {}

  policy(id: string, year: number): Promise<PolicyAnswer> {
    return this.patiently((api) => api.call('GET /policies/{id}', { params: { id }, query: { year } }));
  }

  cycles(): Promise<AnswerOf<'GET /cycles'>> {
    return this.patiently((api) => api.call('GET /cycles'));
  }

  cycle(cycleId: string): Promise<CycleAnswer> {
    return this.patiently((api) => api.call('GET /cycles/{cycleId}', { params: { cycleId } }));
  }

  async open(body: SentBody<'POST /cycles'>): Promise<CycleAnswer> {
    const key = randomUUID();
    return (await this.patiently((api) => api.call('POST /cycles', { body, key }))).cycle;
  }

  years(
    cycleId: string,
    query: Pick<QueryOf<'GET /cycles/{cycleId}/units'>, 'kind' | 'standing'>,
  ): Promise<readonly UnitYearRowAnswer[]> {
    return this.all('GET /cycles/{cycleId}/units', { params: { cycleId }, query });
  }

  units(): Promise<readonly UnitAnswer[]> {
    return this.all('GET /units', {});
  }

  year(cycleId: string, unitId: string): Promise<UnitYearAnswer> {
    const params = { cycleId, unitId };
    return this.patiently((api) => api.call('GET /cycles/{cycleId}/units/{unitId}', { params }));
  }

  exclusions(cycleId: string): Promise<readonly ExclusionAnswer[]> {
    return this.all('GET /cycles/{cycleId}/exclusions', { params: { cycleId } });
  }

  verifyAudit(cycleId: string): Promise<AuditVerifyAnswer> {
    return this.patiently((api) => api.call('GET /audit/verify', { query: { cycle: cycleId } }));
  }

  reconcile(cycleId: string): Promise<ReconciliationAnswer> {
    return this.patiently((api) => api.call('GET /cycles/{cycleId}/reconciliation', { params: { cycleId } }));
  }

  state(cycleId: string, totals = false): Promise<RehearsalAnswer> {
    const request = { params: { cycleId }, query: totals ? { totals } : {} };
    return this.patiently((api) => api.call('GET /cycles/{cycleId}/rehearsal', request));
  }

  async mint(
    cycleId: string,
    accounts: readonly WantedAccount[],
  ): Promise<readonly RehearsalAccountAnswer[]> {
    const minted: RehearsalAccountAnswer[] = [];
    for (let from = 0; from < accounts.length; from += PAGE) {
      const request = {
        params: { cycleId },
        body: { accounts: accounts.slice(from, from + PAGE) },
        key: randomUUID(),
      };
      const answer = await this.patiently((api) =>
        api.call('POST /cycles/{cycleId}/rehearsal/accounts', request),
      );
      minted.push(...answer.accounts);
    }
    return minted;
  }

  /** Has the system itself live the year; one that runs by the same order goes on. */
  startYear(
    cycleId: string,
    body: SentBody<'POST /cycles/{cycleId}/rehearsal/year'>,
  ): Promise<RehearsedYearAnswer> {
    const request = { params: { cycleId }, body, key: randomUUID() };
    return this.patiently((api) => api.call('POST /cycles/{cycleId}/rehearsal/year', request));
  }

  /** How far the year is that the system lives. */
  startedYear(cycleId: string): Promise<RehearsedYearAnswer> {
    return this.patiently((api) => api.call('GET /cycles/{cycleId}/rehearsal/year', { params: { cycleId } }));
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
      throw new RehearsalError({ kind: 'noAccount', account: by, subject });
    };
    const params = { cycleId };
    return {
      advance: async (to) => {
        await this.administrator.call('POST /cycles/{cycleId}/rehearsal/advance', {
          params,
          body: { to, dayMs },
          key: randomUUID(),
        });
      },
      state: () => this.administrator.call('GET /cycles/{cycleId}/rehearsal', { params }),
      send: async (act, key) => {
        const answer = await as(act).call('POST /cycles/{cycleId}/units/{unitId}/commands', {
          params: { cycleId, unitId: act.subject },
          body: act.body,
          key,
        });
        // Only a question is answered so, and none was asked.
        if ('dryRun' in answer) throw new Error(`act of ${act.subject} was only tried`);
        return answer;
      },
      outcome: (act, commandId) => as(act).call('GET /commands/{commandId}', { params: { commandId } }),
    };
  }

  private patiently<T>(ask: (api: ApiClient) => Promise<T>): Promise<T> {
    return patiently(this.host, () => ask(this.administrator));
  }

  private async all<K extends PagedRoute>(
    route: K,
    request: ListRequestOf<K>,
  ): Promise<readonly ItemOf<K>[]> {
    return (await this.patiently((api) => api.list(route, request, { pageSize: PAGE }))).items;
  }
}
