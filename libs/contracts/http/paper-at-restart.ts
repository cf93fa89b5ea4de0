import { z } from 'zod';
import { isoDay } from './answer.js';

/** A paper that lies at the office while its step begins anew. */
export const paperAtRestart = z.object({
  arrivalNumber: z.string(),
  arrivedOn: isoDay,
  /** Whether its content is entered in the next round; false where the paper of that step is asked for anew. */
  kept: z.boolean(),
});

/**
 * What becomes of it, by number and day.
 *
 * @param arrived ngày đến as people read it
 */
export const paperAtRestartText = (
  { arrivalNumber, kept }: Pick<z.infer<typeof paperAtRestart>, 'arrivalNumber' | 'kept'>,
  arrived: string,
): string =>
  `văn bản giấy số đến ${arrivalNumber}, ngày đến ${arrived}: ${
    kept
      ? 'giữ tại cơ quan nhận, chờ nhập nội dung, không phải gửi lại'
      : 'thôi chờ nhập nội dung, phải gửi lại'
  }`;
