import { describe, expect, it } from '@jest/globals';
import type { Identity, ReadModel } from '#libs/application';
import type { CycleReader } from '../cycles/cycle-reader.service.js';
import { BoardReader } from './board-reader.service.js';

const identity: Identity = {
  tokenId: 't',
  name: 'Công an tỉnh',
  role: 'supervisor',
  scope: { level: 'tinh', provinceCode: '51' },
};
/** Fails at the audit numbers, the first thing read once the commune is accepted. */
const ACCEPTED = new Error('accepted');
const reader = (communes?: readonly string[]) =>
  new BoardReader(
    {} as never,
    {
      provinceOf: async (code: string) => (code === '99999' ? '48' : '51'),
      auditHeads: () => Promise.reject(ACCEPTED),
    } as unknown as ReadModel,
    { areaNames: async () => new Map() } as never,
    {} as never,
    { find: async () => ({ id: 'c', provinceCode: '51', communes }) } as unknown as CycleReader,
  );
const board = (commune: string, communes?: readonly string[]) =>
  reader(communes).board(identity, 'c', { communeCode: commune });

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
