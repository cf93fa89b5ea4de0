import { Controller, Param, Query } from '@nestjs/common';
import { ReadPolicies } from '#libs/application';
import {
  type FigureQuery,
  figureQuery,
  type PoliciesAnswer,
  type PolicyAnswer,
  type PolicyCheckAnswer,
  type PolicyCiteAnswer,
  type PolicyDiffAnswer,
  type YearQuery,
  yearQuery,
} from '#libs/contracts/http';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';

/** Packs are public rules: every account may read them all. */
@Controller()
export class PoliciesController {
  constructor(private readonly reading: ReadPolicies) {}

  @Serves('GET /policies')
  @RequirePermission('readPolicies')
  list(): PoliciesAnswer {
    return this.reading.list();
  }

  @Serves('GET /policies/{id}')
  @RequirePermission('readPolicies')
  show(@Param('id') id: string, @Query({ schema: yearQuery }) query: YearQuery): PolicyAnswer {
    return this.reading.show(id, query.year);
  }

  @Serves('GET /policies/{id}/check')
  @RequirePermission('readPolicies')
  check(@Param('id') id: string): PolicyCheckAnswer {
    return this.reading.check(id);
  }

  @Serves('GET /policies/{id}/diff/{other}')
  @RequirePermission('readPolicies')
  diff(@Param('id') id: string, @Param('other') other: string): PolicyDiffAnswer {
    return this.reading.diff(id, other);
  }

  @Serves('GET /policies/{id}/cite')
  @RequirePermission('readPolicies')
  cite(@Param('id') id: string, @Query({ schema: figureQuery }) query: FigureQuery): PolicyCiteAnswer {
    return this.reading.cite(id, query.figure);
  }
}
