import type { Readable } from 'node:stream';
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
const GREETING_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
/** From here to the relay's last word; an answer of one byte a second must not hold a place in the pool for ever. */
const TOTAL_TIMEOUT_MS = 45_000;
const MAX_CONNECTIONS = 5;

/** Bad sequence, authentication required (RFC 4954 6): these speak of the session, whatever command they answer. */
const ABOUT_THE_SESSION = [503, 530];

interface SmtpError {
  readonly code?: string;
  /** What was being said when it failed; `CONN` for the connection as such. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message?: string;
}

/** Pooled SMTP; one transport per clock kind, chosen here and nowhere else. */
export class SmtpSender implements MailSender {
  readonly atOnce = MAX_CONNECTIONS;
  private readonly transports: Readonly<Record<ClockKind, Transporter<SMTPPool.SentMessageInfo>>>;
  /** The messages under way as the transport reads them, by the signal that each was given. */
  private readonly texts = new WeakMap<AbortSignal, Readable>();

  constructor(
    private readonly settings: SmtpSettings,
    private readonly totalTimeoutMs = TOTAL_TIMEOUT_MS,
  ) {
    this.transports = {
      calendar: this.pooled(settings.relayUrl),
      rehearsal: this.pooled(settings.captureUrl),
    };
  }

  async send(message: ClaimedMessage, mail: RenderedMail): Promise<SendOutcome> {
    // The pool drops an entry that waits, or cuts the connection that works on it, when this fires.
    const signal = AbortSignal.timeout(this.totalTimeoutMs);
    try {
      const info = await this.transports[message.clockKind].sendMail({
        from: this.settings.from,
        to: { name: '', address: message.recipient },
        ...(mail.replyTo !== undefined && { replyTo: { ...mail.replyTo } }),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: message.messageId,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(message.cycleId !== undefined && { 'X-ANTQ-Cycle': message.cycleId }),
          ...(message.trace !== undefined && { 'X-ANTQ-Trace': message.trace }),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal,
      });
      return { kind: 'accepted', answer: info.response };
    } catch (error) {
      return outcomeOf(error as SmtpError, this.texts.get(signal)?.readableDidRead === true);
    }
  }

  close(): void {
    this.transports.calendar.close();
    this.transports.rehearsal.close();
  }
  private pooled(url: string): Transporter<SMTPPool.SentMessageInfo> {
    const transport = createTransport({
      ...securityOf(url),
      url,
      pool: true,
      maxConnections: MAX_CONNECTIONS,
      maxMessages: 200,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: GREETING_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
    } as SMTPPool.Options & { url: string });
    transport.use('stream', (mail, done) => {
      mail.message.processFunc((text: Readable) => {
        if (mail.data.signal !== undefined) this.texts.set(mail.data.signal, text);
        return text;
      });
      done();
    });
    return transport;
  }
}

/**
 * Whether a relay answers and greets.
 *
 * @throws Error when it does not in time
 */
export async function probeSmtp(url: string, timeoutMs: number): Promise<void> {
  const transport = createTransport({
    ...securityOf(url),
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

/**
 * Beyond this host nothing goes out in the clear: whoever stands between could strike STARTTLS from the relay's offer.
 * `?requireTLS=false` in the URL lifts it, for a relay that has no TLS on a network that is trusted.
 */
function securityOf(url: string): { readonly requireTLS: boolean } {
  return { requireTLS: !['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname) };
}

/**
 * What an SMTP failure means (RFC 5321 4.2.1): 4yz may be tried again, 5yz not. A 5yz outside RCPT TO and DATA refuses
 * this client, not this mail, so the mail waits until the relay or its password is put right. An end of the connection
 * after the message was handed over says nothing (RFC 1047): it may have arrived.
 */
function outcomeOf(error: SmtpError, handedOver: boolean): SendOutcome {
  const answer =
    error.code === 'EABORT'
      ? 'quá thời gian chờ máy chủ thư'
      : (error.response ?? `${error.code ?? 'lỗi'}: ${error.message ?? ''}`);
  const { command = '', responseCode } = error;
  if (responseCode === undefined) return { kind: handedOver ? 'uncertain' : 'deferred', answer };
  const refusesTheMail =
    responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command) && !ABOUT_THE_SESSION.includes(responseCode);
  return { kind: refusesTheMail ? 'failed' : 'deferred', answer };
}
