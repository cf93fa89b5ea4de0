import { describe, expect, it } from '@jest/globals';
import { type ImportChoices, type ImportRow, planImport } from './plan-import.js';
import type { NewUnit, Unit } from './units.port.js';

const profile = {
  kind: 'co-quan',
  subKind: 'cap-xa',
  communeCode: '21451',
  managedBy: 'xa',
  size: 'vua',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: false,
  hasStudents: false,
  isFdi: false,
  subunits: 3,
  headcount: 37,
  students: 0,
  email: 'a@example.test',
  contacts: [{ role: 'officer', name: 'Cán bộ A', email: 'b@example.test', phone: '0900000001' }],
} as const satisfies Omit<NewUnit, 'id' | 'name'>;

const known = (id: string, name: string, more: Partial<Unit> = {}): Unit => ({
  ...profile,
  id,
  name,
  communeName: 'Phường Trà Câu',
  provinceCode: '51',
  ...more,
});
const row = (id: string | undefined, name: string, more: Partial<NewUnit> = {}): ImportRow => ({
  line: 2,
  unit: { ...profile, id, name, ...more },
});
const nobody: ImportChoices = { asNew: [], asKnown: [] };
const plan = (units: readonly Unit[], rows: readonly ImportRow[], choices: Partial<ImportChoices> = {}) =>
  planImport(
    rows,
    { provinceCode: '51', units, codesElsewhere: new Set(['lc0001', 'dv510001']) },
    { ...nobody, ...choices },
  );
const ids = (units: readonly { readonly id: string }[]) => units.map(({ id }) => id);

describe('a unit of a list', () => {
  it('is found by its code whatever the case of letters, and keeps the code that it has', () => {
    const { updates, inserts, questions } = plan(
      [known('R3-0001', 'Trạm Y tế')],
      [row('r3-0001', 'Trạm Y tế mới'), row('R3-0002', 'Nhà văn hóa')],
    );
    expect([ids(updates), ids(inserts), questions]).toEqual([['R3-0001'], ['R3-0002'], []]);
  });

  it('without a code is found by its name in its commune, accents counted', () => {
    const units = [known('QN0007', 'Công ty Minh Hưng'), known('QN0008', 'Công ty Hòa Bình')];
    const { inserts, updates } = plan(units, [
      row(undefined, 'CÔNG TY  Minh Hưng'),
      row(undefined, 'Công ty Hoà Bình'),
      row(undefined, 'Công ty Minh Hùng'),
      row(undefined, 'Công ty Minh Hưng', { communeCode: '21028' }),
    ]);
    expect(ids(updates)).toEqual(['QN0007', 'QN0008']);
    expect(inserts.map(({ id, name }) => [id, name])).toEqual([
      ['QN0009', 'Công ty Minh Hùng'],
      ['QN0010', 'Công ty Minh Hưng'],
    ]);
  });

  it('gets a code that nobody has, also in the list', () => {
    const { inserts } = plan([], [row(undefined, 'A'), row('DV510002', 'B'), row(undefined, 'C')]);
    expect(inserts.map(({ id, name }) => [id, name])).toEqual([
      ['DV510003', 'A'],
      ['DV510002', 'B'],
      ['DV510004', 'C'],
    ]);
  });

  it('with a code of another province is told without a word of whose it is', () => {
    const { inserts, problems } = plan([], [row('LC0001', 'A')]);
    expect([inserts, problems.map(({ code, place }) => [code, place])]).toEqual([
      [],
      [['ROSTER.CODE_TAKEN', 'mã LC0001']],
    ]);
  });
});

describe('a code that no unit has', () => {
  const units = [known('0012', 'Trường A'), known('QN0001', 'Trường B')];
  const zeros = row('12', 'Trường A đổi tên');
  const name = row('QN0099', 'TRƯỜNG B');

  it('is asked about where a unit has it with zeros in front, or has that name there', () => {
    const { inserts, updates, questions } = plan(units, [zeros, name, row('QN0003', 'Trường C')]);
    expect([ids(inserts), updates]).toEqual([['QN0003'], []]);
    expect(questions.map(({ code, place, unit, known: { id } }) => [code, place, unit, id])).toEqual([
      ['UNIT.LOST_ZEROS', 'dòng 2, cột "Mã đơn vị"', '12', '0012'],
      ['UNIT.SAME_NAME', 'dòng 2, cột "Mã đơn vị"', 'QN0099', 'QN0001'],
    ]);
  });

  it('is taken as somebody answers, for one row or for all', () => {
    expect(ids(plan(units, [zeros, name], { asNew: ['12'] }).inserts)).toEqual(['12']);
    expect(ids(plan(units, [zeros, name], { asNew: ['all'] }).inserts)).toEqual(['12', 'QN0099']);
    const one = plan(units, [zeros, name], { asKnown: ['qn0099', '12'] });
    expect([ids(one.updates), one.questions, one.inserts]).toEqual([['0012', 'QN0001'], [], []]);
  });

  it('of zeros alone is no code without zeros', () => {
    expect(plan([known('0', 'A')], [row('00', 'B')]).questions).toHaveLength(1);
    expect(plan([known('QN0001', 'A')], [row('QN1', 'B')]).questions).toEqual([]);
  });
});

describe('what a list changes', () => {
  it('is told field by field, contacts by who they are; what it does not name stays', () => {
    const before = known('QN0001', 'Trạm Y tế', {
      email: undefined,
      superior: 'Sở Y tế',
      contacts: [...profile.contacts, { role: 'head', name: 'Thủ trưởng', email: 'h@example.test' }],
    });
    const after = row('QN0001', 'Trạm Y tế xã', {
      hasGuards: true,
      headcount: 40,
      contacts: [
        { role: 'officer', name: 'Cán bộ A', email: 'moi@example.test', phone: '0900000001' },
        { role: 'second', name: 'Đầu mối thứ hai', email: 's@example.test' },
      ],
    });
    const { changes, updates } = plan([before], [after]);
    expect(updates[0]?.superior).toBe('Sở Y tế');
    expect(changes.map(({ unit, name }) => [unit, name])).toEqual([['QN0001', 'Trạm Y tế']]);
    expect(changes[0]?.fields.map(({ field, before: was, after: is }) => [field, was, is])).toEqual([
      ['name', 'Trạm Y tế', 'Trạm Y tế xã'],
      ['hasGuards', 'không', 'có'],
      ['headcount', '37', '40'],
      ['email', '', 'a@example.test'],
      ['contacts.officer', 'Cán bộ A, b@example.test, 0900000001', 'Cán bộ A, moi@example.test, 0900000001'],
      ['contacts.second', '', 'Đầu mối thứ hai, s@example.test'],
    ]);
  });
});
