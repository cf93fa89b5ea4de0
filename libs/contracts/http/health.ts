import { z } from 'zod';
import { list } from './answer.js';
import { routes } from './route.js';

/** One part of the system as `doctor` shows it. */
export const partAnswer = z.object({
  key: z.enum(['api', 'postgresql', 'temporal', 'worker-cycle', 'worker-mail', 'smtp']),
  name: z.string(),
  ok: z.boolean(),
  /** Vietnamese: what was seen, and what to do when it is down. */
  detail: z.string(),
  tookMs: z.number(),
});
export type PartAnswer = z.infer<typeof partAnswer>;

/** GET /health/parts (no token needed); status 200 whatever is down. */
export const healthAnswer = z.object({
  ok: z.boolean(),
  parts: list(partAnswer),
});
export type HealthAnswer = z.infer<typeof healthAnswer>;

/** How the parts of the system are. */
export const HEALTH_ROUTES = routes({
  'GET /healthz': {
    summary: 'API còn sống',
    isOpen: true,
    isRoot: true,
    answer: z.object({ ok: z.boolean() }),
  },
  'GET /readyz': {
    summary: 'API và cơ sở dữ liệu sẵn sàng nhận thao tác',
    isOpen: true,
    isRoot: true,
    answer: z.object({ ok: z.boolean() }),
    statuses: [200, 503],
  },
  'GET /health/parts': {
    summary: 'Từng bộ phận của hệ thống',
    isOpen: true,
    answer: healthAnswer,
  },
});
