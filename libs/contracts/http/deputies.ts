import { z } from 'zod';
import { email, grantId } from './accounts.js';
import { isoDay, isoInstant, list } from './answer.js';
import { day, text } from './fields.js';
import { routes } from './route.js';

const DEPUTY_CAPACITIES = ['deputyHead', 'delegate'] as const;

export const deputyBody = z
  .strictObject({
    /** An account that has a role at the unit. */
    account: z.uuid('không phải mã tài khoản').optional(),
    /** Whoever has none is invited. */
    person: z.strictObject({ name: text(120), email }).optional(),
    /** Cấp phó signs KT.; anybody else whom the head delegates by the paper signs TUQ. */
    capacity: z.enum(DEPUTY_CAPACITIES),
    /** The delegate's own position, under which they sign. */
    position: text(120).optional(),
    from: day,
    to: day,
    /** Paper by which the head names the deputy. */
    paper: text(200),
  })
  .refine(({ account, person }) => (account === undefined) !== (person === undefined), {
    message: 'cần đúng một trong hai: account hoặc person',
  })
  .refine(({ capacity, position }) => (capacity === 'delegate') === (position !== undefined), {
    message: 'người được ủy quyền (delegate) phải ghi chức vụ (position); cấp phó (deputyHead) thì không ghi',
  });
export type DeputyBody = z.infer<typeof deputyBody>;

export const deputyEndBody = z.strictObject({ paper: text(200) });
export type DeputyEndBody = z.infer<typeof deputyEndBody>;

export const deputiesAnswer = z.object({
  unitId: z.string(),
  deputies: list(
    z.object({
      id: z.string(),
      name: z.string(),
      /** For whom the deputy acts. */
      headName: z.string(),
      capacity: z.enum(DEPUTY_CAPACITIES),
      position: z.string().optional(),
      from: isoDay,
      to: isoDay.optional(),
      paper: z.string(),
      isInForce: z.boolean(),
      endedAt: isoInstant.optional(),
    }),
  ),
});
export type DeputiesAnswer = z.infer<typeof deputiesAnswer>;

/** Who acts for the head of a unit. */
export const DEPUTIES_ROUTES = routes({
  'GET /units/{unitId}/deputies': {
    summary: 'Những người được giao ký thay thủ trưởng đơn vị, cả đã kết thúc',
    answer: deputiesAnswer,
  },
  'POST /units/{unitId}/deputies': {
    takesKey: true,
    summary:
      'Thủ trưởng giao cấp phó ký thay (KT.), hoặc ủy quyền cho người khác (TUQ.), từ ngày đến ngày; hết thời gian tự kết thúc',
    body: deputyBody,
    answer: deputiesAnswer,
  },
  'POST /units/{unitId}/deputies/{grantId}/end': {
    takesKey: true,
    summary: 'Thủ trưởng kết thúc việc ký thay trước hạn',
    params: { grantId },
    body: deputyEndBody,
    answer: deputiesAnswer,
  },
});
