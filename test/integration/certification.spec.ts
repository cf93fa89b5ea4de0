import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Scope } from '#libs/access';
import {
  ApplyCommand,
  type Command,
  CommandDispatcher,
  ComposeDocument,
  CorrectDecision,
  type Identity,
  OwnReportDraft,
  PlanResult,
  RecordDecision,
  RegisterCommand,
  type Runs,
  standingDossier,
} from '#libs/application';
import { type CommandBody, type CorrectionBody, type DecisionBody, DomainError } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { PostgresCertificationModel, PostgresReadModel, PostgresWatchModel } from '#libs/persistence';
import { resolveStages } from '#libs/policy';
import { isFromOwnRecords, resultStage, standingOf } from '#libs/unit-year';
import { loadPack } from '../../libs/policy/packs.support.js';
import { faultsAt } from '../support/faults.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies, higherSheet, ownRecordsSheet, selfSheet } from '../support/unit-year-driver.js';

const COMMUNE_SCOPE: Scope = { level: 'xa', communeCode: COMMUNE };
const PROVINCE_SCOPE: Scope = { level: 'tinh', provinceCode: '51' };
const LIST = Array.from({ length: 30 }, (_, index) => `QN01${String(index).padStart(2, '0')}`);
const BEST = LIST[0] ?? '';
const BARELY = LIST[1] ?? '';
const NOT_RECOGNISED = LIST[2] ?? '';
const NOTHING = LIST[3] ?? '';
const COMMITTEE = 'QN0200';
const PRESCHOOL = 'QN0300';

const account = (role: Identity['role'], scope: Scope, officeCode?: string): Identity => ({
  actorId: randomUUID(),
  name: role,
  role,
  scope,
  officeCode,
});
const police = account('appraiser', COMMUNE_SCOPE, 'CAX');
const committee = account('deciding-body', COMMUNE_SCOPE, 'UBX');
const steering = account('supervisor', COMMUNE_SCOPE, 'BCDX');
const provincePolice = account('appraiser', PROVINCE_SCOPE, 'CAT');
const provinceCommittee = account('deciding-body', PROVINCE_SCOPE);
const head = (unitId: string) => account('unit-head', { level: 'unit', unitId });

/** Points that a unit loses so that a recognition ends at 69.5. */
const LOST: Readonly<Record<string, number>> = {
  '1': 0.5,
  '2': 0,
  '3': 0,
  '5a': 0,
  '5b': 0,
  '5c': 0,
  '5d': 1,
  '7': 0,
  '9': 0,
};

let province: SmallProvince;
let cycle: SmallCycle;
let model: PostgresCertificationModel;

beforeAll(async () => {
  province = await SmallProvince.open([
    ...LIST.map((id, index): [string, string, 'xa', string?] => [
      id,
      `Cơ quan số ${index + 1}`,
      'xa',
      index < 4 ? `dau-moi-${index}@don-vi.example.test` : undefined,
    ]),
    [COMMITTEE, 'UBND xã Tịnh Khê', 'xa'],
  ]);
  const roster = await province.unitOfWork.inTransaction((records) => records.units.find(BEST));
  if (roster === undefined) throw new Error('no roster');
  await province.unitOfWork.inTransaction((records) =>
    records.units.save('51', [
      { ...roster, id: PRESCHOOL, name: 'Trường Mầm non', kind: 'co-so-giao-duc', subKind: 'mam-non' },
    ]),
  );
  cycle = await province.rehearse('cong-nhan');
  model = new PostgresCertificationModel(province.source);
}, 120_000);

afterAll(() => province?.dispose());

const act = (who: Identity, unitId: string, body: CommandBody) => cycle.act(who, unitId, body);
const submit = (unitId: string, body: CommandBody) => act(head(unitId), unitId, body);
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    return /: ([A-Z_.]+)$/.exec(String(error))?.[1] ?? String(error);
  }
};
const yearOf = async (unitId: string) => {
  const year = await province.unitOfWork.inTransaction((records) => records.unitYears.find(cycle.id, unitId));
  if (year === undefined) throw new Error(`no year of ${unitId}`);
  return year;
};
const resultAt = async (unitId: string) => (await yearOf(unitId)).state.stages['recognition'];
const outcomeOf = async (commandId: string) =>
  (await province.unitOfWork.inTransaction((records) => records.commands.find(commandId)))?.outcome;
const letters = (template: string) =>
  cycle.query<{ unit_id: string; params: Record<string, string> }>(
    `SELECT unit_id, params FROM message WHERE cycle_id = $1 AND template = '${template}' ORDER BY unit_id`,
  );

/** What a paper is filled in with, as an account asks for it. */
const paperOf = async (kind: string, who: Identity = committee) => {
  const renderer = { formatsOf: () => ['docx'] as const, render: () => Promise.resolve(new Uint8Array()) };
  const { unitOfWork, rules } = province;
  const composing = new ComposeDocument(unitOfWork, rules, renderer, new OwnReportDraft(unitOfWork, rules));
  const { input } = await composing.execute(who, { cycleId: cycle.id, kind, format: 'docx' });
  return input;
};
const listedAt = async (unitId: string) => {
  const input = await paperOf('recognitionDecision');
  return 'units' in input ? input.units.find((unit) => unit.unitId === unitId) : undefined;
};

const { chapter, step } = story('a year of certification: from the registrations to a revocation');

chapter('the four registrations', () => {
  step(
    'are handed in and counted apart, those of old papers and of units outside the standard too',
    async () => {
      await cycle.moveTo('2026-03-10T09:00');
      const registration = (registrations: Extract<CommandBody, { kind: 'submit' }>['registrations']) =>
        bodies.submit('registration', { registrations });
      await submit(
        BEST,
        registration({ movement: true, standard: true, exemplar: true, pledges: { total: 3, pledged: 2 } }),
      );
      await submit(BARELY, registration({ movement: true, standard: false, exemplar: false }));
      for (const unitId of LIST.slice(2)) await submit(unitId, bodies.submit('registration'));
      expect(
        await refusal(submit(PRESCHOOL, registration({ movement: true, standard: true, exemplar: false }))),
      ).toBe('REGISTRATION.INVALID');
      await submit(PRESCHOOL, registration({ movement: true, standard: false, exemplar: false }));
      expect(await refusal(submit(PRESCHOOL, bodies.submit('festival')))).toBe('UNIT.OUTSIDE_STANDARD');
      const [count] = await model.registrations(cycle.id, COMMUNE_SCOPE, 'registration');
      expect(count).toMatchObject({
        units: 32,
        inside: 31,
        movement: 31,
        standard: 29,
        exemplar: 1,
        pledging: 1,
        fullyPledged: 0,
        subunits: 93,
        pledgedSubunits: 2,
      });
    },
  );

  step('take pledges later, by a day of their own', async () => {
    await cycle.moveTo('2026-05-02T09:00');
    const names = ['A', 'B', 'C'];
    const body = { kind: 'recordPledges' as const, total: 3, pledged: 3, names };
    expect(await refusal(submit(BEST, { ...body, pledged: 4 }))).toBe('REGISTRATION.INVALID');
    await submit(BEST, body);
    expect((await yearOf(BEST)).state.pledges).toMatchObject({ pledged: 3, late: true });
    const [count] = await model.registrations(cycle.id, PROVINCE_SCOPE, 'registration');
    expect(count).toMatchObject({ fullyPledged: 1, pledgedSubunits: 3 });
  });

  step('show a unit its own only', async () => {
    const [count] = await model.registrations(cycle.id, { level: 'unit', unitId: BARELY }, 'registration');
    expect(count).toMatchObject({ units: 1, movement: 1, standard: 0 });
  });
});

chapter('the dossier and the appraisal', () => {
  step('names what is missing to the unit, in the answer and in the receipt', async () => {
    await cycle.moveTo('2026-10-20T09:00');
    for (const unitId of LIST.filter((id) => id !== NOTHING)) {
      const change: Record<string, number> = unitId === BEST ? { '9': 1 } : unitId === BARELY ? LOST : {};
      await submit(unitId, bodies.submit('selfScoring', { sheet: selfSheet('full', change) }));
    }
    expect(await refusal(submit(NOTHING, bodies.submit('unitReport', { dossier: [] })))).toBe(
      'CONTENT.WRONG_STAGE',
    );
    await cycle.moveTo('2026-11-17T09:00');
    const commandId = await submit(
      BEST,
      bodies.submit('dossier', { dossier: [{ item: 'to-trinh', number: '9/TTr', date: '2026-11-16' }] }),
    );
    expect((await outcomeOf(commandId))?.missing).toEqual(['Báo cáo kết quả (ký, đóng dấu)', 'Biên bản họp']);
    const receipts = await letters('receipt');
    const receipt = receipts.find(({ params }) => params['commandId'] === commandId);
    expect(receipt?.params['missing']).toBe('- Báo cáo kết quả (ký, đóng dấu)\n- Biên bản họp');
    expect(
      await refusal(submit(BARELY, bodies.submit('dossier', { dossier: [{ item: 'la', evidence: ['1'] }] }))),
    ).toBe('DOSSIER.INVALID');
    const nobodys = { item: 'bien-ban', evidence: [randomUUID()] };
    expect(await refusal(submit(BARELY, bodies.submit('dossier', { dossier: [nobodys] })))).toBe(
      'DOSSIER.INVALID',
    );
    const seen = await province.unitOfWork.inTransaction(async (records) => {
      const year = await yearOf(BEST);
      const at = await records.cycles.find(cycle.id);
      if (at === undefined) throw new Error('no cycle');
      return standingDossier(records, await province.rules.of(records, at, year), year);
    });
    expect(seen?.lines.map(({ key, by }) => `${key} ${by}`)).toEqual([
      'to-trinh paper',
      'bao-cao nothing',
      'ban-dang-ky stage',
      'bien-ban nothing',
      'bang-tu-cham stage',
    ]);
    for (const unitId of LIST.filter((id) => id !== NOTHING && id !== BEST)) {
      await submit(unitId, bodies.submit('dossier'));
    }
  });

  step(
    'goes to the level that judges the unit, or that it was delegated to by a document, never to itself',
    async () => {
      const delegate = { kind: 'delegate', reason: 'Ủy quyền', number: '8/QĐ', date: '2026-11-01' } as const;
      const appraise = bodies.appraise();
      expect(await refusal(act(cycle.administrator, COMMITTEE, { ...delegate, to: 'xa' }))).toBe(
        'DELEGATION.SELF_BODY',
      );
      expect(await refusal(act(cycle.administrator, BARELY, { ...delegate, to: 'xa' }))).toBe(
        'DELEGATION.SAME',
      );
      expect(await refusal(act(police, BARELY, { ...delegate, to: 'tinh' }))).toBe(
        'ACTOR.ADMINISTRATOR_ONLY',
      );
      await act(cycle.administrator, BARELY, { ...delegate, to: 'tinh' });
      expect(await refusal(act(police, BARELY, appraise))).toBe('ACTOR.NOT_ASSIGNED');
      await act(provincePolice, BARELY, { ...appraise, sheet: higherSheet(selfSheet('full', LOST)) });
      await act(cycle.administrator, BARELY, { ...delegate, to: 'xa' });
      expect((await yearOf(BARELY)).state.delegatedTo).toBe('xa');
      expect(await refusal(act(committee, COMMITTEE, bodies.decide()))).toBe('ACTOR.NOT_ASSIGNED');
    },
  );

  step('is done on own records past the cut-off, and whoever handed nothing in has a list', async () => {
    for (const unitId of LIST.filter((id) => id !== NOTHING && id !== BARELY)) {
      const sheet = higherSheet(selfSheet('full', unitId === BEST ? { '9': 1 } : {}));
      await act(police, unitId, { ...bodies.appraise(), sheet });
    }
    const listed = async (today: string) =>
      (
        await model.results(cycle.id, COMMUNE_SCOPE, {
          limit: 50,
          notSubmitted: { stage: 'dossier', today },
        })
      ).map(({ unitId }) => unitId);
    expect(await listed('2026-11-20')).toEqual([]);
    expect(await listed('2026-11-21')).toEqual([NOTHING, COMMITTEE]);
    await cycle.moveTo('2026-11-21T09:00');
    const sheet = ownRecordsSheet();
    await act(police, NOTHING, { ...bodies.appraise(), sheet, ownRecordsNote: 'Sổ theo dõi' });
    expect(await listed('2026-11-20')).toEqual([NOTHING]);
    // Lists filter in SQL what the one rule of standing says of each unit, on whatever day.
    for (const today of ['2026-01-01', '2026-11-20', '2026-11-21', '2027-03-01']) {
      const years = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50 });
      const expected: string[] = [];
      for (const { unitId, managedBy, state } of years) {
        const stages = resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy });
        const dossier = stages.find(({ key }) => key === 'dossier');
        const isUnjudged = resultStage(state) === undefined;
        const stands = dossier && standingOf(dossier, { ...state, status: 'open' }, today);
        if (isFromOwnRecords(state) || (isUnjudged && stands === 'notSubmitted')) expected.push(unitId);
      }
      expect([today, await listed(today)]).toEqual([today, expected]);
    }
  });
});

/** Runs that apply a command as the workflow does, while the worker is alive. */
class Worker implements Pick<Runs, 'carry' | 'startAreaYear' | 'wakeAreaYear' | 'wakeAreaReminders'> {
  alive = true;
  startAreaYear = () => Promise.resolve();
  wakeAreaYear = () => Promise.resolve();
  wakeAreaReminders = () => Promise.resolve();
  carry: Runs['carry'] = async (command: Command) => {
    if (!this.alive) throw new Error('no worker');
    const { id: commandId, cycleId, unitId, updateName } = command;
    const request = { cycleId, unitId, commandId, updateName };
    const { carried } = await new ApplyCommand(province.unitOfWork, province.rules, {
      hit: () => undefined,
    }).execute(request);
    return carried;
  };
}

chapter('a decision about thirty units', () => {
  const body: DecisionBody = {
    stage: 'recognition',
    number: '99/QĐ-UBND',
    date: '2026-11-24',
    signer: 'Chủ tịch UBND xã',
    units: LIST.map((unit, index) => ({
      unit,
      recognised: unit !== NOT_RECOGNISED && unit !== NOTHING,
      ...(unit === BEST ? { certificate: `${index + 1}/GCN` } : {}),
    })),
  };
  const record = (identity: Identity, key: string, change: Partial<DecisionBody> = {}, dryRun = false) =>
    new RecordDecision(province.unitOfWork, province.rules).execute(
      identity,
      { cycleId: cycle.id, idempotencyKey: key, body: { ...body, ...change } },
      dryRun,
    );
  const worker = new Worker();
  const dispatcher = () =>
    new CommandDispatcher(province.unitOfWork, worker as unknown as Runs, { warn: () => undefined });
  const rows = async () =>
    (
      await cycle.query<{ documents: number; commands: number }>(
        `SELECT (SELECT count(*)::int FROM decision_document WHERE cycle_id = $1) AS documents,
                (SELECT count(*)::int FROM command WHERE cycle_id = $1 AND body->>'number' = '99/QĐ-UBND') AS commands`,
      )
    )[0];
  let id = '';

  step('is made in November', () => cycle.moveTo('2026-11-24T09:00'));

  step(
    'tells in a dry run, and when it is refused whole, each unit that would be refused and why',
    async () => {
      const units = [
        ...body.units,
        { unit: COMMITTEE, recognised: true },
        { unit: PRESCHOOL, recognised: true },
        { unit: 'QN9999', recognised: true },
        { unit: BEST, recognised: true },
      ];
      const wanted = [
        ['DECISION.UNIT_TWICE', BEST],
        ['ACTOR.NOT_ASSIGNED', `UBND xã Tịnh Khê (${COMMITTEE})`],
        ['UNIT.OUTSIDE_STANDARD', `Trường Mầm non (${PRESCHOOL})`],
        ['UNIT.NOT_IN_SCOPE', 'QN9999'],
      ];
      const dry = await record(committee, 'thu', { units }, true);
      expect(dry.problems.map(({ code, place }) => [code, place])).toEqual(wanted);
      const refused = await record(committee, 'that', { units }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'DECISION.REFUSED', problems: dry.problems });
      const notAppraised = await record(provinceCommittee, 'tinh', {
        units: [{ unit: COMMITTEE, recognised: true }],
      }).catch((error: unknown) => error);
      expect(notAppraised).toMatchObject({ problems: [{ code: 'STAGE.REQUIRES' }] });
      expect(await rows()).toEqual({ documents: 0, commands: 0 });
    },
  );

  step('belongs to the body that decides', async () => {
    expect(await refusal(record(police, 'cong-an'))).toBe('ACTOR.OTHER_ROLE');
  });

  step('is one decision when pressed twice, and when two clerks send it at once', async () => {
    const clerk = account('deciding-body', COMMUNE_SCOPE, 'UBX');
    const all = await Promise.all([
      record(committee, 'quyet-dinh-99'),
      record(committee, 'quyet-dinh-99'),
      record(clerk, 'quyet-dinh-99-b'),
    ]);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ document }) => document?.id)).size).toBe(1);
    expect(await rows()).toEqual({ documents: 1, commands: 30 });
    id = all[0]?.document?.id ?? '';
    expect(await refusal(record(clerk, 'khac', { signer: 'Người khác' }))).toBe('DECISION.NUMBER_TAKEN');
    expect(await refusal(record(committee, 'quyet-dinh-99', { signer: 'Người khác' }))).toBe(
      'IDEMPOTENCY.REUSED',
    );
  });

  step(
    'waits while the worker is dead, and is applied when it lives again, a late refusal with its reason',
    async () => {
      const progress = () => model.decision(cycle.id, COMMUNE_SCOPE, id);
      // What was applied before had no run that could adopt it.
      await cycle.query(
        `UPDATE command SET carried_at = clock_timestamp() WHERE cycle_id = $1 AND status = 'applied'`,
      );
      worker.alive = false;
      const dead = dispatcher();
      await dead.poll();
      await dead.drain();
      expect(await progress()).toMatchObject({ total: 30, applied: 0, refused: 0 });
      // Between the list and its delivery one unit was paused.
      await cycle.query(
        `UPDATE unit_year SET state = jsonb_set(state, '{status}', '"paused"') WHERE cycle_id = $1 AND unit_id = '${LIST[29] ?? ''}'`,
      );
      worker.alive = true;
      await cycle.query(`UPDATE command SET next_attempt_at = clock_timestamp() WHERE cycle_id = $1`);
      const alive = dispatcher();
      await alive.poll();
      await alive.drain();
      expect(await progress()).toMatchObject({ total: 30, applied: 29, refused: 1 });
      const units = await model.decisionUnits(cycle.id, COMMUNE_SCOPE, id);
      expect(units.filter(({ status }) => status === 'refused')).toMatchObject([
        { unitId: LIST[29], outcome: { code: 'YEAR.PAUSED' } },
      ]);
      await cycle.query(
        `UPDATE unit_year SET state = jsonb_set(state, '{status}', '"open"') WHERE cycle_id = $1 AND unit_id = '${LIST[29] ?? ''}'`,
      );
    },
  );

  step('is seen by those who see a unit of it, with these units only', async () => {
    const own: Scope = { level: 'unit', unitId: BEST };
    expect(await model.decision(cycle.id, own, id)).toMatchObject({ number: '99/QĐ-UBND', total: 1 });
    expect(await model.decision(cycle.id, { level: 'unit', unitId: COMMITTEE }, id)).toBeUndefined();
    expect(await model.decisions(cycle.id, PROVINCE_SCOPE, { limit: 10 })).toHaveLength(1);
    expect(await model.decisions(cycle.id, PROVINCE_SCOPE, { limit: 10, after: id })).toEqual([]);
  });

  const correct = (who: Identity, body: Partial<CorrectionBody>, key: string, dryRun = false) =>
    new CorrectDecision(province.unitOfWork).execute(
      who,
      {
        cycleId: cycle.id,
        decisionId: id,
        idempotencyKey: key,
        body: { reason: 'ghi nhầm', sameNumber: false, ...body },
      },
      dryRun,
    );
  const mails = async () =>
    (await cycle.query<{ n: number }>(`SELECT count(*)::int AS n FROM message WHERE cycle_id = $1`))[0]?.n;

  step(
    'is corrected in its number, day and signer by the body that decided, and by nobody else',
    async () => {
      const refusals = {
        another: correct(provinceCommittee, { number: '98/QĐ-UBND' }, 'tinh-1'),
        role: correct(police, { number: '98/QĐ-UBND' }, 'ca-1'),
        same: correct(committee, { number: '99/QĐ-UBND' }, 'cung-1'),
        toCome: correct(committee, { date: '2027-12-31' }, 'mai-1'),
      };
      expect(await refusal(refusals.another)).toBe('DECISION.OTHER_BODY');
      expect(await refusal(refusals.role)).toBe('ACTOR.OTHER_ROLE');
      expect(await refusal(refusals.same)).toBe('DECISION.NOTHING_CORRECTED');
      expect(await refusal(refusals.toCome)).toBe('DOCUMENT.IN_FUTURE');
    },
  );

  step('stays as it was recorded, and is named as corrected wherever it is told', async () => {
    const before = { mails: await mails(), rows: await rows(), state: await resultAt(BEST) };
    const wanted = { number: '98/QĐ-UBND', signer: 'Phó Chủ tịch' };
    expect(await correct(committee, wanted, 'chay-thu', true)).toMatchObject({ dryRun: true, units: 30 });
    expect(await model.decision(cycle.id, COMMUNE_SCOPE, id)).toMatchObject({ number: '99/QĐ-UBND' });
    const [once, twice] = await Promise.all([
      correct(committee, wanted, 'dinh-chinh'),
      correct(committee, wanted, 'dinh-chinh'),
    ]);
    expect(twice).toEqual(once);
    expect(await model.decision(cycle.id, COMMUNE_SCOPE, id)).toMatchObject({
      ...wanted,
      corrections: [{ before: { number: '99/QĐ-UBND' }, reason: 'ghi nhầm' }],
    });
    const input = await paperOf('recognitionDecision');
    const named =
      input.kind === 'recognitionDecision'
        ? input.units.find(({ unitId }) => unitId === BEST)?.decision
        : undefined;
    expect(named).toMatchObject({ ...wanted, documentId: id, correctedOn: once.correctedOn });
    expect({ mails: await mails(), rows: await rows(), state: await resultAt(BEST) }).toEqual(before);
    const recorded = await cycle.query<{ number: string }>(
      `SELECT DISTINCT number FROM decision WHERE cycle_id = $1
       UNION SELECT number FROM decision_document WHERE cycle_id = $1`,
    );
    expect(recorded).toEqual([{ number: '99/QĐ-UBND' }]);
    const audited = await cycle.query<{ detail: string }>(
      `SELECT d.detail FROM audit a JOIN audit_detail d USING (cycle_id, area_code, seq)
        WHERE a.cycle_id = $1 AND a.action = 'decision.corrected'`,
    );
    expect(audited.map(({ detail }) => JSON.parse(detail) as unknown)).toMatchObject([
      { before: { number: '99/QĐ-UBND' }, after: wanted, reason: 'ghi nhầm' },
    ]);
  });

  step('takes a number that another decision has only where that is confirmed', async () => {
    await cycle.query(
      `INSERT INTO decision_document (id, cycle_id, stage, issuer, number, date, signer, actor_id, actor_name,
                                      idempotency_key, body_digest, recorded_at, units)
       SELECT gen_random_uuid(), cycle_id, stage, issuer, '77/QĐ-UBND', date, signer, actor_id, actor_name,
              'khac-77', body_digest, recorded_at, units FROM decision_document WHERE cycle_id = $1`,
    );
    const taken = { number: '77/QĐ-UBND' };
    expect(await correct(committee, taken, 'so-77', true)).toMatchObject({ numberUsedOn: body.date });
    expect(await refusal(correct(committee, taken, 'so-77'))).toBe('DECISION.NUMBER_USED');
    expect(await correct(committee, { ...taken, sameNumber: true }, 'so-77')).toMatchObject({
      before: { number: '98/QĐ-UBND' },
      after: taken,
    });
    // The number that the decision was recorded under is free for a correction again, by nobody used.
    expect(await correct(committee, { number: '99/QĐ-UBND' }, 'lai-99', true)).toMatchObject({
      numberUsedOn: undefined,
    });
  });

  step(
    'keeps recognition and class apart: 69.5 points are recognised and not considered for awards',
    async () => {
      expect(await resultAt(BARELY)).toMatchObject({
        recognised: true,
        classification: { classKey: 'trung-binh', total: 69.5, excludedFromAwards: true },
      });
      expect(await resultAt(NOT_RECOGNISED)).toMatchObject({
        recognised: false,
        classification: { classKey: 'trung-binh', total: 50 },
      });
      expect(await resultAt(NOTHING)).toMatchObject({
        recognised: false,
        classification: { classKey: 'yeu' },
      });
      const both = await model.results(cycle.id, COMMUNE_SCOPE, {
        limit: 50,
        recognised: 'yes',
        classKey: 'trung-binh',
      });
      expect(both.map(({ unitId }) => unitId)).toEqual([BARELY]);
      const pending = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50, recognised: 'pending' });
      expect(pending.map(({ unitId }) => unitId)).toEqual([LIST[29], COMMITTEE]);
    },
  );
});

chapter('what follows from the class', () => {
  const excluded = async () =>
    (
      (await new PostgresWatchModel(province.source).exclusions(cycle.id, COMMUNE_SCOPE, {
        limit: 50,
        classes: ['trung-binh', 'yeu'],
        communeCode: COMMUNE,
      })) ?? []
    ).map(({ unitId, overriddenBy }) => [unitId, overriddenBy !== undefined]);
  const propose: CommandBody = {
    kind: 'proposeAwards',
    stage: 'recognition',
    proposals: [{ form: 'Giấy khen', collectives: ['Phòng Hành chính'], persons: 2 }],
  };

  step('keeps excluded units from awards, unless a document takes them out, marked on the list', async () => {
    await cycle.moveTo('2026-12-05T09:00');
    expect(await excluded()).toEqual([
      [BARELY, false],
      [NOT_RECOGNISED, false],
      [NOTHING, false],
    ]);
    expect(await refusal(act(steering, BARELY, propose))).toBe('AWARD.EXCLUDED');
    await act(steering, BEST, propose);
    const override: CommandBody = {
      kind: 'overrideExclusion',
      stage: 'recognition',
      reason: 'Lập công xuất sắc',
      number: '15/TB-BCĐ',
      date: '2026-12-04',
    };
    expect(await refusal(act(police, BARELY, override))).toBe('ACTOR.OTHER_ROLE');
    expect(await refusal(act(steering, BEST, override))).toBe('OVERRIDE.NOT_EXCLUDED');
    await act(steering, BARELY, override);
    expect((await excluded())[0]).toEqual([BARELY, true]);
    expect((await resultAt(BARELY))?.classification?.classKey).toBe('trung-binh');
    await act(steering, BARELY, propose);
    const proposals = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50, awards: true });
    expect(proposals.map(({ unitId }) => unitId)).toEqual([BEST, BARELY]);
  });

  step('shows heads by their days in post, the latest list of a unit', async () => {
    await submit(BEST, { kind: 'recordHeads', heads: [{ name: 'Nhầm', from: '2026-01-01' }] });
    const heads = [
      { name: 'Thủ trưởng trước', position: 'Trưởng phòng', from: '2020-01-01', to: '2026-09-30' },
      { name: 'Thủ trưởng nay', from: '2026-10-01' },
    ];
    expect(
      await refusal(
        submit(BEST, { kind: 'recordHeads', heads: [...heads, { name: 'C', from: '2026-12-01' }] }),
      ),
    ).toBe('HEADS.INVALID');
    await submit(BEST, { kind: 'recordHeads', heads });
    expect((await model.heads(cycle.id, [BEST])).map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Thủ trưởng trước', '2020-01-01', '2026-09-30'],
      ['Thủ trưởng nay', '2026-10-01', undefined],
    ]);
    const facts = await cycle.query<{ body: unknown }>(
      `SELECT body FROM fact WHERE cycle_id = $1 AND kind = 'heads.recorded'`,
    );
    expect(JSON.stringify(facts)).not.toContain('Thủ trưởng');
  });

  step('the second track is proposed for who registered for it, and decided apart', async () => {
    const nominate: CommandBody = { kind: 'proposeExemplar', reason: 'Phong trào vững mạnh' };
    expect(await refusal(act(police, LIST[4] ?? '', nominate))).toBe('EXEMPLAR.NOT_REGISTERED');
    await act(police, BEST, nominate);
    const decide: CommandBody = {
      kind: 'decideExemplar',
      accepted: true,
      number: '120/QĐ-UBND',
      date: '2026-12-04',
      signer: 'Chủ tịch UBND xã',
    };
    await act(committee, BEST, decide);
    const track = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50, exemplar: true });
    expect(track.map(({ unitId, state }) => [unitId, state.exemplar?.accepted])).toEqual([[BEST, true]]);
    expect(await letters('exemplar')).toHaveLength(1);
  });
});

chapter('a complaint', () => {
  step(
    'is answered by the body that decided, its last days told, and the answer is computed like a decision',
    async () => {
      const appeal: CommandBody = { kind: 'appeal', stage: 'recognition', reason: 'Chấm thiếu điểm' };
      await submit(NOT_RECOGNISED, appeal);
      const [letter] = await letters('appeal');
      expect(letter?.params).toMatchObject({
        instance: '1',
        answerBy: '2027-01-04',
        complexAnswerBy: '2027-01-19',
      });
      const open = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50, appeal: 'open' });
      expect(open.map(({ unitId }) => unitId)).toEqual([NOT_RECOGNISED]);
      const answer = {
        kind: 'answerAppeal',
        stage: 'recognition',
        outcome: 'changed',
        reason: 'Chấp nhận khiếu nại',
        number: '130/QĐ-UBND',
        date: '2026-12-05',
        signer: 'Chủ tịch UBND xã',
      } as const;
      expect(await refusal(act(committee, NOT_RECOGNISED, { ...answer, recognised: false }))).toBe(
        'APPEAL.SAME_RESULT',
      );
      await act(committee, NOT_RECOGNISED, { ...answer, recognised: true });
      expect(await resultAt(NOT_RECOGNISED)).toMatchObject({
        recognised: true,
        classification: { classKey: 'tot', total: 100 },
        appeal: { outcome: 'changed', late: false },
      });
      expect(await new PostgresReadModel(province.source).recognition(cycle.id, NOT_RECOGNISED, 1)).toBe(
        true,
      );
      expect(await listedAt(NOT_RECOGNISED)).toMatchObject({
        recognised: true,
        decision: { kind: 'appeal', number: '130/QĐ-UBND' },
      });
      const closed = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50, appeal: 'open' });
      expect(closed).toEqual([]);
    },
  );

  step('may lower the points of a unit that stays recognised', async () => {
    const unitId = LIST[5] ?? '';
    await submit(unitId, { kind: 'appeal', stage: 'recognition', reason: 'Đề nghị xem lại' });
    const decisionId = await act(account('deciding-body', COMMUNE_SCOPE), unitId, {
      kind: 'answerAppeal',
      stage: 'recognition',
      outcome: 'changed',
      recognised: true,
      sheet: higherSheet(selfSheet(), { '7': 0 }),
      reason: 'Chấm lại tiêu chí 7',
      number: '131/QĐ-UBND',
      date: '2026-12-05',
      signer: 'Chủ tịch UBND xã',
    });
    expect((await resultAt(unitId))?.classification).toMatchObject({ total: 90, classKey: 'tot' });
    // Two accounts that name no office are not one body by that.
    const correction = { cycleId: cycle.id, decisionId, idempotencyKey: 'khong-ma-co-quan' };
    const wanted = { number: '133/QĐ-UBND', reason: 'ghi nhầm', sameNumber: false };
    const correcting = new CorrectDecision(province.unitOfWork);
    expect(await refusal(correcting.execute(provinceCommittee, { ...correction, body: wanted }, true))).toBe(
      'DECISION.OTHER_BODY',
    );
  });

  step('of the second instance goes above who decided', async () => {
    const unitId = LIST[6] ?? '';
    const appeal: CommandBody = { kind: 'appeal', stage: 'recognition', reason: 'Không đồng ý' };
    const answer: CommandBody = {
      kind: 'answerAppeal',
      stage: 'recognition',
      outcome: 'upheld',
      reason: 'Giữ nguyên',
      number: '132/QĐ-UBND',
      date: '2026-12-05',
      signer: 'Chủ tịch',
    };
    await submit(unitId, appeal);
    expect(await refusal(act(provinceCommittee, unitId, answer))).toBe('ACTOR.NOT_ASSIGNED');
    await act(committee, unitId, answer);
    await submit(unitId, appeal);
    expect(await refusal(act(committee, unitId, answer))).toBe('ACTOR.NOT_ASSIGNED');
    await act(provinceCommittee, unitId, answer);
    expect(await refusal(submit(unitId, appeal))).toBe('APPEAL.EXHAUSTED');
  });
});

chapter('a revocation', () => {
  step(
    'takes the 50 points of 8c on a closed year exactly as the dry run said, by two accounts',
    async () => {
      await act(cycle.administrator, BEST, { kind: 'close', reason: 'Hết năm' });
      const ground = 'gian-doi';
      const plan = await new PlanResult(province.unitOfWork, province.rules).execute(committee, {
        cycleId: cycle.id,
        unitId: BEST,
        recognised: false,
      });
      expect(plan.before).toMatchObject({
        recognised: true,
        class: { name: 'Tốt', total: 98 },
        certificate: { state: 'issued' },
      });
      expect(plan.before.exclusion).toBeUndefined();
      expect(plan.after).toMatchObject({
        recognised: false,
        class: { name: 'Yếu', total: 48 },
        exclusion: { effect: 'excluded' },
        certificate: { number: '1/GCN', state: 'revoked' },
      });
      const revoke: CommandBody = {
        kind: 'revoke',
        stage: 'recognition',
        ground,
        number: '7/QĐ-UBND',
        date: '2026-12-05',
        signer: 'Chủ tịch UBND xã',
      };
      const proposal: CommandBody = {
        kind: 'proposeRevocation',
        stage: 'recognition',
        ground,
        reason: 'Báo cáo không đúng sự thật',
      };
      expect(await refusal(act(committee, BEST, revoke))).toBe('REVOKE.NOT_PROPOSED');
      await act(committee, BEST, proposal);
      expect(await refusal(act(committee, BEST, revoke))).toBe('REVOKE.SAME_ACTOR');
      await act(police, BEST, proposal);
      await act(committee, BEST, revoke);
      expect(await resultAt(BEST)).toMatchObject({
        recognised: false,
        classification: { classKey: plan.after.class?.key, total: 48, excludedFromAwards: true },
        certificate: { number: '1/GCN', state: 'revoked' },
      });
      expect((await yearOf(BEST)).state.status).toBe('closed');
      const [letter] = await letters('revocation');
      expect(letter?.params).toMatchObject({ number: '7/QĐ-UBND', certificate: '1/GCN', className: 'Yếu' });
      expect(await listedAt(BEST)).toMatchObject({
        recognised: false,
        decision: { kind: 'revocation', number: '7/QĐ-UBND' },
      });
      const gone = await model.results(cycle.id, COMMUNE_SCOPE, { limit: 50, revocation: 'revoked' });
      expect(gone.map(({ unitId }) => unitId)).toEqual([BEST]);
    },
  );

  step('is a result of its own: it is complained of within its own period, to who decided it', async () => {
    const unitId = LIST[6] ?? '';
    await cycle.moveTo('2027-02-20T09:00');
    const ground = 'gian-doi';
    await act(police, unitId, {
      kind: 'proposeRevocation',
      stage: 'recognition',
      ground,
      reason: 'Gian dối',
    });
    await act(committee, unitId, {
      kind: 'revoke',
      stage: 'recognition',
      ground,
      number: '8/QĐ-UBND',
      date: '2027-02-20',
      signer: 'Chủ tịch UBND xã',
    });
    await cycle.moveTo('2027-04-01T09:00');
    await submit(unitId, { kind: 'appeal', stage: 'recognition', reason: 'Không gian dối' });
    expect((await resultAt(unitId))?.appeal).toMatchObject({ instance: 1 });
  });

  step('may be complained of on paper: an office enters it, and its days count from ngày đến', async () => {
    const unitId = LIST[5] ?? '';
    const ground = 'gian-doi';
    const stage = 'recognition';
    await act(police, unitId, { kind: 'proposeRevocation', stage, ground, reason: 'Gian dối' });
    await act(committee, unitId, {
      ...{ kind: 'revoke', stage, ground, number: '9/QĐ-UBND', date: '2027-04-01', signer: 'Chủ tịch' },
    });
    const onPaper = (arrivedOn: string): CommandBody => ({
      ...{ kind: 'appeal', stage, reason: 'Đơn giấy', onBehalf: { arrivalNumber: '41', arrivedOn } },
    });
    expect(await refusal(act(committee, unitId, onPaper('2027-03-31')))).toBe('APPEAL.BEFORE_RESULT');
    await cycle.moveTo('2027-07-12T09:00');
    expect(await refusal(submit(unitId, { kind: 'appeal', stage, reason: 'Không gian dối' }))).toBe(
      'APPEAL.TOO_LATE',
    );
    await act(committee, unitId, onPaper('2027-06-30'));
    expect((await resultAt(unitId))?.appeal).toMatchObject({
      ...{ instance: 1, raisedAt: '2027-06-29T17:00:00.000Z' },
    });
  });
});

step('every letter has what its template asks for, in the words of the pack', async () => {
  const renderer = new TemplateRenderer();
  const all = await cycle.query<{ template: string; params: Record<string, string> }>(
    `SELECT template, params FROM message WHERE cycle_id = $1`,
  );
  const texts = new Map(
    all.map(({ template, params }) => [template, renderer.render(template, params).text]),
  );
  // On a slow machine a refusal may come after its answer was due, and then goes by mail too.
  expect([...texts.keys()].filter((template) => template !== 'late-refusal').sort()).toEqual([
    'appeal',
    'appeal-answer',
    'decision',
    'exclusion-override',
    'exemplar',
    'receipt',
    'revocation',
  ]);
  expect(texts.get('revocation')).toContain('Giấy công nhận: số 1/GCN không còn hiệu lực');
  expect(texts.get('exclusion-override')).toContain('(*) Chưa có văn bản quy định ai được đưa đơn vị');
  const lacking = all.filter(({ template, params }) => template === 'receipt' && params['missing'] !== '');
  expect(lacking.map(({ params }) => renderer.render('receipt', params).text).join()).toContain(
    'Hồ sơ còn thiếu',
  );
});

step('what was recorded is audited and its facts come to what the rows hold', async () => {
  const register = new RegisterCommand(province.unitOfWork, province.rules, faultsAt());
  const again = await register
    .execute(police, {
      cycleId: cycle.id,
      unitId: BEST,
      idempotencyKey: 'x'.repeat(8),
      body: bodies.appraise(),
    })
    .then(({ command }) => command.outcome?.code);
  expect(again).toBe('YEAR.CLOSED');
  const [audited] = await cycle.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit WHERE cycle_id = $1 AND action = 'decision.recorded'`,
  );
  expect(audited?.n).toBe(1);
});
