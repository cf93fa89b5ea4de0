import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { ComposeDocument, ListLate, OwnReportDraft } from '#libs/application';
import { PaperRenderer } from '#libs/documents';
import type { DocumentKind } from '#libs/policy';
import { loadPack } from '../../libs/policy/packs.support.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';

const OFFICE = 'D1';
const YEAR = 2021;

let province: SmallProvince;
let cycle: SmallCycle;

beforeAll(async () => {
  province = await SmallProvince.open([
    [OFFICE, 'Trạm Y tế xã', 'xa', 'd1@unit.example.test'],
    ['D2', 'Kho bạc', 'xa', 'd2@unit.example.test'],
    ['T1', 'Sở Nội vụ', 'tinh', 't1@unit.example.test'],
  ]);
  const pack = loadPack('quang-ngai-2021');
  cycle = await province.rehearseUnder(pack, 'van-ban', YEAR, '2021-11-20T01:00:00.000Z', [COMMUNE]);
}, 120_000);
afterAll(() => province?.dispose(), 60_000);

const composing = () => {
  const { unitOfWork, rules } = province;
  return new ComposeDocument(unitOfWork, rules, new PaperRenderer(), new OwnReportDraft(unitOfWork, rules));
};

/** Everything a reader of the Word file sees, without line breaks between paragraphs. */
async function textOf(kind: string, about: { readonly unitId?: string; readonly communeCode?: string }) {
  const request = { cycleId: cycle.id, kind, format: 'docx', ...about } as const;
  const { bytes } = await composing().execute(cycle.administrator, request);
  const body = unzipSync(bytes)['word/document.xml'] ?? new Uint8Array();
  return strFromU8(body)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '');
}

describe('papers of a year under the pack of 2021, before there were points', () => {
  it('are those of its stages, without sheet, minutes of scoring, or exclusion from awards', async () => {
    const listed = await composing().list(cycle.administrator, cycle.id);
    const kinds = listed.map(({ document }) => document.key);
    expect(kinds).toEqual(
      expect.arrayContaining(['unitPlan', 'registrationList', 'modelList', 'provinceReport']),
    );
    const absent: DocumentKind[] = ['scoringSheet', 'scoringMinutes', 'exclusionList', 'headResults'];
    expect(kinds.filter((kind) => absent.includes(kind))).toEqual([]);
  });

  it('speak its words, and none of the later documents', async () => {
    const listed = await composing().list(cycle.administrator, cycle.id);
    const texts: string[] = [];
    for (const { document } of listed) {
      if (['certificate', 'refusalNotice', 'reminderLetter'].includes(document.key)) continue;
      const { about, issuedBy, key } = document;
      const isOfCommune = about === 'area' && issuedBy.tinh === undefined;
      texts.push(
        await textOf(
          key,
          about === 'unit' ? { unitId: OFFICE } : isOfCommune ? { communeCode: COMMUNE } : {},
        ),
      );
    }
    const all = texts.join('\n');
    for (const held of [
      'cơ quan, doanh nghiệp, nhà trường',
      '“An toàn về an ninh, trật tự”',
      'Chỉ thị 08/CT-UBND',
    ])
      expect([held, all.includes(held)]).toEqual([held, true]);
    for (const foreign of ['cơ sở giáo dục', 'Kế hoạch 33/KH-UBND'])
      expect([foreign, all.includes(foreign)]).toEqual([foreign, false]);
  });

  it('urge exactly those whom the late list names, each for what may still come', async () => {
    const late = await new ListLate(province.unitOfWork, province.rules).execute(
      cycle.administrator,
      cycle.id,
      {
        communeCode: COMMUNE,
        of: 'units',
        withDone: false,
        limit: 100,
      },
    );
    const ofCommune = late.items.filter(
      ({ level, state }) => level === 'xa' && (state === 'overdue' || state === 'pastSuggested'),
    );
    expect(ofCommune.length).toBeGreaterThan(0);
    const { input } = await composing().execute(cycle.administrator, {
      ...{ cycleId: cycle.id, kind: 'reminderLetter', communeCode: COMMUNE, format: 'xlsx' },
    });
    const urged = 'late' in input ? input.late : [];
    const lines = urged.map(({ name, stage, lastDay, daysLate }) => [name, stage.key, lastDay, daysLate]);
    expect(new Set(lines.map(String))).toEqual(
      new Set(
        ofCommune.map(({ unitName, stage, lastDay, daysLate }) =>
          String([unitName, stage, lastDay, daysLate]),
        ),
      ),
    );
  });
});
