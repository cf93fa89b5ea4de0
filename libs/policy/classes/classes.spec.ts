import { describe, expect, it } from '@jest/globals';
import {
  awardExclusion,
  checkPack,
  cite,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
} from '../index.js';
import { loadPack } from '../packs.support.js';

const NEW = 'quang-ngai-2027';
const stageOf = (key: string, managedBy: ManagementLevel, year = 2027): ResolvedStage => {
  const found = resolveStages(loadPack(NEW), year, { managedBy }).find((stage) => stage.key === key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
};

describe('the pack of the new year', () => {
  const pack = loadPack(NEW);

  it('has four classes, the best first, whose bands no document that was read prints', () => {
    expect(pack.classes.map(({ name, min, status }) => [name, min, status])).toEqual([
      ['Xuất sắc', 90, 'assumed'],
      ['Khá', 70, 'assumed'],
      ['Trung bình', 50, 'assumed'],
      ['Yếu', 0, 'assumed'],
    ]);
    const kept = pack.classes.filter(({ key }) => awardExclusion(pack, key) !== undefined);
    expect(kept.map(({ name }) => name)).toEqual(['Trung bình', 'Yếu']);
    // Cycles that were opened before keep the packs that they have.
    expect(loadPack('quang-ngai-2025').classes.map(({ name }) => name)).toEqual([
      'Tốt',
      'Khá',
      'Trung bình',
      'Yếu',
    ]);
  });

  it('lets the steering board of the level give the class, before 30/11 by QĐ 510, and awards rest on it', () => {
    for (const [managedBy, receiver] of [
      ['tinh', 'bcd-138-tinh'],
      ['xa', 'bcd-138-xa'],
    ] as const) {
      const stage = stageOf('classification', managedBy);
      expect(stage).toMatchObject({
        ...{ kind: 'unit', act: 'classify', actor: 'supervisor', receiver },
        due: { lastDay: '2027-11-29', status: 'binding' },
        requires: [{ stage: 'recognition', mode: 'hard' }],
      });
      expect(cite(pack, stage.due?.src ?? '')).toContain('Quyết định 510/QĐ-BCA-V05');
      expect(stage.documents).toContain('Danh sách thống kê điểm và đề nghị phân loại');
      expect(stageOf('awardReview', managedBy).requires).toEqual([{ stage: 'classification', mode: 'hard' }]);
    }
  });

  it.each([2027, 2028])('has days of November %i that can be kept, all but the last assumed', (year) => {
    const days = ['dossier', 'appraisal', 'recognition', 'classification'].map((key) => {
      const { due } = stageOf(key, 'xa', year);
      return [due?.lastDay, due?.status];
    });
    expect(days).toEqual([
      [`${year}-11-20`, 'assumed'],
      [`${year}-11-25`, 'assumed'],
      [`${year}-11-26`, 'assumed'],
      [`${year}-11-29`, 'binding'],
    ]);
    const { itemsFromDay, cutOff } = stageOf('dossier', 'xa', year);
    expect([itemsFromDay, cutOff?.lastDay, cutOff?.status]).toEqual([
      `${year}-10-28`,
      `${year}-11-23`,
      'assumed',
    ]);
  });
});

describe('a stage at which the class is given', () => {
  type Draft = { stageSets: { stages: Record<string, unknown>[] }[]; classes: unknown[] };
  const faults = (change: (draft: Draft) => void) => {
    const draft = JSON.parse(JSON.stringify(loadPack(NEW))) as Draft;
    change(draft);
    return checkPack(draft as unknown as PolicyPack)
      .errors.filter(({ code }) => code === 'PACK.STAGE_CLASS')
      .map(({ path }) => path);
  };
  const stageIn = ({ stageSets }: Draft, key: string) =>
    stageSets[0]?.stages.find((stage) => stage['key'] === key) ?? {};

  it('is one of the units, once in a year, after the recognition', () => {
    expect(faults(() => undefined)).toEqual([]);
    const place = 'stageSets.hang-nam.stages.classification';
    expect(faults((draft) => (stageIn(draft, 'classification')['requires'] = []))).toEqual([
      `${place}.requires`,
    ]);
    expect(faults((draft) => (stageIn(draft, 'awardReview')['act'] = 'classify'))).toEqual([place]);
    expect(faults((draft) => (stageIn(draft, 'classification')['kind'] = 'record'))).toEqual([place]);
  });
});
