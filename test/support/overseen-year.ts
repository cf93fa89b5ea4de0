import type { MailParams, Records, StoredUnit } from '#libs/application';
import { TemplateRenderer } from '#libs/mail';
import { Seeder } from '#libs/persistence';
import { COMMUNE, OFFICES, type SmallCycle, SmallProvince } from './small-cycle.js';
import { bodies } from './unit-year-driver.js';

const SECTOR = 'vp.sogddt@tinh.example.test';

/** Who is told, by the names of the table. */
const RECIPIENTS: Readonly<Record<string, string>> = {
  [OFFICES.provincePolice]: 'Phòng Tham mưu',
  [OFFICES.communePolice]: 'Công an xã',
  [OFFICES.communeCommittee]: 'UBND xã',
  [OFFICES.provinceSteering]: 'BCĐ 138 tỉnh',
  [SECTOR]: 'Sở GD&ĐT',
};

const unit = (id: string, name: string, managedBy: 'tinh' | 'xa', more: Partial<StoredUnit>): StoredUnit => ({
  ...{ id, name, managedBy, kind: 'co-quan', subKind: 'hanh-chinh', size: 'lon', communeCode: COMMUNE },
  ...{ hasParty: true, hasUnion: true, hasMassOrganisations: true, hasGuards: true, hasStudents: false },
  ...{ isFdi: false, subunits: 3, headcount: 40, students: 0 },
  contacts: [{ role: 'officer', name: 'Cán bộ đầu mối', email: `${id.toLowerCase()}@donvi.example.test` }],
  ...more,
});

export interface ToldMail {
  readonly day: string;
  readonly to: string;
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** A year of four units of one commune, in which one does everything in time, one is late once and two never act. */
export class OverseenYear {
  private constructor(
    private readonly province: SmallProvince,
    readonly cycle: SmallCycle,
  ) {}

  static async open(): Promise<OverseenYear> {
    const province = await SmallProvince.open([]);
    await new Seeder(province.source).offices([
      {
        ...{ code: 'SGDDT', kind: 'sector', areaCode: '51', name: 'Sở Giáo dục và Đào tạo', email: SECTOR },
        duties: ['supervises:co-so-giao-duc'],
      },
    ]);
    const school = { kind: 'co-so-giao-duc', subKind: 'thpt', hasStudents: true, students: 400 } as const;
    await province.unitOfWork.inTransaction((records) =>
      records.units.save('51', [
        unit('QN0001', 'Sở Tư pháp', 'tinh', {}),
        unit('QN0002', 'Trường THPT Sơn Mỹ', 'tinh', school),
        unit('QN0003', 'Trạm Y tế xã', 'xa', {}),
        unit('QN0004', 'Bưu điện xã', 'xa', {}),
      ]),
    );
    return new OverseenYear(province, await province.rehearse('trong-coi'));
  }

  /** Another rehearsal of the same units, in which nobody has done anything. */
  another(label: string): Promise<SmallCycle> {
    return this.province.rehearse(label);
  }

  /** What one transaction reads and writes. */
  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.province.unitOfWork.inTransaction(work);
  }

  dispose(): Promise<void> {
    return this.province.dispose();
  }

  /** The acts of the year on their days, and a relay that refuses two addresses on 24/3. */
  async live(): Promise<void> {
    const { cycle } = this;
    await this.acts('2026-03-10', [
      ['QN0001', 'q1Plan'],
      ['QN0001', 'registration'],
      ['QN0004', 'q1Plan'],
      ['QN0004', 'registration'],
    ]);
    await cycle.live('2026-03-24T09:00');
    await cycle.query(
      `UPDATE message SET state = 'failed', last_answer = '550 5.1.1 no such user'
        WHERE cycle_id = $1 AND recipient IN ('qn0002@donvi.example.test', 'qn0003@donvi.example.test')
          AND key LIKE '%/2026-03-24/%'`,
    );
    await this.acts('2026-10-20', [['QN0001', 'selfScoring']]);
    await this.acts('2026-10-28', [['QN0004', 'unitReport']]);
    await this.acts('2026-10-29', [['QN0004', 'selfScoring']]);
    await this.acts('2026-10-30', [['QN0001', 'unitReport']]);
    await this.acts('2026-11-16', [
      ['QN0001', 'dossier'],
      ['QN0004', 'dossier'],
    ]);
    await cycle.live('2026-12-31T12:00');
  }

  private async acts(day: string, done: readonly (readonly [string, string])[]): Promise<void> {
    await this.cycle.live(`${day}T09:00`);
    for (const [unitId, stage] of done) await this.cycle.submit(unitId, bodies.submit(stage));
  }

  /** What offices were told beside their own reminders, in the order of days and recipients. */
  async mails(): Promise<readonly ToldMail[]> {
    const rows = await this.cycle.query<{
      day: string;
      template: string;
      recipient: string;
      params: MailParams;
    }>(
      `SELECT o.day, m.template, m.recipient, m.params FROM overseer_mail o JOIN message m ON m.id = o.message_id
        WHERE o.cycle_id = $1 ORDER BY o.day, m.recipient, o.kind`,
    );
    const renderer = new TemplateRenderer();
    return rows.map(({ day, template, recipient, params }) => ({
      ...{ day, template, to: RECIPIENTS[recipient] ?? recipient },
      ...renderer.render(template, params),
    }));
  }
}
