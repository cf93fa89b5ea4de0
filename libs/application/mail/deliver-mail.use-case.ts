import type { MailRelay } from '#libs/contracts';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type {
  ClaimedMessage,
  MailQueue,
  MailRenderer,
  MailSender,
  RenderedMail,
  SentText,
} from './mail-queue.port.js';
import type { MailSecrets } from './mail-secrets.port.js';

const LEASE_MS = 60_000;
const WAIT_MS = 5_000;
/** Greylisting asks for minutes (RFC 6647 4.2 suggests to wait between 1 minute and 24 hours). */
const RETRY_AFTER_MS = [30_000, 300_000, 900_000, 3_600_000];
/** A mail that may have arrived is sent again once for each distance, for each try may be one copy more (RFC 1047). */
const UNCERTAIN_RETRY_AFTER_MS = [10_000, 600_000, 3_600_000];
/** RFC 5321 4.5.4.1: the give-up time needs to be at least 4-5 days, so that a relay may be away over a weekend. */
const GIVE_UP_AFTER_DAYS = 5;
const DAY_MS = 24 * 3_600_000;

export interface DeliveryLog {
  info(event: string, detail: Record<string, unknown>): void;
  warn(event: string, detail: Record<string, unknown>): void;
}

/** Claims, renders, sends and records messages of one relay until it is told to stop. */
export class DeliverMail {
  constructor(
    private readonly queue: MailQueue,
    private readonly renderer: MailRenderer,
    private readonly sender: MailSender,
    private readonly faultPoints: FaultPoints,
    private readonly log: DeliveryLog,
    private readonly secrets: MailSecrets,
  ) {}

  /**
   * @param onBeat called at least every few seconds while all is well
   * @returns how many messages the relay accepted
   */
  async run(relay: MailRelay, signal: AbortSignal, onBeat: () => void): Promise<number> {
    let accepted = 0;
    while (!signal.aborted) {
      onBeat();
      const claimed = await this.queue.claim(relay, this.sender.atOnce, LEASE_MS);
      if (claimed.length === 0) {
        await this.queue.wait(relay, WAIT_MS, signal);
        continue;
      }
      const outcomes = await Promise.all(
        claimed.map(async (message) => {
          const wasAccepted = await this.deliver(message);
          onBeat();
          return wasAccepted;
        }),
      );
      accepted += outcomes.filter(Boolean).length;
    }
    return accepted;
  }

  private async deliver(message: ClaimedMessage): Promise<boolean> {
    let mail: RenderedMail;
    let kept: SentText;
    try {
      const filled = this.secrets.filled(message.params);
      mail = this.renderer.render(message.template, filled?.sent ?? message.params);
      kept = filled === undefined ? mail : this.renderer.render(message.template, filled.kept);
    } catch (error) {
      await this.queue.failed(message, undefined, `mẫu thư lỗi: ${String(error)}`);
      this.log.warn('mail.templateFailed', {
        id: message.id,
        template: message.template,
        error: String(error),
      });
      return false;
    }
    this.faultPoints.hit('beforeSmtp');
    const outcome = await this.sender.send(message, mail);
    if (outcome.kind === 'accepted') this.faultPoints.hit('afterSmtp250');
    const recorded = await this.record(message, { subject: kept.subject, text: kept.text }, outcome);
    this.log.info('mail.answered', {
      id: message.id,
      trace: message.trace,
      outcome: outcome.kind,
      recorded,
      answer: outcome.answer,
    });
    return recorded && outcome.kind === 'accepted';
  }

  private record(
    message: ClaimedMessage,
    sent: SentText,
    outcome: Awaited<ReturnType<MailSender['send']>>,
  ): Promise<boolean> {
    const { answer } = outcome;
    switch (outcome.kind) {
      case 'accepted':
        return this.queue.accepted(message, sent, answer);
      case 'failed':
        return this.queue.failed(message, sent, answer);
      case 'deferred':
        if (Date.now() - Date.parse(message.createdAt) >= GIVE_UP_AFTER_DAYS * DAY_MS) {
          return this.queue.failed(
            message,
            sent,
            `thôi gửi sau ${GIVE_UP_AFTER_DAYS} ngày; lần cuối: ${answer}`,
          );
        }
        return this.queue.deferred(message, sent, answer, retryAfter(message.attempts));
      case 'uncertain': {
        const distance = UNCERTAIN_RETRY_AFTER_MS[message.uncertainTries];
        if (distance === undefined) {
          const tries = message.uncertainTries + 1;
          const reason = `${tries} lần bị đứt giữa chừng, thư có thể đã đến; lần cuối: ${answer}`;
          return this.queue.failed(message, sent, reason);
        }
        return this.queue.uncertain(message, sent, answer, distance);
      }
    }
  }
}

function retryAfter(attempts: number): number {
  return RETRY_AFTER_MS[Math.min(Math.max(attempts - 1, 0), RETRY_AFTER_MS.length - 1)] ?? 3_600_000;
}
