import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  type EntryChange,
  type Identity,
  ImportEntries,
  ReadRegisters,
  RecordEntry,
  ReopenRegisters,
} from '#libs/application';
import {
  type DryRunQuery,
  dryRunQuery,
  type ListQuery,
  listQuery,
  type Page,
  type RegisterCorrectionBody,
  type RegisterEntryAnswer,
  type RegisterEntryBody,
  type RegisterImportAnswer,
  type RegisterQuery,
  type RegisterReopeningAnswer,
  type RegisterReopeningBody,
  type RegistersAnswer,
  type RegisterWithdrawalBody,
  registerCorrectionBody,
  registerEntryBody,
  registerQuery,
  registerReopeningBody,
  registerWithdrawalBody,
  type UnitRegistersAnswer,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';

/** Where an entry stands in the API. */
interface Place {
  readonly cycleId: string;
  readonly unitId: string;
  readonly register: string;
}

@Controller()
export class RegistersController {
  constructor(
    private readonly recording: RecordEntry,
    private readonly reopening: ReopenRegisters,
    private readonly importing: ImportEntries,
    private readonly reading: ReadRegisters,
  ) {}

  @Serves('GET /cycles/{cycleId}/registers')
  @RequirePermission('readRegisters')
  registers(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<RegistersAnswer> {
    return this.reading.registers(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/registers/reopenings')
  @RequirePermission('reopenRegisters')
  reopen(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: registerReopeningBody }) body: RegisterReopeningBody,
  ): Promise<RegisterReopeningAnswer> {
    return this.reopening.execute(caller, cycleId, body, key);
  }

  @Serves('GET /cycles/{cycleId}/registers/{register}')
  @RequirePermission('readRegisters')
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('register') register: string,
    @Query({ schema: registerQuery }) { state, commune, cursor, limit }: RegisterQuery,
  ): Promise<Page<RegisterEntryAnswer>> {
    return this.reading.list(caller, cycleId, register, {
      state,
      communeCode: commune,
      after: cursor,
      limit,
    });
  }

  @Serves('POST /cycles/{cycleId}/registers/{register}/imports')
  @RequirePermission('recordEntry', 'recordEntryOnBehalf')
  async import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Param('register') register: string,
    @Query({ schema: listQuery }) query: ListQuery,
    @Body() file: unknown,
  ): Promise<RegisterImportAnswer> {
    const place = { cycleId, register, idempotencyKey: key };
    return this.importing.execute(caller, place, listFileOf(file, query), query.dryRun);
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/registers')
  @RequirePermission('readRegisters')
  ofUnit(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
  ): Promise<UnitRegistersAnswer> {
    return this.reading.ofUnit(caller, cycleId, unitId);
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/registers/{register}')
  @RequirePermission('readRegisters')
  listOfUnit(
    @Caller() caller: Identity,
    @Param() { cycleId, unitId, register }: Place,
    @Query({ schema: registerQuery }) { state, commune, cursor, limit }: RegisterQuery,
  ): Promise<Page<RegisterEntryAnswer>> {
    return this.reading.list(caller, cycleId, register, {
      state,
      unitId,
      communeCode: commune,
      after: cursor,
      limit,
    });
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/registers/{register}')
  @RequirePermission('recordEntry', 'recordEntryOnBehalf')
  enter(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param() place: Place,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: registerEntryBody }) body: RegisterEntryBody,
  ): Promise<RegisterEntryAnswer> {
    return this.record(caller, place, key, { kind: 'enter', body }, dryRun);
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}')
  @RequirePermission('readRegisters')
  versions(
    @Caller() caller: Identity,
    @Param() { cycleId, unitId, register }: Place,
    @Param('entryId') entryId: string,
  ): Promise<{ readonly items: readonly RegisterEntryAnswer[] }> {
    return this.reading.versions(caller, cycleId, unitId, register, entryId);
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/corrections')
  @RequirePermission('changeEntry', 'recordEntryOnBehalf')
  correct(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param() place: Place,
    @Param('entryId') entryId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: registerCorrectionBody }) body: RegisterCorrectionBody,
  ): Promise<RegisterEntryAnswer> {
    return this.record(caller, place, key, { kind: 'correct', entryId, body }, dryRun);
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/withdrawals')
  @RequirePermission('changeEntry', 'recordEntryOnBehalf')
  withdraw(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param() place: Place,
    @Param('entryId') entryId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: registerWithdrawalBody }) body: RegisterWithdrawalBody,
  ): Promise<RegisterEntryAnswer> {
    return this.record(caller, place, key, { kind: 'withdraw', entryId, body }, dryRun);
  }

  private async record(
    caller: Identity,
    { cycleId, unitId, register }: Place,
    idempotencyKey: string,
    change: EntryChange,
    dryRun: boolean,
  ): Promise<RegisterEntryAnswer> {
    const place = { cycleId, unitId, register, idempotencyKey };
    const { entry } = await this.recording.execute(caller, place, change, dryRun);
    return this.reading.entry(caller, entry);
  }
}
