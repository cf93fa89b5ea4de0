import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Predicate, UnitProfile } from '../index.js';
import { eligibility, evaluate, gapsActing, judgingLevel } from '../index.js';
import { loadPack } from '../packs.support.js';

const pack = loadPack('quang-ngai-2025');
const office: UnitProfile = {
  kind: 'co-quan',
  subKind: 'cap-xa',
  managedBy: 'xa',
  size: 'nho',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: false,
  isFdi: false,
};

describe('standing by rule', () => {
  // The kinds, sub-kinds and sizes of the sample roster of Quảng Ngãi with their numbers of units.
  it.each<[UnitProfile['kind'], string, UnitProfile['size'], number, string | undefined]>([
    ['co-quan', 'cap-xa', 'nho', 542, undefined],
    ['doanh-nghiep', 'doanh-nghiep', 'vua', 143, undefined],
    ['co-so-giao-duc', 'thcs', 'vua', 138, undefined],
    ['doanh-nghiep', 'doanh-nghiep', 'lon', 100, undefined],
    ['co-so-giao-duc', 'thpt', 'vua', 55, undefined],
    ['co-so-giao-duc', 'ptdtnt', 'vua', 49, undefined],
    ['co-so-giao-duc', 'gdtx', 'vua', 48, undefined],
    ['co-quan', 'so-nganh', 'vua', 24, undefined],
    ['co-so-giao-duc', 'mam-non', 'nho', 20, 'early-school'],
    ['co-so-giao-duc', 'tieu-hoc', 'vua', 20, 'early-school'],
    ['doanh-nghiep', 'doanh-nghiep', 'sieu-nho', 10, 'small-enterprise'],
    ['co-quan', 'quan-doi', 'nho', 3, 'armed-forces'],
    ['co-so-giao-duc', 'cao-dang', 'vua', 2, undefined],
    ['doanh-nghiep', 'doanh-nghiep', 'nho', 2, 'small-enterprise'],
    ['co-quan', 'cong-an', 'vua', 0, 'armed-forces'],
  ])('%s %s %s (%i units) falls under %5$s', (kind, subKind, size, _count, rule) => {
    const standing = eligibility(pack, { ...office, kind, subKind, size });
    expect(standing.standing).toBe(rule === undefined ? 'inside' : 'outside');
    if (standing.standing === 'outside') {
      expect(standing.rule.key).toBe(rule);
      expect(standing.reason).toMatch(/tham gia phong trào, không xét tiêu chuẩn$/);
    }
  });
});

describe('a body that would judge itself', () => {
  it.each([
    ['UBND xã Tịnh Khê', 'tinh'],
    ['Đảng ủy đặc khu Lý Sơn', 'tinh'],
    ['UBND phường Trà Câu'.normalize('NFD'), 'tinh'],
    ['Trạm Y tế xã Tịnh Khê', 'xa'],
  ])('“%s” is judged at level %s', (name, level) => {
    expect(judgingLevel(pack, { name, managedBy: 'xa' }).level).toBe(level);
  });
});

describe('a condition', () => {
  const leaf: fc.Arbitrary<Predicate> = fc.oneof(
    fc.constantFrom<Predicate>(
      { flag: 'hasParty' },
      { flag: 'hasUnion' },
      { managedBy: 'xa' },
      { kindIn: ['co-quan'] },
      { sizeIn: ['nho', 'vua'] },
    ),
    fc.constant<Predicate>({ subKindIn: ['thcs'] }),
  );
  const unit = fc.record<UnitProfile>({
    kind: fc.constantFrom('co-quan', 'co-so-giao-duc', 'doanh-nghiep'),
    subKind: fc.constantFrom('thcs', 'cap-xa'),
    managedBy: fc.constantFrom('tinh', 'xa'),
    size: fc.constantFrom('sieu-nho', 'nho', 'vua', 'lon'),
    hasParty: fc.boolean(),
    hasUnion: fc.boolean(),
    hasMassOrganisations: fc.boolean(),
    hasGuards: fc.boolean(),
    hasStudents: fc.boolean(),
    isFdi: fc.boolean(),
  });

  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 4 }), unit, (parts, profile) => {
        const negated = parts.map((part): Predicate => ({ not: part }));
        expect(evaluate({ not: { all: parts } }, profile)).toBe(evaluate({ any: negated }, profile));
      }),
    );
  });

  it('reads each field of the unit', () => {
    expect(
      evaluate(
        {
          all: [{ kindIn: ['co-quan'] }, { subKindIn: ['cap-xa'] }, { sizeIn: ['nho'] }, { managedBy: 'xa' }],
        },
        office,
      ),
    ).toBe(true);
    expect(evaluate({ any: [{ flag: 'hasStudents' }, { flag: 'isFdi' }] }, office)).toBe(false);
  });

  it('of criterion 5g leaves exactly one case to a recorded choice', () => {
    const branches =
      pack.criteria.find(({ key }) => key === '5')?.children?.find(({ key }) => key === '5g')?.branches ?? [];
    fc.assert(
      fc.property(unit, (profile) => {
        const held = branches.filter(({ when }) => evaluate(when, profile)).map(({ key }) => key);
        const partyOnly = profile.hasParty && !profile.hasUnion && !profile.hasMassOrganisations;
        expect(held).toHaveLength(partyOnly ? 0 : 1);
        expect(gapsActing(pack, profile).some(({ key }) => key === 'PARTY_ONLY')).toBe(partyOnly);
        // In the hole only PARTY_ONLY may ask for a choice.
        if (partyOnly) expect(gapsActing(pack, profile).map(({ key }) => key)).not.toContain('GRADE_NOT_YET');
      }),
    );
  });
});

describe('named gaps', () => {
  const keys = (profile: Partial<UnitProfile>, year?: number) =>
    gapsActing(pack, { ...office, ...profile }, year).map(({ key }) => key);

  it('act by what the unit has', () => {
    expect(keys({}, 2026)).toEqual(['NOT_SUBMITTED', 'GRADE_NOT_YET', 'GUARD_GRADE_NOT_YET', 'REWARD_CAP']);
    expect(keys({ hasGuards: false }, 2026)).toContain('NO_GUARDS');
    expect(keys({ hasParty: false, hasMassOrganisations: false }, 2026)).toEqual(
      expect.arrayContaining(['UNION_NO_PARTY', 'UNION_NO_MASS']),
    );
    expect(keys({ subKind: 'quan-doi' }, 2026)).toContain('OUTSIDE_STANDARD');
  });

  it('of the first year end with it', () => {
    expect(keys({}, 2025)).toContain('Q1_BEFORE_PLAN');
    expect(keys({})).toContain('Q1_BEFORE_PLAN');
    expect(keys({}, 2026)).not.toContain('Q1_BEFORE_PLAN');
  });
});
