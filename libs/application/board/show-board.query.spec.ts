import { describe, expect, it } from '@jest/globals';
import type { BoardAnswer } from '#libs/contracts/http';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { answered, boardOf } from '../../../test/support/kept-boards.js';
import { COMMUNE, SmallProvince } from '../../../test/support/small-cycle.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Identity } from '../identity/identity.js';

const [NEIGHBOUR, ELSEWHERE] = ['21034', '20194'] as const;
const WHOLE = '51-2026-ca-tinh';
const LIMITED = '51-2026-mot-xa';

/** A province of two communes beside another one, with a rehearsal of all of it and one of a single commune. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [['QN01', 'Trường THPT', 'xa']]);
  await each.source.query(`
    INSERT INTO area (code, kind, name, name_search, admin_kind, parent_code) VALUES
      ('48', 'tinh', 'Đà Nẵng', 'da nang', 'thành phố', NULL),
      ('${NEIGHBOUR}', 'xa', 'Xã Bình Sơn', 'xa binh son', 'xã', '51'),
      ('${ELSEWHERE}', 'xa', 'Phường Hải Châu', 'phuong hai chau', 'phường', '48')`);
  await province.rehearse('ca-tinh');
  const start = '2026-01-05T02:00:00.000Z';
  await province.rehearseUnder(loadPack('quang-ngai-2025'), 'mot-xa', 2026, start, [COMMUNE]);
});

const supervisor = (scope: Identity['scope']): Identity => ({
  actorId: 't',
  name: 'Ban Chỉ đạo',
  role: 'supervisor',
  scope,
});
const provincial = supervisor({ level: 'tinh', provinceCode: '51' });
const board = (cycleId: string, communeCode?: string, who = provincial): Promise<BoardAnswer> =>
  answered(boardOf(SmallProvince.over(database())), who, cycleId, { commune: communeCode });

describe('the commune of a board', () => {
  it('is any of the province, and none of another or of none', async () => {
    expect(await board(WHOLE, COMMUNE)).toMatchObject({
      commune: { code: COMMUNE, name: 'Xã Tịnh Khê' },
      units: { inside: 1 },
    });
    expect(await board(WHOLE, NEIGHBOUR)).toMatchObject({
      commune: { code: NEIGHBOUR, name: 'Xã Bình Sơn' },
      units: { inside: 0 },
    });
    for (const code of [ELSEWHERE, '99999']) {
      await expect(board(WHOLE, code)).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
    }
  });

  it('is one of those that a rehearsal is limited to', async () => {
    expect((await board(LIMITED, COMMUNE)).units.inside).toBe(1);
    await expect(board(LIMITED, NEIGHBOUR)).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
  });

  it('is the own one of an office of a commune, asked for or not, and no other', async () => {
    const communal = supervisor({ level: 'xa', communeCode: COMMUNE });
    expect((await board(WHOLE, undefined, communal)).commune?.code).toBe(COMMUNE);
    expect((await board(WHOLE, COMMUNE, communal)).commune?.code).toBe(COMMUNE);
    await expect(board(WHOLE, NEIGHBOUR, communal)).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
    expect((await board(WHOLE)).commune).toBeUndefined();
  });
});
