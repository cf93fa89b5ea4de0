import { z } from 'zod';
import type { UpdateName } from './workflows/unit-year.messages.js';

/** Text as people type it: NFC, no control characters, trimmed. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'không được để trống')
    .max(max, `dài quá ${max} ký tự`)
    .regex(/^[^\p{Cc}]*$/u, 'không được chứa ký tự điều khiển hay xuống dòng')
    .transform((value) => value.normalize('NFC'));

/** A day of this system's lifetime; a year like 9999 is a slip of the keyboard. */
export const day = z.iso
  .date({ error: 'phải là một ngày có thật, dạng YYYY-MM-DD', abort: true })
  .refine((value) => value >= '2000-01-01' && value <= '2100-12-31', 'phải trong khoảng năm 2000 đến 2100');
export const stage = z.string().regex(/^[a-zA-Z0-9]{1,40}$/, 'không phải mã bước');
export const reason = text(1000);
const points = z.number('phải là số điểm').min(0, 'không được âm').max(100, 'không được quá 100');

/** Ad-hoc awards inside the assessment window, from which the points of that criterion are counted. */
const awards = z.strictObject({ collectives: z.int().min(0).max(99), persons: z.int().min(0).max(99) });

/** A paper that came through the office: số đến, ngày đến, scan. */
export const onBehalf = z.strictObject({
  arrivalNumber: text(60),
  arrivedOn: day,
  scan: text(300).optional(),
});

const count = z.int().min(0).max(10_000_000);
/** Numbers behind a share: how many of a group did it. */
const measure = z.array(z.strictObject({ group: text(40), done: count, of: count })).max(20);
const gradeYear = z.int().min(2000).max(2100);
/** Ids of evidence and register entries. */
const cites = z.array(z.uuid('không phải mã minh chứng')).max(50);
/** What stands on a line of either column beside points and words. */
const grounds = {
  measure: measure.optional(),
  gradeYear: gradeYear.optional(),
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
  date: day.optional(),
  summary: text(2000).optional(),
});

const gapChoices = z.record(z.string().max(40), z.string().max(40));

const pledgeFields = {
  total: z.int().min(0).max(10_000),
  pledged: z.int().min(0).max(10_000),
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
  date: day.optional(),
});

const certificate = text(60);
const document = { number: text(60), date: day, signer: text(120) };

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
    onBehalf: onBehalf.optional(),
  }),
  z.strictObject({
    kind: z.literal('return'),
    stage,
    reason,
    items: z.array(text(10)).max(100).optional(),
    answerBy: day.optional(),
  }),
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
  z.strictObject({ kind: z.literal('review'), stage, conclusion: text(2000) }),
  z.strictObject({ kind: z.literal('extend'), stage, until: day, reason }),
  z.strictObject({ kind: z.literal('pause'), reason }),
  z.strictObject({ kind: z.literal('resume'), reason }),
  z.strictObject({ kind: z.literal('restart'), from: stage, until: day.optional(), reason }),
  z.strictObject({ kind: z.literal('close'), reason }),
  z.strictObject({ kind: z.literal('appeal'), stage, reason: text(4000), paper: paper.optional() }),
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
    date: day.optional(),
  }),
  z.strictObject({ kind: z.literal('revoke'), stage, ground: text(40), ...document }),
  z.strictObject({ kind: z.literal('overrideExclusion'), stage, reason, number: text(60), date: day }),
  z.strictObject({
    kind: z.literal('proposeAwards'),
    stage,
    proposals: z
      .array(
        z.strictObject({
          form: text(200),
          collectives: z.array(text(200)).max(500).default([]),
          persons: z.int().min(0).max(10_000).default(0),
        }),
      )
      .min(1)
      .max(50),
    paper: paper.optional(),
  }),
  z.strictObject({
    kind: z.literal('delegate'),
    to: z.enum(['tinh', 'huyen', 'xa']),
    reason,
    number: text(60),
    date: day,
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

/** What a migration of the cycle records for each of its subjects; nobody can send it. */
export interface MigrateBody {
  readonly kind: 'migrate';
  readonly migrationId: string;
}

export type CommandBody = z.infer<typeof commandBody> | MigrateBody;
export type CommandKind = CommandBody['kind'];

/** Commands that are no act of a stage and whose Update bears another name than they. */
const YEAR_UPDATES: Readonly<Partial<Record<CommandKind, UpdateName>>> = {
  return: 'returnStage',
  withdraw: 'withdrawStage',
  extend: 'extendStage',
  pause: 'pauseYear',
  resume: 'resumeYear',
  restart: 'restartYear',
  close: 'closeYear',
  migrate: 'migrateYear',
};

/**
 * Name of the Update that carries a command: the stage's key for the act of a stage, else the name of the command. Up to
 * 0.2.0 whatever was about a result was carried under the key of the stage that had decided it; such rows keep that name.
 */
export function updateNameOf(body: CommandBody): string {
  switch (body.kind) {
    case 'submit':
    case 'appraise':
    case 'decide':
    case 'review':
      return body.stage;
    default:
      return YEAR_UPDATES[body.kind] ?? body.kind;
  }
}
