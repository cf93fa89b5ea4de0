import { Body, Controller, Query } from '@nestjs/common';
import { type Identity, ImportOffices, ReadOffices } from '#libs/application';
import { type ListQuery, listQuery, type OfficeImportAnswer, type OfficesAnswer } from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';

/** The offices of a province. */
@Controller()
export class OfficesController {
  constructor(
    private readonly reading: ReadOffices,
    private readonly importing: ImportOffices,
  ) {}

  @Serves('GET /offices')
  @RequirePermission('readOffices')
  list(@Caller() caller: Identity): Promise<OfficesAnswer> {
    return this.reading.execute(caller);
  }

  @Serves('POST /offices/imports')
  @RequirePermission('importOffices')
  import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: listQuery }) query: ListQuery,
    @Body() file: unknown,
  ): Promise<OfficeImportAnswer> {
    return this.importing.execute(caller, listFileOf(file, query), key, query.dryRun);
  }
}
