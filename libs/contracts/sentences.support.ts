import type { RefusalEntry } from '#libs/refusals';

/** A value of each parameter as a client may meet it. */
const SAMPLES = {
  text: 'mẫu',
  flag: 'true',
  stage: 'Hồ sơ',
  day: '2026-11-20',
  level: 'xa',
  role: 'unit-head',
  roles: 'unit-head,appraiser',
  list: 'a, b',
} as const;

/** Every way in which a refusal may be filled: with each of its optional parameters, and without. */
export function fillings({ params }: RefusalEntry): Record<string, string>[] {
  return Object.entries(params).reduce<Record<string, string>[]>(
    (soFar, [name, kind]) => {
      const filled = soFar.map((each) => ({
        ...each,
        [name]: SAMPLES[kind.replace('?', '') as keyof typeof SAMPLES],
      }));
      return kind.endsWith('?') ? [...soFar, ...filled] : filled;
    },
    [{}],
  );
}
