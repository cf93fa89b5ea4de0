import { describe, expect, it } from '@jest/globals';
import { updateNameOf } from './commands.js';
import { UPDATE_NAMES } from './workflows/update-names.js';

describe('updateNameOf', () => {
  /** A result that an act beside the stages is about. */
  const ABOUT = { stage: 'recognition' } as const;
  const DOCUMENT = { number: '1', date: '2026-12-01', signer: 'x' } as const;

  it('names the act of a stage by the stage, so the history reads like the year', () => {
    expect(updateNameOf({ kind: 'submit', stage: 'q1Plan' })).toBe('q1Plan');
    expect(updateNameOf({ kind: 'appraise', stage: 'appraisal', proposeRecognition: true })).toBe(
      'appraisal',
    );
  });

  it('names the act of a stage that no released history knows by one name, whatever its key', () => {
    for (const stage of ['springPlan', 'appeal', 'closeYear']) {
      expect(updateNameOf({ kind: 'submit', stage })).toBe('actOnStage');
    }
    expect(UPDATE_NAMES).toContain('actOnStage');
  });

  it('names every other command by a name that the workflow listens to', () => {
    const names = [
      updateNameOf({ kind: 'return', stage: 'q1Plan', reason: 'x' }),
      updateNameOf({ kind: 'withdraw', stage: 'q1Plan', reason: 'x' }),
      updateNameOf({ kind: 'extend', stage: 'q1Plan', until: '2026-04-10', reason: 'x' }),
      updateNameOf({ kind: 'pause', reason: 'x' }),
      updateNameOf({ kind: 'resume', reason: 'x' }),
      updateNameOf({ kind: 'restart', from: 'q1Plan', reason: 'x' }),
      updateNameOf({ kind: 'close', reason: 'x' }),
      updateNameOf({ kind: 'appeal', ...ABOUT, reason: 'x' }),
      updateNameOf({ kind: 'answerAppeal', ...ABOUT, ...DOCUMENT, outcome: 'upheld', reason: 'x' }),
      updateNameOf({ kind: 'proposeRevocation', ...ABOUT, ground: 'x', reason: 'x' }),
      updateNameOf({ kind: 'revoke', ...ABOUT, ...DOCUMENT, ground: 'x' }),
      updateNameOf({ kind: 'overrideExclusion', ...ABOUT, reason: 'x', number: '1', date: '2026-12-01' }),
      updateNameOf({ kind: 'proposeAwards', ...ABOUT, proposals: [] }),
      updateNameOf({ kind: 'recordHeads', heads: [] }),
      updateNameOf({ kind: 'migrate', migrationId: 'x' }),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(UPDATE_NAMES).toContain(name);
  });
});
