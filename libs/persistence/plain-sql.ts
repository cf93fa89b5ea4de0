import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/**
 * Statements written out once, for what every command asks: the mapper makes a statement anew for each question, which
 * takes the process longer than the answer takes the database.
 */

interface Columns {
  readonly table: string;
  /** Columns of the table by the names of the row's properties. */
  readonly byProperty: ReadonlyMap<string, { readonly name: string; readonly isJson: boolean }>;
  /** SQL of all columns, by the alias of the table. */
  readonly selected: Map<string, string>;
}

const known = new WeakMap<object, Columns>();

function columnsOf<Row extends ObjectLiteral>(manager: EntityManager, row: EntityTarget<Row>): Columns {
  const key = row as object;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { tableName, columns } = manager.dataSource.getMetadata(row);
  const found = {
    table: `"${tableName}"`,
    byProperty: new Map(
      columns.map(({ propertyName, databaseName, type }) => [
        propertyName,
        { name: databaseName, isJson: type === 'jsonb' },
      ]),
    ),
    selected: new Map<string, string>(),
  };
  known.set(key, found);
  return found;
}

/** SQL list of all columns of a table, each under the name of its property, so that what comes back is the row. */
export function selected<Row extends ObjectLiteral>(
  manager: EntityManager,
  row: EntityTarget<Row>,
  alias: string,
): string {
  const columns = columnsOf(manager, row);
  const before = columns.selected.get(alias);
  if (before !== undefined) return before;
  const sql = [...columns.byProperty]
    .map(([property, { name }]) => `${alias}."${name}" AS "${property}"`)
    .join(', ');
  columns.selected.set(alias, sql);
  return sql;
}

/**
 * SQL that inserts one row, with its parameters; what is left out has the default of its column.
 *
 * @param told properties whose values the database tells, as SQL
 * @throws Error where a property is no column of the table
 */
export function inserting<Row extends ObjectLiteral>(
  manager: EntityManager,
  row: EntityTarget<Row>,
  values: { readonly [Property in keyof Row]?: unknown },
  told: { readonly [Property in keyof Row]?: string } = {},
): readonly [sql: string, parameters: readonly unknown[]] {
  const { table, byProperty } = columnsOf(manager, row);
  const columnOf = (property: string) => {
    const column = byProperty.get(property);
    if (column === undefined) throw new Error(`${table} has no column for ${property}`);
    return column;
  };
  const given = Object.entries(values).map(([property, value]) => {
    const { name, isJson } = columnOf(property);
    // The driver takes a list for an array of the database.
    const isText = isJson && value !== null && value !== undefined;
    return { name, parameter: isText ? JSON.stringify(value) : value };
  });
  const byDatabase = Object.entries(told).map(([property, sql]) => ({
    name: columnOf(property).name,
    sql: String(sql),
  }));
  const names = [...given, ...byDatabase].map(({ name }) => `"${name}"`);
  const parts = [...given.map((_, at) => `$${at + 1}`), ...byDatabase.map(({ sql }) => sql)];
  return [
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${parts.join(', ')})`,
    given.map(({ parameter }) => parameter),
  ];
}
