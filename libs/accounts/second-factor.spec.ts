import { expect, it } from '@jest/globals';
import { needsCode } from './second-factor.js';

it.each([
  [['unit-officer', 'unit-head', 'appraiser', 'deciding-body'], false, false],
  [['supervisor'], false, true],
  [['administrator'], false, true],
  [['unit-officer', 'administrator'], false, true],
  [['unit-officer'], true, true],
  [[], false, false],
] as const)(
  'who may act as %j, and has an authenticator (%s), brings a code: %s',
  (roles, isEnrolled, needs) => {
    expect(needsCode(roles, isEnrolled)).toBe(needs);
  },
);
