import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dateOf } from '#libs/calendar';
import type { CommandBody } from '#libs/contracts';
import { mailText } from '../support/mail-text.js';
import { COMMUNE, type SmallCycle, SmallProvince, type SmallUnit } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

const TABLE = path.resolve(import.meta.dirname, '../support/fixtures/told-units-2026.txt');

const ROLES = { 'đầu mối': 'dm', 'hộp thư': 'hop', 'đầu mối thứ hai': 'dm2', 'thủ trưởng': 'tt' } as const;
const addressOf = (unitId: string, role: keyof typeof ROLES) =>
  `${ROLES[role]}-${unitId.toLowerCase()}@donvi.example.test`;
const [DEAD_UNIT, SELF_JUDGING] = ['QN0006', 'QN0007'] as const;
const DEAD = addressOf(DEAD_UNIT, 'đầu mối');

const unit = (id: string, name: string, level: 'tinh' | 'xa'): SmallUnit => [
  ...([id, name, level, addressOf(id, 'đầu mối')] as const),
  {
    mailbox: id === DEAD_UNIT ? undefined : addressOf(id, 'hộp thư'),
    second: addressOf(id, 'đầu mối thứ hai'),
    head: addressOf(id, 'thủ trưởng'),
    profile: id === 'QN0008' ? { kind: 'doanh-nghiep', subKind: 'khac', size: 'nho' } : {},
  },
];
const UNITS = [
  unit('QN0001', 'Sở Tư pháp', 'tinh'),
  unit('QN0002', 'Sở Xây dựng', 'tinh'),
  unit('QN0003', 'Trạm Y tế xã', 'xa'),
  unit('QN0004', 'Sở Nội vụ', 'tinh'),
  unit('QN0005', 'Bưu điện xã', 'xa'),
  unit(DEAD_UNIT, 'Chi cục Kiểm lâm', 'tinh'),
  unit(SELF_JUDGING, 'UBND xã Tịnh Khê', 'xa'),
  unit('QN0008', 'Công ty Sao Mai', 'xa'),
];

type Act = readonly [at: string, unitId: string, body: CommandBody];
const PROMPT = ['QN0001', 'QN0003', 'QN0005', SELF_JUDGING];
const submits = (at: string, units: readonly string[], ...stages: string[]): Act[] =>
  units.flatMap((unitId) => stages.map((stage): Act => [at, unitId, bodies.submit(stage)]));
/** What the units do, in its order; the table tells it, too. */
const ACTS: readonly Act[] = [
  ...submits('2026-01-12T09:30', PROMPT, 'q1Plan', 'registration'),
  ...submits('2026-03-02T09:30', [DEAD_UNIT], 'q1Plan', 'registration'),
  ...submits('2026-03-31T16:00', ['QN0002'], 'q1Plan', 'registration'),
  ...submits('2026-07-10T09:30', [...PROMPT, DEAD_UNIT], 'festival'),
  ...submits('2026-08-28T16:00', ['QN0002'], 'festival'),
  ...submits('2026-10-08T09:30', ['QN0001', 'QN0005', DEAD_UNIT, SELF_JUDGING], 'selfScoring'),
  ...submits('2026-10-19T09:30', [...PROMPT, DEAD_UNIT], 'unitReport'),
  ['2026-10-20T09:30', 'QN0005', bodies.giveBack('selfScoring', { answerBy: '2026-10-29' })],
  ...submits('2026-10-26T10:00', ['QN0005'], 'selfScoring'),
  ...submits('2026-10-27T16:00', ['QN0002'], 'selfScoring'),
  ...submits('2026-10-30T10:00', ['QN0003'], 'selfScoring'),
  ...submits('2026-11-04T16:00', ['QN0002'], 'unitReport'),
  ...submits('2026-11-16T15:00', [...PROMPT, DEAD_UNIT], 'dossier'),
  ...submits('2026-11-18T16:00', ['QN0002'], 'dossier'),
];

interface Mail {
  readonly recipient: string;
  /** `27/02`, `07/4`: as official papers write it. */
  readonly day: string;
  readonly subject: string;
  readonly text: string;
}

const dayMonth = (day: string): string => {
  const [, month = '', date = ''] = day.split('-');
  return `${date}/${Number(month) > 2 ? String(Number(month)) : month}`;
};

/** A year lived from instant to instant, with every mail noted on the day that the cycle's clock shows. */
class Year {
  readonly mails: Mail[] = [];
  private readonly seen: string[] = [];

  constructor(private readonly cycle: SmallCycle) {}

  /** @param at where it ends, `YYYY-MM-DDTHH:MM` in Vietnam */
  async live(acts: readonly Act[], at: string): Promise<void> {
    for (const [when, unitId, body] of acts) {
      await this.reach(when);
      await this.act(unitId, body);
    }
    await this.reach(at);
  }

  private async reach(at: string): Promise<void> {
    const to = new Date(`${at}:00+07:00`).toISOString();
    for (;;) {
      const { nextAt, carry } = await this.cycle.plan();
      if (carry) await this.cycle.carry();
      await this.note();
      if (nextAt === undefined || nextAt > to) break;
      await this.cycle.moveToInstant(nextAt);
    }
    await this.cycle.moveToInstant(to);
  }

  private async act(unitId: string, body: CommandBody): Promise<void> {
    if (body.kind === 'submit') await this.cycle.submit(unitId, body);
    else {
      const scope = { level: 'xa', communeCode: COMMUNE } as const;
      await this.cycle.act({ role: 'appraiser', scope, officeCode: 'CAX' }, unitId, body);
    }
    await this.note();
  }

  /** Takes what is queued as the relay does: one mailbox is dead. */
  private async note(): Promise<void> {
    const rows = await this.cycle.query<{
      id: string;
      recipient: string;
      template: string;
      params: Parameters<typeof mailText>[1];
      at: Date;
    }>(
      `SELECT message.id, recipient, template, params, clock_at AS at FROM message JOIN cycle ON cycle.id = cycle_id
        WHERE cycle_id = $1 AND message.state = 'pending'`,
    );
    for (const { id, recipient, template, params, at } of rows) {
      if (this.seen.includes(id)) continue;
      this.seen.push(id);
      const [subject = '', ...lines] = mailText(template, params).split('\n');
      const day = dayMonth(dateOf(at.toISOString()));
      const told = subject.replace('[DIỄN TẬP] [ANTQ 2026] ', '');
      this.mails.push({ recipient, day, subject: told, text: lines.join('\n') });
    }
    await this.cycle.query(
      `UPDATE message SET state = CASE WHEN recipient = '${DEAD}' THEN 'failed' ELSE 'accepted' END
        WHERE cycle_id = $1 AND state = 'pending'`,
    );
  }
}

interface ToldLine {
  readonly unitId: string;
  readonly recipients: readonly string[];
  readonly days: readonly string[];
  readonly subject: string;
  readonly holds: readonly string[];
}

/** The table as it was written. */
function toldLines(): readonly ToldLine[] {
  const lines: (ToldLine & { readonly holds: string[] })[] = [];
  let unitId = '';
  let recipients: string[] = [];
  for (const line of readFileSync(TABLE, 'utf8').split('\n')) {
    const ofUnit = /^# (QN\d{4}) /.exec(line);
    const told = /^((?:\d\d\/\d{1,2} ?)+): (.+)$/.exec(line);
    if (ofUnit !== null) [, unitId = ''] = ofUnit;
    else if (line.startsWith('@ ')) {
      const roles = line.slice(2).split(', ') as (keyof typeof ROLES)[];
      recipients = roles.map((role) => addressOf(unitId, role));
    } else if (told !== null) {
      const [, days = '', subject = ''] = told;
      lines.push({ unitId, recipients, days: days.split(' '), subject, holds: [] });
    } else if (line.startsWith('> ')) lines.at(-1)?.holds.push(line.slice(2));
  }
  return lines;
}

let province: SmallProvince;
let cycle: SmallCycle;
let year: Year;
const table = toldLines();

beforeAll(async () => {
  province = await SmallProvince.open(UNITS);
  cycle = await province.rehearse('told');
  year = new Year(cycle);
  await year.live(ACTS, '2026-11-30T12:00');
}, 300_000);
afterAll(() => province?.dispose());

describe('a year of mails to eight units and their heads', () => {
  it.each(UNITS.map(([id, name]) => [id, name] as const))(
    '%s %s gets the mails of the table and no others',
    (unitId) => {
      const expected = table
        .filter((line) => line.unitId === unitId)
        .flatMap(({ recipients, days, subject }) =>
          recipients.flatMap((recipient) => days.map((day) => `${recipient} ${day} ${subject}`)),
        );
      const sent = year.mails
        .filter(({ recipient }) => recipient.endsWith(`-${unitId.toLowerCase()}@donvi.example.test`))
        .map(({ recipient, day, subject }) => `${recipient} ${day} ${subject}`);
      expect(sent.sort()).toEqual(expected.sort());
    },
  );

  it('say what the table has them say', () => {
    const missing = table.flatMap(({ recipients, days, subject, holds }) =>
      year.mails
        .filter(
          (mail) =>
            mail.subject === subject && days.includes(mail.day) && recipients.includes(mail.recipient),
        )
        .flatMap(({ recipient, day, text }) =>
          holds.filter((words) => !text.includes(words)).map((words) => `${recipient} ${day}: ${words}`),
        ),
    );
    expect(table.flatMap(({ holds }) => holds).length).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });

  it('tell no unit of a "Không nộp" whose head was not told of the step at least twice before', async () => {
    const rows = await cycle.query<{ unit: string; stage: string; before: number }>(
      `SELECT unit_id AS unit, stage,
              (SELECT count(DISTINCT b.send_day)::int FROM reminder b
                WHERE b.cycle_id = r.cycle_id AND b.unit_id = r.unit_id AND b.stage = r.stage
                  AND b.recipient = r.recipient AND b.state = 'carried' AND b.send_day < r.send_day) AS before
         FROM reminder r WHERE cycle_id = $1 AND rung = 'closed' AND state = 'carried' AND recipient LIKE 'tt-%'
        ORDER BY unit_id, stage`,
    );
    expect(rows.map(({ unit: id, stage }) => `${id} ${stage}`)).toEqual(
      ['dossier', 'registration', 'selfScoring', 'unitReport'].map((stage) => `QN0004 ${stage}`),
    );
    expect(rows.filter(({ before }) => before < 2)).toEqual([]);
  });
});
