import { describe, expect, it } from '@jest/globals';
import { stageSetFor } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { policyAnswer } from './policy-answer.js';

describe('the stages of a policy answer', () => {
  it('name as assumed exactly the opening days and cut-offs that the pack has no document for', () => {
    const pack = loadPack('quang-ngai-2025');
    const { stages } = stageSetFor(pack, 2026);
    const assumed = (keys: readonly { readonly key: string }[]) => keys.map(({ key }) => key).sort();
    const told = policyAnswer(pack, 2026).stages.map((stage) => ({ ...stage, key: stage.stage }));
    const opens = assumed(stages.filter((stage) => stage.opens.status === 'assumed'));
    const cutOffs = assumed(stages.filter((stage) => stage.cutOff?.status === 'assumed'));
    expect(opens.length).toBeGreaterThan(0);
    expect(cutOffs.length).toBeGreaterThan(0);
    expect(assumed(told.filter(({ opensAssumed }) => opensAssumed))).toEqual(opens);
    expect(assumed(told.filter(({ cutOffAssumed }) => cutOffAssumed))).toEqual(cutOffs);
  });
});
