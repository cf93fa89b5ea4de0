import { describe, expect, it } from '@jest/globals';
import type { WorkingDayTable } from '#libs/calendar';
import type { PolicyPack } from '#libs/policy';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import {
  answerDays,
  appealUntil,
  checkDecisionList,
  checkHeads,
  checkPledges,
  checkRegistrations,
  delegationFault,
  dossierOf,
  excludedClasses,
  exclusionOf,
  hasExclusions,
  headsInWindow,
  readDecisionList,
  registrationsOf,
} from './index.js';

const pack = syntheticPack();
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);

describe('the registrations of a unit', () => {
  it('are read apart, each from its own word', () => {
    const content = {
      kind: 'submit',
      stage: 'registration',
      registrations: { movement: true, standard: false, exemplar: true, pledges: { total: 6, pledged: 5 } },
    };
    expect(registrationsOf(content, 'inside')).toEqual({
      movement: true,
      standard: false,
      exemplar: true,
      pledges: { total: 6, pledged: 5 },
    });
  });

  it('of a paper that named none stand for the movement, and for the standard where the unit is judged by it', () => {
    const old = { kind: 'submit', stage: 'registration', paper: { number: '12/DK' } };
    expect(registrationsOf(old, 'inside')).toEqual({ movement: true, standard: true, exemplar: false });
    expect(registrationsOf(old, 'outside')).toEqual({ movement: true, standard: false, exemplar: false });
  });

  it('of a unit outside the standard are the movement only', () => {
    const movement = { movement: true, standard: false, exemplar: false };
    expect(checkRegistrations(movement, 'outside')).toEqual([]);
    for (const more of [{ standard: true }, { exemplar: true }, { pledges: { total: 2, pledged: 2 } }]) {
      expect(codes(checkRegistrations({ ...movement, ...more }, 'outside'))).toEqual([
        'REGISTRATION.MOVEMENT_ONLY',
      ]);
      expect(checkRegistrations({ ...movement, ...more }, 'inside')).toEqual([]);
    }
  });

  it('always hold the movement', () => {
    const without = { movement: false, standard: true, exemplar: false };
    expect(codes(checkRegistrations(without, 'inside'))).toEqual(['REGISTRATION.NO_MOVEMENT']);
  });
});

describe('pledges of sub-units', () => {
  it.each([
    [{ total: 100, pledged: 99 }, []],
    [{ total: 100, pledged: 100 }, []],
    [{ total: 2, pledged: 2, names: ['Phòng A', 'Phòng B'] }, []],
    [{ total: 100, pledged: 101 }, ['REGISTRATION.PLEDGES_EXCEED']],
    [{ total: 3, pledged: 2, names: ['Phòng A'] }, ['REGISTRATION.PLEDGES_NAMES']],
    [{ total: 3, pledged: 2, names: ['Phòng A', 'phòng a '] }, ['REGISTRATION.PLEDGES_NAMES']],
  ])('%j: %j', (pledges, wanted) => {
    expect(codes(checkPledges(pledges))).toEqual(wanted);
  });
});

describe('a dossier', () => {
  const rules = pack.certification.dossier;
  const nothing = { stands: () => false, hasPaper: false };

  it('lacks every required paper of the pack until something stands for it', () => {
    expect(dossierOf(rules, [], nothing).missing).toEqual([
      'Giấy letter',
      'Giấy report',
      'Giấy minutes',
      'Giấy table',
    ]);
  });

  it('takes the covering paper and the results of earlier steps for their papers', () => {
    const { lines, missing } = dossierOf(rules, [], { stands: () => true, hasPaper: true });
    expect(missing).toEqual(['Giấy minutes']);
    expect(lines.map(({ key, by }) => `${key} ${by}`)).toEqual([
      'letter stage',
      'report stage',
      'minutes nothing',
      'table stage',
      'photos nothing',
    ]);
  });

  it('is complete when what is left is named by evidence, or by number and date', () => {
    const rest = { stands: () => true, hasPaper: true };
    const byPaper = dossierOf(rules, [{ item: 'minutes', number: '3/BB', date: '2026-11-12' }], rest);
    const byEvidence = dossierOf(rules, [{ item: 'minutes', evidence: ['e1'] }], rest);
    expect([byPaper.missing, byEvidence.missing]).toEqual([[], []]);
    expect([byPaper.lines[2]?.by, byEvidence.lines[2]?.by]).toEqual(['paper', 'evidence']);
  });

  it('names entries that are unknown, empty or said twice', () => {
    const entries = [
      { item: 'la' },
      { item: 'minutes', number: '3/BB' },
      { item: 'letter', evidence: ['e1'] },
      { item: 'letter', evidence: ['e2'] },
    ];
    expect(codes(dossierOf(rules, entries, nothing).problems)).toEqual([
      'DOSSIER.ITEM_UNKNOWN',
      'DOSSIER.ITEM_EMPTY',
      'DOSSIER.ITEM_TWICE',
    ]);
  });
});

describe('the days of a complaint', () => {
  const terms = pack.certification.appeal;
  const table: WorkingDayTable = { version: 't', weekend: [6, 7], holidays: [], workingSwaps: [] };
  if (terms === undefined) throw new Error('the pack has no complaint');

  it('are counted from the day after, and end on the next working day', () => {
    // The 40th day after Wednesday 25/11/2026 is Monday 04/01/2027, that after 23/11 the Saturday before.
    expect(appealUntil(terms, '2026-11-25', table)).toBe('2027-01-04');
    expect(appealUntil(terms, '2026-11-23', table)).toBe('2027-01-04');
  });

  it('are as they fall where the pack does not move them', () => {
    expect(appealUntil({ ...terms, periodEnd: 'asIs' }, '2026-11-23', table)).toBe('2027-01-02');
  });

  it('give the days of the pack to the first answer and to the second', () => {
    expect(answerDays(terms, 1, '2026-12-01', table)).toEqual({
      answerBy: '2026-12-21',
      complexAnswerBy: '2026-12-28',
    });
    expect(answerDays(terms, 2, '2026-12-01', table)).toEqual({
      answerBy: '2026-12-31',
      complexAnswerBy: '2027-01-20',
    });
  });
});

describe('a delegation', () => {
  const commune = { name: 'Trường THCS Tịnh Khê', managedBy: 'xa' as const };
  const committee = { name: 'Ban làng Tịnh Khê', managedBy: 'xa' as const };

  it('gives a unit to another level that is in force', () => {
    expect(delegationFault(pack, commune, 'tinh', '2026-03-01')).toBeUndefined();
    expect(delegationFault(pack, { ...commune, managedBy: 'tinh' }, 'xa', '2026-03-01')).toBeUndefined();
  });

  it('never makes a unit its own judge', () => {
    expect(delegationFault(pack, committee, 'xa', '2026-03-01')).toBe('DELEGATION.SELF_BODY');
    const school = { ...committee, name: 'UBND xã Tịnh Khê' };
    expect(delegationFault(pack, school, 'xa', '2026-03-01')).toBe('DELEGATION.SAME');
  });

  it('changes something', () => {
    expect(delegationFault(pack, commune, 'xa', '2026-03-01')).toBe('DELEGATION.SAME');
    expect(delegationFault(pack, { ...commune, delegatedTo: 'tinh' }, 'tinh', '2026-03-01')).toBe(
      'DELEGATION.SAME',
    );
  });

  it('goes to a district only while there are districts', () => {
    const levels: PolicyPack = {
      ...pack,
      areaLevels: [
        ...pack.areaLevels.filter(({ level }) => level !== 'huyen'),
        { level: 'huyen', to: '2025-06-30', src: 'assumed', status: 'assumed' },
      ],
    };
    expect(delegationFault(levels, commune, 'huyen', '2025-06-30')).toBeUndefined();
    expect(delegationFault(levels, commune, 'huyen', '2025-07-01')).toBe('DELEGATION.LEVEL');
  });
});

describe('the award exclusion', () => {
  const unit = { classKey: 'lower', notSubmitted: false, overridden: false };
  const national: PolicyPack = {
    ...pack,
    consequences: pack.consequences.map((each) =>
      each.key === 'noAward' ? { ...each, status: 'proposed' as const } : each,
    ),
  };

  it('follows the class, decided by the province and only proposed by the nation', () => {
    expect(exclusionOf(pack, unit)).toMatchObject({ by: 'class', effect: 'excluded', status: 'binding' });
    expect(exclusionOf(national, unit)).toMatchObject({ effect: 'proposed', status: 'proposed' });
    expect(exclusionOf(pack, { ...unit, classKey: 'upper' })).toBeUndefined();
    expect(excludedClasses(pack)).toEqual(['lower']);
  });

  it('is not escaped by handing nothing in', () => {
    expect(exclusionOf(pack, { ...unit, classKey: undefined, notSubmitted: true })).toMatchObject({
      by: 'notSubmitted',
      effect: 'excluded',
      status: 'assumed',
    });
  });

  it('rests on an assumption there, which in a real year only proposes until it is confirmed', () => {
    const silent = { classKey: undefined, notSubmitted: true, overridden: false, isReal: true };
    expect(exclusionOf(pack, silent)).toMatchObject({ effect: 'proposed', status: 'assumed' });
    const confirmed: PolicyPack = {
      ...pack,
      gaps: pack.gaps.map((gap) => ({ ...gap, status: 'binding' as const })),
    };
    expect(exclusionOf(confirmed, silent)).toMatchObject({ effect: 'excluded' });
    expect(exclusionOf(pack, { ...unit, isReal: true })).toMatchObject({ effect: 'excluded' });
  });

  it('stays on the list, marked, where a document took the unit out', () => {
    expect(exclusionOf(pack, { ...unit, overridden: true })).toMatchObject({ effect: 'overridden' });
  });

  it('is unknown to a pack without the rule', () => {
    expect(exclusionOf({ ...pack, consequences: [] }, unit)).toBeUndefined();
    expect([pack, national, { ...pack, consequences: [] }].map(hasExclusions)).toEqual([true, true, false]);
  });
});

describe('the heads of a unit', () => {
  const window = { from: '2025-11-16', to: '2026-11-15' };

  it('are shown with their days in post inside the window', () => {
    const before = { name: 'Hiệu trưởng trước', from: '2020-01-01', to: '2026-09-30' };
    const now = { name: 'Hiệu trưởng nay', from: '2026-10-01' };
    expect(headsInWindow([now, before], window)).toEqual([
      { ...before, since: '2025-11-16', until: '2026-09-30', days: 319 },
      { ...now, since: '2026-10-01', until: '2026-11-15', days: 46 },
    ]);
  });

  it('are left out where they were in post outside it only', () => {
    expect(headsInWindow([{ name: 'A', from: '2020-01-01', to: '2025-11-15' }], window)).toEqual([]);
    expect(headsInWindow([{ name: 'A', from: '2020-01-01', to: '2025-11-16' }], window)).toHaveLength(1);
  });

  it('are one at a time', () => {
    const first = { name: 'A', from: '2025-01-01', to: '2026-05-31' };
    expect(checkHeads([first, { name: 'B', from: '2026-06-01' }])).toEqual([]);
    expect(codes(checkHeads([first, { name: 'B', from: '2026-05-31' }]))).toEqual(['HEADS.TERMS_OVERLAP']);
    expect(
      codes(
        checkHeads([
          { name: 'A', from: '2025-01-01' },
          { name: 'B', from: '2026-06-01' },
        ]),
      ),
    ).toEqual(['HEADS.TERMS_OVERLAP']);
    expect(codes(checkHeads([{ ...first, to: '2024-12-31' }]))).toEqual(['HEADS.TERM_REVERSED']);
  });
});

it('a decision names no unit and no certificate twice', () => {
  const listed = (...lines: readonly [string, string?][]) =>
    checkDecisionList(lines.map(([unit, certificate]) => ({ unit, certificate }))).map(({ code, place }) => [
      code,
      place,
    ]);
  expect(listed(['QN0001', '1/GCN'], ['QN0002', '2/GCN'], ['QN0003'], ['QN0004'])).toEqual([]);
  expect(listed(['QN0001'], ['QN0002'], ['QN0001'])).toEqual([['DECISION.UNIT_TWICE', 'QN0001']]);
  expect(listed(['QN0001', '1/GCN'], ['QN0002', '1/GCN'])).toEqual([
    ['DECISION.CERTIFICATE_TWICE', 'QN0001, QN0002'],
  ]);
});

describe('the list of a decision', () => {
  const row = (line: number, ...cells: (string | number | null)[]) => ({ line, cells });

  it('is read by its headers, below titles, in either spelling', () => {
    const { lines, problems } = readDecisionList([
      row(1, 'DANH SÁCH KÈM THEO QUYẾT ĐỊNH'),
      row(2, 'STT', 'Mã đơn vị', 'Tên', 'Công nhận', 'Số Giấy công nhận'),
      row(3, 1, 'QN0001', 'Sở Tư pháp', 'Có', '1/GCN'),
      row(4, 2, 'QN0002', 'Sở Nội vụ', 'không', null),
      row(5, null, null, null, null, null),
    ]);
    expect(problems).toEqual([]);
    expect(lines).toEqual([
      { unit: 'QN0001', recognised: true, certificate: '1/GCN' },
      { unit: 'QN0002', recognised: false },
    ]);
  });

  it('names every row that cannot be read', () => {
    const { problems } = readDecisionList([
      row(1, 'unit', 'recognised'),
      row(2, 'QN0001', 'có thể'),
      row(3, '', 'có'),
    ]);
    expect(problems.map(({ code, place }) => [code, place])).toEqual([
      ['DECISION.NOT_YES_OR_NO', 'dòng 2'],
      ['DECISION.NO_UNIT', 'dòng 3'],
    ]);
    expect(codes(readDecisionList([row(1, 'Tên', 'Kết quả')]).problems)).toEqual(['DECISION.NO_HEADER']);
  });
});
