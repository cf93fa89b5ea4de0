import { expect, it } from '@jest/globals';
import { usable } from './use-limits.js';

it.each([
  [undefined, true, ['submit'], true],
  ['shared-address', true, ['submit'], false],
  ['shared-address', true, ['prepareDraft'], true],
  ['shared-address', true, ['useOwnAccount'], true],
  ['shared-address', true, ['prepareDraft', 'submit'], false],
  ['shared-address', true, ['endOwnSession'], true],
  ['named-device', true, ['prepareDraft'], true],
  ['named-device', true, ['endOwnSession'], true],
  ['named-device', true, ['useOwnAccount'], false],
  ['named-device', true, ['submit'], false],
  ['named-device', false, ['readUnitYears'], true],
  ['shared-address', false, ['restart'], true],
] as const)('a session limited by %s that changes something (%s) by %j: %s', (limit, changes, acts, may) => {
  expect(usable(limit, { changes, acts })).toBe(may);
});
