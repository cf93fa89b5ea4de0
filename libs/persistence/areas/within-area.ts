/**
 * SQL: the area in `column` is the one in parameter `code`, or a commune of it where that is a district; everything
 * where the parameter is null. A commune is nobody's parent, so one condition serves both.
 */
export const withinArea = (column: string, code: string): string =>
  `(${code}::text IS NULL OR ${column} = ${code} OR ${column} IN (SELECT code FROM area WHERE parent_code = ${code}))`;
