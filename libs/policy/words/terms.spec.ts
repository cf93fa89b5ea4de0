import { describe, expect, it } from '@jest/globals';
import { packSchema, term } from '../index.js';
import { loadPack } from '../packs.support.js';

describe('the words of a pack', () => {
  it('are those of its document', () => {
    const pack = loadPack('quang-ngai-2025');
    expect(term(pack, 'reportChannel')).toBe('qua Phòng Tham mưu');
    expect(term(pack, 'planBasis')).toBe('Kế hoạch 33/KH-UBND');
    expect(term(pack, 'steering')).toBe('UBND các cấp');
  });

  it('are general ones in a pack stored before it had words of its own', () => {
    const { terms: _terms, duties: _duties, ...before } = loadPack('quang-ngai-2025');
    const pack = packSchema.parse(JSON.parse(JSON.stringify(before)));
    expect([pack.terms, pack.duties]).toEqual([[], []]);
    expect(term(pack, 'units')).toBe('cơ quan, doanh nghiệp, cơ sở giáo dục');
    expect(term(pack, 'standard')).toBe('An toàn về an ninh, trật tự');
    expect(term(pack, 'planBasis')).toBe('văn bản chỉ đạo của cấp trên');
  });
});
