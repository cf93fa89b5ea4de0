import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { scopeCode } from '#libs/access';
import {
  AdvanceRehearsal,
  type Identity,
  isSettled,
  MintRehearsalAccounts,
  rehearsed,
  requireInProvince,
  type UnitOfWork,
} from '#libs/application';
import {
  type AdvanceBody,
  advanceBody,
  type RehearsalAccountsAnswer,
  type RehearsalAccountsBody,
  type RehearsalAnswer,
  type RehearsalStateQuery,
  rehearsalAccountsBody,
  rehearsalStateQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';

@Controller()
export class RehearsalController {
  constructor(
    private readonly minting: MintRehearsalAccounts,
    private readonly advancing: AdvanceRehearsal,
    private readonly reader: CycleReader,
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
  ) {}

  @Serves('GET /cycles/{cycleId}/rehearsal')
  async show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: rehearsalStateQuery }) query: RehearsalStateQuery,
  ): Promise<RehearsalAnswer> {
    const { provinceCode } = await this.reader.find(caller, cycleId);
    // What it waits for, and its totals, count the whole province.
    requireInProvince(caller, 'readRehearsal', provinceCode);
    return this.answer(cycleId, query.totals);
  }

  @Serves('POST /cycles/{cycleId}/rehearsal/accounts')
  async mint(
    @Caller() caller: Identity,
    @IdempotencyKey() _key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: rehearsalAccountsBody }) body: RehearsalAccountsBody,
  ): Promise<RehearsalAccountsAnswer> {
    await this.reader.find(caller, cycleId);
    const accounts = await this.minting.execute(caller, cycleId, body.accounts);
    return {
      cycleId,
      accounts: accounts.map((account) => ({
        ...account,
        scope: { level: account.scope.level, code: scopeCode(account.scope) },
      })),
    };
  }

  @Serves('POST /cycles/{cycleId}/rehearsal/advance')
  async advance(
    @Caller() caller: Identity,
    @IdempotencyKey() _key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: advanceBody }) body: AdvanceBody,
  ): Promise<RehearsalAnswer> {
    await this.reader.find(caller, cycleId);
    await this.advancing.execute(caller, cycleId, body.to, body.dayMs ?? 0);
    return this.answer(cycleId, false);
  }

  private answer(cycleId: string, withTotals: boolean): Promise<RehearsalAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { state, clockAt } = rehearsed(await records.cycles.find(cycleId), cycleId);
      const waitingFor = await records.rehearsal.unsettled(cycleId);
      const totals = withTotals ? await records.rehearsal.totals(cycleId) : undefined;
      return { cycleId, state, now: clockAt, settled: isSettled(waitingFor), waitingFor, totals };
    });
  }
}
