import { describe, expect, it } from '@jest/globals';
import { FaultPointSwitch, InjectedFault } from './fault-points.js';

const POINTS = ['before', 'after'] as const;
const switchAt = (setting: string) => new FaultPointSwitch(POINTS, setting);

describe('fault points', () => {
  it('strike on the hit asked for, each counted by itself, and on no other', () => {
    const faults = switchAt('before@2:throw, after@1:throw');
    faults.hit('before');
    expect(() => faults.hit('after')).toThrow(InjectedFault);
    expect(() => faults.hit('before')).toThrow(InjectedFault);
    faults.hit('before');
    faults.hit('after');
  });

  it('do nothing where none is set', () => {
    const faults = switchAt(' , ');
    for (const point of POINTS) expect(() => faults.hit(point)).not.toThrow();
  });

  it.each(['befor@1', 'before@1,toString@1'])(
    'refuse the setting %s, which names a point that is none',
    (setting) => {
      expect(() => switchAt(setting)).toThrow(/no fault point "(befor|toString)", only before, after/);
    },
  );

  it.each(['before', 'before@', 'before@1:die', '@1'])(
    'refuse the setting %s, which cannot be read',
    (text) => {
      expect(() => switchAt(text)).toThrow(/not of the form/);
    },
  );

  it('take no name but their own', () => {
    // @ts-expect-error a mistyped point does not compile
    expect(() => switchAt('').hit('befor')).not.toThrow();
  });
});
