import { randomUUID } from 'node:crypto';
import type { SentCommand } from '#libs/contracts';
import { DomainError, type Problem } from '#libs/contracts';
import { commandBody } from '#libs/contracts/http';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { judge } from '../judging/judge.js';
import type { JudgingStores } from '../judging/judgement.js';
import type { Draft } from '../papers/papers.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** What a draft would hand in. */
export type Sendable = Omit<Extract<SentCommand, { kind: 'submit' }>, 'onBehalf'>;

/** What another step is waited for may be handed in before, on the same day: the clerk puts both before the head. */
const MAY_COME_RIGHT = 'STAGE.REQUIRES';

/**
 * What a draft hands in as it stands.
 *
 * @throws DomainError DRAFT.NOT_SENDABLE with all that is wrong in it
 */
export function sendableOf({ stage, body }: Pick<Draft, 'stage' | 'body'>): Sendable {
  const parsed = commandBody.safeParse({ ...(body as object), kind: 'submit', stage });
  if (!parsed.success) {
    throw notSendable(
      parsed.error.issues.map(({ path, message }) => ({
        code: 'INPUT.FIELD',
        place: path.length === 0 ? 'nội dung' : path.join('.'),
        message,
      })),
    );
  }
  const { onBehalf, ...sendable } = parsed.data as Extract<SentCommand, { kind: 'submit' }>;
  if (onBehalf === undefined) return sendable;
  const message = 'là của cơ quan nhập thay bản giấy; đơn vị trình thì bỏ phần này';
  throw notSendable([{ code: 'INPUT.FIELD', place: 'onBehalf', message }]);
}

/** By which what the head looks at, what is handed in and what was presented are known to be the same. */
export const sendableDigest = ({ kind: _, stage: __, ...content }: Sendable): string =>
  requestDigest(content);

/**
 * Asks the judge what the head would be answered who sent it now, so that the clerk hears of a fault and not the head.
 *
 * @throws DomainError DRAFT.NOT_SENDABLE
 */
export async function requireAcceptable(
  records: JudgingStores,
  at: { readonly cycle: Cycle; readonly rules: Rules; readonly unit: UnitYear; readonly now: string },
  body: Sendable,
): Promise<void> {
  const judgement = await judge(records, at.cycle, at.rules, at.unit, {
    id: randomUUID(),
    actor: { actorId: '', name: '', role: 'unit-head' },
    effectiveAt: at.now,
    body,
  });
  if (judgement.outcome === 'applied' || judgement.result.code === MAY_COME_RIGHT) return;
  throw notSendable(judgement.result.problems ?? [], judgement.result.detail);
}

const notSendable = (problems: readonly Problem[], why?: string) =>
  new DomainError('DRAFT.NOT_SENDABLE', { why }, problems);
