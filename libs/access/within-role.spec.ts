import { expect, it } from '@jest/globals';
import { ACTOR_ROLES } from '#libs/policy';
import { isWithinRole } from './within-role.js';

const within = (of: (typeof ACTOR_ROLES)[number]) => ACTOR_ROLES.filter((role) => isWithinRole(role, of));

it.each([
  ['unit-officer', ['unit-officer']],
  ['unit-head', ['unit-head']],
  ['appraiser', ['appraiser', 'screen']],
  ['deciding-body', ['deciding-body', 'screen']],
  ['supervisor', ['supervisor', 'operator', 'screen']],
  ['administrator', ['administrator', 'auditor', 'operator', 'screen']],
  ['auditor', ['auditor', 'operator', 'screen']],
  ['operator', ['operator', 'screen']],
  ['screen', ['screen']],
] as const)('no more than a %s may do %j', (of, expected) => {
  expect(within(of).sort()).toEqual([...expected].sort());
});
