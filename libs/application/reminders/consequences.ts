import { cite, type PolicyPack, type ResolvedStage, type RuleStatus } from '#libs/policy';
import { hasOutcome } from '#libs/unit-year';
import type { MailParams, MailValue } from '../mail/outbox.port.js';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

/** Key in the pack of what is held of a unit that hands nothing in. */
const NOT_SUBMITTED_RULE = 'NOT_SUBMITTED';

type Gap = PolicyPack['gaps'][number];

/** A rule of the pack as a mail tells it: its words, the document, and how strongly it is founded. */
interface Rule {
  readonly text: string;
  readonly src: string;
  readonly status: RuleStatus;
}

/** What follows where a step is not handed in up to its cut-off, and what can be done then. */
export interface Consequences {
  /** Steps of the subject's own that it cannot take without this one. */
  readonly blocks: readonly ResolvedStage[];
  /** By which rules of the pack it is judged all the same, and what that leads to. */
  readonly rules: readonly Rule[];
  /** The step that judges from then on. */
  readonly judged?: ResolvedStage;
  /** Whether no document says what "Không nộp" is. */
  readonly recordAssumed: boolean;
}

/** What follows by the rules of a subject where it does not hand in a step of its own. */
export function consequencesOf(
  { book }: Pick<ReminderBasis, 'book'>,
  stage: ResolvedStage,
  subject: AddressedYear,
): Consequences {
  const { graph } = book.of(subject);
  const blocks = graph.filter(
    ({ key, act, requires }) =>
      act === 'submit' &&
      !hasOutcome(subject.state.stages[key]) &&
      requires.some((each) => each.stage === stage.key && each.mode === 'hard'),
  );
  const lacking = [stage, ...blocks].map(({ key }) => key);
  const judged = graph.find(({ requires }) =>
    requires.some((each) => each.mode === 'hardUntilCutOff' && lacking.includes(each.stage)),
  );
  const gap = book.pack.gaps.find(({ key }) => key === NOT_SUBMITTED_RULE);
  return {
    ...{ blocks, judged },
    rules: judged === undefined ? [] : rulesOf(gap, book.pack),
    recordAssumed: gap === undefined || gap.status === 'assumed',
  };
}

function rulesOf(gap: Gap | undefined, { consequences }: PolicyPack): readonly Rule[] {
  const judging = gap === undefined ? [] : [{ text: gap.default.text, src: gap.src, status: gap.status }];
  return [...judging, ...consequences];
}

/** Values of a mail that tells of them on `today` (YYYY-MM-DD); once the day of the judging has passed nothing is said of it. */
export function consequenceParams(
  { book }: Pick<ReminderBasis, 'book'>,
  { blocks, rules, judged, recordAssumed }: Consequences,
  today: string,
): MailParams {
  return {
    recordAssumed: recordAssumed ? 'yes' : '',
    blocks: blocks.map(({ name }) => name),
    rules: rules.map(
      ({ text, src, status }): MailValue => ({
        text,
        source: status === 'assumed' ? '' : cite(book.pack, src),
        proposed: status === 'proposed' ? 'yes' : '',
        ruleAssumed: status === 'assumed' ? 'yes' : '',
      }),
    ),
    judged:
      judged?.due === undefined || judged.due.lastDay < today
        ? ''
        : {
            name: judged.name,
            lastDay: judged.due.lastDay,
            assumed: judged.due.status === 'assumed' ? 'yes' : '',
          },
  };
}
