import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type {
  Amendment,
  AmendmentRequest,
  Confirmation,
  Cycle,
  CycleRecords,
  CycleToWake,
  GuidanceLetter,
  GuidanceRequest,
  NewAmendment,
  NewConfirmation,
  NewCycle,
  NewGuidanceLetter,
  Turn,
  TurnMark,
} from '#libs/application';
import { type PolicyPack, packSchema } from '#libs/policy';
import { toAmendment } from '../deadlines/amendment.mapper.js';
import { AmendmentRow } from '../deadlines/amendment.rows.js';
import { toConfirmation } from '../figures/confirmation.mapper.js';
import { CycleConfirmationRow } from '../figures/confirmation.rows.js';
import { confirmationsOf, toGuidanceLetters } from '../guidance/guidance-letter.mapper.js';
import { GuidanceLetterRow } from '../guidance/guidance-letter.rows.js';
import { selected } from '../plain-sql.js';
import { PolicyPackRow } from '../policies/policy-pack.rows.js';
import { PLANNED_THROUGH } from '../reminders/planned-through.js';
import { holdingRules, rulesLockOf } from '../rules-lock.js';
import { toCycle } from './cycle.mapper.js';
import { CycleRow } from './cycle.rows.js';
import { changedAt } from './cycle-change.rows.js';

export class PostgresCycleRecords implements CycleRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(cycleId: string): Promise<Cycle | undefined> {
    const [row] = await this.manager.query<CycleRow[]>(
      `SELECT ${selected(this.manager, CycleRow, 'cycle')} FROM cycle WHERE cycle.id = $1`,
      [cycleId],
    );
    return row && toCycle(row);
  }

  async lock(cycleId: string): Promise<Cycle | undefined> {
    const row = await this.manager.findOne(CycleRow, {
      where: { id: cycleId },
      // Not the key: rows that refer to the cycle may be added while it is locked.
      lock: { mode: 'for_no_key_update' },
    });
    return row === null ? undefined : toCycle(row);
  }

  async insertOnce(cycle: NewCycle): Promise<'inserted' | 'existing'> {
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(CycleRow)
      .values({
        ...cycle,
        label: cycle.label ?? null,
        clockAt: dateOrNull(cycle.clockAt),
        communes: cycle.communes === undefined ? null : [...cycle.communes],
      })
      .orIgnore()
      .returning(['id'])
      .execute();
    return (result.raw as unknown[]).length > 0 ? 'inserted' : 'existing';
  }

  async setClock(cycleId: string, instant: string): Promise<void> {
    await this.manager.update(CycleRow, { id: cycleId }, { clockAt: new Date(instant) });
  }

  async markOpen(cycleId: string, openedAt: string): Promise<void> {
    await this.manager.update(CycleRow, { id: cycleId }, { state: 'open', openedAt: new Date(openedAt) });
  }

  async markClosed(cycleId: string, closedAt: string): Promise<void> {
    await this.manager.update(CycleRow, { id: cycleId }, { state: 'closed', closedAt: new Date(closedAt) });
  }

  async touch(cycleId: string): Promise<void> {
    // The clock is read once the lock is had, so that a turn that got it first began before this change.
    await this.manager.query(
      `WITH noting AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(hashtextextended($2, 0)))
       INSERT INTO cycle_change (id, cycle_id, at) SELECT gen_random_uuid(), $1, clock_timestamp() FROM noting`,
      [cycleId, changesOf(cycleId)],
    );
  }

  async lockForTurn(cycleId: string): Promise<Cycle | undefined> {
    const cycle = await this.lock(cycleId);
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [changesOf(cycleId)]);
    return cycle;
  }

  async markTurn(cycleId: string, turn: Turn, mark: TurnMark): Promise<void> {
    const [plannedAt, through, nextAt] = [mark.plannedAt, mark.through, mark.nextAt].map(dateOrNull);
    await this.manager.update(
      CycleRow,
      { id: cycleId },
      turn === 'calendar'
        ? { calendarPlannedAt: plannedAt, calendarThrough: through, calendarNextAt: nextAt }
        : { remindersPlannedAt: plannedAt, remindersThrough: through, remindersNextAt: nextAt },
    );
    await this.manager.query(
      `DELETE FROM cycle_change t USING cycle c
        WHERE t.cycle_id = $1 AND c.id = $1 AND t.at < c.calendar_planned_at AND t.at < c.reminders_planned_at`,
      [cycleId],
    );
  }

  async needingWake(waitedSeconds = 0): Promise<readonly CycleToWake[]> {
    const since = `clock_timestamp() - make_interval(secs => $1)`;
    // A rehearsal's next instant counts at once: whoever moves its clock wakes by itself, and a second wake does no harm.
    const due = (turn: Turn) => `(${turn}_planned_at IS NULL
      OR ${turn}_planned_at < changed AND changed <= ${since}
      OR CASE WHEN clock_at IS NULL THEN ${turn}_next_at <= ${since} ELSE ${turn}_next_at <= clock_at END)`;
    // Each of these is answered by a partial index that is all but empty.
    const carrying = `${PLANNED_THROUGH}
        AND EXISTS (SELECT 1 FROM reminder r WHERE r.cycle_id = cycle.id AND r.state = 'planned')
      OR EXISTS (SELECT 1 FROM amendment a WHERE a.cycle_id = cycle.id AND NOT a.corrected)`;
    const found = await this.manager.query<
      { id: string; changed: Date; calendar: boolean; reminders: boolean }[]
    >(
      `SELECT * FROM (
         SELECT id, changed, state = 'open' AND coalesce(${due('calendar')}, false) AS calendar,
                state = 'open' AND (coalesce(${due('reminders')}, false)
                  OR reminders_planned_at <= ${since} AND (${carrying}))
                OR EXISTS (
                  SELECT 1 FROM message m WHERE m.cycle_id = cycle.id AND m.state = 'failed' AND NOT m.escalated)
                AS reminders
           FROM cycle CROSS JOIN LATERAL (SELECT ${changedAt('cycle')} AS changed) change
          WHERE state <> 'opening') each
        WHERE calendar OR reminders ORDER BY id`,
      [waitedSeconds],
    );
    const cycles: CycleToWake[] = [];
    for (const { id, changed, calendar, reminders } of found) {
      const cycle = await this.find(id);
      if (cycle === undefined) continue;
      const which: Turn[] = [];
      if (calendar) which.push('calendar');
      if (reminders) which.push('reminders');
      cycles.push({ cycle: { ...cycle, changedAt: changed.toISOString() }, which });
    }
    return cycles;
  }

  async amendments(cycleId: string): Promise<readonly Amendment[]> {
    const rows = await this.manager.find(AmendmentRow, { where: { cycleId }, order: { version: 'ASC' } });
    return rows.map(toAmendment);
  }

  async addAmendment(amendment: NewAmendment): Promise<Amendment> {
    const version = await this.nextRulesVersion(amendment.cycleId);
    const { idempotencyKey, bodyDigest, effect, ...change } = amendment;
    const added: Amendment = { ...change, id: randomUUID(), version, corrected: false };
    const request = { idempotencyKey, bodyDigest, effect };
    await this.manager.insert(AmendmentRow, {
      ...added,
      ...request,
      effectiveAt: new Date(added.effectiveAt),
    });
    return added;
  }

  async amendmentOf(
    cycleId: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<AmendmentRequest | undefined> {
    const row = await this.manager.findOneBy(AmendmentRow, { cycleId, actorId, idempotencyKey });
    if (row === null) return undefined;
    const { bodyDigest, effect, version } = row;
    return { idempotencyKey, bodyDigest, effect, version };
  }

  async holdRules(cycleId: string): Promise<void> {
    await this.manager.query(holdingRules('$1'), [rulesLockOf(cycleId)]);
  }

  async changeRules(cycleId: string): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [rulesLockOf(cycleId)]);
  }

  async running(provinceCode: string): Promise<readonly Cycle[]> {
    const rows = await this.manager.find(CycleRow, {
      where: { provinceCode, state: 'open' },
      order: { id: 'ASC' },
    });
    return rows.map(toCycle);
  }

  async waitingToOpen(): Promise<readonly Cycle[]> {
    const rows = await this.manager
      .createQueryBuilder(CycleRow, 'cycle')
      .where(`cycle.state = 'opening' AND cycle.createdAt < now() - interval '5 seconds'`)
      .getMany();
    return rows.map(toCycle);
  }

  async savePack(hash: string, pack: PolicyPack): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(PolicyPackRow)
      .values({ hash, id: pack.id, content: JSON.stringify(pack) })
      .orIgnore()
      .execute();
  }

  async packOf(hash: string): Promise<PolicyPack> {
    const row = await this.manager.findOneByOrFail(PolicyPackRow, { hash });
    // Stored whole: inheritance was applied when the cycle was opened.
    return packSchema.parse(JSON.parse(row.content));
  }

  async confirmations(cycleId: string): Promise<readonly Confirmation[]> {
    const rows = await this.manager.find(CycleConfirmationRow, {
      where: { cycleId },
      order: { version: 'ASC' },
    });
    const letters = await this.guidanceLetters(cycleId);
    return [...rows.map(toConfirmation), ...letters.flatMap(confirmationsOf)].sort(
      (a, b) => a.version - b.version,
    );
  }

  async guidanceLetters(cycleId: string): Promise<readonly GuidanceLetter[]> {
    const rows = await this.manager.find(GuidanceLetterRow, {
      where: { cycleId },
      order: { version: 'ASC' },
    });
    return toGuidanceLetters(rows);
  }

  async addGuidanceLetter({ actorId, by, effectiveAt, ...letter }: NewGuidanceLetter): Promise<number> {
    const version = await this.nextRulesVersion(letter.cycleId);
    await this.manager.insert(GuidanceLetterRow, {
      ...letter,
      version,
      replaces: letter.replaces ?? null,
      recordedBy: actorId,
      recordedByName: by,
      recordedAt: new Date(effectiveAt),
    });
    return version;
  }

  async guidanceOf(
    cycleId: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<GuidanceRequest | undefined> {
    const row = await this.manager.findOneBy(GuidanceLetterRow, {
      cycleId,
      recordedBy: actorId,
      idempotencyKey,
    });
    if (row === null) return undefined;
    const { bodyDigest, effect, version } = row;
    return { bodyDigest, effect, version };
  }

  async addConfirmation(confirmation: NewConfirmation): Promise<Confirmation> {
    const { cycleId, figure, number, date, by, effectiveAt, actorId, idempotencyKey, bodyDigest } =
      confirmation;
    const version = await this.nextRulesVersion(cycleId);
    await this.manager.insert(CycleConfirmationRow, {
      cycleId,
      version,
      figure,
      number,
      date,
      confirmedBy: actorId,
      confirmedByName: by,
      confirmedAt: new Date(effectiveAt),
      idempotencyKey,
      bodyDigest,
    });
    return { figure, number, date, version, by, effectiveAt };
  }

  async confirmationDigest(
    cycleId: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<string | undefined> {
    const row = await this.manager.findOneBy(CycleConfirmationRow, {
      cycleId,
      confirmedBy: actorId,
      idempotencyKey,
    });
    return row?.bodyDigest;
  }

  private async nextRulesVersion(cycleId: string): Promise<number> {
    const [rows] = await this.manager.query<[{ version: number }[], number]>(
      `UPDATE cycle SET rules_version = rules_version + 1, changed_at = clock_timestamp()
        WHERE id = $1 RETURNING rules_version AS version`,
      [cycleId],
    );
    const version = rows[0]?.version;
    if (version === undefined) throw new Error(`cycle ${cycleId} is gone`);
    return version;
  }
}

const changesOf = (cycleId: string) => `changes/${cycleId}`;
const dateOrNull = (instant: string | undefined) => (instant === undefined ? null : new Date(instant));
