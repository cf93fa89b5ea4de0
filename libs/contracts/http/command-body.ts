import { z } from 'zod';
import { LEVELS } from '#libs/policy/vocabulary';
import { arrival, day, documentDay, integer, line, onBehalf, reason, stage, text, year } from './fields.js';
import { figureNote, taskAnswer } from './report-forms.js';

const points = z.number('phải là số điểm').min(0, 'không được âm').max(100, 'không được quá 100');

/** Ad-hoc awards inside the assessment window, from which the points of that criterion are counted. */
const awards = z.strictObject({ collectives: integer(0, 99), persons: integer(0, 99) });

const count = integer(0, 10_000_000);
/** Numbers behind a share: how many of a group did it. */
const measure = z.array(z.strictObject({ group: text(40), done: count, of: count })).max(20);
/** Ids of evidence and register entries. */
const cites = z.array(z.uuid('không phải mã minh chứng')).max(50);
/** What stands on a line of either column beside points and words. */
const grounds = {
  measure: measure.optional(),
  gradeYear: year.optional(),
  cites: cites.optional(),
};

const selfLine = z.strictObject({
  criterion: text(10),
  points: points.optional(),
  note: text(1000).optional(),
  awards: awards.optional(),
  ...grounds,
  /** Explanation (giải trình) of a line that was returned. */
  answer: text(2000).optional(),
});

const higherLine = z.strictObject({
  criterion: text(10),
  points: points.optional(),
  reason: text(1000).optional(),
  awards: awards.optional(),
  ...grounds,
});

/** Content of a paper: the reference of what was issued; the paper itself is evidence. */
const paper = z.strictObject({
  number: text(60).optional(),
  date: documentDay.optional(),
  summary: text(2000).optional(),
});

const gapChoices = z.record(line(40), line(40));

const pledgeFields = {
  total: integer(0, 10_000),
  pledged: integer(0, 10_000),
  names: z.array(text(200)).max(2_000).optional(),
};

/** The four registrations, each said apart. */
const registrations = z.strictObject({
  movement: z.boolean(),
  standard: z.boolean().default(false),
  exemplar: z.boolean().default(false),
  pledges: z.strictObject(pledgeFields).optional(),
});

/** What is handed in for one item of the dossier: evidence by its ids, or a paper by number and date. */
const dossierEntry = z.strictObject({
  item: text(40),
  evidence: z.array(text(80)).max(50).optional(),
  number: text(60).optional(),
  date: documentDay.optional(),
});

/** Số đến and ngày đến; both may be left out where the paper was entered as received before: they are those of its receipt. */
const onBehalfOrReceipt = onBehalf
  .partial()
  .refine(({ arrivalNumber, arrivedOn }) => (arrivalNumber === undefined) === (arrivedOn === undefined), {
    path: ['arrivalNumber'],
    error: 'số đến và ngày đến phải đi cùng nhau; bỏ cả hai khi văn bản giấy đã được ghi nhận',
  });

const certificate = text(60);
const document = { number: text(60), date: documentDay, signer: text(120) };

const OF_GRANT = 'phải có khi gia hạn theo đề nghị: ngày mới được ấn định bằng văn bản';

/** Body of `POST …/commands`. Unknown fields are refused. */
export const commandBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('submit'),
    stage,
    paper: paper.optional(),
    registrations: registrations.optional(),
    dossier: z.array(dossierEntry).max(50).optional(),
    sheet: z.array(selfLine).max(100).optional(),
    gapChoices: gapChoices.optional(),
    answers: z.array(taskAnswer).max(40).optional(),
    figureNotes: z.array(figureNote).max(100).optional(),
    onBehalf: onBehalfOrReceipt.optional(),
  }),
  z.strictObject({
    kind: z.literal('return'),
    stage,
    reason,
    items: z.array(text(10)).max(100).optional(),
    answerBy: day.optional(),
  }),
  z.strictObject({
    kind: z.literal('receivePaper'),
    stage,
    ...arrival,
    /** Id of the photo or scan, added before as evidence of the step. */
    scan: z.uuid('không phải mã tệp').optional(),
  }),
  z.strictObject({ kind: z.literal('withdrawReceipt'), stage, reason }),
  z.strictObject({ kind: z.literal('announcePaper'), stage, number: text(60), date: documentDay }),
  z.strictObject({ kind: z.literal('withdraw'), stage, reason }),
  z.strictObject({
    kind: z.literal('appraise'),
    stage,
    sheet: z.array(higherLine).max(100).optional(),
    gapChoices: gapChoices.optional(),
    ownRecordsNote: text(2000).optional(),
    proposeRecognition: z.boolean(),
    note: text(2000).optional(),
  }),
  z.strictObject({
    kind: z.literal('decide'),
    stage,
    recognised: z.boolean(),
    ...document,
    certificate: certificate.optional(),
  }),
  z.strictObject({
    kind: z.literal('classify'),
    stage,
    ...document,
    /** The class as the decision has it; another one than that of the points is refused. */
    class: text(40).optional(),
  }),
  z.strictObject({ kind: z.literal('review'), stage, conclusion: text(2000) }),
  z
    .strictObject({
      kind: z.literal('extend'),
      stage,
      until: day,
      reason,
      number: text(60).optional(),
      date: documentDay.optional(),
      /** The unit's request that is answered by it; then the office that receives the step gives the day, by a document. */
      request: z.uuid('không phải mã đề nghị gia hạn').optional(),
    })
    .superRefine(({ request, number, date }, context) => {
      if (request === undefined) return;
      for (const [field, value] of Object.entries({ number, date })) {
        if (value === undefined) context.addIssue({ code: 'custom', path: [field], message: OF_GRANT });
      }
    }),
  z.strictObject({ kind: z.literal('pause'), reason }),
  z.strictObject({ kind: z.literal('resume'), reason }),
  z.strictObject({ kind: z.literal('restart'), from: stage, until: day.optional(), reason }),
  z.strictObject({ kind: z.literal('close'), reason }),
  z.strictObject({
    kind: z.literal('appeal'),
    stage,
    reason: text(4000),
    paper: paper.optional(),
    /** A complaint that came on paper, entered by the office; its days count from ngày đến. */
    onBehalf: z
      .strictObject({
        ...arrival,
        /** Id of the photo or scan, added before as evidence of the step of the decision. */
        scan: z.uuid('không phải mã tệp').optional(),
      })
      .optional(),
  }),
  z
    .strictObject({
      kind: z.literal('answerAppeal'),
      stage,
      outcome: z.enum(['upheld', 'changed']),
      /** The result from now on; may be left out where a corrected sheet leaves it as it is. */
      recognised: z.boolean().optional(),
      sheet: z.array(higherLine).max(100).optional(),
      gapChoices: gapChoices.optional(),
      complex: z.boolean().optional(),
      reason,
      ...document,
      certificate: certificate.optional(),
    })
    .refine(
      ({ outcome, recognised, sheet }) =>
        outcome === 'upheld' || recognised !== undefined || sheet !== undefined,
      {
        path: ['recognised'],
        error: 'phải có khi thay đổi kết quả mà không kèm bảng điểm mới',
      },
    ),
  z.strictObject({
    kind: z.literal('proposeRevocation'),
    stage,
    ground: text(40),
    reason: text(2000),
    number: text(60).optional(),
    date: documentDay.optional(),
  }),
  z.strictObject({ kind: z.literal('revoke'), stage, ground: text(40), ...document }),
  z.strictObject({
    kind: z.literal('overrideExclusion'),
    stage,
    reason,
    number: text(60),
    date: documentDay,
  }),
  z.strictObject({
    kind: z.literal('proposeAwards'),
    stage,
    proposals: z
      .array(
        z.strictObject({
          form: text(200),
          collectives: z.array(text(200)).max(500).default([]),
          persons: integer(0, 10_000).default(0),
        }),
      )
      .min(1)
      .max(50),
    paper: paper.optional(),
  }),
  z.strictObject({
    kind: z.literal('delegate'),
    to: z.enum(LEVELS),
    reason,
    number: text(60),
    date: documentDay,
  }),
  z.strictObject({ kind: z.literal('recordPledges'), ...pledgeFields, paper: paper.optional() }),
  z.strictObject({ kind: z.literal('proposeExemplar'), reason: text(2000), paper: paper.optional() }),
  z.strictObject({ kind: z.literal('decideExemplar'), accepted: z.boolean(), ...document }),
  z.strictObject({
    kind: z.literal('recordHeads'),
    heads: z
      .array(
        z.strictObject({
          name: text(120),
          position: text(120).optional(),
          from: day,
          to: day.optional(),
        }),
      )
      .min(1)
      .max(20),
  }),
]);
export type SentCommand = z.infer<typeof commandBody>;
