import { Controller, Param, Query } from '@nestjs/common';
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
import { checkPack, listPacks, loadPack, packFileFaults } from '#libs/policy';
import { Serves } from '../edge/serves.js';
import { policyAnswer, policyRow } from './policy.answer.js';
import { policyCiteAnswer, policyDiffAnswer } from './policy-figures.answer.js';

/** Packs are public rules: every account may read them all. */
@Controller()
export class PoliciesController {
  @Serves('GET /policies')
  list(): PoliciesAnswer {
    return { items: listPacks().map(({ id }) => policyRow(loadPack(id))), faults: packFileFaults() };
  }

  @Serves('GET /policies/{id}')
  show(@Param('id') id: string, @Query({ schema: yearQuery }) query: YearQuery): PolicyAnswer {
    const pack = loadPack(id);
    return policyAnswer(pack, query.year ?? latestYear(pack.stageSets));
  }

  @Serves('GET /policies/{id}/check')
  check(@Param('id') id: string): PolicyCheckAnswer {
    const { errors, assumed } = checkPack(loadPack(id));
    return { id, ok: errors.length === 0, errors, assumed };
  }

  @Serves('GET /policies/{id}/diff/{other}')
  diff(@Param('id') id: string, @Param('other') other: string): PolicyDiffAnswer {
    return policyDiffAnswer(loadPack(id), loadPack(other));
  }

  @Serves('GET /policies/{id}/cite')
  cite(@Param('id') id: string, @Query({ schema: figureQuery }) query: FigureQuery): PolicyCiteAnswer {
    return policyCiteAnswer(loadPack(id), query.figure);
  }
}

/** First year of the newest stage set: the ordinary year that the pack leads to. */
function latestYear(sets: readonly { readonly years: { readonly from: number } }[]): number {
  return Math.max(...sets.map((set) => set.years.from));
}
