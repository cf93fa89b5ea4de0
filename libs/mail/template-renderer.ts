import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { MailParams, MailRenderer, MailValue, RenderedMail } from '#libs/application';
import { HELPERS } from './helpers.js';
import { type Layout, layoutOf } from './parts.js';

export const TEMPLATES = [
  'receipt',
  'paper-received',
  'late-refusal',
  'returned',
  'presented',
  'given-back',
  'deputy',
  'extension-asked',
  'extension-answered',
  'restarted',
  'decision',
  'appeal',
  'appeal-answer',
  'revocation',
  'classified',
  'exemplar',
  'exclusion-override',
  'not-submitted',
  'reminders',
  'correction',
  'migration',
  'undelivered',
  'overseer-list',
  'dead-mailboxes',
  'monthly-page',
  'sign-in-link',
  'invitation',
  'password-set',
  'authenticator-reset',
  'token-made',
  'token-revoked',
  'address-confirm',
  'address-taken',
  'address-changed',
  'invited-elsewhere',
  'batch-failing',
] as const;
/**
 * What a mail lacks that was queued by an earlier version, or that belongs to no cycle: words that stood in the templates then, and
 * nothing for what was not told yet.
 */
const DEFAULTS: MailParams = {
  ...{ year: '', rehearsal: '', office: '' },
  movement: 'toàn dân bảo vệ an ninh Tổ quốc',
  standard: 'An toàn về an ninh, trật tự',
  ...{
    appeal: '',
    arrivalNumber: '',
    afterSuggested: '',
    duty: '',
    dutyAssumed: '',
    further: '',
    classEnded: '',
    classAgainBy: '',
    classAgainAssumed: '',
    missing: '',
    outside: '',
    paperNumber: '',
    paperDate: '',
    isOffice: '',
    scored: 'yes',
    refusalReason: '',
    again: '',
  },
  ...{ lastWorked: '', lastDayAssumed: '', waitingAssumed: '', assumed: '' },
  ...{ frozen: '', frozenName: '', sinceFrozen: [] },
  ...{
    items: [],
    others: [],
    asks: [],
    heads: [],
    rest: '',
    title: '',
    headline: '',
    lines: '',
    onPaper: '',
    replies: '',
    head: '',
  },
};
/** What an item of a reminder lacks that was queued before reminders told of it. */
const ITEM_DEFAULTS: MailParams = { asked: '', closing: '', first: '', onFile: '', actorAssumed: '' };
const SEPARATOR = '\n---\n';
const MOST_PREVIEW = 140;

type Render = (values: object) => string;

/** One form of every mail: the body is the same source in each, the parts that it is put together from are not. */
interface Form {
  readonly frame: Render;
  readonly bodies: ReadonlyMap<string, Render>;
}

interface Source {
  readonly subject: string;
  readonly body: string;
}

/**
 * Vietnamese mail from strict templates: a value that a template asks for and the message lacks is an error, so no
 * placeholder ever reaches a reader. The first line of a template is the subject. Text and HTML come of one body, by the
 * parts of two layouts; that of the HTML is made of MJML when the product is built. Each template is compiled once.
 */
export class TemplateRenderer implements MailRenderer {
  private readonly subjects: ReadonlyMap<string, Render>;
  private readonly html: Form;
  private readonly text: Form;

  /** @param publicUrl where people reach the system; without it mails lead nowhere */
  constructor(private readonly publicUrl = '') {
    const sources = new Map(TEMPLATES.map((name) => [name, sourceOf(read(`templates/${name}.hbs`))]));
    const sentences = layoutOf(read('layout/sentences.hbs'));
    const plain = environment({ noEscape: true });
    this.subjects = new Map([...sources].map(([name, { subject }]) => [name, plain.compile(subject)]));
    this.text = formOf(plain, layoutOf(read('layout/layout.text.hbs')), sentences, sources);
    this.html = formOf(
      environment({ noEscape: false }),
      layoutOf(read('layout/layout.html.hbs')),
      sentences,
      sources,
    );
  }

  /** @throws Error where the template is unknown or asks for a value that is not there */
  render(template: string, params: MailParams): RenderedMail {
    const titled = this.subjects.get(template);
    if (titled === undefined) throw new Error(`there is no mail template "${template}"`);
    const baseUrl = this.publicUrl.replace(/\/+$/, '');
    const values = { ...DEFAULTS, baseUrl, ...params, ...itemsOf(params) };
    const subject = oneLine(titled(values));
    const content = tidy(bodyOf(this.text, template)(values));
    const text = tidy(this.text.frame({ ...values, content }));
    const preview = previewOf(content);
    const body = bodyOf(this.html, template)(values);
    return {
      subject,
      text: `${text}\n`,
      html: this.html.frame({ ...values, subject, preview, content: body }),
      replyTo: replyToOf(params['office']),
    };
  }
}

/** Items of a reminder with what they lack; what another template calls items is left as it is. */
function itemsOf(params: MailParams): MailParams {
  const { items } = params;
  if (!Array.isArray(items)) return {};
  return { items: items.map((item: MailValue) => (isGroup(item) ? { ...ITEM_DEFAULTS, ...item } : item)) };
}

const isGroup = (value: MailValue): value is MailParams => typeof value === 'object' && !Array.isArray(value);

const read = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

function sourceOf(template: string): Source {
  const [subject = '', body = ''] = template.split(SEPARATOR, 2);
  return { subject, body };
}

interface Environment {
  readonly compile: (source: string, ignoreStandalone?: boolean) => Render;
  readonly add: (name: string, source: string) => void;
}

function environment({ noEscape }: { readonly noEscape: boolean }): Environment {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(HELPERS);
  const compile = (source: string, ignoreStandalone = false) =>
    handlebars.compile<object>(source, { strict: true, noEscape, ignoreStandalone });
  // What stands in a part stands there as it is: a line of its own keeps its end.
  return { compile, add: (name, source) => handlebars.registerPartial(name, compile(source, true)) };
}

function formOf(
  { compile, add }: Environment,
  { frame, parts }: Layout,
  sentences: Layout,
  sources: ReadonlyMap<string, Source>,
): Form {
  for (const [name, source] of [...parts, ...sentences.parts]) add(name, source);
  return {
    frame: compile(frame, true),
    bodies: new Map([...sources].map(([name, { body }]) => [name, compile(body)])),
  };
}

function bodyOf({ bodies }: Form, template: string): Render {
  const body = bodies.get(template);
  if (body === undefined) throw new Error(`the template "${template}" has no body`);
  return body;
}

/** A subject is one header line whatever a name contains. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** Text as it is read: no blanks at the ends of lines, paragraphs one empty line apart. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What a list of mails shows beside the subject: the beginning of what follows the greeting. */
function previewOf(text: string): string {
  const [, ...paragraphs] = text.split('\n\n');
  const whole = paragraphs.join(' ').replace(/\s+/g, ' ');
  if (whole.length <= MOST_PREVIEW) return whole;
  return whole.slice(0, whole.lastIndexOf(' ', MOST_PREVIEW));
}

/** The mailbox of the office that answers, where the mail names one. */
function replyToOf(office: MailParams[string] | undefined): RenderedMail['replyTo'] {
  if (typeof office !== 'object' || !('email' in office)) return undefined;
  const { name, email } = office;
  if (typeof email !== 'string' || typeof name !== 'string' || email === '') return undefined;
  return { name: oneLine(name), address: email };
}
