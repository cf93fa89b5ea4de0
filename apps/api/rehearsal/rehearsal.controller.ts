import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
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
import type { RehearsalAccountsAnswer, RehearsalAnswer } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import {
  type AdvanceBody,
  advanceBody,
  type RehearsalAccountsBody,
  type RehearsalQuery,
  rehearsalAccountsBody,
  rehearsalQuery,
} from './rehearsal.input.js';

@ApiTags('Diễn tập')
@ApiBearerAuth()
@Controller('cycles/:cycleId/rehearsal')
export class RehearsalController {
  constructor(
    private readonly minting: MintRehearsalAccounts,
    private readonly advancing: AdvanceRehearsal,
    private readonly reader: CycleReader,
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Đồng hồ diễn tập và những gì nó đang chờ' })
  async show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: rehearsalQuery }) query: RehearsalQuery,
  ): Promise<RehearsalAnswer> {
    const { provinceCode } = await this.reader.find(caller, cycleId);
    // What it waits for, and its totals, count the whole province.
    requireInProvince(caller, 'readRehearsal', provinceCode);
    return this.answer(cycleId, query.totals);
  }

  @Post('accounts')
  @ApiPost(rehearsalAccountsBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Cấp tài khoản chỉ dùng trong chu kỳ diễn tập này; mã chỉ hiện một lần',
    description: 'Cấp lại cùng vai trò, cùng nơi thì mã cũ hết dùng được.',
  })
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

  @Post('advance')
  @ApiPost(advanceBody)
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Cho đồng hồ diễn tập tự đi đến một thời điểm, qua từng việc phải làm' })
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
