import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sentenceOf } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { DOCUMENT_KINDS, type DocumentKind } from '#libs/policy';
import { REFUSALS_BY_SUBJECT, type RefusalCode, type RefusalEntry } from '#libs/refusals';
import { HINTS } from '../../apps/cli/hints.js';
import { fillings } from '../../libs/contracts/sentences.support.js';
import { paperHeads, paperLines, unitOf } from '../../libs/documents/papers/papers.support.js';
import { scoreProblemLines, tableProblemLines } from './problem-wording.js';

const TEMPLATES = path.resolve(import.meta.dirname, '../../libs/mail/templates');

/**
 * The sentences of refusals, problems, hints, mails and papers, section by section, as the golden file holds them: of each
 * refusal every way in which it may be said, of each mail every line that it may have, of each paper the lines over three units.
 */
export function wording(): string {
  const renderer = new TemplateRenderer();
  const sections = [
    ...Object.entries<Readonly<Record<string, RefusalEntry>>>(REFUSALS_BY_SUBJECT).map(([subject, entries]) =>
      section(`refusals: ${subject}`, Object.entries(entries).flatMap(refusalLines)),
    ),
    section('problems: score sheets', scoreProblemLines()),
    section('problems: lists in files', tableProblemLines()),
    section(
      'hints: antq',
      Object.entries(HINTS).map(([code, hint]) => `${code}: ${hint}`),
    ),
    ...readdirSync(TEMPLATES)
      .sort()
      .map((file) => section(`mail: ${file}`, mailLines(renderer, path.basename(file, '.hbs')))),
    ...DOCUMENT_KINDS.map((kind) => section(`paper: ${kind}`, linesOfPaper(kind))),
  ];
  return sections.join('\n');
}

const section = (title: string, lines: readonly string[]): string => `== ${title}\n${lines.join('\n')}\n`;

const refusalLines = ([code, entry]: readonly [string, RefusalEntry]): string[] => {
  const sentences = fillings(entry).map((params) => sentenceOf({ code: code as RefusalCode, params }));
  return [...new Set(sentences)].map((sentence) => `${code}: ${sentence}`);
};

/** Each line that a mail may have: of the mail with all its parts first, then what stands in place of one left out. */
function mailLines(renderer: TemplateRenderer, template: string): string[] {
  const source = readFileSync(path.join(TEMPLATES, `${template}.hbs`), 'utf8');
  const switches = [
    ...new Set([...source.matchAll(/#if (?:\(lookup this ")?(\w+)/g)].map(([, name = '']) => name)),
  ];
  const values = Object.fromEntries(
    [...source.matchAll(/\{\{(?:(day|instant) |lookup this ")?(\w+)"?\}\}/g)].map(([, kind, name = '']) => [
      name,
      kind === 'day' ? '2026-11-20' : kind === 'instant' ? '2026-11-20T01:31:00.000Z' : `«${name}»`,
    ]),
  );
  const lines = new Set<string>();
  for (let off = 0; off < 2 ** switches.length; off += 1) {
    const params: Record<string, string> = { ...values };
    for (const [index, name] of switches.entries()) {
      params[name] = (off & (1 << index)) !== 0 ? '' : (values[name] ?? 'yes');
    }
    const { subject, text } = renderer.render(template, params);
    for (const line of [subject, ...text.split('\n')]) if (line !== '') lines.add(line);
  }
  return [...lines];
}

const UNITS = [
  unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê'),
  unitOf('QN0031', 'Công ty Sao Mai', { lost: 10, recognised: false }),
  unitOf('QN0032', 'Trạm Y tế', { done: ['q1Plan'], recognised: false, notSubmitted: true }),
].map((unit) => ({ ...unit, head: '«thủ trưởng»', officer: '«cán bộ»' }));

const linesOfPaper = (kind: DocumentKind): string[] =>
  [...paperHeads(kind, UNITS), ...paperLines(kind, UNITS)]
    .flatMap((line) => line.split('\n'))
    .filter((line) => /\p{L}{2}/u.test(line));
