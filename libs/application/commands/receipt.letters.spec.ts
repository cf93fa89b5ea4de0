import { describe, expect, it } from '@jest/globals';
import { resolveStages, unitStages } from '#libs/policy';
import type { StageState } from '#libs/unit-year';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { COMMUNE, SmallProvince } from '../../../test/support/small-cycle.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Command } from './commands.port.js';
import { lateRefusalMessage, receiptMessage } from './receipt.letters.js';

const [UNIT, POLICE, WITHOUT_MAIL] = ['QN0030', 'CA1', 'CA2'] as const;
const database = databaseForEachTest(async (each) => {
  await SmallProvince.seed(each, [[UNIT, 'Trường THPT', 'xa', 'officer@unit.example.test']]);
  await each.source.query(
    `INSERT INTO office (code, kind, area_code, name, duties, email) VALUES
       ('${POLICE}', 'commune-police', '${COMMUNE}', 'Công an xã', '{}', 'cax@office.example.test'),
       ('${WITHOUT_MAIL}', 'commune-police', '${COMMUNE}', 'Không có thư', '{}', NULL)`,
  );
});
const cycle = { id: '51-2026', year: 2026, clockKind: 'calendar' } as Cycle;
const unit = { unitId: UNIT, unitName: 'Trường THPT' } as UnitYear;
const RECEIVED = '2026-10-20T01:00:00.000Z';
const after = (ms: number): string => new Date(Date.parse(RECEIVED) + ms).toISOString();

const letter = (
  actor: Partial<Command['actor']>,
  decidedAt = after(10_000),
  problems?: { code: string; place: string; message: string }[],
) =>
  database().unitOfWork.inTransaction((records) =>
    lateRefusalMessage(
      records,
      cycle,
      { pack: loadPack('quang-ngai-2025') },
      unit,
      { id: 'c', receivedAt: RECEIVED, actor: { actorId: 't', name: 'Nguyễn Văn A', ...actor } } as Command,
      { code: 'SCORE.INVALID', detail: 'Hãy sửa các dòng nêu dưới đây rồi gửi lại.', version: 1, problems },
      decidedAt,
    ),
  );

describe('the receipt of a paper', () => {
  const pack = loadPack('quang-ngai-2025');
  const graph = unitStages(resolveStages(pack, 2026, { managedBy: 'xa' }));
  const suggested = graph.find(({ key }) => key === 'selfScoring');

  /** What it says of a paper that came on 10/11, whose last day the pack suggests (27/10). */
  const saidOf = (state: Partial<StageState>, late = true) =>
    database().unitOfWork.inTransaction(async (records) => {
      const stages = { selfScoring: { status: 'submitted', round: 1, ...state } };
      const message = await receiptMessage(
        records,
        cycle,
        { pack, graph } as unknown as Rules,
        { ...unit, communeCode: COMMUNE, managedBy: 'xa', state: { stages } } as unknown as UnitYear,
        { id: 'c', body: { kind: 'submit', stage: 'selfScoring' } } as unknown as Command,
        {
          ...{ kind: 'stage.submitted', stage: 'selfScoring', late },
          ...{ effectiveAt: '2026-11-10T02:00:00.000Z', commandId: 'c' },
        },
      );
      return [message?.params['late'], message?.params['afterSuggested'], message?.params['assumed']];
    });

  it('calls late what came after a day that was given, and nothing else where the pack only suggests one', async () => {
    expect(suggested?.due).toMatchObject({ lastDay: '2026-10-27', status: 'assumed' });
    expect(await saidOf({})).toEqual(['yes', 'yes', 'yes']);
    expect(await saidOf({ graceUntil: '2026-11-05' })).toEqual(['yes', '', 'yes']);
    expect(await saidOf({ graceUntil: '2026-11-10' }, false)).toEqual(['', '', 'yes']);
  });
});

describe('the letter about a late refusal', () => {
  it.each([
    ['unit-officer', undefined, 'officer@unit.example.test', 'Trường THPT'],
    ['unit-head', undefined, 'officer@unit.example.test', 'Trường THPT'],
    ['appraiser', POLICE, 'cax@office.example.test', 'Công an xã'],
    ['deciding-body', POLICE, 'cax@office.example.test', 'Công an xã'],
  ] as const)(
    'goes to the one who acted: %s of office %s',
    async (role, officeCode, recipient, addressee) => {
      const message = await letter({ role, officeCode });
      expect(message).toMatchObject({ recipient, params: { addressee } });
    },
  );

  it('goes to nobody where the one who acted has no address', async () => {
    expect(await letter({ role: 'appraiser', officeCode: WITHOUT_MAIL })).toBeUndefined();
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
