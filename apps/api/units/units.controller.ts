import { Body, Controller, Param, Query } from '@nestjs/common';
import { type Identity, ImportUnits, ReadUnits } from '#libs/application';
import {
  type ImportAnswer,
  type ImportQuery,
  importQuery,
  type Page,
  type UnitAnswer,
  type UnitQuery,
  unitQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class UnitsController {
  constructor(
    private readonly reading: ReadUnits,
    private readonly importing: ImportUnits,
  ) {}

  @Serves('GET /units')
  @RequirePermission('readUnits')
  list(
    @Caller() caller: Identity,
    @Query({ schema: unitQuery }) { search, commune, kind, cursor, limit }: UnitQuery,
  ): Promise<Page<UnitAnswer>> {
    return this.reading.list(caller, { search, communeCode: commune, kind, after: cursor, limit });
  }

  @Serves('GET /units/{unitId}')
  @RequirePermission('readUnits')
  show(@Caller() caller: Identity, @Param('unitId') unitId: string): Promise<UnitAnswer> {
    return this.reading.show(caller, unitId);
  }

  @Serves('POST /units/imports')
  @RequirePermission('importUnits')
  import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: importQuery }) query: ImportQuery,
    @Body() file: unknown,
  ): Promise<ImportAnswer> {
    const { commune: communeCode, asNew, asKnown, dryRun } = query;
    const list = { file: listFileOf(file, query), communeCode, asNew, asKnown, key };
    return this.importing.execute(caller, list, dryRun);
  }
}
