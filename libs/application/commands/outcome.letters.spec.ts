import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '#libs/contracts';
import { resolveStages, unitStages, withConfirmations } from '#libs/policy';
import type { Fact } from '#libs/unit-year';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { textParam } from '../../../test/support/mail-text.js';
import { COMMUNE, SmallProvince } from '../../../test/support/small-cycle.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { NamedDecision } from '../papers/papers.port.js';
import { overlaid } from '../transaction/overlaid.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Command } from './commands.port.js';
import { lettersOf } from './outcome.letters.js';

const pack = loadPack('quang-ngai-2025');
const stages = resolveStages(pack, 2026, { managedBy: 'xa' });
const rules: Rules = { pack, stages, graph: unitStages(stages) };
const cycle = { id: '51-2026', year: 2026, clockKind: 'calendar' } as Cycle;
const state = { version: 1, round: 1, status: 'open', stages: {} } as const;
const RESULT = { late: false, effectiveAt: '2026-11-24T02:00:00.000Z', commandId: 'c' };

/** A unit that can be written to, one that cannot, and an office. */
const [UNIT, SILENT, OFFICE] = ['QN0030', 'QN0031', 'VP1'] as const;
const unit = { unitId: UNIT, unitName: 'Trường THPT', state } as unknown as UnitYear;
const database = databaseForEachTest(async (each) => {
  await SmallProvince.seed(each, [
    [UNIT, 'Trường THPT', 'xa', 'officer@unit.example.test'],
    [SILENT, 'Trường THCS', 'xa'],
  ]);
  await each.source.query(
    `INSERT INTO office (code, kind, area_code, name, duties, email)
     VALUES ('${OFFICE}', 'commune-committee', '${COMMUNE}', 'UBND xã', '{}', 'ubnd@office.example.test')`,
  );
});

const letters = (
  fact: Fact,
  body: CommandBody,
  subject: UnitYear = unit,
  effectiveAt = '2026-11-17T02:00:00.000Z',
  inForce: Rules = rules,
): Promise<readonly NewMessage[]> =>
  database().unitOfWork.inTransaction((records) =>
    lettersOf(records, {
      cycle,
      rules: inForce,
      unit: subject,
      command: { id: 'c', actor: { name: 'Công an xã' }, body, effectiveAt } as Command,
      fact,
    }),
  );
const decided = (classification?: Extract<Fact, { kind: 'stage.decided' }>['classification']): Fact => ({
  ...RESULT,
  kind: 'stage.decided',
  stage: 'recognition',
  recognised: true,
  classification,
});
const DECIDE: CommandBody = {
  kind: 'decide',
  stage: 'recognition',
  recognised: true,
  number: '45/QĐ-UBND',
  date: '2026-11-24',
  signer: 'Chủ tịch',
};
const GOOD = { classKey: 'tot', total: 94.5, excludedFromAwards: false };

describe('the letter about a paper that went back', () => {
  const fact: Fact = { kind: 'stage.returned', stage: 'dossier', answerBy: '2026-11-19' };
  const body: CommandBody = {
    kind: 'return',
    stage: 'dossier',
    reason: 'Thiếu biên bản',
    items: ['4a', '5d'],
  };

  it('says what, why and until when, once for each return', async () => {
    expect(await letters(fact, body)).toEqual([
      expect.objectContaining({
        key: 'returned/c',
        relay: 'relay',
        template: 'returned',
        recipient: 'officer@unit.example.test',
        params: expect.objectContaining({
          stageName: 'Hồ sơ đề nghị công nhận',
          reason: 'Thiếu biên bản',
          items: '4a, 5d',
          answerBy: 'hết ngày 19/11/2026 (Thứ Năm)',
          rehearsal: '',
        }),
      }),
    ]);
  });

  it.each([
    ['2026-11-16', 'hết ngày 18/11/2026 (Thứ Tư)'],
    ['2026-11-19', 'hết ngày 20/11/2026 (Thứ Sáu)'],
  ])('names the day in force, then the cut-off, where it grants none of its own: %s', async (day, until) => {
    const plain: Fact = { kind: 'stage.returned', stage: 'dossier' };
    const [letter] = await letters(plain, body, unit, `${day}T02:00:00.000Z`);
    expect(letter?.params['answerBy']).toBe(until);
  });

  it('goes to the office where an office handed it in', async () => {
    const office = { ...unit, unitId: OFFICE, bodyKey: 'ubnd-xa' };
    expect((await letters(fact, body, office)).map(({ recipient }) => recipient)).toEqual([
      'ubnd@office.example.test',
    ]);
  });

  it('goes nowhere where nobody has an address', async () => {
    expect(await letters(fact, body, { ...unit, unitId: SILENT })).toEqual([]);
  });
});

describe('the letter about a decision', () => {
  const paramsOf = async (fact: Fact) => (await letters(fact, DECIDE))[0]?.params;

  it('names document, signer, class and points, and marks an assumed band', async () => {
    expect(await paramsOf(decided(GOOD))).toMatchObject({
      recognised: 'yes',
      number: '45/QĐ-UBND',
      date: '2026-11-24',
      signer: 'Chủ tịch',
      className: 'Tốt',
      total: '94,5',
      assumed: 'yes',
      exclusion: '',
      exclusionSource: '',
      classSource: '',
    });
  });

  const withStage = (stages: UnitYear['state']['stages']): UnitYear => ({
    ...unit,
    state: { ...state, stages },
  });
  const recognition = (classification: typeof GOOD) =>
    ({ recognition: { status: 'done', round: 1, recognised: false, classification } }) as const;

  it('says by which rule a class excludes from awards', async () => {
    const weak = { classKey: 'yeu', total: 47, excludedFromAwards: true };
    const [letter] = await letters(decided(weak), DECIDE, withStage(recognition(weak)));
    expect(letter?.params['exclusion']).toMatch(/^Hệ quả: Không xét thi đua, khen thưởng/);
    expect(letter?.params['exclusionSource']).toContain('Kế hoạch 33/KH-UBND ngày 21/8/2025');
  });

  it('tells a unit that handed nothing in, whatever its class, on what its exclusion rests', async () => {
    const silent = withStage({
      ...recognition(GOOD),
      appraisal: { status: 'done', round: 1, basis: 'ownRecords' },
    });
    const [letter] = await letters(decided(GOOD), DECIDE, silent);
    expect(letter?.params).toMatchObject({
      notSubmitted: 'yes',
      exclusion: expect.stringMatching(/^Đề xuất: .*“Không nộp”/),
      exclusionSource: 'giả định, chưa có văn bản',
    });
  });

  it('names the document that confirmed the bands', async () => {
    const confirmed = {
      ...rules,
      pack: withConfirmations(rules.pack, [{ figure: 'classes', number: '12/HD', date: '2026-02-01' }]),
    };
    const [letter] = await letters(decided(GOOD), DECIDE, undefined, undefined, confirmed);
    expect(letter?.params).toMatchObject({
      assumed: '',
      classSource: 'đã xác nhận theo văn bản số 12/HD ngày 01/02/2026',
    });
  });

  it('is silent about a class where the pack has no table', async () => {
    expect(await paramsOf(decided())).toMatchObject({ className: '', total: '', assumed: '' });
  });
});

describe('the letter about a restart', () => {
  const fact: Fact = {
    kind: 'year.restarted',
    from: 'dossier',
    superseded: ['dossier', 'appraisal', 'recognition'],
    graceUntil: { dossier: '2026-12-05' },
  };
  const body: CommandBody = { kind: 'restart', from: 'dossier', until: '2026-12-05', reason: 'Chấm lại' };

  it('says what is open once more and until when, once for each restart', async () => {
    const stagesOf = { dossier: { status: 'awaiting', round: 2, graceUntil: '2026-12-05' } };
    const subject = { ...unit, state: { ...state, stages: stagesOf } } as unknown as UnitYear;
    const [letter, ...others] = await letters(fact, body, subject, '2026-11-23T02:00:00.000Z');
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ key: 'restarted/c', template: 'restarted' });
    expect(letter?.params).toMatchObject({ reason: 'Chấm lại' });
    const [first, ...rest] = textParam(letter?.params, 'stages').split('\n');
    expect(first).toBe('- Hồ sơ đề nghị công nhận: hết ngày 05/12/2026 (Thứ Bảy)');
    expect(rest).toHaveLength(2);
    expect(letter?.params['decisions']).toBe('');
  });

  it('goes to the head as well, and says that a decision goes on holding on paper', async () => {
    await database().source.query(
      `INSERT INTO contact (unit_id, role, name, email)
       VALUES ('${UNIT}', 'head', 'Thủ trưởng', 'head@unit.example.test')`,
    );
    const decision = { kind: 'decision', stage: 'recognition', number: '45/QĐ-UBND', date: '2026-11-24' };
    const happened = {
      ...{ cycle, rules, unit, fact },
      command: { id: 'c', actor: { name: 'Quản trị' }, body, effectiveAt: '2026-11-25T02:00:00.000Z' },
    } as unknown as Parameters<typeof lettersOf>[1];
    const sent = await database().unitOfWork.inTransaction((records) => {
      const found = [{ ...decision, officeCode: OFFICE }] as unknown as readonly NamedDecision[];
      const latestDecisions = () => Promise.resolve(found);
      return lettersOf({ ...records, documents: overlaid(records.documents, { latestDecisions }) }, happened);
    });
    expect(sent.map(({ key, recipient }) => [key, recipient])).toEqual([
      ['restarted/c', 'officer@unit.example.test'],
      ['restarted/c/head', 'head@unit.example.test'],
    ]);
    for (const { params } of sent) {
      expect(params['decisions']).toBe(
        'Quyết định số 45/QĐ-UBND ngày 24/11/2026 thôi là kết quả hiện hành trong hệ thống; trên giấy còn hiệu lực đến khi UBND xã thay thế, thu hồi.',
      );
    }
  });
});

it('what nobody else must know of has no letter', async () => {
  const pause: CommandBody = { kind: 'pause', reason: 'x' };
  expect(await letters({ kind: 'year.paused' }, pause)).toEqual([]);
});
