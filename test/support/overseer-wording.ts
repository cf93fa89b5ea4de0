import type { MailParams, MailValue } from '#libs/application';

const DAY = '2026-11-20';
const AT = '2026-11-20T00:30:00.000Z';
const COMMON: MailParams = { movement: '«movement»', year: '«year»', rehearsal: 'yes', cycleId: '51-2026' };
const OFFICE = { name: '«name»', address: '', telephone: '', dutyOfficer: '', email: '' };
const STATES = ['overdue', 'pastSuggested', 'notSubmitted', 'ahead'];

const told = { count: '«count»', noun: '«noun»', words: '«words»', day: DAY };

function* lists(): Iterable<MailParams> {
  const group = (state: string, assumed: string): MailValue => ({
    ...{ ...told, state, assumed, name: '«step»', days: '«days»' },
    entries: [
      { name: '«unit»', place: '«commune»', fresh: 'yes' },
      { name: '«unit»', place: '', fresh: '' },
    ],
    owedBy: [{ name: '«office»', count: '«count»' }],
    rest: [
      { name: '«commune»', count: '«count»' },
      { name: '«commune»', count: '«count»' },
    ],
    restCount: '«rest»',
  });
  const whole: MailParams = {
    ...COMMON,
    ...{ addressee: '«addressee»', at: AT, fresh: '«fresh»', more: '«more»', ahead: '«ahead»' },
    heads: STATES.map((state) => ({ ...told, state, assumed: 'yes' })),
    counts: STATES.map((state) => ({ state, works: '«works»', places: '«places»' })),
    groups: STATES.flatMap((state) => [group(state, 'yes'), group(state, '')]),
    ...{ letter: { commune: '«commune»' }, assumed: 'yes', office: OFFICE },
  };
  yield whole;
  yield { ...whole, letter: { commune: '' } };
  // Of two steps of the same kind of units the second does not say it again.
  yield { ...whole, heads: [{ ...told, state: 'ahead', assumed: '', noun: '' }], more: '', letter: '' };
}

function* deadMailboxes(): Iterable<MailParams> {
  const mailbox = (reason: string, role: string): MailValue => ({
    ...{
      name: '«unit»',
      code: '«code»',
      place: '«commune»',
      address: '«address»',
      since: AT,
      answer: '«answer»',
    },
    ...{ fresh: 'yes', reason, contact: { name: '«contact»', role, phone: '«phone»' } },
  });
  const mailboxes = [
    ...['noMailbox', 'full', 'noDomain', 'refused', 'other'].map((reason) => mailbox(reason, 'officer')),
    ...['head', 'second'].map((role) => mailbox('other', role)),
  ];
  const whole = { ...COMMON, addressee: '«addressee»', at: AT, count: '7', fresh: '«fresh»', more: '«more»' };
  yield { ...whole, mailboxes };
}

function* months(): Iterable<MailParams> {
  const none = { name: '«name»', day: DAY, assumed: 'yes', communes: '«n»', overdue: '«n»', now: '«share»' };
  const asks = ['own', 'urge', 'target'].map((kind) => ({ ...none, kind, pastSuggested: '«n»' }));
  const suggested = { ...none, kind: 'urge', overdue: '', pastSuggested: '«n»' };
  const target = { name: '«target»', percent: '«percent»', over: 'yes', now: '«share»', met: 'yes' };
  const counts = { done: '«done»', of: '«of»' };
  const commune = { name: '«commune»', telephone: '«telephone»', overdue: '«n»', pastSuggested: '«n»' };
  const due = { name: '«step»', day: DAY, assumed: 'yes', open: '«n»' };
  const whole: MailParams = {
    ...{ ...COMMON, addressee: '«addressee»', at: AT, month: '«month»', dayBefore: '2025-11-02' },
    figures: ['«n»', ''].map((before) => ({ name: '«figure»', ...counts, before })),
    targets: [
      { ...target, ...counts },
      { ...target, ...counts, over: '', met: '' },
      { ...target, ...counts, now: '' },
    ],
    communes: [commune, { ...commune, telephone: '', overdue: '' }, { ...commune, pastSuggested: '' }],
    ...{ otherCommunes: '«n»', dues: [due, { ...due, assumed: '' }], asks, assumed: 'yes' },
  };
  for (const first of [...asks, suggested]) yield { ...whole, asks: [first, ...asks] };
  const frozen = { frozen: '«frozen»', frozenName: '«freeze»' };
  const since = { name: '«step»', difference: '«difference»' };
  for (const sinceFrozen of [[since, since], []]) yield { ...whole, ...frozen, sinceFrozen };
  yield { ...whole, figures: [], communes: [], dues: [], asks: [], otherCommunes: '', assumed: '' };
}

/** Values of the mails to overseers in which everything is said that they may say, by their templates. */
export const OVERSEER_MAILS: Readonly<Record<string, () => Iterable<MailParams>>> = {
  'overseer-list': lists,
  'dead-mailboxes': deadMailboxes,
  'monthly-page': months,
};
