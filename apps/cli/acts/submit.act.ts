import type { Command } from 'commander';
import { readAnswers } from '../answers-file.js';
import { usageError } from '../cli.error.js';
import { choice, day, given, listed } from '../options.js';
import { readingLines } from '../print/list-reading.js';
import { readSheet } from '../sheet-file.js';
import { type StageOptions, unitAct, withStage } from './unit-act.js';

/** What a step of a unit hands in, as it is typed. */
export interface PaperOptions extends StageOptions {
  readonly sheet?: string;
  readonly gap?: Record<string, string>;
  readonly paperNumber?: string;
  readonly paperDate?: string;
  readonly summary?: string;
  readonly register?: readonly string[];
  readonly pledges?: string;
  readonly dossier?: DossierItem[];
  readonly answers?: string;
}

interface SubmitOptions extends PaperOptions {
  readonly onBehalf?: boolean;
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
  readonly scan?: string;
}

/** Handing in one stage, or entering a paper that came on paper. */
export const submit = unitAct<SubmitOptions>({
  name: 'submit',
  description: 'gửi một bước của đơn vị (thủ trưởng), hoặc nhập thay văn bản giấy',
  role: ({ onBehalf }) => (onBehalf === true ? undefined : 'unit-head'),
  options: (command) =>
    withPaper(command)
      .option(
        '--on-behalf',
        'nhập thay văn bản giấy; bỏ --arrival-number, --arrived-on khi đã ghi nhận bằng antq paper receive',
      )
      .option('--arrival-number <số>', 'số đến')
      .option('--arrived-on <ngày>', 'ngày đến; trễ hay đúng hạn tính theo ngày này', day)
      .option('--scan <tệp>', 'tên bản quét của văn bản'),
  body: async (options, note) => ({
    kind: 'submit',
    stage: options.stage,
    ...(await paperOf(options, note)),
    ...given({ onBehalf: onBehalfOf(options) }),
  }),
});

/** The stage, and what is handed in at it. */
export const withPaper = (command: Command): Command =>
  withStage(command)
    .option('--sheet <tệp>', 'bảng điểm .json, .csv, .xlsx hoặc .ods (mẫu: antq score template)')
    .option('--gap <tên=lựa-chọn>', 'lựa chọn cho trường hợp chưa rõ; dùng được nhiều lần', choice)
    .option('--paper-number <số>', 'số văn bản')
    .option('--paper-date <ngày>', 'ngày văn bản', day)
    .option('--summary <nội-dung>', 'trích yếu')
    .option(
      '--register <loại>',
      'ở bước đăng ký: movement,standard,exemplar (phong trào, tiêu chuẩn, điển hình)',
      listed,
    )
    .option('--pledges <đã/tổng>', 'ở bước đăng ký: số phòng, ban, tổ, đội cam kết, ví dụ 9/10')
    .option(
      '--dossier <mục=số@ngày>',
      'ở bước hồ sơ: thành phần và văn bản, ví dụ bien-ban=3/BB@2026-11-12; dùng được nhiều lần',
      dossierItem,
    )
    .option(
      '--answers <tệp>',
      'ở bước báo cáo có mẫu: tệp trả lời theo nhiệm vụ (mẫu: antq report form --out)',
    );

/** What is handed in, as commands and drafts have it. */
export async function paperOf(options: PaperOptions, note: (text: string) => void) {
  const sheet = options.sheet === undefined ? undefined : await readSheet(options.sheet, 'self');
  readingLines(note, sheet?.reading);
  const paper = given({ number: options.paperNumber, date: options.paperDate, summary: options.summary });
  return given({
    paper: Object.keys(paper).length === 0 ? undefined : paper,
    registrations: registrationsOf(options),
    dossier: options.dossier,
    sheet: sheet?.lines,
    gapChoices: mergedChoices(sheet?.gapChoices, options.gap),
    ...(options.answers === undefined ? {} : readAnswers(options.answers)),
  });
}

/** What the file of the sheet says, changed by what the command line says. */
export function mergedChoices(
  inFile: Readonly<Record<string, string>> | undefined,
  typed: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  return inFile === undefined && typed === undefined ? undefined : { ...inFile, ...typed };
}

function onBehalfOf(options: SubmitOptions) {
  const { arrivalNumber, arrivedOn, scan } = options;
  if (options.onBehalf !== true) {
    if (arrivalNumber === undefined && arrivedOn === undefined && scan === undefined) return undefined;
    throw usageError(
      '--arrival-number, --arrived-on và --scan chỉ dùng khi nhập thay. Hãy thêm --on-behalf.',
    );
  }
  if ((arrivalNumber === undefined) !== (arrivedOn === undefined)) {
    throw usageError(
      'Số đến và ngày đến phải đi cùng nhau: --arrival-number và --arrived-on. Bỏ cả hai khi văn bản đã được ghi nhận.',
    );
  }
  return given({ arrivalNumber, arrivedOn, scan });
}

interface DossierItem {
  readonly item: string;
  readonly number: string;
  readonly date: string;
}

/** Collects `bien-ban=3/BB@2026-11-12`, given once or more. */
function dossierItem(text: string, before: readonly DossierItem[] = []): DossierItem[] {
  const match = /^([^=]+)=(.+)@([^@]+)$/.exec(text);
  if (match === null)
    throw usageError(`"${text}" chưa đúng dạng mục=số@ngày, ví dụ bien-ban=3/BB@2026-11-12.`);
  const [, item = '', number = '', date = ''] = match;
  return [...before, { item, number, date: day(date) }];
}

/** `9/10` as pledged and total. */
export function pledgesOf(text: string): { readonly pledged: number; readonly total: number } {
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(text.trim());
  if (match === null) throw usageError(`"${text}" chưa đúng dạng đã/tổng, ví dụ 9/10.`);
  return { pledged: Number(match[1]), total: Number(match[2]) };
}

function registrationsOf({ register, pledges }: PaperOptions) {
  if (register === undefined && pledges === undefined) return undefined;
  const known = ['movement', 'standard', 'exemplar'];
  const unknown = (register ?? []).filter((each) => !known.includes(each));
  if (unknown.length > 0) {
    throw usageError(`--register chỉ nhận ${known.join(', ')}; không nhận ${unknown.join(', ')}.`);
  }
  const has = (kind: string) => (register === undefined ? kind !== 'exemplar' : register.includes(kind));
  return {
    movement: has('movement'),
    standard: has('standard'),
    exemplar: has('exemplar'),
    ...given({ pledges: pledges === undefined ? undefined : pledgesOf(pledges) }),
  };
}
