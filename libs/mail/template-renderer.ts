import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { MailRenderer, RenderedMail } from '#libs/application';
import { formatDay, formatInstant } from '#libs/calendar';

const TEMPLATES = [
  'receipt',
  'late-refusal',
  'returned',
  'decision',
  'not-submitted',
  'reminders',
  'correction',
  'undelivered',
] as const;
const SEPARATOR = '\n---\n';

/**
 * Vietnamese mail from strict templates: a value that a template asks for and the message lacks is an error, so no
 * placeholder ever reaches a reader. The first line of a template is the subject.
 */
export class TemplateRenderer implements MailRenderer {
  private readonly templates: ReadonlyMap<string, (params: Readonly<Record<string, string>>) => string>;

  constructor() {
    const handlebars = Handlebars.create();
    handlebars.registerHelper('instant', (value: string) => formatInstant(value));
    handlebars.registerHelper('day', (value: string) => formatDay(value));
    this.templates = new Map(
      TEMPLATES.map((name) => {
        const source = readFileSync(new URL(`./templates/${name}.hbs`, import.meta.url), 'utf8');
        return [name, handlebars.compile(source, { strict: true, noEscape: true })];
      }),
    );
  }

  /** @throws Error where the template is unknown or asks for a value that is not there */
  render(template: string, params: Readonly<Record<string, string>>): RenderedMail {
    const render = this.templates.get(template);
    if (render === undefined) throw new Error(`there is no mail template "${template}"`);
    const [subject = '', text = ''] = render(params).split(SEPARATOR, 2);
    return { subject: oneLine(subject), text: `${text.trim()}\n`, html: toHtml(text.trim()) };
  }
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
