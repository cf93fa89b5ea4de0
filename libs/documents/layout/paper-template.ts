import { readFileSync } from 'node:fs';
import Handlebars, { type HelperOptions } from 'handlebars';
import type { Block, Run, Signer } from './layout.types.js';

/** Blocks of a paper that are made from records, by the names under which its template places them. */
export type Parts = Readonly<Record<string, Block | readonly Block[]>>;

type Helper = (...given: readonly never[]) => string;

/** What a block, a run, a signer or a note is while a template is filled: one line, so that nothing stands between two. */
const line = (made: unknown): string => `${JSON.stringify(made)}\n`;

/** @throws Error where something stands outside of blocks: it would be lost */
function linesOf(text: string): readonly unknown[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      if (!each.startsWith('{')) throw new Error(`a paper has text outside of its blocks: ${each}`);
      return JSON.parse(each) as unknown;
    });
}

/** Text of one paragraph; a blank that may not break stays. */
const flat = (text: string): string => text.replace(/[ \t\n]+/g, ' ').trim();
/** Text in which lines are as the template breaks them. */
const broken = (text: string): string =>
  text
    .split('\n')
    .map(flat)
    .filter((each) => each !== '')
    .join('\n');

/** A paragraph whose parts look different, where `run` made some; else its text. */
function textOf(text: string): string | readonly Run[] {
  if (!text.includes('\u0000')) return flat(text);
  return text
    .replace(/[ \t\n]+/g, ' ')
    .trim()
    .split('\u0000')
    .filter((each) => each !== '')
    .map((each) => (each.startsWith('{') ? (JSON.parse(each) as Run) : { text: each }));
}

const inner = (context: object, options: HelperOptions): string => options.fn(context);

const HELPERS: Readonly<Record<string, Helper>> = {
  title(this: object, name: string, options: HelperOptions) {
    return line({ kind: 'title', name, summary: broken(inner(this, options)) });
  },
  heading(this: object, options: HelperOptions) {
    return line({ kind: 'heading', text: flat(inner(this, options)), ...options.hash });
  },
  paragraph(this: object, options: HelperOptions) {
    return line({ kind: 'paragraph', text: textOf(inner(this, options)), ...options.hash });
  },
  /** Of a paragraph, a part that looks otherwise: `strong`, `italic`. */
  run(this: object, options: HelperOptions) {
    return `\u0000${JSON.stringify({ text: inner(this, options), ...options.hash })}\u0000`;
  },
  large(this: object, points: number, options: HelperOptions) {
    return line({ kind: 'large', text: flat(inner(this, options)), points });
  },
  /** A line that a person fills in, where nothing stands in it. */
  fill(this: object, label: string, options: HelperOptions) {
    const value = flat(inner(this, options));
    return line({ kind: 'fill', label, ...(value !== '' && { value }) });
  },
  addressee(this: object, options: HelperOptions) {
    return line({ kind: 'addressees', to: [flat(inner(this, options))] });
  },
  /** Who signs side by side, of `signer` alone. */
  signatures(this: object, options: HelperOptions) {
    return line({ kind: 'signatures', signers: linesOf(inner(this, options)) });
  },
  signer(who: string | Signer, options: HelperOptions) {
    return line({ ...(typeof who === 'string' ? { office: who } : who), ...options.hash });
  },
  /** The foot of every paper, and what `note` adds. */
  notes(this: object, made: string, options: HelperOptions) {
    const own = (linesOf(inner(this, options)) as readonly { readonly note: string }[]).map(
      ({ note }) => note,
    );
    return line({ kind: 'notes', items: [made, ...new Set(own)] });
  },
  note(this: object, options: HelperOptions) {
    return line({ note: flat(inner(this, options)) });
  },
  part(this: object, name: string, options: HelperOptions) {
    const parts = (options.data as { readonly parts: Parts }).parts;
    const made = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (made === undefined) throw new Error(`a paper has no part "${name}"`);
    return (Array.isArray(made) ? (made as readonly Block[]) : [made]).map(line).join('');
  },
};

/** @throws Error for a condition or a list that nobody gives, which the language itself takes for an empty one */
const given = (helper: 'if' | 'unless' | 'each'): Handlebars.HelperDelegate =>
  function (this: object, value: unknown, options: HelperOptions) {
    if (value === undefined) throw new Error(`a paper asks {{#${helper}}} for what has no value`);
    return (Handlebars.helpers[helper] as Handlebars.HelperDelegate).call(this, value, options) as string;
  };

type Render = (values: object, options: { readonly data: { readonly parts: Parts } }) => string;

function compiled(source: string): Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(HELPERS as Readonly<Record<string, Handlebars.HelperDelegate>>);
  for (const helper of ['if', 'unless', 'each'] as const) handlebars.registerHelper(helper, given(helper));
  return handlebars.compile(source, { strict: true, noEscape: true, explicitPartialContext: true });
}

/** The blocks of a paper by the source of its template. */
export const blocksBy = (source: string, values: object, parts: Parts = {}): readonly Block[] =>
  linesOf(compiled(source)(values, { data: { parts } })) as readonly Block[];

const known = new Map<string, Render>();

/**
 * The blocks of a paper in the order of its template, whose sentences people change without a programmer. A value that a
 * template asks for and nobody gives is an error, so no paper has a hole that nobody sees; each is compiled once.
 *
 * @param name of a file in `libs/documents/templates`
 * @param parts what is made from records: tables, head and signature
 */
export function templateBlocks(name: string, values: object, parts: Parts): readonly Block[] {
  let render = known.get(name);
  if (render === undefined) {
    render = compiled(readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8'));
    known.set(name, render);
  }
  return linesOf(render(values, { data: { parts } })) as readonly Block[];
}
