import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type EntryChange,
  type Identity,
  ImportEntries,
  RecordEntry,
  ReopenRegisters,
} from '#libs/application';
import {
  DomainError,
  type Page,
  type RegisterCorrectionBody,
  type RegisterEntryAnswer,
  type RegisterEntryBody,
  type RegisterImportAnswer,
  type RegisterReopeningAnswer,
  type RegisterReopeningBody,
  type RegistersAnswer,
  type RegisterWithdrawalBody,
  registerCorrectionBody,
  registerEntryBody,
  registerReopeningBody,
  registerWithdrawalBody,
  type UnitRegistersAnswer,
} from '#libs/contracts';
import { readTable } from '#libs/documents';
import { Caller } from '../auth/token.guard.js';
import { type DryRunQuery, dryRunQuery, IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { RegisterReader, reopeningAnswer } from './register-reader.service.js';
import {
  type RegisterImportQuery,
  type RegisterQuery,
  registerImportQuery,
  registerQuery,
} from './registers.input.js';

/** Where an entry stands in the API. */
interface Place {
  readonly cycleId: string;
  readonly unitId: string;
  readonly register: string;
}

@ApiTags('Sổ ghi nhận')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
export class RegistersController {
  constructor(
    private readonly recording: RecordEntry,
    private readonly reopening: ReopenRegisters,
    private readonly importing: ImportEntries,
    private readonly reader: RegisterReader,
  ) {}

  @Get('registers')
  @ApiOperation({
    summary: 'Các sổ của chu kỳ: ai ghi, trường nào, tiêu chí nào; số mục trong phạm vi của tài khoản',
  })
  registers(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<RegistersAnswer> {
    return this.reader.registers(caller, cycleId);
  }

  @Post('registers/reopenings')
  @ApiPost(registerReopeningBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Mở lại sổ sau ngày khóa cho một đơn vị, một địa bàn hoặc cả chu kỳ' })
  async reopen(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: registerReopeningBody }) body: RegisterReopeningBody,
  ): Promise<RegisterReopeningAnswer> {
    return reopeningAnswer(await this.reopening.execute(caller, cycleId, body, key));
  }

  @Get('registers/:register')
  @ApiOperation({ summary: 'Các mục của một sổ trong phạm vi của tài khoản, theo ngày' })
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('register') register: string,
    @Query({ schema: registerQuery }) query: RegisterQuery,
  ): Promise<Page<RegisterEntryAnswer>> {
    return this.reader.list(caller, cycleId, register, query);
  }

  @Post('registers/:register/imports')
  @ApiPost()
  @HttpCode(HttpStatus.OK)
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiOperation({ summary: 'Ghi một danh sách (CSV, XLSX) vào sổ; dòng sai được nêu rõ, dòng đúng vẫn ghi' })
  async import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Param('register') register: string,
    @Query({ schema: registerImportQuery }) { filename, dryRun }: RegisterImportQuery,
    @Body() file: unknown,
  ): Promise<RegisterImportAnswer> {
    if (!Buffer.isBuffer(file) || file.length === 0) {
      const message = 'cần tệp CSV hoặc XLSX trong thân yêu cầu';
      throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'nội dung', message }]);
    }
    const table = await readTable(file, filename);
    if ('problem' in table) {
      const { code, message } = table.problem;
      throw new DomainError('REGISTER.LIST_REFUSED', {}, [{ code, place: 'tệp', message }]);
    }
    return this.importing.execute(caller, cycleId, register, table.rows, key, dryRun);
  }

  @Get('units/:unitId/registers')
  @ApiOperation({ summary: 'Sổ của một đơn vị: các mục, và điều các sổ nói về từng tiêu chí' })
  ofUnit(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
  ): Promise<UnitRegistersAnswer> {
    return this.reader.ofUnit(caller, cycleId, unitId);
  }

  @Get('units/:unitId/registers/:register')
  @ApiOperation({ summary: 'Các mục của một sổ của một đơn vị, theo ngày' })
  listOfUnit(
    @Caller() caller: Identity,
    @Param() { cycleId, unitId, register }: Place,
    @Query({ schema: registerQuery }) query: RegisterQuery,
  ): Promise<Page<RegisterEntryAnswer>> {
    return this.reader.list(caller, cycleId, register, query, unitId);
  }

  @Post('units/:unitId/registers/:register')
  @ApiPost(registerEntryBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Ghi một mục vào sổ; ngày phải nằm trong kỳ đánh giá. dryRun=true chỉ kiểm tra' })
  enter(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param() place: Place,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: registerEntryBody }) body: RegisterEntryBody,
  ): Promise<RegisterEntryAnswer> {
    return this.record(caller, place, key, { kind: 'enter', body }, dryRun);
  }

  @Get('units/:unitId/registers/:register/:entryId')
  @ApiOperation({ summary: 'Mọi phiên bản của một mục, từ bản đầu' })
  versions(
    @Caller() caller: Identity,
    @Param() { cycleId, unitId, register }: Place,
    @Param('entryId') entryId: string,
  ): Promise<{ readonly items: readonly RegisterEntryAnswer[] }> {
    return this.reader.versions(caller, cycleId, unitId, register, entryId);
  }

  @Post('units/:unitId/registers/:register/:entryId/corrections')
  @ApiPost(registerCorrectionBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Sửa một mục bằng một bản mới, kèm lý do; bản cũ còn nguyên' })
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

  @Post('units/:unitId/registers/:register/:entryId/withdrawals')
  @ApiPost(registerWithdrawalBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Rút một mục khỏi sổ, kèm lý do' })
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
    return this.reader.entry(caller, entry);
  }
}
