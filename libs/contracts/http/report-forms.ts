import { z } from 'zod';
import { isoInstant, list } from './answer.js';
import { code, pageQuery, paragraphs, text } from './fields.js';
import { reportAnswer } from './reports.js';
import { routes } from './route.js';

/** What a report says to one task of its form. */
export const taskAnswer = z.strictObject({ task: text(40), text: paragraphs(8000) });
/** What whoever reports has to say about a figure that was counted, which it does not change. */
export const figureNote = z.strictObject({ figure: text(80), text: paragraphs(1000) });

/** What of a draft that nobody has checked yet is a report in words. */
export const draftedWords = z.object({
  answers: z.array(taskAnswer).default([]).catch([]),
  figureNotes: z.array(figureNote).default([]).catch([]),
});

/** Which answers are laid side by side: of one task, of one commune, or of those alone who have left a task unanswered. */
export const answersQuery = pageQuery.extend({
  stage: code.optional(),
  task: text(40).optional(),
  commune: code.optional(),
  missing: z.stringbool().default(false),
});
export type AnswersQuery = z.infer<typeof answersQuery>;

/** One task of a form. */
const formTaskAnswer = z.object({
  task: z.string(),
  /** As the document heads it. */
  text: z.string(),
  part: z.enum(['results', 'shortcomings', 'proposals']),
  /** Document and place. */
  source: z.string(),
  /** True where no document names it. */
  assumed: z.boolean().optional(),
});

/** GET /cycles/{id}/reports/{unitId}/{stage}/form: what a report is asked task by task, and what it has answered. */
export const reportFormAnswer = reportAnswer.extend({
  tasks: list(
    formTaskAnswer.extend({
      /** As handed in; a draft is read at `drafts/{stage}`, by whoever prepares it. */
      answer: z.string().optional(),
    }),
  ),
  /** Tasks that have an answer. */
  answered: z.number(),
  /** Figures that stand beside the words, as they would be counted now; nobody types them. */
  figures: list(
    z.object({
      figure: z.string(),
      name: z.string(),
      value: z.number(),
      /** What the office has noted to it. */
      note: z.string().optional(),
    }),
  ),
});
export type ReportFormAnswer = z.infer<typeof reportFormAnswer>;

/** What one office has answered; all that it has not is in `missing`. */
const officeAnswers = reportAnswer.extend({
  communeName: z.string(),
  answers: list(z.object({ task: z.string(), text: z.string() })),
  missing: list(z.string()),
  figureNotes: list(z.object({ figure: z.string(), name: z.string(), text: z.string() })),
});
export type OfficeAnswers = z.infer<typeof officeAnswers>;

/** GET /cycles/{id}/report-answers: task by task, office by office, those who have not answered among them. */
export const reportAnswersAnswer = z.object({
  cycleId: z.string(),
  stage: z.string(),
  stageName: z.string(),
  /** The cycle's now. */
  now: isoInstant,
  tasks: list(formTaskAnswer.extend({ answered: z.number() })),
  /** Who owes the report in the scope of the account, and how many of them have handed it in. */
  offices: z.number(),
  handedIn: z.number(),
  items: list(officeAnswers),
  next: z.string().optional(),
});
export type ReportAnswersAnswer = z.infer<typeof reportAnswersAnswer>;

/** Reports that are filled in task by task. */
export const REPORT_FORMS_ROUTES = routes({
  'GET /cycles/{cycleId}/reports/{unitId}/{stage}/form': {
    summary: 'Mẫu báo cáo: từng nhiệm vụ phải trả lời, số liệu hệ thống đã đếm, nội dung đã gửi',
    answer: reportFormAnswer,
  },
  'GET /cycles/{cycleId}/report-answers': {
    summary: 'Trả lời của các xã đặt cạnh nhau theo từng nhiệm vụ, và ai chưa trả lời',
    query: answersQuery,
    answer: reportAnswersAnswer,
  },
});
