import { setTimeout as pause } from 'node:timers/promises';
import { scopeCode } from '#libs/access';
import { ApiClient, ApiProblem, ApiUnreachable, NotTheApi } from '#libs/api-client';
import type { YearDriver, YearEnd, YearHands, YearOrder, YearProblem } from '#libs/application';
import {
  drawYear,
  liveRehearsal,
  type RealClock,
  RehearsalApi,
  RehearsalError,
  refusedActs,
  reportOf,
  untilOpen,
} from '#libs/rehearsal-driver';
import { problemOf } from './year-problems.js';

/** Lives a year by the API of this system, with accounts that it is given: as people do, and as `antq rehearse` does. */
export class ApiYearDriver implements YearDriver {
  /** @param apiUrl base address of the API, without `/api/v1` */
  constructor(private readonly apiUrl: string) {}

  async live(
    year: YearOrder & { readonly cycleId: string; readonly provinceCode: string },
    hands: YearHands,
  ): Promise<YearEnd> {
    try {
      return { state: 'ended', report: await this.lived(year, hands) };
    } catch (error) {
      hands.signal.throwIfAborted();
      const problem = knownProblem(error);
      if (problem === undefined) throw error;
      return { state: 'stopped', problem };
    }
  }

  private async lived(
    {
      cycleId,
      provinceCode,
      seed,
      dayMs,
      keepGoing,
    }: YearOrder & {
      readonly cycleId: string;
      readonly provinceCode: string;
    },
    hands: YearHands,
  ) {
    const host = clockUntil(hands.signal);
    const [administrator] = await hands.mint([
      { role: 'administrator', scope: { level: 'tinh', provinceCode } },
    ]);
    const api = new RehearsalApi(
      host,
      new ApiClient({ url: this.apiUrl, token: administrator?.token ?? '' }),
    );
    const cycle = await untilOpen(host, api, await api.cycle(cycleId), () => undefined);
    const rehearsal = await drawYear(api, cycle, seed, async (wanted) =>
      (await hands.mint(wanted)).map((account) => ({
        ...account,
        scope: { level: account.scope.level, code: scopeCode(account.scope) },
      })),
    );
    const options = { label: cycle.label ?? cycleId, dayMs, keepGoing };
    const result = await liveRehearsal(host, api, rehearsal, options, 0, ({ done, total, refused }) =>
      hands.onProgress({ done, total, refused: refusedActs(refused) }),
    );
    return reportOf(rehearsal, result);
  }
}

/** The clock of this host; whoever waits by it ends when the signal says so. */
const clockUntil = (signal: AbortSignal): RealClock => ({
  now: () => performance.now(),
  pause: async (ms) => {
    await pause(ms, undefined, { signal });
  },
});

/** Undefined for what may be gone at the next try. */
function knownProblem(error: unknown): YearProblem | undefined {
  if (error instanceof RehearsalError) return problemOf(error.fault);
  if (error instanceof ApiUnreachable || error instanceof NotTheApi) {
    return { code: 'REHEARSAL.API_AWAY', params: {} };
  }
  if (!(error instanceof ApiProblem)) return undefined;
  return error.status >= 500
    ? { code: 'REHEARSAL.API_AWAY', params: {} }
    : { code: 'REHEARSAL.ASKING_REFUSED', params: { reason: error.message } };
}
