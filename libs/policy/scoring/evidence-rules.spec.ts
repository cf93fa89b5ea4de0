import { describe, expect, it } from '@jest/globals';
import { evidenceRulesOf } from '../index.js';
import { loadPack } from '../packs.support.js';

describe('the rules of evidence', () => {
  it('take papers and pictures up to a size, all of it assumed', () => {
    const rules = evidenceRulesOf(loadPack('quang-ngai-2025'));
    expect(rules.types.flatMap(({ extensions }) => extensions)).toEqual([
      'pdf',
      'jpg',
      'jpeg',
      'png',
      'docx',
      'xlsx',
    ]);
    expect([rules.maxBytes, rules.uncited, rules.status]).toEqual([10_485_760, 'warn', 'assumed']);
  });

  it('take no file for state secrets, only a reference that is declared to hold none', () => {
    const { criteria } = evidenceRulesOf(loadPack('quang-ngai-2025'));
    expect(criteria).toMatchObject([
      { key: '5e', referenceOnly: true, declaration: 'không chứa bí mật nhà nước' },
    ]);
  });

  it('are mild in a pack that was stored before there were any', () => {
    const rules = evidenceRulesOf({ evidenceRules: undefined });
    expect([rules.uncited, rules.criteria]).toEqual(['accept', []]);
  });
});
