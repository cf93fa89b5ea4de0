import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Identity, ImportUnits, type ReadModel } from '#libs/application';
import { DomainError, type ImportAnswer, type Page, type UnitAnswer } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { IdempotencyKey, type ImportQuery, importQuery } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { READ_MODEL } from '../ports/tokens.js';
import { unitAnswer } from './unit.answer.js';
import { unitListReader } from './unit-list.js';
import { type UnitQuery, unitQuery } from './units.input.js';

@ApiTags('Đơn vị')
@ApiBearerAuth()
@Controller('units')
export class UnitsController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly importing: ImportUnits,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các đơn vị trong phạm vi; tìm không cần dấu' })
  async list(
    @Caller() caller: Identity,
    @Query({ schema: unitQuery }) query: UnitQuery,
  ): Promise<Page<UnitAnswer>> {
    const units = await this.readModel.units(caller.scope, {
      search: query.search,
      communeCode: query.commune,
      kind: query.kind,
      cycleId: caller.cycleId,
      after: query.cursor,
      limit: query.limit,
    });
    return {
      items: units.map(unitAnswer),
      next: units.length === query.limit ? units.at(-1)?.id : undefined,
    };
  }

  @Get(':unitId')
  @ApiOperation({ summary: 'Một đơn vị' })
  async show(@Caller() caller: Identity, @Param('unitId') unitId: string): Promise<UnitAnswer> {
    const unit = await this.readModel.unit(caller.scope, unitId, caller.cycleId);
    if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
    return unitAnswer(unit);
  }

  @Post('imports')
  @ApiPost()
  @HttpCode(HttpStatus.OK)
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiOperation({ summary: 'Nhập danh sách đơn vị (CSV, XLSX); dòng sai được nêu rõ, dòng đúng vẫn nhập' })
  import(
    @Caller() caller: Identity,
    @IdempotencyKey() _key: string,
    @Query({ schema: importQuery }) query: ImportQuery,
    @Body() file: unknown,
  ): Promise<ImportAnswer> {
    if (!Buffer.isBuffer(file) || file.length === 0) {
      throw new DomainError('INPUT.INVALID', {}, [
        { code: 'INPUT.FIELD', place: 'nội dung', message: 'cần tệp CSV hoặc XLSX trong thân yêu cầu' },
      ]);
    }
    return this.importing.execute(caller, unitListReader(file, query.filename, query.commune), query.dryRun);
  }
}
