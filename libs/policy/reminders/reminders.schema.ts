import { z } from 'zod';
import { sourced } from '../sources/sources.schema.js';

/** HH:MM. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'giờ phải viết theo dạng GG:PP');
/** Nothing is sent from `from` until before `to`, over midnight where `to` is smaller; equal is no quiet. */
const quietHours = z.strictObject({ from: time, to: time });
const isQuiet = (at: string, { from, to }: z.infer<typeof quietHours>): boolean =>
  from <= to ? at >= from && at < to : at >= from || at < to;

/** Whoever of a unit may be told: its contact officer, its own mailbox, its second contact, its head. */
const told = z.enum(['officer', 'mailbox', 'second', 'head']);

const recipient = z.strictObject({
  ...sourced,
  key: told,
  /** From so many working days before the last day on, overdue rungs too; absent where of every rung. */
  fromWorkingDays: z.int().min(0).optional(),
  /** Only of these rungs; of all that it is told of where absent. */
  at: z
    .array(z.enum(['opens', 'before', 'lastDay', 'after', 'closing', 'closed']))
    .min(1)
    .optional(),
  /** Only where the contact officer has no address, or where its address is missing or takes no mail. */
  only: z.enum(['noOfficer', 'unreached']).optional(),
});

/** What is told before and after the cut-off of what is handed in. */
const closing = z.strictObject({
  ...sourced,
  /** Working days before the cut-off, strictly descending. */
  beforeWorkingDays: z
    .array(z.int().min(1))
    .refine(
      (days) => days.every((day, index) => index === 0 || day < (days[index - 1] ?? 0)),
      'các mốc trước khi hết thời gian tiếp nhận phải giảm dần',
    ),
  /**
   * Cut-offs of a unit's steps so many days apart are told of together, with the first of them; each by itself where absent.
   */
  togetherDays: z.int().min(0).optional(),
  /** Whether it is told on the working day after the cut-off that nothing came ("Không nộp"). */
  after: z.boolean(),
  /** Who is told of these besides those who are told of every rung. */
  to: z.array(told),
});

/** Whom units' reminders went to before packs said it: the contact officer, the unit's mailbox where there is none. */
const OFFICER_ELSE_MAILBOX = [
  { src: 'assumed', status: 'assumed', key: 'officer' },
  { src: 'assumed', status: 'assumed', key: 'mailbox', only: 'noOfficer' },
] as const;

export const reminders = z
  .strictObject({
    ...sourced,
    /** Days before the last day, strictly descending; 0 is the last day itself. */
    beforeDays: z
      .array(z.int().min(0))
      .refine(
        (days) => days.every((day, index) => index === 0 || day < (days[index - 1] ?? 0)),
        'các mốc trước hạn phải giảm dần',
      ),
    /** Days after the last day, strictly ascending. */
    afterDays: z
      .array(z.int().min(1))
      .refine(
        (days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)),
        'các mốc sau ngày cuối phải tăng dần',
      ),
    /** After the last of `afterDays`: every so many days, up to the cut-off or the close. */
    thenEveryDays: z.int().min(1),
    // A year opened before these were rules keeps a pack that lacks them, and these values, whatever packs say later.
    /** HH:MM in Asia/Ho_Chi_Minh at which the reminders of a day go out, outside the quiet hours. */
    sendAt: time.default('08:00'),
    /** HH:MM on the last working day of a step at which whoever lets it wait is told once more. */
    waitingAt: time.default('14:00'),
    quiet: quietHours.default({ from: '18:00', to: '07:00' }),
    /** From so many days after the last day of a stage without a cut-off, whoever supervises is told too. */
    escalateAfterDays: z.int().min(1).default(7),
    /** Once a unit says that it has sent a paper, mails about the step rest for so many days. */
    announcedPauseDays: z.int().min(0).default(5),
    /** How often mails about one step rest so, whatever numbers the unit names; as often as it says so where absent. */
    announcedPauses: z.int().min(0).optional(),
    /** Whom of a unit the reminders of its own papers go to. */
    recipients: z
      .array(recipient)
      .min(1)
      .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'mỗi nơi nhận chỉ ghi một lần')
      .default(() => OFFICER_ELSE_MAILBOX.map((each) => ({ ...each }))),
    closing: closing.optional(),
  })
  .refine(({ sendAt, quiet }) => !isQuiet(sendAt, quiet), {
    path: ['sendAt'],
    message: 'giờ gửi nằm trong giờ không gửi thư',
  });
