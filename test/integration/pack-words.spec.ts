import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { ComposeDocument, type Identity, type MailParams, OwnReportDraft } from '#libs/application';
import { PaperRenderer } from '#libs/documents';
import { TemplateRenderer } from '#libs/mail';
import type { PackCriterion } from '#libs/policy';
import { loadPack } from '../../libs/policy/packs.support.js';
import { hasBare, inMail, suggestedDays } from '../../libs/policy/suggested-days.support.js';
import { SpecDatabase } from '../support/database/spec-database.js';
import { TOLD_STEPS, wrongSteps } from '../support/mail-duties.js';
import { namedYear, PACK_YEARS, type PackYear } from '../support/pack-years.js';
import { sampleRoster } from '../support/sample-data.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { seedPlaces, seedUnits } from '../support/stack-seed.js';

/** The mailbox of a committee that the police of its own commune would judge: UBND xã Than Uyên. */
const SELF_JUDGING = 'dm-lc0006@laichau.example.test';

let province: SmallProvince;
beforeAll(async () => {
  const database = await SpecDatabase.open();
  await seedPlaces(database.source);
  await seedUnits(database.source, await sampleRoster({ communes: 1 }), true);
  province = SmallProvince.over(database);
}, 60_000);
afterAll(() => province?.dispose());

const renderer = new TemplateRenderer();
interface Mail {
  readonly template: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
}

async function mailsOf(cycle: SmallCycle): Promise<readonly Mail[]> {
  const rows = await cycle.query<{ template: string; recipient: string; params: MailParams }>(
    'SELECT template, recipient, params FROM message WHERE cycle_id = $1',
  );
  return rows.map(({ template, recipient, params }) => {
    const { subject, text } = renderer.render(template, params);
    return { template, recipient, subject: subject.normalize('NFC'), text: text.normalize('NFC') };
  });
}

/** Every step that no document dates carries its mark in the subject line, too: each `hết 27/10` is one of a table's days. */
const unmarkedSubjects = (mails: readonly Mail[]): readonly string[] =>
  mails
    .filter(
      ({ subject, text }) =>
        subject.includes('*') !== / \(\*\), (còn|hôm nay|quá|chưa nhận)/.test(firstPart(text)),
    )
    .map(({ subject }) => subject);
const firstPart = (text: string): string =>
  text.split(/Việc khác còn phải làm:|Được đề nghị gửi, không văn bản nào buộc gửi:/, 1)[0] ?? '';

const leaves = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.flatMap((each) => (each.children === undefined ? [each] : leaves(each.children)));

/** The higher level's own column with the criteria given in full from the first on, up to so many points; recognition gives 50 more. */
function ownRecordsUpTo(policy: string, most: number) {
  let total = 0;
  const lines = leaves(loadPack(policy).criteria)
    .filter(({ derivedFrom }) => derivedFrom === undefined)
    .map(({ key, max, perAward }) => {
      const points = perAward === undefined && total + max <= most ? max : 0;
      total += points;
      return { criterion: key, points };
    });
  return lines.length === 0 ? undefined : lines;
}

/** What the province's offices find of a unit that handed nothing in: middling where there are points. */
async function judged(cycle: SmallCycle, { policy, year, province: area }: PackYear): Promise<string> {
  const [unit] = await cycle.query<{ id: string }>(
    `SELECT unit_id AS id FROM unit_year
      WHERE cycle_id = $1 AND standing = 'inside' AND body_key IS NULL AND managed_by = 'tinh' ORDER BY 1 LIMIT 1`,
  );
  const unitId = unit?.id ?? '';
  const office = async (role: Identity['role'], kind: string) => {
    const [found] = await province.source.query<{ code: string }[]>(
      'SELECT code FROM office WHERE kind = $1 AND area_code = $2',
      [kind, area],
    );
    return { role, scope: { level: 'tinh', provinceCode: area }, officeCode: found?.code ?? '' } as const;
  };
  await cycle.act(await office('appraiser', 'province-police'), unitId, {
    kind: 'appraise',
    stage: 'appraisal',
    sheet: ownRecordsUpTo(policy, 10),
    proposeRecognition: true,
    ownRecordsNote: 'Sổ theo dõi của Công an; đơn vị không nộp hồ sơ',
  });
  await cycle.act(await office('deciding-body', 'province-committee'), unitId, {
    kind: 'decide',
    stage: 'recognition',
    recognised: true,
    number: '45/QĐ-UBND',
    date: `${year}-12-20`,
    signer: 'Chủ tịch UBND',
  });
  return unitId;
}

/** What a reader of the plan that a unit is given sees. */
async function planFor(cycle: SmallCycle, unitId: string): Promise<string> {
  const { unitOfWork, rules } = province;
  const drafts = new OwnReportDraft(unitOfWork, rules);
  const composing = new ComposeDocument(unitOfWork, rules, new PaperRenderer(), drafts);
  const request = { cycleId: cycle.id, kind: 'unitPlan', format: 'docx', unitId } as const;
  const { bytes } = await composing.execute(cycle.administrator, request);
  const body = new TextDecoder().decode(unzipSync(bytes)['word/document.xml']);
  return body
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .normalize('NFC');
}

/** Whom mails name as who receives a paper, and neither the pack nor the list of offices knows. */
async function unknownReceivers({ policy }: PackYear, lines: readonly string[]): Promise<readonly string[]> {
  const offices = await province.source.query<{ name: string }[]>('SELECT name FROM office');
  const known = [...loadPack(policy).bodies, ...offices].map(({ name }) => name.normalize('NFC'));
  const named = lines.flatMap((line) => /^\s*Gửi về(?: \(\*\))?: (.+)$/.exec(line)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(0);
  return [...new Set(named)].filter((each) => !known.some((name) => each.startsWith(name)));
}

/** The drill `five-packs` lives the same years on the whole product, with units that act. */
describe('a year in which nobody hands anything in', () => {
  it.each(PACK_YEARS.map((year) => [namedYear(year), year] as const))(
    'speaks and writes as its document does: %s',
    async (_name, year) => {
      const communes = year.province === '51' ? 1 : undefined;
      const request = { policy: year.policy, year: year.year, rehearsal: 'loi', communes };
      const cycle = await province.rehearseIn(year.province, request);
      await cycle.live(`${year.year}-12-20T09:00`);
      const unitId = await judged(cycle, year);
      await cycle.live(`${year.year}-12-31T09:00`);
      const mails = await mailsOf(cycle);
      const said = mails.map(({ subject, text }) => `${subject}\n${text}`).join('\n');
      const reminders = mails.filter(({ template }) => template === 'reminders');
      const steps = TOLD_STEPS[namedYear(year)] ?? {};
      expect(reminders.flatMap(({ text }) => wrongSteps(text, steps))).toEqual([]);
      expect(unmarkedSubjects(reminders)).toEqual([]);
      expect(
        mails.filter(({ text }) => !text.startsWith('DIỄN TẬP. ')).map(({ subject }) => subject),
      ).toEqual([]);
      const toItself = reminders.filter(
        ({ text, recipient }) => recipient === SELF_JUDGING && text.includes('Gửi về (*): Công an xã'),
      );
      expect(toItself).toEqual([]);
      const forms = suggestedDays(loadPack(year.policy), year.year).flatMap(inMail);
      const lines = mails.flatMap(({ subject, text }) => [subject, ...text.split('\n')]);
      expect(lines.filter((line) => forms.some((form) => hasBare(line, form)))).toEqual([]);
      expect(await unknownReceivers(year, lines)).toEqual([]);
      expect(year.holds.filter((words) => !said.includes(words))).toEqual([]);
      expect(year.lacks.filter((words) => said.includes(words))).toEqual([]);
      const written = await planFor(cycle, unitId);
      expect(year.paper.holds.filter((words) => !written.includes(words))).toEqual([]);
      expect(year.paper.lacks.filter((words) => written.includes(words))).toEqual([]);
    },
  );
});
