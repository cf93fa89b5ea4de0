import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MailParams, MailValue } from '#libs/application';
import { sentenceOf } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { DOCUMENT_KINDS, type DocumentKind } from '#libs/policy';
import { REFUSALS_BY_SUBJECT, type RefusalCode, type RefusalEntry } from '#libs/refusals';
import { HINTS } from '../../apps/cli/hints.js';
import { fillings } from '../../libs/contracts/sentences.support.js';
import { paperHeads, paperLines, unitOf } from '../../libs/documents/papers/papers.support.js';
import { OVERSEER_MAILS } from './overseer-wording.js';
import { scoreProblemLines, tableProblemLines } from './problem-wording.js';

const TEMPLATES = path.resolve(import.meta.dirname, '../../libs/mail/templates');

/**
 * The sentences of refusals, problems, hints, mails and papers, section by section, as the golden file holds them: of each
 * refusal every way in which it may be said, of each mail every line that it may have, of each paper the lines over three units.
 */
export function wording(): string {
  const renderer = new TemplateRenderer('https://«host»');
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
  const lines = new Set<string>();
  for (const params of paramsOf(template)) {
    const { subject, text } = renderer.render(template, params);
    for (const line of [subject, ...text.split('\n')]) if (line !== '') lines.add(line);
  }
  return [...lines];
}

function paramsOf(template: string): Iterable<MailParams> {
  if (template === 'reminders') return remindersParams();
  return OVERSEER_MAILS[template]?.() ?? variantsOf(template);
}

const OFFICE = Object.fromEntries(
  ['name', 'address', 'telephone', 'dutyOfficer', 'email'].map((name) => [name, `«${name}»`]),
);
const RIGHT = { days: '«days»', source: '«source»', assumed: 'yes' };
const GROUPS: MailParams = { office: OFFICE, appeal: RIGHT, further: RIGHT };
const DAY = '2026-11-20';

/** A template's values with each of what it may lack left out in every combination. */
function* variantsOf(template: string): Iterable<MailParams> {
  const source = readFileSync(path.join(TEMPLATES, `${template}.hbs`), 'utf8');
  const values: MailParams = {
    ...{ movement: '«movement»', year: '«year»', rehearsal: 'yes' },
    // Of the address of a step, which no text says.
    ...{ cycleId: 'chu-ky', unitId: 'QN0001', stage: 'buoc' },
    ...Object.fromEntries(
      [...source.matchAll(/(?:(day|instant|two|lines) |\{\{)(\w+)[})]/g)]
        .filter(([, , name]) => name !== 'else' && name !== 'this')
        .map(([, kind, name = '']) => [
          name,
          kind === 'day' ? DAY : kind === 'instant' ? '2026-11-20T01:31:00.000Z' : `«${name}»`,
        ]),
    ),
    ...GROUPS,
  };
  const switches = [...new Set([...source.matchAll(/#if (\w+)\}/g)].map(([, name = '']) => name))];
  for (let off = 0; off < 2 ** switches.length; off += 1) {
    const of = (name: string, index: number): MailValue =>
      (off & (1 << index)) !== 0 ? '' : (values[name] ?? 'yes');
    yield { ...values, ...Object.fromEntries(switches.map((name, index) => [name, of(name, index)])) };
  }
}

/** What is known of a day where no document sets it. */
const INSTEAD_OF_SOURCE: readonly MailParams[] = [{ byOrder: 'yes' }, { words: '' }, { serves: '' }];

/** Reminders in which everything is said, and in which each thing is said in its other way or not at all. */
function* remindersParams(): Iterable<MailParams> {
  const receiver = { name: '«receiver»', assumed: 'yes', address: '«address»', telephone: '«telephone»' };
  const item: MailParams = {
    ...{ state: 'overdue', name: '«step»', due: DAY, assumed: 'yes', days: '«days»', left: 'overdue' },
    ...{
      count: '«count»',
      units: '«units»',
      opened: DAY,
      openedAssumed: 'yes',
      lastWorked: DAY,
      dayOff: '«day off»',
    },
    ...{ returned: 'yes', common: DAY, commonAssumed: 'yes', extended: 'yes' },
    ...{
      cutOff: DAY,
      cutOffAssumed: 'yes',
      past: 'yes',
      papers: ['«paper»', '«paper»'],
      papersAssumed: 'yes',
      onFile: '',
      actorAssumed: '',
    },
    ...{ receiver, duty: '«duty»', dutyAssumed: '', words: '«words»', source: '«source»', byOrder: '' },
    ...{ serves: { name: '«served»', words: '«words»' }, step: { unitId: 'QN0001', stage: 'buoc' } },
    ...{ closing: '', first: { name: '«first»', day: DAY, assumed: 'yes', past: 'yes', closed: '' } },
  };
  const rule = { text: '«rule»', source: '«source»', proposed: 'yes', ruleAssumed: '' };
  const closing = {
    ...{ passed: '', workingDays: '7', recordAssumed: 'yes', blocks: ['«blocked»'] },
    rules: [rule, { ...rule, source: '', proposed: '', ruleAssumed: 'yes' }],
    judged: { name: '«judging»', lastDay: DAY, assumed: 'yes' },
  };
  const OTHERS: Readonly<Record<string, readonly MailValue[]>> = {
    ...{ due: [], name: [], days: [], count: [] },
    onFile: ['yes'],
    actorAssumed: ['yes'],
    state: ['closing', 'notSubmitted', 'pastSuggested', 'returned', 'opens', 'due'],
    closing: [
      closing,
      { ...closing, workingDays: '0' },
      { ...closing, passed: 'yes' },
      { ...closing, passed: 'yes', judged: '' },
    ],
    first: [
      { name: '«first»', day: DAY, assumed: '', past: '', closed: '' },
      { name: '«first»', day: DAY, assumed: 'yes', past: 'yes', closed: 'yes' },
      { name: '«first»', day: '', assumed: '', past: '', closed: '' },
    ],
    left: ['pastSuggested', 'stillTaken', 'lastWorkingDay', 'lastDay', 'coming'],
    receiver: [{ ...receiver, assumed: '', address: '', telephone: '' }, ''],
    papers: [[]],
    words: ['«words», «source»', ''],
  };
  const step = { name: '«step»', day: DAY, assumed: 'yes', units: '«units»' };
  const heads = ['closing', 'notSubmitted', 'overdue', 'pastSuggested', 'returned', 'opens', 'due'].map(
    (state) => ({
      ...{ state, more: '«more»' },
      steps: [step, { ...step, assumed: '', units: '' }],
    }),
  );
  const whole: MailParams = {
    ...{
      movement: '«movement»',
      year: '«year»',
      rehearsal: 'yes',
      addressee: '«addressee»',
      heads,
      rest: '«rest»',
      cycleId: '51-2026',
    },
    ...{ head: { days: '3', cutOff: 'yes', rule: '', assumed: 'yes' } },
    ...{ title: { of: 'unit', count: '1' }, items: [item], others: [item], onPaper: 'yes', replies: 'yes' },
    ...{ office: OFFICE, assumed: 'yes' },
  };
  yield whole;
  yield { ...whole, head: '' };
  yield { ...whole, head: { days: '', cutOff: '', rule: '«source»', assumed: '' } };
  for (const kind of ['overseer', 'opening', 'office', 'closing', 'notSubmitted'])
    yield { ...whole, title: { of: kind, count: '1' } };
  yield { ...whole, replies: '' };
  yield { ...whole, replies: '', office: '' };
  for (const name of Object.keys(item)) {
    for (const value of OTHERS[name] ?? ['']) {
      const other = { ...item, [name]: value };
      yield { ...whole, items: [other], others: [other] };
      // What is said in place of a source.
      if (name === 'source') {
        for (const without of INSTEAD_OF_SOURCE) {
          yield { ...whole, items: [{ ...other, ...without }], others: [] };
        }
      }
    }
  }
  // As a mail was queued before its parts had names of their own.
  yield {
    ...whole,
    title: '',
    items: [],
    others: [],
    heads: [],
    rest: '',
    headline: '«headline»',
    lines: '- «line»',
  };
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
