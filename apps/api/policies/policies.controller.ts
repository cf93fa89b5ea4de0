import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type {
  PoliciesAnswer,
  PolicyAnswer,
  PolicyCheckAnswer,
  PolicyCiteAnswer,
  PolicyDiffAnswer,
} from '#libs/contracts';
import { checkPack, listPacks, loadPack, packFileFaults } from '#libs/policy';
import { type YearQuery, yearQuery } from '../edge/input.js';
import { type FigureQuery, figureQuery } from './policies.input.js';
import { policyAnswer, policyRow } from './policy.answer.js';
import { policyCiteAnswer, policyDiffAnswer } from './policy-figures.answer.js';

/** Packs are public rules: every account may read them all. */
@ApiTags('Quy định')
@ApiBearerAuth()
@Controller('policies')
export class PoliciesController {
  @Get()
  @ApiOperation({ summary: 'Các gói quy định' })
  list(): PoliciesAnswer {
    return { items: listPacks().map(({ id }) => policyRow(loadPack(id))), faults: packFileFaults() };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một gói: bước, hạn, tiêu chí, mức phân loại, nguồn' })
  show(@Param('id') id: string, @Query({ schema: yearQuery }) query: YearQuery): PolicyAnswer {
    const pack = loadPack(id);
    return policyAnswer(pack, query.year ?? latestYear(pack.stageSets));
  }

  @Get(':id/check')
  @ApiOperation({ summary: 'Kiểm tra một gói: chỗ hổng, tổng sai, số liệu giả định' })
  check(@Param('id') id: string): PolicyCheckAnswer {
    const { errors, assumed } = checkPack(loadPack(id));
    return { id, ok: errors.length === 0, errors, assumed };
  }

  @Get(':id/diff/:other')
  @ApiOperation({ summary: 'Hai gói khác nhau ở đâu, từng dòng, kèm nguồn của mỗi bên' })
  diff(@Param('id') id: string, @Param('other') other: string): PolicyDiffAnswer {
    return policyDiffAnswer(loadPack(id), loadPack(other));
  }

  @Get(':id/cite')
  @ApiOperation({ summary: 'Nguồn của một số liệu: văn bản, ngày, chỗ, nguyên văn' })
  cite(@Param('id') id: string, @Query({ schema: figureQuery }) query: FigureQuery): PolicyCiteAnswer {
    return policyCiteAnswer(loadPack(id), query.figure);
  }
}

/** First year of the newest stage set: the ordinary year that the pack leads to. */
function latestYear(sets: readonly { readonly years: { readonly from: number } }[]): number {
  return Math.max(...sets.map((set) => set.years.from));
}
