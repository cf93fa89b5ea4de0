import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ParsedMail, simpleParser } from 'mailparser';
import { type AnswerRule, parseRules } from './answer-rules.js';
import type { CapturedMail, DeliveryAttempt, MailStore } from './mail-store.js';
import { listPage, mailPage, messagePage, stylesheet } from './mailbox-pages.js';

export interface MailboxParts {
  store: MailStore;
  attempts: readonly DeliveryAttempt[];
  rules(): readonly AnswerRule[];
  setRules(rules: readonly AnswerRule[]): void;
}

const pageSize = 50;

/** Nothing but our own style and the framed mail is loaded; no script runs anywhere. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A mail's HTML: inline styles and embedded pictures only; `sandbox` takes scripts, forms and origin away. */
const mailPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

interface Reply {
  status?: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

const html = (body: string, status = 200): Reply => ({
  status,
  type: 'text/html; charset=utf-8',
  body,
  headers: { 'content-security-policy': pagePolicy },
});

const json = (value: unknown, status = 200): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value)}\n`,
});

const problem = (status: number, detail: string): Reply => ({
  ...json({ status, detail }, status),
  type: 'application/problem+json; charset=utf-8',
});

/** Only pages opened as loopback are served: a name that was rebound to 127.0.0.1 must not read the mails. */
function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 1_000_000) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}

function headersOf(parsed: ParsedMail): { name: string; value: string }[] {
  return parsed.headerLines.map(({ key, line }) => ({
    name: line.slice(0, line.indexOf(':')) || key,
    value: line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim(),
  }));
}

function attachmentsOf(parsed: ParsedMail): { name: string; contentType: string; size: number }[] {
  return parsed.attachments.map(({ filename, contentType, size }, index) => ({
    name: filename ?? `tep-${index + 1}`,
    contentType,
    size,
  }));
}

function rawReply(mail: CapturedMail, raw: Buffer): Reply {
  return {
    type: 'message/rfc822',
    body: raw,
    headers: {
      'content-disposition': `attachment; filename="${mail.id}.eml"`,
      'content-security-policy': 'sandbox',
    },
  };
}

async function respond(request: IncomingMessage, parts: MailboxParts): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const route = `${method} ${url.pathname}`;
  const query = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  const { store } = parts;

  if (route === 'GET /') {
    const search = query('tim')?.trim();
    const needle = search?.normalize('NFC').toLowerCase();
    const found = store
      .find()
      .filter(
        (mail) =>
          needle === undefined ||
          mail.to.some((address) => address.toLowerCase().includes(needle)) ||
          mail.subject.normalize('NFC').toLowerCase().includes(needle),
      )
      .reverse();
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    const page = Math.min(pages, Math.max(1, Number.parseInt(query('trang') ?? '1', 10) || 1));
    const shown = found.slice((page - 1) * pageSize, page * pageSize);
    return html(listPage({ mails: shown, total: found.length, page, pages, search: search ?? '' }));
  }
  if (route === 'GET /style.css') return { type: 'text/css; charset=utf-8', body: stylesheet };
  if (route === 'GET /api/mails') {
    const filter = {
      ...(query('to') === undefined ? {} : { to: query('to') ?? '' }),
      ...(query('subject') === undefined ? {} : { subject: query('subject') ?? '' }),
      ...(query('messageId') === undefined ? {} : { messageId: query('messageId') ?? '' }),
      ...(query('after') === undefined ? {} : { after: query('after') ?? '' }),
    };
    const limit = Number.parseInt(query('limit') ?? '', 10);
    const found = store.find(filter);
    return json(Number.isNaN(limit) ? found : found.slice(-limit));
  }
  if (route === 'DELETE /api/mails') {
    store.clear();
    return { status: 204, type: 'text/plain', body: '' };
  }
  if (route === 'GET /api/attempts') return json(parts.attempts);
  if (route === 'GET /api/rules') return json(parts.rules());
  if (route === 'PUT /api/rules') {
    try {
      parts.setRules(parseRules(await bodyOf(request)));
      return json(parts.rules());
    } catch (error) {
      return problem(400, (error as Error).message);
    }
  }

  const match = /^GET (\/api)?\/mails\/(\d{8}-[0-9a-f]{6})(\/raw|\/html|\/attachments\/(\d+))?$/.exec(route);
  const mail = match?.[2] === undefined ? undefined : store.get(match[2]);
  const raw = mail === undefined ? undefined : await store.raw(mail.id);
  if (!match || !mail || !raw) {
    const api = url.pathname.startsWith('/api/');
    return api
      ? problem(404, 'not found')
      : html(
          messagePage('Không tìm thấy', 'Không có trang hoặc thư này. Thư có thể đã được xóa khỏi hộp.'),
          404,
        );
  }
  if (match[3] === '/raw') return rawReply(mail, raw);
  const parsed = await simpleParser(raw, { skipTextToHtml: true });
  if (match[3] === '/html') {
    return {
      type: 'text/html; charset=utf-8',
      body: parsed.html || '',
      headers: { 'content-security-policy': mailPolicy },
    };
  }
  if (match[4] !== undefined) {
    const attachment = parsed.attachments[Number(match[4])];
    if (!attachment) return problem(404, 'not found');
    const name = attachment.filename ?? `tep-${Number(match[4]) + 1}`;
    return {
      // Never shown by the browser itself: an attached page must not run in the mailbox's origin.
      type: 'application/octet-stream',
      body: attachment.content,
      headers: {
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
        'content-security-policy': 'sandbox',
      },
    };
  }
  const headers = headersOf(parsed);
  const attachments = attachmentsOf(parsed);
  const withHtml = typeof parsed.html === 'string';
  if (match[1] === '/api') {
    return json({
      ...mail,
      headers,
      text: parsed.text ?? '',
      html: withHtml ? parsed.html : null,
      attachmentList: attachments,
    });
  }
  return html(mailPage({ mail, headers, text: parsed.text ?? '', withHtml, attachments }));
}

/** The mailbox over HTTP: pages for people, `/api` for programs, rules for tests. */
export function mailboxHandler(
  parts: MailboxParts,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const work = isLocal(request)
      ? respond(request, parts)
      : Promise.resolve(problem(403, 'Hộp thư chỉ mở được từ chính máy này (127.0.0.1).'));
    work
      .catch((error: unknown) => problem(500, String(error)))
      .then((reply) => {
        response.writeHead(reply.status ?? 200, {
          'content-type': reply.type,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          ...reply.headers,
        });
        response.end(request.method === 'HEAD' ? undefined : reply.body);
      })
      .catch(() => response.destroy());
  };
}
