import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { ClaimedMessage, ClockKind, MailSender, RenderedMail, SendOutcome } from '#libs/application';

export interface SmtpSettings {
  /** Reaches people; used for calendar cycles only. */
  readonly relayUrl: string;
  /** Keeps mail inside the house; used for every rehearsal. */
  readonly captureUrl: string;
  readonly from: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** A banner of one byte a second must not hold a place in the pool for ever. */
const GREETING_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
const TOTAL_TIMEOUT_MS = 45_000;

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly syscall?: string;
  readonly message?: string;
}

/** Pooled SMTP; one transport per clock kind, chosen here and nowhere else. */
export class SmtpSender implements MailSender {
  private readonly transports: Readonly<Record<ClockKind, Transporter<SMTPPool.SentMessageInfo>>>;

  constructor(private readonly settings: SmtpSettings) {
    this.transports = {
      calendar: pooled(settings.relayUrl),
      rehearsal: pooled(settings.captureUrl),
    };
  }

  async send(message: ClaimedMessage, mail: RenderedMail): Promise<SendOutcome> {
    try {
      const info = await withinTotal(
        this.transports[message.clockKind].sendMail({
          from: this.settings.from,
          to: { name: '', address: message.recipient },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: message.messageId,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-ANTQ-Cycle': message.cycleId },
          disableFileAccess: true,
          disableUrlAccess: true,
        }),
      );
      return { kind: 'accepted', answer: info.response };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    }
  }

  close(): void {
    this.transports.calendar.close();
    this.transports.rehearsal.close();
  }
}

/**
 * Whether a relay answers and greets.
 *
 * @throws Error when it does not in time
 */
export async function probeSmtp(url: string, timeoutMs: number): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function pooled(url: string): Transporter<SMTPPool.SentMessageInfo> {
  return createTransport({
    url,
    pool: true,
    maxConnections: 5,
    maxMessages: 200,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: GREETING_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  } as SMTPPool.Options & { url: string });
}

/**
 * What an SMTP failure means (RFC 5321 4.2.1): 4yz may be tried again, 5yz not. An end of the connection after the
 * message was handed over says nothing (RFC 1047): it may have arrived.
 */
function outcomeOf(error: SmtpError): SendOutcome {
  const answer = error.response ?? `${error.code ?? 'lỗi'}: ${error.message ?? ''}`;
  if (error.responseCode !== undefined) {
    return error.responseCode >= 500 ? { kind: 'failed', answer } : { kind: 'deferred', answer };
  }
  return isBeforeData(error) ? { kind: 'deferred', answer } : { kind: 'uncertain', answer };
}

/** Whether the failure came before the message could have been handed over: no connection, no greeting, no log-in. */
function isBeforeData(error: SmtpError): boolean {
  return (
    error.syscall === 'connect' ||
    ['EDNS', 'ETLS', 'EAUTH', 'EENVELOPE', 'ENOAUTH'].includes(error.code ?? '') ||
    /Greeting never received|Connection timeout/.test(error.message ?? '')
  );
}

async function withinTotal<T>(sending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('quá thời gian chờ máy chủ thư'), { code: 'ETOTAL' }));
    }, TOTAL_TIMEOUT_MS);
  });
  try {
    return await Promise.race([sending, limit]);
  } finally {
    clearTimeout(timer);
  }
}
