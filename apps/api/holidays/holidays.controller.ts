import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EditHolidays, type Identity, ReadHolidays } from '#libs/application';
import {
  DomainError,
  type HolidayChangeAnswer,
  type HolidaysAnswer,
  type HolidayVersionAnswer,
} from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { type DryRunQuery, dryRunQuery, IdempotencyKey, type YearQuery, yearQuery } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { foundation, holidayList } from './holiday-list.js';
import { holidaySeed } from './holiday-seed.js';
import {
  type HolidayBody,
  type HolidayImportQuery,
  type HolidaySeedBody,
  holidayBody,
  holidayImportQuery,
  holidaySeedBody,
  holidayYear,
} from './holidays.input.js';

/** Days off and swapped working days; every account reads those of its province. */
@ApiTags('Ngày nghỉ')
@ApiBearerAuth()
@Controller('holidays')
export class HolidaysController {
  constructor(
    private readonly reading: ReadHolidays,
    private readonly editing: EditHolidays,
    private readonly cycles: CycleReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Bảng ngày nghỉ đang áp dụng, mọi năm hoặc một năm' })
  async list(
    @Caller() caller: Identity,
    @Query({ schema: yearQuery }) { year }: YearQuery,
  ): Promise<HolidaysAnswer> {
    return this.reading.inForce(await this.cycles.provinceOf(caller), year);
  }

  @Get(':year/versions')
  @ApiOperation({ summary: 'Các bản của bảng ngày nghỉ một năm' })
  async versions(
    @Caller() caller: Identity,
    @Param('year', { schema: holidayYear }) year: number,
  ): Promise<{ items: readonly HolidayVersionAnswer[] }> {
    return this.reading.versions(await this.cycles.provinceOf(caller), year);
  }

  @Get(':year/versions/:version')
  @ApiOperation({ summary: 'Một bản của bảng ngày nghỉ một năm, như khi đó' })
  async version(
    @Caller() caller: Identity,
    @Param('year', { schema: holidayYear }) year: number,
    @Param('version', { schema: holidayYear }) version: number,
  ): Promise<HolidaysAnswer> {
    return this.reading.version(await this.cycles.provinceOf(caller), year, version);
  }

  @Post()
  @ApiPost(holidayBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Đặt hoặc bỏ một ngày; dryRun=true chỉ cho xem lời nhắc nào dời và vì sao' })
  edit(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: holidayBody }) body: HolidayBody,
  ): Promise<HolidayChangeAnswer> {
    const { day, reason } = body;
    const edit =
      body.act === 'remove'
        ? ({ act: 'remove', day } as const)
        : ({
            act: 'set',
            days: [{ day, kind: body.kind, name: body.name, ...foundation(body.document) }],
          } as const);
    return this.editing.execute(caller, { edit, reason }, key, dryRun);
  }

  @Post('imports')
  @ApiPost()
  @HttpCode(HttpStatus.OK)
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiOperation({ summary: 'Nhập bảng ngày nghỉ (CSV, XLSX); dòng sai được nêu rõ, dòng đúng vẫn nhập' })
  async import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: holidayImportQuery }) { dryRun, filename, reason }: HolidayImportQuery,
    @Body() file: unknown,
  ): Promise<HolidayChangeAnswer> {
    if (!Buffer.isBuffer(file) || file.length === 0) {
      throw new DomainError('INPUT.INVALID', {}, [
        { code: 'INPUT.FIELD', place: 'nội dung', message: 'cần tệp CSV hoặc XLSX trong thân yêu cầu' },
      ]);
    }
    const { days, problems } = await holidayList(file, filename);
    return this.editing.execute(caller, { edit: { act: 'import', days }, reason, problems }, key, dryRun);
  }

  @Post('seeds')
  @ApiPost(holidaySeedBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Lập lại bảng của một năm từ bảng chung, hoặc từ luật và âm lịch' })
  seed(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: holidaySeedBody }) { year, reason }: HolidaySeedBody,
  ): Promise<HolidayChangeAnswer> {
    return this.editing.execute(
      caller,
      { edit: { act: 'seed', year, days: holidaySeed(year) }, reason },
      key,
      dryRun,
    );
  }
}
