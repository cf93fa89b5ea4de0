import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { Scene } from '../faults/scene.js';
import {
  type CheckInput,
  check,
  type RunReader,
  readRuns,
  type Violation,
} from '../support/checker/index.js';
import { type Stack, startStack } from '../support/stack.js';
import { driveYear, instantOf, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(180_000);

/** What is broken, how, and which promise must then be found broken. */
interface Breach {
  readonly what: string;
  readonly sql?: string;
  readonly input?: (healthy: CheckInput) => Partial<CheckInput>;
  readonly found: Violation['invariant'];
  readonly sentence: RegExp;
}

const BREACHES: readonly Breach[] = [
  {
    what: 'an acknowledged command that is not there',
    input: () => ({ acknowledged: ['00000000-0000-4000-8000-000000000000'] }),
    found: 'I1',
    sentence: /got a 2xx/,
  },
  {
    what: 'a command left without an outcome',
    sql: `UPDATE command SET status = 'received', outcome = NULL WHERE id = (SELECT command_id FROM fact LIMIT 1)`,
    found: 'I1',
    sentence: /still received/,
  },
  {
    what: 'a deleted fact',
    sql: `DELETE FROM fact WHERE version = 3`,
    found: 'I1',
    sentence: /has 0 facts/,
  },
  {
    what: 'a fact of a refused command',
    sql: `INSERT INTO fact SELECT cycle_id, unit_id, 2, 1, id, 'year.paused', '{"kind":"year.paused"}', now(), now()
            FROM command WHERE status = 'refused' LIMIT 1`,
    found: 'I1',
    sentence: /refused and has a fact/,
  },
  {
    what: 'a deleted submission paper',
    sql: `DELETE FROM submission WHERE stage = 'festival'`,
    found: 'I1',
    sentence: /paper is missing/,
  },
  {
    what: 'a deleted receipt',
    sql: `DELETE FROM message_attempt WHERE message_id IN (SELECT id FROM message ORDER BY created_at LIMIT 1);
          DELETE FROM message WHERE id IN (SELECT id FROM message ORDER BY created_at LIMIT 1)`,
    found: 'I2',
    sentence: /has no receipt/,
  },
  {
    what: 'a message that waits for ever',
    sql: `UPDATE message SET state = 'deferred' WHERE id = (SELECT id FROM message LIMIT 1)`,
    found: 'I2',
    sentence: /is deferred/,
  },
  {
    what: 'a message that failed without a reason',
    sql: `UPDATE message SET state = 'failed', last_answer = NULL WHERE id = (SELECT id FROM message LIMIT 1)`,
    found: 'I2',
    sentence: /without a reason/,
  },
  {
    what: 'a mail that was never received',
    input: ({ mails }) => ({ mails: mails.slice(1) }),
    found: 'I2',
    sentence: /no mail was received/,
  },
  {
    what: 'a mail received twice',
    input: ({ mails }) => ({ mails: [...mails, ...mails.slice(0, 1)] }),
    found: 'I3',
    sentence: /2 mails were received/,
  },
  {
    what: 'a mail that nobody asked for',
    input: ({ mails }) => ({ mails: [...mails, { messageId: '<x@y>', to: ['a@b.test'], subject: 'Lạ' }] }),
    found: 'I3',
    sentence: /without a message: Lạ/,
  },
  {
    what: 'a mail to somebody else',
    sql: `UPDATE message SET recipient = 'ai-do@example.test' WHERE id = (SELECT id FROM message LIMIT 1)`,
    found: 'I3',
    sentence: /not to ai-do@example.test/,
  },
  {
    what: 'an edited pack',
    sql: `UPDATE policy_pack SET content = replace(content, '"10-27"', '"10-28"')`,
    found: 'I4',
    sentence: /not the one its hash/,
  },
  {
    what: 'a fact on a stage that the pack does not have',
    sql: `UPDATE fact SET body = jsonb_set(body, '{stage}', '"tiecCuoiNam"') WHERE version = 1`,
    found: 'I4',
    sentence: /has no such stage/,
  },
  {
    what: 'a dossier before its self-score',
    sql: `UPDATE fact SET version = -version WHERE version IN (4, 6);
          UPDATE fact SET version = CASE version WHEN -4 THEN 6 ELSE 4 END WHERE version < 0`,
    found: 'I4',
    sentence: /selfScoring, which it rests on, had no outcome/,
  },
  {
    what: 'a lateness that the days do not bear out',
    sql: `UPDATE fact SET body = jsonb_set(body, '{late}', 'true') WHERE version = 2`,
    found: 'I4',
    sentence: /late is true, the days say false/,
  },
  {
    what: 'a stage whose row says something else than its facts',
    sql: `UPDATE unit_stage SET status = 'returned' WHERE stage = 'q1Plan' AND status = 'submitted'`,
    found: 'I6',
    sentence: /status is returned, the facts come to submitted/,
  },
  {
    what: 'a stage whose row has another day than the pack',
    sql: `UPDATE unit_stage SET due_day = due_day + 1 WHERE stage = 'festival'`,
    found: 'I6',
    sentence: /due_day is 2027-09-01, the facts come to 2027-08-31/,
  },
  {
    what: 'a stage without its row',
    sql: `DELETE FROM unit_stage WHERE stage = 'registration'`,
    found: 'I6',
    sentence: /the stage has no row/,
  },
  {
    what: 'a row of a stage that the year does not have',
    sql: `INSERT INTO unit_stage (cycle_id, unit_id, stage, commune_code, unit_kind, level, programme, standing, in_pack,
                                  status, counted, round, awards)
          SELECT cycle_id, unit_id, 'tiecCuoiNam', commune_code, unit_kind, level, programme, standing, true, 'awaiting',
                 'awaiting', 1, false FROM unit_stage WHERE stage = 'festival'`,
    found: 'I6',
    sentence: /a row of a stage that the year does not have/,
  },
  {
    what: 'an edited audit row',
    sql: `UPDATE audit SET actor_role = 'administrator' WHERE action = 'stage.submitted' AND seq = 1`,
    found: 'I5',
    sentence: /not what its hash/,
  },
  {
    what: 'an edited audit detail',
    sql: `UPDATE audit_detail SET detail = replace(detail, 'unit-head', 'unit-chief')`,
    found: 'I5',
    sentence: /not what its digest/,
  },
  {
    what: 'a deleted audit row',
    sql: `DELETE FROM audit WHERE action = 'stage.submitted' AND seq = 2`,
    found: 'I5',
    sentence: /row 2 of the chain is missing/,
  },
  {
    what: 'a deleted last audit row',
    sql: `DELETE FROM audit a USING audit_head h
           WHERE a.cycle_id = h.cycle_id AND a.area_code = h.area_code AND a.seq = h.seq AND h.area_code <> '51'`,
    found: 'I5',
    sentence: /the chain ends at row/,
  },
  {
    what: 'a bumped version',
    sql: `UPDATE unit_year SET version = version + 1 WHERE version > 0`,
    found: 'I6',
    sentence: /its facts come to/,
  },
  {
    what: 'a state that no fact made',
    sql: `UPDATE unit_year SET state = jsonb_set(state, '{stages,festival,late}', 'true') WHERE version > 5`,
    found: 'I6',
    sentence: /the row's state is/,
  },
  {
    what: 'a wrong counter',
    sql: `UPDATE counter SET n = n + 1 WHERE stage = 'dossier'`,
    found: 'I6',
    sentence: /a recount gives/,
  },
  {
    what: 'a missing counter',
    sql: `DELETE FROM counter WHERE stage = 'dossier'`,
    found: 'I6',
    sentence: /no counter/,
  },
  {
    what: 'a difference of a day that no fact made',
    sql: `UPDATE counter_day SET by = by + 1 WHERE stage = 'dossier'`,
    found: 'I6',
    sentence: /difference is 1 more than the facts tell/,
  },
  {
    what: 'a difference on another day than its fact',
    sql: `UPDATE counter_day SET day = day + 400 WHERE status = 'submitted' AND stage = 'dossier' AND by > 0`,
    found: 'I6',
    sentence: /difference is 1 less than the facts tell/,
  },
  {
    what: 'a unit outside the standard that never was there',
    sql: `INSERT INTO outside_day SELECT cycle_id, day, commune_code, unit_kind, 1 FROM counter_day LIMIT 1
           ON CONFLICT (cycle_id, day, commune_code, unit_kind) DO UPDATE SET by = outside_day.by + 1`,
    found: 'I6',
    sentence: /units outside the standard/,
  },
  {
    what: 'an actor of another unit',
    sql: `UPDATE api_token SET scope_code = 'QN9999' WHERE role = 'unit-head'`,
    found: 'I7',
    sentence: /acted on/,
  },
  {
    what: 'an actor whose role the act is not for',
    sql: `UPDATE api_token SET role = 'unit-officer' WHERE role = 'unit-head'`,
    found: 'I7',
    sentence: /may not submit/,
  },
  {
    what: 'an act of a person by the system',
    sql: `UPDATE command SET actor_id = 'system' WHERE body->>'kind' = 'submit'`,
    found: 'I7',
    sentence: /the system did submit/,
  },
  {
    what: 'a run that stands where the row does not',
    sql: `DELETE FROM fact WHERE version = 9;
          UPDATE unit_year SET version = 8, state = jsonb_set(state, '{version}', '8') WHERE version = 9`,
    found: 'equal',
    sentence: /last outcome is version 9, the row has 8/,
  },
  {
    what: 'an applied command that no history tells of',
    input: () => ({ histories: () => Promise.resolve([{ events: [] }]) }),
    found: 'equal',
    sentence: /no history tells of it/,
  },
  {
    what: 'a unit without a run',
    input: () => ({ histories: () => Promise.resolve([]) }),
    found: 'equal',
    sentence: /has no run/,
  },
  {
    what: 'an outcome that the history tells otherwise',
    sql: `UPDATE command SET status = 'refused', outcome = '{"code":"X","version":1}' WHERE update_name = 'festival'`,
    found: 'equal',
    sentence: /the history says applied, the record refused/,
  },
  {
    what: 'a query that tells another version',
    input: () => ({ query: () => Promise.resolve({ version: 99, round: 1, status: 'open' }) }),
    found: 'equal',
    sentence: /the run says version 99/,
  },
];

/** A checker that cannot fail is worthless: it is shown what it must find. */
describe('the independent checker', () => {
  let stack: Stack;
  let database: pg.Client;
  let runs: RunReader;
  let healthy: CheckInput;

  beforeAll(async () => {
    stack = await startStack({ units: 4 });
    const scene = new Scene(stack);
    const cycle = await stack.openRehearsal(2027);
    const [lived, refused, returned] = [scene.nextUnit(), scene.nextUnit(), scene.nextUnit()];
    await stack.setClock(cycle, instantOf(2027, '03-01T09:00'));
    await scene.submitted(cycle, refused);
    await scene.submit(cycle, refused);
    await scene.submitted(cycle, returned);
    await stepsOf(stack, cycle, returned).giveBack('q1Plan', { answerBy: '2027-04-10' });
    await scene.submitted(cycle, returned);
    await driveYear(stack, cycle, lived, 'onTime');
    await scene.rest();
    runs = await readRuns(stack.temporalAddress, stack.namespace);
    database = new pg.Client({ connectionString: stack.ownerUrl });
    await database.connect();
    healthy = {
      database,
      mails: stack.smtp.mails(),
      histories: runs.histories,
      query: runs.query,
      acknowledged: scene.acknowledged,
    };
  });

  afterAll(async () => {
    await database?.end();
    await runs?.close();
    await stack?.dispose();
  });

  it('finds nothing wrong with a healthy system', async () => {
    expect(await check(healthy)).toEqual([]);
  });

  it.each(BREACHES)('finds $what', async ({ sql, input, found, sentence }) => {
    await database.query('BEGIN');
    try {
      if (sql !== undefined) await database.query(sql);
      const violations = await check({ ...healthy, ...input?.(healthy) });
      const hits = violations.filter((each) => each.invariant === found).map((each) => each.sentence);
      expect(hits).toContainEqual(expect.stringMatching(sentence));
    } finally {
      await database.query('ROLLBACK');
    }
  });
});
