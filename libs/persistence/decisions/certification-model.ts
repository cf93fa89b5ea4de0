import { type DataSource, In } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type {
  CertificationModel,
  DecisionLine,
  DecisionModel,
  DecisionUnitLine,
  HeadLine,
  PageAfter,
  RegistrationCount,
  ResultFilter,
  ResultLine,
} from '#libs/application';
import { presentNaming } from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import { inScope, placeOfYear } from '../areas/in-scope.js';
import { CommandRow } from '../commands/command.rows.js';
import { FROM_OWN_RECORDS, hasLine, pastHandingIn } from '../unit-years/line-conditions.js';
import { toUnitYear } from '../unit-years/unit-year.mapper.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';
import { correctionsBy } from './correction.repository.js';
import { DecisionDocumentRow } from './decision.rows.js';
import { toDocument } from './decision-document.mapper.js';
import { latestHeads } from './latest-heads.js';

/** SQL: the cycle is $1, and the unit of `y` lies in the scope, whose code is $2. */
const seen = (scope: Scope): string => `y.cycle_id = $1 AND ${inScope(scope, placeOfYear('y'), '$2')}`;
const ITEMS = `decision_item i
  JOIN unit_year y ON y.cycle_id = i.cycle_id AND y.unit_id = i.unit_id
  JOIN command c ON c.id = i.command_id`;

interface Progress {
  readonly id: string;
  readonly total: number;
  readonly applied: number;
  readonly refused: number;
}

export class PostgresCertificationModel implements CertificationModel, DecisionModel {
  constructor(private readonly source: Pick<DataSource, 'manager'>) {}

  async decisions(
    cycleId: string,
    scope: Scope,
    { after, limit }: PageAfter,
  ): Promise<readonly DecisionLine[]> {
    const progress = await this.source.manager.query<Progress[]>(
      `SELECT i.document_id AS id, count(*)::int AS total,
              count(*) FILTER (WHERE c.status = 'applied')::int AS applied,
              count(*) FILTER (WHERE c.status = 'refused')::int AS refused
         FROM ${ITEMS} JOIN decision_document d ON d.id = i.document_id
        WHERE ${seen(scope)} AND ($3::uuid IS NULL OR (d.recorded_at, d.id) < (
          SELECT l.recorded_at, l.id FROM decision_document l WHERE l.id = $3::uuid))
        GROUP BY i.document_id, d.recorded_at ORDER BY d.recorded_at DESC, i.document_id DESC LIMIT $4`,
      [cycleId, scopeCode(scope), after ?? null, limit],
    );
    return this.lines(progress);
  }

  async decision(cycleId: string, scope: Scope, id: string): Promise<DecisionLine | undefined> {
    const progress = await this.source.manager.query<Progress[]>(
      `SELECT i.document_id AS id, count(*)::int AS total,
              count(*) FILTER (WHERE c.status = 'applied')::int AS applied,
              count(*) FILTER (WHERE c.status = 'refused')::int AS refused
         FROM ${ITEMS} WHERE ${seen(scope)} AND i.document_id = $3 GROUP BY 1`,
      [cycleId, scopeCode(scope), id],
    );
    return (await this.lines(progress))[0];
  }

  async decisionUnits(cycleId: string, scope: Scope, id: string): Promise<readonly DecisionUnitLine[]> {
    type Row = Omit<DecisionUnitLine, 'outcome'> & { readonly outcome: DecisionUnitLine['outcome'] | null };
    const rows = await this.source.manager.query<Row[]>(
      `SELECT i.unit_id AS "unitId", u.name AS "unitName", c.id AS "commandId", c.status, c.body, c.outcome
         FROM ${ITEMS} JOIN unit u ON u.id = i.unit_id
        WHERE ${seen(scope)} AND i.document_id = $3 ORDER BY i.unit_id`,
      [cycleId, scopeCode(scope), id],
    );
    return rows.map((row) => ({ ...row, outcome: row.outcome ?? undefined }));
  }

  async results(cycleId: string, scope: Scope, filter: ResultFilter): Promise<readonly ResultLine[]> {
    const values: unknown[] = [cycleId, scopeCode(scope), filter.limit];
    const value = (each: unknown) => `$${values.push(each)}`;
    const conditions = conditionsOf(filter, value);
    const found = await this.source.manager.query<{ id: string; name: string; communeName: string }[]>(
      `SELECT u.id, u.name, a.name AS "communeName"
         FROM unit_year y JOIN unit u ON u.id = y.unit_id JOIN area a ON a.code = y.commune_code
        WHERE ${seen(scope)} AND y.standing = 'inside' AND y.body_key IS NULL
          ${conditions.map((condition) => `AND ${condition}`).join('\n          ')}
        ORDER BY a.name, u.name, u.id LIMIT $3`,
      values,
    );
    const rows = await this.source.manager.findBy(UnitYearRow, {
      cycleId,
      unitId: In(found.map(({ id }) => id)),
    });
    const years = new Map(rows.map((row) => [row.unitId, row]));
    return found.flatMap(({ id, name, communeName }) => {
      const row = years.get(id);
      return row === undefined ? [] : [{ ...toUnitYear(row, name), communeName }];
    });
  }

  async registrations(
    cycleId: string,
    scope: Scope,
    stage: string | undefined,
  ): Promise<readonly RegistrationCount[]> {
    return this.source.manager.query<RegistrationCount[]>(
      `SELECT y.commune_code AS "communeCode", a.name AS "communeName", y.managed_by AS "managedBy",
              count(*)::int AS units,
              count(*) FILTER (WHERE y.standing = 'inside')::int AS inside,
              count(*) FILTER (WHERE r.movement)::int AS movement,
              count(*) FILTER (WHERE r.standard)::int AS standard,
              count(*) FILTER (WHERE r.exemplar)::int AS exemplar,
              count(*) FILTER (WHERE p.total IS NOT NULL)::int AS pledging,
              count(*) FILTER (WHERE p.pledged >= p.total)::int AS "fullyPledged",
              coalesce(sum(coalesce(p.total, u.subunits)) FILTER (WHERE y.standing = 'inside'), 0)::int AS subunits,
              coalesce(sum(p.pledged), 0)::int AS "pledgedSubunits"
         FROM unit_year y
         JOIN unit u ON u.id = y.unit_id
         JOIN area a ON a.code = y.commune_code
         LEFT JOIN unit_stage handed ON handed.cycle_id = y.cycle_id AND handed.unit_id = y.unit_id
          AND handed.stage = $3 AND handed.status IN ('submitted', 'done')
         LEFT JOIN submission s ON s.command_id = handed.command_id
         -- A paper that named no registration stood for the movement, and inside the standard for the standard.
         CROSS JOIN LATERAL (SELECT
           s.command_id IS NOT NULL AND coalesce((s.content->'registrations'->>'movement')::boolean, TRUE) AS movement,
           s.command_id IS NOT NULL AND y.standing = 'inside'
             AND coalesce((s.content->'registrations'->>'standard')::boolean,
                          NOT s.content ? 'registrations') AS standard,
           coalesce((s.content->'registrations'->>'exemplar')::boolean, FALSE) AS exemplar) r
         CROSS JOIN LATERAL (SELECT
           coalesce(y.pledge_total, (s.content->'registrations'->'pledges'->>'total')::int) AS total,
           coalesce(y.pledged, (s.content->'registrations'->'pledges'->>'pledged')::int) AS pledged) p
        WHERE ${seen(scope)} AND y.body_key IS NULL
        GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
      [cycleId, scopeCode(scope), stage ?? null],
    );
  }

  async heads(cycleId: string, unitIds: readonly string[]): Promise<readonly HeadLine[]> {
    return latestHeads(this.source.manager, cycleId, unitIds);
  }

  async bodies(commandIds: readonly string[]): Promise<ReadonlyMap<string, CommandBody>> {
    const rows = await this.source.manager.find(CommandRow, {
      where: { id: In([...commandIds]) },
      select: { id: true, body: true },
    });
    return new Map(rows.map((row) => [row.id, row.body]));
  }

  private async lines(progress: readonly Progress[]): Promise<readonly DecisionLine[]> {
    const rows = await this.source.manager.findBy(DecisionDocumentRow, {
      id: In(progress.map(({ id }) => id)),
    });
    const documents = new Map(rows.map((row) => [row.id, toDocument(row)]));
    const corrected = await correctionsBy(this.source.manager, 'documentId', [...documents.keys()]);
    return progress.flatMap(({ id, total, applied, refused }) => {
      const document = documents.get(id);
      if (document === undefined) return [];
      const corrections = corrected.get(id) ?? [];
      const { number, date, signer } = presentNaming(document, corrections);
      return [{ ...document, number, date, signer, total, applied, refused, corrections }];
    });
  }
}

/** What a filter asks of a year `y`, as SQL. */
function conditionsOf(filter: ResultFilter, value: (each: unknown) => string): readonly string[] {
  const { communeCode, recognised, classKey, notSubmitted, excluded, appeal, revocation, after } = filter;
  const decided = hasLine('s.recognised IS NOT NULL');
  const conditions: (string | false | undefined)[] = [
    communeCode !== undefined && `y.commune_code = ${value(communeCode)}`,
    recognised === 'yes' && hasLine('s.recognised'),
    recognised === 'no' && hasLine('NOT s.recognised'),
    recognised === 'pending' && `NOT ${decided}`,
    classKey !== undefined && hasLine(`s.class_key = ${value(classKey)}`),
    notSubmitted &&
      `(${hasLine(FROM_OWN_RECORDS)} OR NOT ${decided} AND ${hasLine(
        `s.stage = ${value(notSubmitted.stage)} AND ${pastHandingIn(value(notSubmitted.today))}`,
      )})`,
    excluded && hasLine(`${FROM_OWN_RECORDS} OR s.class_key = ANY(${value(excluded.classes)})`),
    appeal === 'any' && hasLine('s.appeal IS NOT NULL'),
    appeal === 'open' && hasLine(`s.appeal = 'waiting'`),
    revocation !== undefined && hasLine(`s.revocation = ${value(revocation)}`),
    filter.exemplar === true && 'y.exemplar IS NOT NULL',
    filter.awards === true && hasLine('s.awards'),
    after !== undefined &&
      `(a.name, u.name, u.id) > (
         SELECT la.name, lu.name, lu.id FROM unit_year ly
           JOIN unit lu ON lu.id = ly.unit_id JOIN area la ON la.code = ly.commune_code
          WHERE ly.cycle_id = $1 AND ly.unit_id = ${value(after)})`,
  ];
  return conditions.filter((condition) => typeof condition === 'string');
}
