import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One mail as it was received; a mail received twice stands here twice. */
export interface CapturedMail {
  /** Rises with the order of receipt; also the name of the stored file. */
  id: string;
  /** ISO instant. */
  receivedAt: string;
  /** Envelope, not headers: whom the relay was told to deliver to. */
  from: string;
  to: string[];
  subject: string;
  messageId: string;
  /** Bytes of the raw mail. */
  size: number;
  attachments: number;
}

export interface MailFilter {
  /** Part of an envelope address, any case. */
  to?: string;
  /** Part of the subject, any case. */
  subject?: string;
  messageId?: string;
  /** ISO instant or mail id: only mails received after it. */
  after?: string;
}

/** What the capture was asked and what it answered at the end of DATA. */
export interface DeliveryAttempt {
  at: string;
  from: string;
  to: string[];
  messageId: string;
  /** 0 when no answer was given (hang, cut). */
  code: number;
  stored: boolean;
}

/** The stored mails: one file each, and an index of JSON lines in the order of receipt. */
export class MailStore {
  readonly #index: string;
  #mails: CapturedMail[] = [];
  #sequence = 0;

  constructor(readonly dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#index = path.join(dir, 'index.jsonl');
    this.#load();
  }

  #load(): void {
    if (!existsSync(this.#index)) return;
    const text = readFileSync(this.#index, 'utf8');
    for (const line of text.split('\n')) {
      if (line === '') continue;
      try {
        const entry = JSON.parse(line) as CapturedMail | { sequence: number };
        if ('sequence' in entry) {
          this.#sequence = Math.max(this.#sequence, entry.sequence);
        } else {
          this.#mails.push(entry);
          this.#sequence = Math.max(this.#sequence, Number.parseInt(entry.id, 10));
        }
      } catch {
        // The last line of a process that was killed while writing; its mail was never answered with 250.
      }
    }
    if (text !== '' && !text.endsWith('\n')) appendFileSync(this.#index, '\n');
  }

  /** On disk before it returns, so that an answered mail survives the end of this process. */
  add(raw: Buffer, mail: Omit<CapturedMail, 'id' | 'size'>): CapturedMail {
    this.#sequence += 1;
    const id = `${String(this.#sequence).padStart(8, '0')}-${randomBytes(3).toString('hex')}`;
    const entry: CapturedMail = { id, ...mail, size: raw.length };
    writeFileSync(path.join(this.dir, `${id}.eml`), raw);
    appendFileSync(this.#index, `${JSON.stringify(entry)}\n`);
    this.#mails.push(entry);
    return entry;
  }

  find(filter: MailFilter = {}): CapturedMail[] {
    const to = filter.to?.normalize('NFC').toLowerCase();
    const subject = filter.subject?.normalize('NFC').toLowerCase();
    const { after, messageId } = filter;
    const isId = after !== undefined && /^\d{8}-[0-9a-f]{6}$/.test(after);
    const instant = after === undefined || isId ? Number.NaN : Date.parse(after);
    return this.#mails.filter(
      (mail) =>
        (to === undefined || mail.to.some((address) => address.toLowerCase().includes(to))) &&
        (subject === undefined || mail.subject.normalize('NFC').toLowerCase().includes(subject)) &&
        (messageId === undefined || mail.messageId === messageId) &&
        (!isId || mail.id > after) &&
        (Number.isNaN(instant) || Date.parse(mail.receivedAt) > instant),
    );
  }

  get(id: string): CapturedMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  async raw(id: string): Promise<Buffer | undefined> {
    if (!this.get(id)) return undefined;
    return readFile(path.join(this.dir, `${id}.eml`)).catch(() => undefined);
  }

  clear(): void {
    const gone = this.#mails;
    this.#mails = [];
    // The numbering goes on: an id never comes back for another mail.
    writeFileSync(this.#index, `${JSON.stringify({ sequence: this.#sequence })}\n`);
    for (const { id } of gone) rmSync(path.join(this.dir, `${id}.eml`), { force: true });
  }
}
