import { describe, expect, it } from '@jest/globals';
import { loadPack } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Command } from './commands.port.js';
import { lateRefusalMessage } from './receipt.letters.js';

const records = {
  units: {
    addressOf: () => Promise.resolve('officer@unit.example.test'),
    office: (code: string) =>
      Promise.resolve(
        code === 'CAX'
          ? { code, name: 'Công an xã', email: 'cax@office.example.test' }
          : { code, name: 'Không có thư' },
      ),
  },
} as unknown as Records;
const cycle = { id: '51-2026', year: 2026, clockKind: 'calendar' } as Cycle;
const unit = { unitId: 'QN0030', unitName: 'Trường THPT' } as UnitYear;
const RECEIVED = '2026-10-20T01:00:00.000Z';
const after = (ms: number): string => new Date(Date.parse(RECEIVED) + ms).toISOString();

const letter = (
  actor: Partial<Command['actor']>,
  decidedAt = after(10_000),
  problems?: { code: string; place: string; message: string }[],
) =>
  lateRefusalMessage(
    records,
    cycle,
    { pack: loadPack('quang-ngai-2025') },
    unit,
    { id: 'c', receivedAt: RECEIVED, actor: { tokenId: 't', name: 'Nguyễn Văn A', ...actor } } as Command,
    { code: 'SCORE.INVALID', detail: 'Hãy sửa các dòng nêu dưới đây rồi gửi lại.', version: 1, problems },
    decidedAt,
  );

describe('the letter about a late refusal', () => {
  it.each([
    ['unit-officer', undefined, 'officer@unit.example.test', 'Trường THPT'],
    ['unit-head', undefined, 'officer@unit.example.test', 'Trường THPT'],
    ['appraiser', 'CAX', 'cax@office.example.test', 'Công an xã'],
    ['deciding-body', 'CAX', 'cax@office.example.test', 'Công an xã'],
  ] as const)(
    'goes to the one who acted: %s of office %s',
    async (role, officeCode, recipient, addressee) => {
      const message = await letter({ role, officeCode });
      expect(message).toMatchObject({ recipient, params: { addressee } });
    },
  );

  it('goes to nobody where the one who acted has no address', async () => {
    expect(await letter({ role: 'appraiser', officeCode: 'NO-MAIL' })).toBeUndefined();
    expect(await letter({ role: 'administrator' })).toBeUndefined();
    expect(await letter({ role: 'appraiser' })).toBeUndefined();
  });

  it('is written from shortly before the time at which the answer no longer waits', async () => {
    expect(await letter({ role: 'unit-officer' }, after(1_999))).toBeUndefined();
    expect(await letter({ role: 'unit-officer' }, after(2_000))).toBeDefined();
  });

  it('lists below its sentence what the sentence says stands below', async () => {
    const message = await letter({ role: 'unit-officer' }, after(10_000), [
      { code: 'SCORE.MISSING', place: 'tiêu chí 2', message: 'Chưa có điểm.' },
      { code: 'SCORE.OVER', place: 'bảng điểm', message: 'Quá điểm tối đa.' },
    ]);
    expect(message?.params['detail']).toBe(
      'Hãy sửa các dòng nêu dưới đây rồi gửi lại.\n- tiêu chí 2: Chưa có điểm.\n- bảng điểm: Quá điểm tối đa.',
    );
  });
});
