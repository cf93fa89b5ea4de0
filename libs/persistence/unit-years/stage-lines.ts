import type { StageLine } from '#libs/unit-year';

/** Columns of a line that come from the year's state and the rules, with their types. */
const LINE = {
  stage: 'text',
  in_pack: 'boolean',
  status: 'text',
  counted: 'text',
  round: 'integer',
  opens_day: 'date',
  due_day: 'date',
  grace_until: 'date',
  cut_off: 'date',
  late: 'boolean',
  effective_at: 'timestamptz',
  command_id: 'uuid',
  basis: 'text',
  recognised: 'boolean',
  class_key: 'text',
  appeal: 'text',
  revocation: 'text',
  awards: 'boolean',
  announced: 'boolean',
} as const;
type LineColumn = keyof typeof LINE;

const columns = Object.keys(LINE) as LineColumn[];
const typed = Object.entries(LINE).map(([name, type]) => `${name} ${type}`);

/**
 * SQL: writes the lines of years, over those that are there.
 *
 * @param year a table of rows of `unit_year`
 * @param lines the parameter with the lines as {@link linesJson} makes them
 */
export const writeLines = (year: string, lines: string): string => `
  INSERT INTO unit_stage (cycle_id, unit_id, commune_code, unit_kind, level, programme, standing, ${columns.join(', ')})
  SELECT year.cycle_id, year.unit_id, year.commune_code, year.unit_kind, year.managed_by,
         coalesce(year.body_key, 'standard'), year.standing, ${columns.map((name) => `line.${name}`).join(', ')}
    FROM ${year} AS year
    JOIN jsonb_to_recordset(${lines}::jsonb) AS line (unit_id text, ${typed.join(', ')}) ON line.unit_id = year.unit_id
   ORDER BY year.unit_id, line.stage
  ON CONFLICT (cycle_id, unit_id, stage) DO UPDATE SET
    ${['commune_code', 'unit_kind', 'level', 'programme', 'standing', ...columns.slice(1)]
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;

/** Lines of one or several years as one parameter. */
export const linesJson = (
  years: readonly { readonly unitId: string; readonly lines: readonly StageLine[] }[],
): string =>
  JSON.stringify(
    years.flatMap(({ unitId, lines }) => lines.map((line) => ({ unit_id: unitId, ...rowOf(line) }))),
  );

const rowOf = (line: StageLine): Readonly<Record<LineColumn, unknown>> => ({
  stage: line.stage,
  in_pack: line.inPack,
  status: line.status,
  counted: line.counted,
  round: line.round,
  opens_day: line.opensDay,
  due_day: line.dueDay,
  grace_until: line.graceUntil,
  cut_off: line.cutOff,
  late: line.late,
  effective_at: line.effectiveAt,
  command_id: line.commandId,
  basis: line.basis,
  recognised: line.recognised,
  class_key: line.classKey,
  appeal: line.appeal,
  revocation: line.revocation,
  awards: line.awards,
  announced: line.announced,
});
