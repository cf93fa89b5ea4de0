import { DomainError, type RehearsedYearEnd } from '#libs/contracts';
import type { RefusedAct } from '#libs/contracts/http';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { MintRehearsalAccounts } from './mint-rehearsal-accounts.use-case.js';
import type { RehearsedYear, YearEnd, YearProgress } from './rehearsed-year.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';
import type { DrivingAccount, DrivingToken, YearDriver } from './year-driver.port.js';

type Needs = Stores<'cycles' | 'rehearsedYears'>;

/** Who watches needs no more. */
const TELL_EVERY_MS = 500;
/** A statement takes so many accounts at once. */
const MINTED_AT_ONCE = 500;

interface Try {
  readonly epoch: number;
  readonly year: RehearsedYear;
  readonly provinceCode: string;
  /** What earlier tries were refused, up to where the clock stands. */
  readonly earlier: readonly RefusedAct[];
}

/** One try at living a rehearsed year to its end; the next one goes on where the clock stands. */
export class DriveRehearsedYear {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly minting: Pick<MintRehearsalAccounts, 'execute'>,
    private readonly driver: YearDriver,
  ) {}

  /**
   * @param signal aborted when this try is to end
   * @returns `stopped` also where the year was stopped, or taken over by a later try, meanwhile
   * @throws DomainError CYCLE.UNKNOWN, REHEARSAL.ONLY; and what the driver throws
   */
  async execute(cycleId: string, signal: AbortSignal): Promise<RehearsedYearEnd> {
    const begun = await this.begin(cycleId);
    if (!('epoch' in begun)) return begun;
    const over = new AbortController();
    try {
      const end = await this.live(cycleId, begun, AbortSignal.any([signal, over.signal]), over);
      return await this.end(cycleId, begun, end);
    } catch (error) {
      if (over.signal.aborted) return { state: 'stopped' };
      // No later try would be given what the domain refuses to this one.
      if (!(error instanceof DomainError) || signal.aborted) throw error;
      const { code, params } = error;
      return this.end(cycleId, begun, { state: 'stopped', problem: { code, params } });
    }
  }

  /** The end instead of a try where no year runs: it has ended or was stopped, or the order of it was never committed. */
  private begin(cycleId: string): Promise<Try | RehearsedYearEnd> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { clockAt, provinceCode } = rehearsed(await records.cycles.lock(cycleId), cycleId);
      const year = await records.rehearsedYears.find(cycleId);
      // The word that it has ended may have been lost with the worker that had recorded it.
      if (year?.state === 'ended') return { state: 'ended', asDrawn: year.report?.asDrawn };
      if (year?.state !== 'running') return { state: 'stopped' };
      // What was refused at the present instant is tried again.
      const earlier = year.refused.filter(({ at }) => at < clockAt);
      const epoch = await records.rehearsedYears.begin(cycleId, earlier);
      return { epoch, year, provinceCode, earlier };
    });
  }

  private live(cycleId: string, begun: Try, signal: AbortSignal, over: AbortController): Promise<YearEnd> {
    const { year, provinceCode } = begun;
    const { seed, dayMs, keepGoing } = year;
    let told = { at: Number.NEGATIVE_INFINITY, refused: 0 };
    return this.driver.live(
      { cycleId, provinceCode, seed, dayMs, keepGoing },
      {
        signal,
        mint: (accounts) => this.mint(cycleId, provinceCode, accounts),
        onProgress: async (progress) => {
          const now = performance.now();
          const refused = progress.refused.length;
          if (refused === told.refused && now - told.at < TELL_EVERY_MS) return;
          told = { at: now, refused };
          if (!(await this.tell(cycleId, begun, progress))) over.abort();
          signal.throwIfAborted();
        },
      },
    );
  }

  private async mint(
    cycleId: string,
    provinceCode: string,
    wanted: readonly DrivingAccount[],
  ): Promise<readonly DrivingToken[]> {
    const made: DrivingToken[] = [];
    for (let at = 0; at < wanted.length; at += MINTED_AT_ONCE) {
      const page = wanted.slice(at, at + MINTED_AT_ONCE);
      made.push(...(await this.minting.execute(steeringSystem(provinceCode), cycleId, page)));
    }
    return made;
  }

  private tell(cycleId: string, { epoch, earlier }: Try, progress: YearProgress): Promise<boolean> {
    const refused = [...earlier, ...progress.refused];
    return this.unitOfWork.inTransaction((records) =>
      records.rehearsedYears.tell(cycleId, epoch, { ...progress, refused }),
    );
  }

  private async end(cycleId: string, { epoch, earlier }: Try, end: YearEnd): Promise<RehearsedYearEnd> {
    const known = end.state === 'ended' ? withEarlier(end, earlier) : end;
    const isHeard = await this.unitOfWork.inTransaction((records) =>
      records.rehearsedYears.end(cycleId, epoch, known),
    );
    if (!isHeard || known.state === 'stopped') return { state: 'stopped' };
    return { state: 'ended', asDrawn: known.report.asDrawn };
  }
}

/** Who makes the accounts of a year: the system, for whoever ordered it was found to steer the whole province. */
const steeringSystem = (provinceCode: string): Identity => ({
  actorId: SYSTEM_AUDIT.actorId,
  name: '',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});

/** What earlier tries were refused is unknown to the one that saw the end. */
const withEarlier = (
  { state, report }: Extract<YearEnd, { state: 'ended' }>,
  earlier: readonly RefusedAct[],
): Extract<YearEnd, { state: 'ended' }> => ({
  state,
  report: { ...report, asDrawn: report.asDrawn && earlier.length === 0 },
});
