import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { epochMs, isIsoDate, startOfDay, toInstant } from '#libs/calendar';
import { CliError, EXIT, type ExitCode } from './cli.error.js';
import type { Context, GlobalOptions } from './context.js';

export type Handler<O, A extends readonly unknown[]> = (
  context: Context,
  options: O & GlobalOptions,
  ...args: A
) => Promise<ExitCode | undefined>;

/** Binds a command to what it does; the way it ends becomes the exit code of the program. */
export type Bind = <O, A extends readonly unknown[] = []>(command: Command, handler: Handler<O, A>) => void;

/** What every command that changes something takes: `--print` shows the request unsent, `--key` names it. */
export const sending = (command: Command) =>
  command
    .option('--print', 'chỉ in yêu cầu làm thay đổi dữ liệu, không gửi')
    .option('--key <khóa>', 'khóa Idempotency-Key (8–120 ký tự); gửi lại cùng khóa là cùng một thao tác');

/** A change of which the API tells what would happen: `--dry-run` asks that and changes nothing. */
export const changing = (command: Command) =>
  sending(command).option('--dry-run', 'chạy thử: hỏi máy chủ sẽ ra sao, không thay đổi gì');

/** The cycle and the unit that a command is about. */
export const aboutUnit = (command: Command) =>
  command
    .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
    .requiredOption('--unit <mã>', 'mã đơn vị');

export const paged = (command: Command) =>
  command
    .option('--limit <số>', 'số dòng tối đa (mặc định 50)', positive)
    .option('--all', 'lấy hết, không giới hạn số dòng')
    .option('--cursor <vị-trí>', 'xem tiếp từ vị trí mà lần trước báo');

/** A whole number from 1. */
export function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('Cần một số nguyên từ 1 trở lên.');
}

/** A day as `2026-03-10` or `10/03/2026`; answers `YYYY-MM-DD`. */
export function day(text: string): string {
  const people = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const iso = people
    ? `${people[3] ?? ''}-${(people[2] ?? '').padStart(2, '0')}-${(people[1] ?? '').padStart(2, '0')}`
    : text.trim();
  if (isIsoDate(iso)) return iso;
  throw new InvalidArgumentError('Cần một ngày có thật, ví dụ 2026-03-10 hoặc 10/03/2026.');
}

/** An instant: a day is its first moment, a time without a zone is Vietnamese time; answers ISO 8601 UTC. */
export function instant(text: string): string {
  const typed = text.trim();
  const shaped = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?$/.test(typed) ? `${typed}+07:00` : typed;
  try {
    return shaped.includes('T') ? toInstant(epochMs(shaped)) : startOfDay(day(shaped));
  } catch {
    throw new InvalidArgumentError(
      'Cần một thời điểm, ví dụ 2026-03-10 hoặc 2026-03-10T08:00 (giờ Việt Nam).',
    );
  }
}

/** How many communes (up to three digits), or their codes, which have more, separated by commas. */
export function communes(text: string): number | readonly string[] {
  if (/^\d{1,3}$/.test(text.trim())) return positive(text);
  const codes = text.split(',').map((code) => code.trim());
  if (codes.every((code) => /^\d{4,6}$/.test(code))) return codes;
  throw new InvalidArgumentError('Cần một số xã, phường, ví dụ 8, hoặc các mã, ví dụ 21211,21034.');
}

export function yesOrNo(text: string): boolean {
  const answer = text.trim().toLowerCase();
  if (['yes', 'có', 'co', 'true'].includes(answer)) return true;
  if (['no', 'không', 'khong', 'false'].includes(answer)) return false;
  throw new InvalidArgumentError('Cần yes (có) hoặc no (không).');
}

/** Items with commas between them: `4a,5d`. */
export const listed = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Collects `KEY=OPTION`, given once or more. */
export function choice(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
  throw new InvalidArgumentError('Cần dạng TÊN=LỰA-CHỌN.');
}

/** Bytes of a file that the person named. @throws CliError (usage) where it cannot be read */
export function fileBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const why =
      code === 'ENOENT' ? 'không có tệp này' : code === 'EISDIR' ? 'đây là thư mục' : 'không đọc được';
    throw new CliError(EXIT.usage, `Tệp ${file}: ${why}. Hãy xem lại đường dẫn.`);
  }
}

/** Copy without the fields that were not given. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
