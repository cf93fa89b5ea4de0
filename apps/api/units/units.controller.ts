import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { type Identity, ImportUnits, type ReadModel } from '#libs/application';
import { DomainError } from '#libs/contracts';
import {
  type ImportAnswer,
  type ImportQuery,
  importQuery,
  type Page,
  type UnitAnswer,
  type UnitQuery,
  unitQuery,
} from '#libs/contracts/http';

import { Caller } from '../auth/token.guard.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';
import { READ_MODEL } from '../ports/tokens.js';
import { unitAnswer } from './unit.answer.js';
import { unitListReader } from './unit-list.js';

@Controller()
export class UnitsController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly importing: ImportUnits,
  ) {}

  @Serves('GET /units')
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

  @Serves('GET /units/{unitId}')
  async show(@Caller() caller: Identity, @Param('unitId') unitId: string): Promise<UnitAnswer> {
    const unit = await this.readModel.unit(caller.scope, unitId, caller.cycleId);
    if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
    return unitAnswer(unit);
  }

  @Serves('POST /units/imports')
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
