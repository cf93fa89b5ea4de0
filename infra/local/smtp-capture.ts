import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { AnswerRule } from './answer-rules.js';
import { type CapturedMail, type DeliveryAttempt, type MailFilter, MailStore } from './mail-store.js';
import { mailboxHandler } from './mailbox.js';

export interface SmtpCaptureOptions {
  /** Holds `index.jsonl` and one .eml per mail; a temporary folder when left out. */
  dir?: string;
  smtpPort?: number;
  httpPort?: number;
  rules?: AnswerRule[];
}

export interface SmtpCapture {
  smtpPort: number;
  httpPort: number;
  smtpUrl: string;
  mailboxUrl: string;
  dir: string;
  /** Replaces all rules; no rule means 250 to everybody. */
  setRules(rules: readonly AnswerRule[]): void;
  mails(filter?: MailFilter): CapturedMail[];
  attempts(): DeliveryAttempt[];
  raw(id: string): Promise<Buffer | undefined>;
  parsed(id: string): Promise<ParsedMail | undefined>;
  clear(): void;
  /** Resolves when at least `count` mails fit; rejects after `timeoutMs`. */
  waitFor(count: number, filter?: MailFilter, timeoutMs?: number): Promise<CapturedMail[]>;
  /** Ends both servers, cutting open connections; the mails stay. */
  stop(): Promise<void>;
}

function fits(pattern: string | undefined, address: string): boolean {
  if (pattern === undefined) return true;
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(address.toLowerCase());
}

const defaultTexts: Record<number, string> = {
  421: '4.3.2 Service not available, closing transmission channel',
  450: '4.2.1 Mailbox temporarily unavailable',
  451: '4.3.0 Local error in processing',
  452: '4.3.1 Insufficient system storage',
  550: '5.1.1 No such user here',
  552: '5.2.2 Mailbox full',
  554: '5.7.1 Transaction failed',
};

function refusal(code: number, text: string | undefined): Error {
  return Object.assign(new Error(text ?? defaultTexts[code] ?? 'Refused'), { responseCode: code });
}

interface LiveConnection {
  session: SMTPServerSession;
  _socket: Socket;
}

async function listenHttp(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/**
 * Receives mail over SMTP on loopback, keeps it on disk and shows it over HTTP; answers as told.
 * Port 0 (the default) takes a free one. Rejects when a port is taken.
 */
export async function startSmtpCapture(options: SmtpCaptureOptions = {}): Promise<SmtpCapture> {
  const temporary = options.dir === undefined;
  const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), 'antq-mail-')));
  const store = new MailStore(dir);
  const attempts: DeliveryAttempt[] = [];
  let rules: AnswerRule[] = [...(options.rules ?? [])];

  const take = (at: NonNullable<AnswerRule['at']>, addresses: readonly string[]): AnswerRule | undefined => {
    const index = rules.findIndex(
      (rule) =>
        (rule.at ?? 'data') === at &&
        (addresses.length === 0
          ? rule.recipient === undefined
          : addresses.some((address) => fits(rule.recipient, address))),
    );
    const rule = rules[index];
    if (!rule) return undefined;
    if (rule.times !== undefined) {
      if (rule.times <= 1) rules = rules.filter((_, position) => position !== index);
      else
        rules = rules.map((other, position) =>
          position === index ? { ...other, times: (other.times ?? 1) - 1 } : other,
        );
    }
    return rule;
  };

  const socketOf = (session: SMTPServerSession): Socket | undefined => {
    const connections = (smtp as unknown as { connections: Set<LiveConnection> }).connections;
    for (const connection of connections) if (connection.session.id === session.id) return connection._socket;
    return undefined;
  };

  /** Gives the answer a rule asks for; resolves when the caller's callback has been called or never will be. */
  const answer = async (
    session: SMTPServerSession,
    rule: AnswerRule | undefined,
    callback: (error?: Error | null, message?: string) => void,
  ): Promise<void> => {
    if (rule?.delayMs !== undefined) await delay(rule.delayMs);
    if (rule?.hang === true) return;
    const socket = socketOf(session);
    if (rule?.drop === 'beforeAnswer') {
      socket?.destroy();
      return;
    }
    const code = rule?.code ?? 250;
    if (code >= 400) callback(refusal(code, rule?.text));
    else callback(null, rule?.text ?? 'OK');
    if (rule?.drop === 'afterAnswer') socket?.destroySoon();
  };

  const smtp = new SMTPServer({
    name: 'antq-mailbox',
    banner: 'antq',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 200,
    socketTimeout: 10 * 60_000,
    onConnect: (session, callback) => {
      void answer(session, take('connect', []), callback);
    },
    onRcptTo: (address, session, callback) => {
      void answer(session, take('rcpt', [address.address]), callback);
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          const raw = Buffer.concat(chunks);
          const to = session.envelope.rcptTo.map(({ address }) => address);
          const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
          const rule = take('data', to);
          const parsed = await simpleParser(raw, {
            skipTextToHtml: true,
            skipHtmlToText: true,
            skipTextLinks: true,
          }).catch(() => undefined);
          const code = rule?.code ?? 250;
          const at = new Date().toISOString();
          const messageId = parsed?.messageId ?? '';
          const stored = rule?.store ?? code < 400;
          if (stored) {
            store.add(raw, {
              receivedAt: at,
              from,
              to,
              subject: parsed?.subject ?? '',
              messageId,
              attachments: parsed?.attachments.length ?? 0,
            });
          }
          const silent = rule?.hang === true || rule?.drop === 'beforeAnswer';
          if (attempts.length >= 20_000) attempts.shift();
          attempts.push({ at, from, to, messageId, code: silent ? 0 : code, stored });
          await answer(session, rule, callback);
        })().catch((error: unknown) => callback(refusal(451, String(error))));
      });
    },
  });
  // A client that goes away in the middle is part of what is tested with this server.
  smtp.on('error', () => undefined);

  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(options.smtpPort ?? 0, '127.0.0.1', resolve);
  });
  const smtpAddress = smtp.server.address();
  const smtpPort = typeof smtpAddress === 'object' && smtpAddress !== null ? smtpAddress.port : 0;

  const setRules = (next: readonly AnswerRule[]): void => {
    rules = [...next];
  };
  const http = createServer(mailboxHandler({ store, attempts, rules: () => rules, setRules }));
  let httpPort: number;
  try {
    httpPort = await listenHttp(http, options.httpPort ?? 0);
  } catch (error) {
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    throw error;
  }

  return {
    smtpPort,
    httpPort,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    mailboxUrl: `http://127.0.0.1:${httpPort}`,
    dir,
    setRules,
    mails: (filter) => store.find(filter),
    attempts: () => [...attempts],
    raw: (id) => store.raw(id),
    parsed: async (id) => {
      const raw = await store.raw(id);
      return raw === undefined ? undefined : simpleParser(raw);
    },
    clear: () => store.clear(),
    waitFor: async (count, filter, timeoutMs = 10_000) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = store.find(filter);
        if (found.length >= count) return found;
        if (Date.now() > deadline)
          throw new Error(`${found.length} of ${count} mails arrived in ${timeoutMs} ms`);
        await delay(20);
      }
    },
    stop: async () => {
      const connections = (smtp as unknown as { connections: Set<LiveConnection> }).connections;
      for (const connection of [...connections]) connection._socket.destroy();
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      if (temporary) await rm(dir, { recursive: true, force: true });
    },
  };
}
