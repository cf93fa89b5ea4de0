import { z } from 'zod';
import { day, reason, text } from './command-bodies.js';

const code = z.string().trim().min(1).max(120);

/**
 * One row of the table by which subjects find their new place. `from` is a unit, a commune, a district, or a level
 * (`huyen`); the most particular row counts. Without `from` the units of the commune `to` join the cycle, `*` for those of
 * every commune in force.
 */
const mappingRow = z
  .strictObject({
    from: code.optional(),
    to: code.optional(),
    level: z.enum(['tinh', 'huyen', 'xa'], 'phải là tinh, huyen hoặc xa').optional(),
  })
  .refine(
    ({ from, to, level }) =>
      from === undefined ? to !== undefined && level === undefined : (to ?? level) !== undefined,
    'cần nơi mới hoặc cấp quản lý mới; dòng không có mã cũ cần mã xã mới',
  );

/** Body of `POST …/migrations`: a running cycle goes on under another pack from a day on, by a document. */
export const migrationBody = z.strictObject({
  policy: z.string().regex(/^[a-z0-9-]{1,60}$/, 'không phải mã gói quy định'),
  from: day,
  number: text(60),
  date: day,
  reason,
  /** Last day for whatever would be late at once; without it papers of passed days are asked of nobody. */
  until: day.optional(),
  areas: z.array(mappingRow).max(5_000).default([]),
  /** Digest that the dry run answered; compulsory for the migration itself. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'phải là mã của lần chạy thử')
    .optional(),
});
export type MigrationBody = z.infer<typeof migrationBody>;
export type MappingRow = MigrationBody['areas'][number];
