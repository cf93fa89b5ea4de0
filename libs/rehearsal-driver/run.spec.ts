import { describe, expect, it } from '@jest/globals';
import { isAsDrawn, type RunResult } from './run.js';

type Mails = RunResult['totals']['mails'];
const result = (deadMailboxes: number, mails: Partial<Mails>, more: Partial<RunResult> = {}): RunResult => ({
  differences: [],
  behaviours: [],
  classes: [],
  refused: [],
  exclusions: { expected: [], found: [] },
  audit: { ok: true, rows: 1, chains: 1 },
  reconciliation: { ok: true, findings: [] },
  totals: {
    commands: { applied: 1, refused: 0 },
    mails: { accepted: 9, failed: 0, uncertain: 0, waiting: 0, ...mails },
  },
  deadMailboxes,
  durationMs: 1,
  ...more,
});

describe('a rehearsal that ended as it was drawn', () => {
  it('has delivered its mails, and failed just where mailboxes refuse', () => {
    expect(isAsDrawn(result(0, {}))).toBe(true);
    expect(isAsDrawn(result(2, { failed: 5 }))).toBe(true);
  });

  it.each<[string, RunResult]>([
    ['a mail still waits', result(0, { waiting: 1 })],
    ['no mail came out', result(0, { accepted: 0 })],
    ['a mail failed though no mailbox refuses', result(0, { failed: 1 })],
    ['none failed though mailboxes refuse', result(2, {})],
    ['the audit is not whole', result(0, {}, { audit: { ok: false, rows: 1, chains: 1 } })],
    ['there is something to reconcile', result(0, {}, { reconciliation: { ok: false, findings: [] } })],
  ])('is none where %s', (_what, ended) => {
    expect(isAsDrawn(ended)).toBe(false);
  });
});
