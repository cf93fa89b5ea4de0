import type { EntityManager } from 'typeorm';
import type { SettledStep, WaitingRecords } from '#libs/application';

type EndedBy = Parameters<WaitingRecords['end']>[2];

/** Drafts before the head and requests for more time end by the same facts, so one statement asks for both. */
export class PostgresWaitingRecords implements WaitingRecords {
  constructor(private readonly manager: EntityManager) {}

  async end(cycleId: string, settled: readonly SettledStep[], by: EndedBy): Promise<void> {
    const { at, byName, sent, granted } = by;
    await this.manager.query(
      `WITH settled AS (
         SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::uuid[]) AS step (unit_id, stage, what, command_id)
       ), drafts AS (
         UPDATE presented_draft draft
            SET state = CASE WHEN draft.digest = $8 THEN 'sent' ELSE 'overtaken' END,
                ended_at = $6, ended_by = $7, command_id = settled.command_id
           FROM settled
          WHERE draft.cycle_id = $1 AND draft.state = 'waiting' AND settled.what = 'both'
            AND draft.unit_id = settled.unit_id AND draft.stage = coalesce(settled.stage, draft.stage)
       )
       UPDATE extension_request request
          SET state = CASE WHEN request.id = $9 THEN 'granted' ELSE 'overtaken' END,
              ended_at = $6, ended_by = $7, command_id = settled.command_id,
              end_reason = CASE WHEN request.id = $9 THEN $10 END,
              given_until = CASE WHEN request.id = $9 THEN $11::date END,
              document_number = CASE WHEN request.id = $9 THEN $12 END,
              document_date = CASE WHEN request.id = $9 THEN $13::date END
         FROM settled
        WHERE request.cycle_id = $1 AND request.state = 'open'
          AND request.unit_id = settled.unit_id AND request.stage = coalesce(settled.stage, request.stage)`,
      [
        cycleId,
        ...columnsOf(settled),
        ...[new Date(at), byName, sent ?? null],
        ...[granted?.id, granted?.reason, granted?.until, granted?.number, granted?.date].map(
          (value) => value ?? null,
        ),
      ],
    );
  }
}

const columnsOf = (settled: readonly SettledStep[]): readonly unknown[] => [
  settled.map(({ unitId }) => unitId),
  settled.map(({ stage }) => stage ?? null),
  settled.map(({ what }) => what),
  settled.map(({ commandId }) => commandId),
];
