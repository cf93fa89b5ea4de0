import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { UPDATE_NAMES } from '#libs/contracts';
import { commandBody } from '#libs/contracts/http';

import { REFUSALS } from '#libs/refusals';
import released from './released-contracts.json' with { type: 'json' };

/**
 * What a release promised to the next one: stored commands and running workflows are read by newer code, so contracts
 * only grow. To add something, add it and write the new shape to released-contracts.json.
 */
describe('the contracts', () => {
  it('still know every Update name that a released history may hold', () => {
    expect(UPDATE_NAMES).toEqual(expect.arrayContaining(released.updateNames));
  });

  it('answer every released refusal code, with its status', () => {
    const statuses = Object.entries(REFUSALS).map(([code, { status }]) => [code, status]);
    expect(Object.fromEntries(statuses)).toMatchObject(released.refusals);
  });

  it('describe commands as released, or more', () => {
    const now = z.toJSONSchema(commandBody, { io: 'input', unrepresentable: 'any' });
    expect(JSON.parse(JSON.stringify(now))).toEqual(released.commandBody);
  });
});
