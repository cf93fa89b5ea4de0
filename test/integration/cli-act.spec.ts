import { describe, expect, it } from '@jest/globals';
import {
  answers,
  answersToTests,
  antq,
  applied,
  commands,
  cycleOf,
  judged,
  requests,
  sentBody,
  stageOf,
  unitOf,
} from '../support/cli-stub.js';

answersToTests();

describe('an act on one unit', () => {
  const dryAnswer = { ...applied, id: undefined, status: undefined, dryRun: true };

  it('asks with --dry-run what would happen, and says so', async () => {
    answers.set(commands, { body: dryAnswer });
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--dry-run']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(requests.at(-1)!.query).toEqual({ dryRun: 'true' });
    expect(ended.out).toBe(
      'Chạy thử, chưa ghi gì. Sẽ gửi “Nghị quyết, kế hoạch Quý I” của đơn vị U1, chu kỳ 51-2027-dt1, tính vào lúc 01/03/2027 08:00:00, đúng hạn.\n',
    );
  });

  it('shows with --print the request alone', async () => {
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--print']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('"kind": "submit"');
    expect(requests).toHaveLength(0);
  });

  const decision = ['--number', '5/QĐ', '--date', '01/12/2027', '--signer', 'Chủ tịch'];
  it.each([
    ['có', true],
    ['true', true],
    ['yes', true],
    ['không', false],
    ['no', false],
  ])('records %s as the decision about an exemplar that it is', async (typed, accepted) => {
    answers.set(commands, { body: { ...applied, kind: 'decideExemplar' } });
    const ended = await antq(['exemplar', 'decide', ...unitOf, '--accepted', typed, ...decision]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(sentBody()).toEqual({
      kind: 'decideExemplar',
      accepted,
      number: '5/QĐ',
      date: '2027-12-01',
      signer: 'Chủ tịch',
    });
  });

  it('says which option is missing where the cycle has no such stage', async () => {
    answers.set('GET /cycles/51-2027-dt1', {
      body: { ...cycleOf('open', 1156), stages: [stageOf('tinh')], confirmations: [] },
    });
    const ended = await antq(['award', 'record', ...unitOf, '--conclusion', 'c']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('--stage');
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('refuses a decision about an exemplar that is neither yes nor no', async () => {
    const ended = await antq(['exemplar', 'decide', ...unitOf, '--accepted', 'ys', ...decision]);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Cần yes (có) hoặc no (không).');
    expect(requests).toHaveLength(0);
  });

  it.each([
    [['withdraw', '--stage', 'q1Plan', '--reason', 'r'], { kind: 'withdraw', stage: 'q1Plan', reason: 'r' }],
    [
      ['return', '--stage', 'q1Plan', '--reason', 'r', '--items', '4a,5d', '--answer-by', '01/12/2027'],
      { kind: 'return', stage: 'q1Plan', reason: 'r', items: ['4a', '5d'], answerBy: '2027-12-01' },
    ],
    [
      ['extend', '--stage', 'q1Plan', '--until', '2027-04-05', '--reason', 'r'],
      { kind: 'extend', stage: 'q1Plan', until: '2027-04-05', reason: 'r' },
    ],
    [
      ['deadline', 'extend', '--stage', 'q1Plan', '--until', '2027-04-05', '--reason', 'r'],
      { kind: 'extend', stage: 'q1Plan', until: '2027-04-05', reason: 'r' },
    ],
    [['cycle', 'pause', '--reason', 'r'], { kind: 'pause', reason: 'r' }],
    [['cycle', 'resume', '--reason', 'r'], { kind: 'resume', reason: 'r' }],
    [['cycle', 'close', '--reason', 'r'], { kind: 'close', reason: 'r' }],
    [['pledge', '--pledges', '9/10'], { kind: 'recordPledges', pledged: 9, total: 10 }],
    [['exemplar', 'propose', '--reason', 'r'], { kind: 'proposeExemplar', reason: 'r' }],
    [['award', 'record', '--conclusion', 'c'], { kind: 'review', stage: 'awardReview', conclusion: 'c' }],
    [
      ['award', 'propose', '--form', 'Giấy khen', '--persons', '2'],
      {
        kind: 'proposeAwards',
        stage: 'recognition',
        proposals: [{ form: 'Giấy khen', collectives: [], persons: 2 }],
      },
    ],
    [
      ['exclusions', 'override', '--number', '7', '--date', '2027-12-02', '--reason', 'r'],
      { kind: 'overrideExclusion', stage: 'recognition', number: '7', date: '2027-12-02', reason: 'r' },
    ],
    [
      ['delegate', '--to', 'tinh', '--number', '7', '--date', '2027-12-02', '--reason', 'r'],
      { kind: 'delegate', to: 'tinh', number: '7', date: '2027-12-02', reason: 'r' },
    ],
    [['appeal', 'raise', '--reason', 'r'], { kind: 'appeal', stage: 'recognition', reason: 'r' }],
  ])('sends %j as it is meant', async (line, body) => {
    judged();
    answers.set(commands, { body: applied });
    const [first = '', ...rest] = line;
    const words = rest[0]?.startsWith('--') === false ? [first, rest[0]] : [first];
    const ended = await antq([...words, ...unitOf, ...line.slice(words.length)]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(sentBody()).toEqual(body);
  });
});
