import { describe, expect, it } from '@jest/globals';
import { syntheticPack } from '../../policy/synthetic-pack.support.js';
import { judgingLevelOf } from './judging-level.js';

describe('the level that judges a unit of a cycle', () => {
  const pack = syntheticPack();
  const unit = { unitName: 'Trạm Y tế', managedBy: 'tinh' } as const;

  it('is the one it was delegated to, else that of its management', () => {
    expect(judgingLevelOf(pack, unit)).toBe('tinh');
    expect(judgingLevelOf(pack, { ...unit, state: { delegatedTo: 'xa' } })).toBe('xa');
  });

  it('is never its own, whatever was delegated', () => {
    const committee = {
      unitName: 'Ban làng Tịnh Khê',
      managedBy: 'xa',
      state: { delegatedTo: 'xa' },
    } as const;
    expect(judgingLevelOf(pack, committee)).toBe('tinh');
  });
});
