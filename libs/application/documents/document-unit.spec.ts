import { describe, expect, it } from '@jest/globals';
import { type DocumentKind, resolveStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import type { DocumentUnit } from './document-input.port.js';
import { lacksResults } from './document-unit.js';

type Judged = Pick<DocumentUnit, 'standing' | 'recognised' | 'classification'>;

const inside = { standing: 'inside' } as const;
const open: Judged = { ...inside, recognised: undefined, classification: undefined };
const recognised: Judged = { ...open, recognised: true };
const classification = { classKey: 'kha', total: 85, excludedFromAwards: false };
const classified: Judged = { ...recognised, classification };

const lacks = (id: string, year: number, kind: DocumentKind, units: readonly Judged[]) => {
  const pack = loadPack(id);
  const document = pack.documents.find(({ key }) => key === kind);
  if (document === undefined) throw new Error(`no ${kind} in ${id}`);
  return lacksResults(resolveStages(pack, year, { managedBy: 'xa' }), document, units);
};

describe('a list over units', () => {
  it.each(['exclusionList', 'headResults', 'awardProposal'] as const)(
    '%s is provisional until each unit has its class, where that is given by an act of its own',
    (kind) => {
      const ofNewYear = (units: readonly Judged[]) => lacks('quang-ngai-2027', 2027, kind, units);
      expect(ofNewYear([classified, recognised])).toBe(true);
      expect(ofNewYear([classified, { ...open, standing: 'outside' }])).toBe(false);
      const ofYearBefore = (units: readonly Judged[]) => lacks('quang-ngai-2025', 2026, kind, units);
      expect(ofYearBefore([recognised])).toBe(false);
      expect(ofYearBefore([recognised, open])).toBe(true);
    },
  );

  it('that gives the classes waits for the recognitions alone', () => {
    const decision = (units: readonly Judged[]) =>
      lacks('quang-ngai-2027', 2027, 'classificationDecision', units);
    expect(decision([recognised])).toBe(false);
    expect(decision([recognised, open])).toBe(true);
  });
});
