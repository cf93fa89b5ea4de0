import { z } from 'zod';
import { isoDay, isoInstant, level, list, pageOf, ruleStatus } from './answer.js';
import { decisionCorrectionAnswer } from './decisions.js';
import { code, communePageQuery } from './fields.js';
import { routes } from './route.js';

/** Results by either axis, and by what came after the decision. */
export const resultQuery = communePageQuery.extend({
  recognised: z.enum(['yes', 'no', 'pending']).optional(),
  class: code.optional(),
  notSubmitted: z.stringbool().default(false),
  excluded: z.stringbool().default(false),
  appeal: z.enum(['open', 'any']).optional(),
  revocation: z.enum(['proposed', 'revoked']).optional(),
  exemplar: z.stringbool().default(false),
});
export type ResultQuery = z.infer<typeof resultQuery>;

/** Whether the result that is looked at in advance is a recognition. */
export const resultPlanQuery = z.object({ recognised: z.stringbool().default(false) });
export type ResultPlanQuery = z.infer<typeof resultPlanQuery>;

export const exclusionStandAnswer = z.object({
  /** Decided, only proposed ("đề xuất không xét"), or taken out by a document. */
  effect: z.enum(['excluded', 'proposed', 'overridden']),
  reason: z.string(),
  source: z.string(),
  status: z.string(),
});
export type ExclusionStandAnswer = z.infer<typeof exclusionStandAnswer>;

/** What a unit's result comes to: recognition and class are axes of their own. */
export const resultStandAnswer = z.object({
  recognised: z.boolean().optional(),
  class: z
    .object({
      key: z.string(),
      name: z.string(),
      total: z.number(),
      assumed: z.boolean(),
    })
    .optional(),
  exclusion: exclusionStandAnswer.optional(),
  certificate: z
    .object({
      number: z.string(),
      state: z.enum(['issued', 'revoked']),
    })
    .optional(),
});
export type ResultStandAnswer = z.infer<typeof resultStandAnswer>;

/** GET /cycles/{id}/units/{code}/result-plan?recognised= : what a changed result would come to; changes nothing. */
export const resultPlanAnswer = z.object({
  cycleId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  before: resultStandAnswer,
  after: resultStandAnswer,
  /** Grounds on which a recognition may be taken back, with their sources. */
  grounds: list(
    z.object({
      key: z.string(),
      text: z.string(),
      source: z.string(),
      status: z.string(),
    }),
  ),
});
export type ResultPlanAnswer = z.infer<typeof resultPlanAnswer>;

export const appealAnswer = z.object({
  instance: z.literal([1, 2]),
  raisedAt: isoInstant,
  answerBy: isoDay,
  complexAnswerBy: isoDay,
  outcome: z.enum(['upheld', 'changed']).optional(),
  late: z.boolean().optional(),
  /** True where no document sets how long an answer may take. */
  assumed: z.boolean().optional(),
  /** Days until `answerBy` while it waits; below zero when overdue. */
  daysLeft: z.number().optional(),
});
export type AppealAnswer = z.infer<typeof appealAnswer>;

/** GET /cycles/{id}/results: one row a unit, filtered by either axis. */
export const resultRowAnswer = resultStandAnswer.extend({
  unitId: z.string(),
  name: z.string(),
  kind: z.string(),
  communeCode: z.string(),
  communeName: z.string(),
  managedBy: level,
  /** `judged`: scored from the higher level's own records; `waiting`: the cut-off of the dossier has passed. */
  notSubmitted: z.enum(['judged', 'waiting']).optional(),
  appeal: appealAnswer.optional(),
  revocation: z
    .object({
      ground: z.string(),
      state: z.enum(['proposed', 'revoked']),
    })
    .optional(),
  exemplar: z.enum(['proposed', 'accepted', 'refused']).optional(),
  delegatedTo: level.optional(),
  awardProposal: z
    .object({
      collectives: z.number(),
      persons: z.number(),
    })
    .optional(),
});
export type ResultRowAnswer = z.infer<typeof resultRowAnswer>;

export const registrationCountsAnswer = z.object({
  /** Units of the area, and those of them that are judged by the standard. */
  units: z.number(),
  inside: z.number(),
  movement: z.number(),
  standard: z.number(),
  exemplar: z.number(),
  /** Units whose pledges are recorded, and those of which every sub-unit pledged. */
  pledging: z.number(),
  fullyPledged: z.number(),
  subunits: z.number(),
  pledgedSubunits: z.number(),
});
export type RegistrationCountsAnswer = z.infer<typeof registrationCountsAnswer>;

/** GET /cycles/{id}/registrations: the four registrations, each counted apart. */
export const registrationsAnswer = z.object({
  total: registrationCountsAnswer,
  communes: list(
    registrationCountsAnswer.extend({
      communeCode: z.string(),
      communeName: z.string(),
    }),
  ),
});
export type RegistrationsAnswer = z.infer<typeof registrationsAnswer>;

/** GET /cycles/{id}/heads: results for the grading of heads, by days in post; the system grades nobody. */
export const headRowAnswer = resultStandAnswer.extend({
  unitId: z.string(),
  unitName: z.string(),
  communeName: z.string(),
  /** Empty where nobody recorded who was in post in the assessment window. */
  head: z.string(),
  position: z.string().optional(),
  /** Days in post. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Days of the assessment window in post. */
  days: z.number().optional(),
});
export type HeadRowAnswer = z.infer<typeof headRowAnswer>;

/** GET /cycles/{id}/award-proposals */
export const awardProposalAnswer = z.object({
  unitId: z.string(),
  name: z.string(),
  communeName: z.string(),
  class: z.string().optional(),
  exclusion: exclusionStandAnswer.optional(),
  proposals: list(
    z.object({
      form: z.string(),
      collectives: list(z.string()),
      persons: z.number(),
    }),
  ),
});
export type AwardProposalAnswer = z.infer<typeof awardProposalAnswer>;

export const dossierLineAnswer = z.object({
  item: z.string(),
  name: z.string(),
  required: z.boolean(),
  /** What stands for it; `nothing` where it is missing. */
  by: z.enum(['evidence', 'paper', 'stage', 'nothing']),
  number: z.string().optional(),
  date: z.string().optional(),
  evidence: list(z.string()).optional(),
  source: z.string(),
  status: z.string(),
});
export type DossierLineAnswer = z.infer<typeof dossierLineAnswer>;

const resultDocumentAnswer = z.object({
  /** What a correction names: the decision for a list, else the command that decided. */
  id: z.string(),
  kind: z.enum(['decision', 'appeal', 'revocation', 'class']),
  number: z.string(),
  date: isoDay,
  signer: z.string(),
  correctedOn: isoDay.optional(),
  corrections: list(decisionCorrectionAnswer),
});

/** What a unit's page tells beside its stages. */
export const unitCertificationAnswer = z.object({
  /** Absent while no registration stands. */
  registrations: z
    .object({
      movement: z.boolean(),
      standard: z.boolean(),
      exemplar: z.boolean(),
    })
    .optional(),
  pledges: z
    .object({
      total: z.number(),
      pledged: z.number(),
      late: z.boolean().optional(),
      /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
      afterSuggested: z.boolean().optional(),
    })
    .optional(),
  /** The checklist of the pack beside the dossier that stands; absent while none does. */
  dossier: list(dossierLineAnswer).optional(),
  certificate: resultStandAnswer.shape.certificate.optional(),
  /** The document behind the present result, as it is named now; absent while nothing was decided. */
  decision: resultDocumentAnswer.optional(),
  /** The decision that has given the class, where that is one of its own; absent while there is none. */
  classDecision: resultDocumentAnswer.optional(),
  /** Vietnamese: of a decision that a restart took out of the present results; absent where there is none. */
  supersededDecision: z.string().optional(),
  exclusion: exclusionStandAnswer.optional(),
  appeal: appealAnswer.optional(),
  revocation: resultRowAnswer.shape.revocation.optional(),
  exemplar: resultRowAnswer.shape.exemplar.optional(),
  awardProposal: resultRowAnswer.shape.awardProposal.optional(),
  /** Level that judges the unit by a delegation. */
  delegatedTo: level.optional(),
});
export type UnitCertificationAnswer = z.infer<typeof unitCertificationAnswer>;

/** GET /cycles/{id}/exclusions?cursor=&limit= : a unit that is not considered for awards, and why. */
export const exclusionAnswer = z.object({
  unitId: z.string(),
  name: z.string(),
  kind: z.string(),
  communeCode: z.string(),
  communeName: z.string(),
  managedBy: level,
  /** True where the higher level scored from its own records, because nothing was handed in. */
  notSubmitted: z.boolean(),
  class: z
    .object({
      key: z.string(),
      name: z.string(),
      total: z.number(),
      assumed: z.boolean(),
    })
    .optional(),
  /** Vietnamese: the rule that excludes the unit, and where it is written. */
  reason: z.string(),
  source: z.string(),
  status: ruleStatus,
  /** Decided by the pack's document, only proposed ("đề xuất không xét"), or taken out by a document of its own. */
  effect: z.enum(['excluded', 'proposed', 'overridden']),
  /** The document that took the unit out; the class stays. */
  override: z
    .object({
      number: z.string(),
      date: z.string(),
      reason: z.string(),
      /** True where no document allows a unit to be taken out. */
      assumed: z.boolean().optional(),
    })
    .optional(),
});
export type ExclusionAnswer = z.infer<typeof exclusionAnswer>;

/** Results, registrations, and what follows from them. */
export const CERTIFICATION_ROUTES = routes({
  'GET /cycles/{cycleId}/results': {
    summary:
      'Kết quả của các đơn vị: công nhận và phân loại là hai trục; lọc theo từng trục, Không nộp, khiếu nại, thu hồi, điển hình',
    query: resultQuery,
    answer: pageOf(resultRowAnswer),
  },
  'GET /cycles/{cycleId}/registrations': {
    summary: 'Bốn đăng ký, đếm riêng: phong trào, tiêu chuẩn, cam kết, điển hình',
    answer: registrationsAnswer,
  },
  'GET /cycles/{cycleId}/heads': {
    summary: 'Kết quả phục vụ xếp loại người đứng đầu, theo thời gian giữ chức; hệ thống không xếp loại ai',
    query: communePageQuery,
    answer: pageOf(headRowAnswer),
  },
  'GET /cycles/{cycleId}/exclusions': {
    summary: 'Đơn vị không xét thi đua, khen thưởng và lý do',
    query: communePageQuery,
    answer: pageOf(exclusionAnswer),
  },
  'GET /cycles/{cycleId}/award-proposals': {
    summary: 'Đề nghị khen thưởng cuối năm; đơn vị thuộc diện không xét được đánh dấu',
    query: communePageQuery,
    answer: pageOf(awardProposalAnswer),
  },
  'GET /cycles/{cycleId}/units/{unitId}/result-plan': {
    summary: 'Xem trước thu hồi hoặc thay đổi kết quả: điểm, phân loại, không xét thi đua; không thay đổi gì',
    query: resultPlanQuery,
    answer: resultPlanAnswer,
  },
});
