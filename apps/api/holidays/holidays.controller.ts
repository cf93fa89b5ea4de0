import { Body, Controller, Param, Query } from '@nestjs/common';
import { EditHolidays, foundation, type Identity, ImportHolidays, ReadHolidays } from '#libs/application';
import {
  type DryRunQuery,
  dryRunQuery,
  type HolidayBody,
  type HolidayChangeAnswer,
  type HolidayImportQuery,
  type HolidaySeedBody,
  type HolidaysAnswer,
  type HolidayVersionAnswer,
  holidayBody,
  holidayImportQuery,
  holidaySeedBody,
  holidayYear,
  type YearQuery,
  yearQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';
import { holidaySeed } from './holiday-seed.js';

/** Days off and swapped working days; every account reads those of its province. */
@Controller()
export class HolidaysController {
  constructor(
    private readonly reading: ReadHolidays,
    private readonly editing: EditHolidays,
    private readonly importing: ImportHolidays,
  ) {}

  @Serves('GET /holidays')
  @RequirePermission('readHolidays')
  list(
    @Caller() caller: Identity,
    @Query({ schema: yearQuery }) { year }: YearQuery,
  ): Promise<HolidaysAnswer> {
    return this.reading.inForce(caller, year);
  }

  @Serves('GET /holidays/{year}/versions')
  @RequirePermission('readHolidays')
  versions(
    @Caller() caller: Identity,
    @Param('year', { schema: holidayYear }) year: number,
  ): Promise<{ items: readonly HolidayVersionAnswer[] }> {
    return this.reading.versions(caller, year);
  }

  @Serves('GET /holidays/{year}/versions/{version}')
  @RequirePermission('readHolidays')
  version(
    @Caller() caller: Identity,
    @Param('year', { schema: holidayYear }) year: number,
    @Param('version', { schema: holidayYear }) version: number,
  ): Promise<HolidaysAnswer> {
    return this.reading.version(caller, year, version);
  }

  @Serves('POST /holidays')
  @RequirePermission('editHolidays')
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

  @Serves('POST /holidays/imports')
  @RequirePermission('editHolidays')
  async import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: holidayImportQuery }) query: HolidayImportQuery,
    @Body() file: unknown,
  ): Promise<HolidayChangeAnswer> {
    const { dryRun, reason } = query;
    return this.importing.execute(caller, { file: listFileOf(file, query), reason }, key, dryRun);
  }

  @Serves('POST /holidays/seeds')
  @RequirePermission('editHolidays')
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
