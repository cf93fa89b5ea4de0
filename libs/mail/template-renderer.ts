import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { MailRenderer, RenderedMail } from '#libs/application';
import { dateOf, formatInstant, formatOfficialDay } from '#libs/calendar';

const TEMPLATES = [
  'receipt',
  'late-refusal',
  'returned',
  'restarted',
  'decision',
  'appeal',
  'appeal-answer',
  'revocation',
  'exemplar',
  'exclusion-override',
  'not-submitted',
  'reminders',
  'correction',
  'migration',
  'undelivered',
  'sign-in-link',
  'invitation',
  'password-set',
  'authenticator-reset',
  'token-made',
  'address-changed',
] as const;
/** Words that stood in the templates when mails that still wait were queued without them. */
const OF_EARLIER_VERSIONS = {
  movement: 'toàn dân bảo vệ an ninh Tổ quốc',
  standard: 'An toàn về an ninh, trật tự',
};
const SEPARATOR = '\n---\n';

type Render = (params: Readonly<Record<string, string>>) => string;

/**
 * Vietnamese mail from strict templates: a value that a template asks for and the message lacks is an error, so no
 * placeholder ever reaches a reader. The first line of a template is the subject.
 */
export class TemplateRenderer implements MailRenderer {
  private readonly templates: ReadonlyMap<string, Readonly<Record<'subject' | 'text', Render>>>;

  constructor() {
    const handlebars = Handlebars.create();
    handlebars.registerHelper('instant', (value: string) => instantPhrase(value));
    handlebars.registerHelper('day', (value: string) => formatOfficialDay(value));
    const compile = (source: string) => handlebars.compile(source, { strict: true, noEscape: true });
    this.templates = new Map(
      TEMPLATES.map((name) => {
        const source = readFileSync(new URL(`./templates/${name}.hbs`, import.meta.url), 'utf8');
        const [subject = '', text = ''] = source.split(SEPARATOR, 2);
        return [name, { subject: compile(subject), text: compile(text) }];
      }),
    );
  }

  /** @throws Error where the template is unknown or asks for a value that is not there */
  render(template: string, params: Readonly<Record<string, string>>): RenderedMail {
    const parts = this.templates.get(template);
    if (parts === undefined) throw new Error(`there is no mail template "${template}"`);
    const values = { ...OF_EARLIER_VERSIONS, ...params };
    const text = parts.text(values).trim();
    return { subject: oneLine(parts.subject(values)), text: `${text}\n`, html: toHtml(text) };
  }
}

/** As in the words of the documents: `08:31 ngày 20/10/2026`. */
function instantPhrase(instant: string): string {
  const [time = ''] = formatInstant(instant).split(' ', 1);
  return `${time} ngày ${formatOfficialDay(dateOf(instant))}`;
}

/** A subject is one header line whatever a name contains. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function toHtml(text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((block) => `<p>${Handlebars.escapeExpression(block).replace(/\n/g, '<br>')}</p>`)
    .join('\n');
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;line-height:1.5;max-width:40rem">${paragraphs}</body></html>`;
}
