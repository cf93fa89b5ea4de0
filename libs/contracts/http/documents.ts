import { z } from 'zod';
import { list, pageOf, ruleStatus } from './answer.js';
import { code } from './fields.js';
import { routes } from './route.js';

/** About whom a paper is, and the file it comes in. */
export const documentQuery = z.object({
  unit: code.optional(),
  commune: code.optional(),
  stage: code.optional(),
  entry: z.uuid('phải là mã của một mục trong sổ').optional(),
  /** Code or id of figures that were kept, of which a report is made. */
  freeze: code.optional(),
  format: z.enum(['docx', 'xlsx'], 'phải là docx hoặc xlsx').default('docx'),
});
export type DocumentQuery = z.infer<typeof documentQuery>;

/** A paper that can be composed, as lists name it. */
export const documentAnswer = z.object({
  kind: z.string(),
  name: z.string(),
  /** `unit`: asked for one unit; `area`: for a commune, a district or the province. */
  about: z.enum(['unit', 'area']),
  formats: list(z.enum(['docx', 'xlsx'])),
  /** Key of the stage it belongs to. */
  stage: z.string().optional(),
  /** The document that asks for it, or that its form is assumed. */
  source: z.string(),
  status: ruleStatus,
});
export type DocumentAnswer = z.infer<typeof documentAnswer>;

/** Papers that are composed from the record. */
export const DOCUMENTS_ROUTES = routes({
  'GET /cycles/{cycleId}/documents': {
    summary: 'Các văn bản tài khoản lập được từ hồ sơ của chu kỳ',
    answer: pageOf(documentAnswer),
  },
  'GET /cycles/{cycleId}/documents/{kind}': {
    summary: 'Lập một văn bản (Word theo Nghị định 30/2020/NĐ-CP, hoặc Excel) từ hồ sơ lúc này',
    description:
      'unit: văn bản của một đơn vị; commune: cấp tỉnh lập cho một xã, phường; stage: công văn đôn đốc một bước; entry: mục trong sổ mà văn bản lập theo, không nêu thì mục mới nhất; freeze: mã lần chốt số liệu mà báo cáo lập theo, không nêu thì số liệu lúc này.',
    query: documentQuery,
    files: [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  },
});
