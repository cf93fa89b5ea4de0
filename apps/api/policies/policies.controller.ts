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
import { Serves } from '../edge/serves.js';

/** Packs are public rules: every account may read them all. */
@Controller()
export class PoliciesController {
  constructor(private readonly reading: ReadPolicies) {}

  @Serves('GET /policies')
  list(): PoliciesAnswer {
    return this.reading.list();
  }

  @Serves('GET /policies/{id}')
  show(@Param('id') id: string, @Query({ schema: yearQuery }) query: YearQuery): PolicyAnswer {
    return this.reading.show(id, query.year);
  }

  @Serves('GET /policies/{id}/check')
  check(@Param('id') id: string): PolicyCheckAnswer {
    return this.reading.check(id);
  }

  @Serves('GET /policies/{id}/diff/{other}')
  diff(@Param('id') id: string, @Param('other') other: string): PolicyDiffAnswer {
    return this.reading.diff(id, other);
  }

  @Serves('GET /policies/{id}/cite')
  cite(@Param('id') id: string, @Query({ schema: figureQuery }) query: FigureQuery): PolicyCiteAnswer {
    return this.reading.cite(id, query.figure);
  }
}
