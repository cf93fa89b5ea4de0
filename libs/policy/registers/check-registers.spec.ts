import { describe, expect, it } from '@jest/globals';
import type { PackRegister, PolicyPack } from '../index.js';
import { checkPack } from '../index.js';
import { loadPack } from '../packs.support.js';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Draft = Mutable<PolicyPack>;

const draft = (): Draft => JSON.parse(JSON.stringify(loadPack('quang-ngai-2025'))) as Draft;
const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the fixture does not fit the pack');
  return value;
};
const register = (pack: Draft, key: string): Mutable<PackRegister> =>
  need(pack.registers.find((each) => each.key === key));
const field = (pack: Draft, key: string, name: string) =>
  need(register(pack, key).fields.find((each) => each.key === name));
const reading = (pack: Draft, key: string, index = 0) => need(register(pack, key).readings[index]);

const faults: [string, string, (pack: Draft) => void][] = [
  ['PACK.KEY_TWICE', 'registers.models', (pack) => (register(pack, 'incidents').key = 'models')],
  [
    'PACK.KEY_TWICE',
    'registers.models.fields.name',
    (pack) => (field(pack, 'models', 'result').key = 'name'),
  ],
  [
    'PACK.STAGE_UNKNOWN',
    'registers.rewards.stages',
    (pack) => (register(pack, 'rewards').stages = ['intake']),
  ],
  [
    'PACK.REGISTER_CRITERION',
    'registers.rewards.readings.rewards',
    (pack) => (reading(pack, 'rewards').criterion = '10'),
  ],
  [
    'PACK.REGISTER_CRITERION',
    'registers.coordination.readings.coordination',
    (pack) => (reading(pack, 'coordination').criterion = '4'),
  ],
  [
    'PACK.REGISTER_CRITERION',
    'registers.rewards.readings.rewards',
    (pack) => (reading(pack, 'rewards').criterion = '7'),
  ],
  ['PACK.REGISTER_FIELD', 'registers.rewards.sums', (pack) => (register(pack, 'rewards').sums = ['heads'])],
  ['PACK.REGISTER_FIELD', 'registers.rewards.oneOf', (pack) => (register(pack, 'rewards').oneOf = ['level'])],
  ['PACK.REGISTER_FIELD', 'registers.models.countBy', (pack) => (register(pack, 'models').countBy = 'name')],
  [
    'PACK.REGISTER_FIELD',
    'registers.guardForce.fields.grade',
    (pack) => (field(pack, 'guardForce', 'grade').needs = 'year'),
  ],
  [
    'PACK.REGISTER_FIELD',
    'registers.modelReviews.fields.model',
    (pack) => Object.assign(field(pack, 'modelReviews', 'model'), { of: 'nothing' }),
  ],
  [
    'PACK.REGISTER_FIELD',
    'registers.propaganda.readings.share',
    (pack) => Object.assign(reading(pack, 'propaganda'), { target: 'everyone' }),
  ],
  [
    'PACK.REGISTER_FIELD',
    'registers.incidents.readings.incidents-b',
    (pack) => Object.assign(reading(pack, 'incidents', 1), { where: { field: 'type', in: ['theft'] } }),
  ],
  [
    'PACK.REGISTER_WORDS',
    'registers.incidents.fields.story',
    (pack) =>
      register(pack, 'incidents').fields.push({ key: 'story', name: 'Nội dung', type: 'text', maxLength: 9 }),
  ],
  [
    'PACK.REGISTER_WORDS',
    'registers.incidents.reasons',
    (pack) => delete register(pack, 'incidents').reasons,
  ],
  [
    'PACK.SOURCE_UNKNOWN',
    'registers.models.readings.models',
    (pack) => (reading(pack, 'models').src = 'kh99'),
  ],
];

describe('the check of the registers of a pack', () => {
  it.each(faults)('finds %s at %s, and nothing else', (code, path, break_) => {
    const pack = draft();
    break_(pack);
    expect(checkPack(pack).errors.map((each) => `${each.code} ${each.path}`)).toEqual([`${code} ${path}`]);
  });

  it('takes a pack that has no table of points, for its registers are kept all the same', () => {
    const { errors } = checkPack({ ...draft(), base: true, criteria: [], classes: [], consequences: [] });
    expect(errors).toEqual([]);
  });

  it('lists the fields of each register as assumed, for no document prescribes a form', () => {
    const assumed = checkPack(draft()).assumed.filter(({ path }) => /^registers\.\w+\.form$/.test(path));
    expect(assumed).toHaveLength(draft().registers.length);
    expect(assumed.find(({ path }) => path === 'registers.rewards.form')).toEqual({
      path: 'registers.rewards.form',
      text: 'Khen thưởng đột xuất: các trường của sổ',
      value: 'Cấp khen, Số quyết định, Số tập thể, Số cá nhân',
    });
  });
});
