import type { RehearsalAnswer } from '#libs/contracts/http';

const WORDS: Readonly<Record<keyof RehearsalAnswer['waitingFor'], string>> = {
  commands: 'lệnh chưa có kết quả',
  mails: 'thư đang gửi',
  calendar: 'việc của lịch',
  reminders: 'lượt nhắc',
  escalations: 'thư hỏng chưa báo',
};

/** What a clock that stands still waits for, in Vietnamese, each with its number. */
export function waitingWords(waitingFor: RehearsalAnswer['waitingFor']): string {
  const left = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((what) => waitingFor[what] > 0)
    .map((what) => `${waitingFor[what]} ${WORDS[what]}`);
  return left.join(', ') || 'không rõ';
}
