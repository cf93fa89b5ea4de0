import { describe, expect, it } from '@jest/globals';
import { checkPack } from '../check-pack.js';
import type { PolicyPack } from '../pack.schema.js';
import { loadPack } from '../packs.support.js';
import { resolveStages, stageWithForm } from './stages.js';
import type { PackStage } from './stages.schema.js';

const pack = loadPack('quang-ngai-2025');

/** What is wrong with the pack once one of its stages is changed. */
const faultsOf = (key: string, change: Partial<PackStage>, base: PolicyPack = pack) => {
  const stageSets = base.stageSets.map((set) => ({
    ...set,
    stages: set.stages.map((stage) => (stage.key === key ? { ...stage, ...change } : stage)),
  }));
  const found = checkPack({ ...base, stageSets }).errors.map(({ code, path }) => `${code} ${path}`);
  return found.filter((fault) => fault.includes('hang-nam'));
};
const form = stageWithForm(resolveStages(pack, 2026, { managedBy: 'xa' }))?.form;
if (form === undefined) throw new Error('the pack has no report with a form');
const [first] = form.tasks;
if (first === undefined) throw new Error('the form has no task');

describe('the form of a report', () => {
  it('has a box for each task of Chỉ thị 06, by its place in the plan of the province, and two that no document names', () => {
    const placed = form.tasks.map(({ key, src, status }) => [key, pack.sources[src]?.place, status]);
    // Written by hand from Kế hoạch 33, part II.
    expect(placed).toEqual([
      ['1', 'mục II.1 (theo mục 1 Chỉ thị 06/CT-BCA-V05)', 'binding'],
      ['2', 'mục II.2 (theo mục 2 Chỉ thị 06/CT-BCA-V05)', 'binding'],
      ['3', 'mục II.3 (theo mục 3 Chỉ thị 06/CT-BCA-V05)', 'binding'],
      ['4', 'mục II.4 (theo mục 4 Chỉ thị 06/CT-BCA-V05)', 'binding'],
      ['5', 'mục II.5 (theo mục 5 Chỉ thị 06/CT-BCA-V05)', 'binding'],
      ['6', 'mục II.6 (theo mục 6 Chỉ thị 06/CT-BCA-V05)', 'binding'],
      ['shortcomings', undefined, 'assumed'],
      ['proposals', undefined, 'assumed'],
    ]);
  });

  it('belongs to a paper of a body', () => {
    expect(faultsOf('unitReport', { form })).toEqual([
      'PACK.FORM_STAGE stageSets.hang-nam.stages.unitReport.form',
    ]);
    expect(faultsOf('communeReport', {})).toEqual([]);
  });

  it('is gathered by a paper that has its tasks, each once', () => {
    const at = 'stageSets.hang-nam.stages.communeReport.form';
    expect(faultsOf('communeReport', { form: { ...form, gatheredIn: 'modelList' } })).toEqual([
      `PACK.FORM_TASK ${at}.gatheredIn`,
    ]);
    const strange = { ...first, key: '7' };
    expect(faultsOf('communeReport', { form: { ...form, tasks: [strange] } })).toEqual([
      `PACK.FORM_TASK ${at}.tasks.7`,
    ]);
    expect(faultsOf('communeReport', { form: { ...form, tasks: [first, first] } })).toEqual([
      `PACK.FORM_TASK ${at}.tasks.1`,
      `PACK.FORM_TASK ${at}.tasks.1`,
    ]);
  });

  it('is of no year under a pack that has none', () => {
    expect(
      stageWithForm(resolveStages(loadPack('national-2025'), 2026, { managedBy: 'xa' })),
    ).toBeUndefined();
  });
});
