import { describe, expect, it } from '@jest/globals';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { ShowBoard } from './show-board.query.js';

const identity: Identity = {
  tokenId: 't',
  name: 'Công an tỉnh',
  role: 'supervisor',
  scope: { level: 'tinh', provinceCode: '51' },
};
/** Fails at the audit numbers, the first thing read once the commune is accepted. */
const ACCEPTED = new Error('accepted');
const unitOfWork = (records: unknown) =>
  ({ inTransaction: (work: (of: Records) => unknown) => work(records as Records) }) as unknown as UnitOfWork;
const reader = (communes?: readonly string[]) =>
  new ShowBoard(
    unitOfWork({ cycles: { find: async () => ({ id: 'c', provinceCode: '51', communes }) } }),
    {
      provinceOf: async (code: string) => (code === '99999' ? '48' : '51'),
      auditHeads: () => Promise.reject(ACCEPTED),
    } as unknown as ReadModel,
    { areaNames: async () => new Map() } as never,
    {} as never,
  );
const board = (commune: string, communes?: readonly string[]) =>
  reader(communes).execute(identity, 'c', { communeCode: commune });

describe('the commune of a board', () => {
  it('is any of the province, and none of another', async () => {
    await expect(board('21211')).rejects.toBe(ACCEPTED);
    await expect(board('99999')).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
  });

  it('is one of those that a rehearsal is limited to', async () => {
    await expect(board('21211', ['21211'])).rejects.toBe(ACCEPTED);
    await expect(board('21034', ['21211'])).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
  });
});
