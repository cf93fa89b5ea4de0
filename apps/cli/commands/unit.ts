import type { Command } from 'commander';
import {
  type ImportAnswer,
  NOT_WAITED_FOR,
  PAST_SUGGESTED,
  RECEIVED_ON_PAPER,
  type ReportFigures,
  type UnitAnswer,
  type UnitQuery,
  type UnitStageAnswer,
  type UnitYearAnswer,
  type UnitYearListQuery,
  type UnitYearRowAnswer,
} from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT, usageError } from '../cli.error.js';
import type { Context, PageOptions } from '../context.js';
import { listUpload, type SheetOption, withSheet } from '../list-upload.js';
import { type Bind, changing, paged } from '../options.js';
import { certificationLines } from '../print/certification.js';
import { readingLines } from '../print/list-reading.js';
import { registerLines } from '../print/register-text.js';
import {
  ASSUMED_NOTE,
  assumedMark,
  contactWord,
  dayText,
  dueText,
  formatNumber,
  instantText,
  kindWord,
  levelWord,
  markedDay,
  sizeWord,
  stageWord,
  yearWord,
} from '../print/words.js';
import { mailSummary } from './mail.js';

/** The newest mails of a unit; `mail list` has them all. */
const MAILS_SHOWN = 10;

/** A province's whole list is read, checked and written within one request. */
const IMPORT_PATIENCE_MS = 300_000;

interface ImportOptions extends SheetOption {
  readonly commune?: string;
  readonly asKnown?: string;
  readonly asNew?: string;
  readonly dryRun?: boolean;
  readonly key?: string;
}

interface ListOptions extends PageOptions {
  readonly search?: string;
  readonly commune?: string;
  /** `body` goes with a cycle. */
  readonly kind?: UnitYearListQuery['kind'];
  readonly cycle?: string;
  readonly standing?: UnitQuery['standing'];
}

export function addUnitCommands(program: Command, bind: Bind): void {
  const unit = program.command('unit').description('đơn vị: nhập danh sách, tìm, xem');

  const importing = changing(
    withSheet(
      unit
        .command('import')
        .description(
          'nhập danh sách đơn vị từ tệp CSV hoặc bảng tính; dòng sai được nêu tên và bỏ qua, dòng đúng vẫn nhập',
        )
        .argument('<tệp>', 'tệp .csv, .xlsx hoặc .ods')
        .option('--commune <mã>', 'mã xã, phường cho danh sách không có cột này')
        .option('--as-known <mã,…>', 'các mã được hỏi là đơn vị đã có (hoặc all: mọi mã được hỏi)')
        .option('--as-new <mã,…>', 'các mã được hỏi là đơn vị mới (hoặc all: mọi mã được hỏi)'),
    ),
  );
  bind<ImportOptions, [string]>(importing, async (context, options, file) => {
    const { commune, asKnown, asNew, dryRun, sheet } = options;
    const { upload, query } = listUpload(file, sheet);
    const answer = await context.client().call('POST /units/imports', {
      query: { ...query, dryRun: dryRun === true, commune, asKnown, asNew },
      upload,
      key: keyOf(options),
      timeoutMs: IMPORT_PATIENCE_MS,
    });
    context.show(answer, () => importLines(context, answer));
    const isWhole = answer.problems.length === 0 && answer.questions.length === 0;
    return isWhole ? EXIT.ok : EXIT.refused;
  });

  const list = paged(
    unit
      .command('list')
      .description('danh sách đơn vị; thêm --cycle để xem từng đơn vị đang ở bước nào')
      .option('--search <chữ>', 'tìm theo tên hoặc mã, không cần dấu')
      .option('--commune <mã>', 'chỉ đơn vị ở xã, phường này')
      .option(
        '--kind <loại>',
        'co-quan, co-so-giao-duc hoặc doanh-nghiep; với --cycle còn có body (cơ quan có báo cáo riêng)',
      )
      .option('--cycle <mã>', 'trong chu kỳ này')
      .option('--standing <diện>', 'inside (trong năm) hoặc outside (ngoài tiêu chuẩn); cần --cycle'),
  );
  bind<ListOptions>(list, async (context, options) => {
    const { search, commune, kind, standing, cycle } = options;
    if (standing !== undefined && cycle === undefined) throw usageError('--standing cần đi cùng --cycle.');
    const client = context.client();
    if (cycle !== undefined) {
      const request = { params: { cycleId: cycle }, query: { search, commune, kind, standing } };
      const page = await context.pages(client, 'GET /cycles/{cycleId}/units', request, options);
      context.show(page, ({ items, next }) => {
        yearRows(context, items);
        context.more(next);
      });
      return EXIT.ok;
    }
    if (kind === 'body') throw usageError('--kind body cần đi cùng --cycle.');
    const page = await context.pages(client, 'GET /units', { query: { search, commune, kind } }, options);
    context.show(page, ({ items, next }) => {
      context.table(
        ['Mã', 'Tên', 'Loại', 'Xã, phường', 'Cấp quản lý', 'Thư điện tử'],
        items.map((row) => [
          row.id,
          row.name,
          kindWord(row.kind),
          row.communeName,
          levelWord(row.managedBy),
          row.email ?? '–',
        ]),
      );
      context.line(`${formatNumber(items.length)} đơn vị`);
      context.more(next);
    });
    return EXIT.ok;
  });

  const show = unit
    .command('show')
    .description('một đơn vị; thêm --cycle để xem các bước, hạn và những gì đã làm trong năm')
    .argument('<mã>', 'mã đơn vị')
    .option('--cycle <mã>', 'trong chu kỳ này');
  bind<{ cycle?: string }, [string]>(show, async (context, options, code) => {
    const client = context.client();
    if (options.cycle === undefined) {
      const found = await client.call('GET /units/{unitId}', { params: { unitId: code } });
      context.show(found, (answer) => unitLines(context, answer));
      return EXIT.ok;
    }
    const params = { cycleId: options.cycle, unitId: code };
    const answer = await client.call('GET /cycles/{cycleId}/units/{unitId}', { params });
    if (context.json) {
      context.printJson(answer);
      return EXIT.ok;
    }
    const query = { cycle: options.cycle, unit: code, limit: MAILS_SHOWN };
    const mails = await client.call('GET /messages', { query });
    yearLines(context, answer);
    if (answer.unit.kind !== 'body') {
      registerLines(context, await client.call('GET /cycles/{cycleId}/units/{unitId}/registers', { params }));
    }
    mailSummary(context, mails.items, `antq mail list --cycle ${options.cycle} --unit ${code}`);
    return EXIT.ok;
  });
}

function importLines(context: Context, answer: ImportAnswer): void {
  const { rowsRead, inserted, updated, unchanged, problems, questions, changes, reading, dryRun } = answer;
  context.line(
    `${dryRun ? 'Chạy thử, chưa ghi gì: đ' : 'Đ'}ọc ${formatNumber(rowsRead)} dòng; thêm ${formatNumber(inserted)}, sửa ${formatNumber(updated)}, giữ nguyên ${formatNumber(unchanged)}.`,
  );
  readingLines((text) => context.line(text), reading);
  if (changes.length > 0) {
    context.line(`${formatNumber(changes.length)} đơn vị đã có ${dryRun ? 'sẽ ' : ''}được sửa:`);
    context.table(
      ['Mã', 'Tên', 'Mục', 'Trước', 'Sau'],
      changes.flatMap(({ unit, name, fields }) =>
        fields.map(({ label, before, after }) => [unit, name, label, before || '–', after || '–']),
      ),
    );
  }
  if (questions.length > 0) {
    context.line(`${formatNumber(questions.length)} dòng chờ trả lời, chưa nhập (--as-known hoặc --as-new):`);
    for (const { place, message } of questions) context.line(`  - ${place}: ${message}`);
  }
  if (problems.length === 0) return;
  context.line(`${formatNumber(problems.length)} chỗ cần sửa; các dòng này không được nhập:`);
  context.table(
    ['Dòng', 'Cột', 'Cần sửa'],
    problems.map(({ place, message }) => {
      const parts = /^dòng (\d+)(?:, cột (.+))?$/iu.exec(place.normalize('NFC'));
      return parts
        ? [parts[1] ?? '', (parts[2] ?? '–').replace(/^["“]|["”]$/g, ''), message]
        : ['–', place, message];
    }),
    [0],
  );
}

function yearRows(context: Context, items: readonly UnitYearRowAnswer[]): void {
  context.table(
    ['Mã', 'Tên', 'Loại', 'Xã, phường', 'Đang ở bước', 'Vòng', 'Phân loại'],
    items.map((row) => [
      row.unitId,
      row.name,
      kindWord(row.kind),
      row.communeName,
      row.standing === 'outside'
        ? `ngoài tiêu chuẩn: ${(row.standingReason ?? '').split(': ')[0] ?? ''}`
        : `${row.current ?? 'hết các bước'}${row.status === 'open' ? '' : ` (${yearWord(row.status)})`}`,
      String(row.round),
      row.class ?? '–',
    ]),
    [5],
  );
  context.line(`${formatNumber(items.length)} đơn vị`);
}

function unitLines(context: Context, unit: UnitAnswer): void {
  context.line(`${unit.name} (${unit.id})`);
  context.line(
    `${kindWord(unit.kind)} (${unit.subKind}), ${unit.communeName}, cấp ${levelWord(unit.managedBy)} quản lý, quy mô ${sizeWord(unit.size)}`,
  );
  context.line(
    `${formatNumber(unit.headcount)} người, ${formatNumber(unit.subunits)} phòng, ban, tổ, đội${unit.students > 0 ? `, ${formatNumber(unit.students)} học sinh, sinh viên` : ''}`,
  );
  if (unit.superior !== undefined) context.line(`Cơ quan chủ quản: ${unit.superior}`);
  context.line(`Thư điện tử: ${unit.email ?? '–'}`);
  context.table(
    ['Người liên hệ', 'Vai trò', 'Thư điện tử', 'Điện thoại'],
    unit.contacts.map(({ name, role, email, phone }) => [
      name,
      contactWord(role),
      email ?? '–',
      phone ?? '–',
    ]),
  );
}

function yearLines(context: Context, year: UnitYearAnswer): void {
  context.line(
    `${year.unit.name} (${year.unit.id}), chu kỳ ${year.cycleId}, hiện là ${instantText(year.now, true)}`,
  );
  if (year.standing === 'outside') {
    context.line(`Ngoài tiêu chuẩn. ${year.standingReason ?? ''}.`);
  } else {
    context.line(`Vòng ${year.round}, ${yearWord(year.status)}${year.over ? ', đã hết các bước' : ''}`);
  }
  context.table(
    ['Bước', 'Mã', 'Hết ngày', 'Nhận đến', 'Tình trạng', 'Lúc'],
    year.stages.map((stage) => [
      stage.name,
      stage.stage,
      dueText(stage.due, '\n'),
      markedDay(stage.cutOff, stage.cutOffAssumed),
      `${stageState(context, stage)}${sentText(stage)}`,
      instantText(stage.effectiveAt).replace(' ', '\n'),
    ]),
  );
  const marked =
    year.class?.assumed === true ||
    year.stages.some(
      (stage) =>
        stage.due?.status === 'assumed' ||
        stage.cutOffAssumed === true ||
        (stage.opensAssumed === true && stage.standing === 'ahead'),
    );
  if (marked) context.line(ASSUMED_NOTE);
  if (year.notSubmitted)
    context.line('Kết quả hồ sơ: Không nộp (cấp trên chấm theo hồ sơ, tài liệu của mình).');
  if (year.recognised !== undefined) {
    context.line(`“${year.standard}”: ${year.recognised ? 'được công nhận' : 'không được công nhận'}`);
  }
  if (year.class !== undefined) {
    const { name, total, assumed, excludedFromAwards } = year.class;
    const excluded = excludedFromAwards ? ', không xét thi đua, khen thưởng' : '';
    context.line(`Phân loại: ${name}${assumedMark(assumed)}, ${formatNumber(total)} điểm${excluded}`);
  }
  for (const text of certificationLines(year)) context.line(text);
  if (year.history.length === 0) return;
  context.line('Những gì đã làm:');
  context.table(
    ['Lúc', 'Vòng', 'Việc', 'Người làm'],
    year.history.map(({ effectiveAt, round, text, actorName }) => [
      instantText(effectiveAt),
      String(round),
      text,
      actorName,
    ]),
    [1],
  );
  const reports = year.history.flatMap(({ figures }) => (figures === undefined ? [] : [figures]));
  for (const figures of reports) context.line(figuresText(figures));
  const markedClass = reports.some(({ classes }) => classes.some(({ assumed }) => assumed === true));
  if (markedClass && !marked) context.line(ASSUMED_NOTE);
}

/** What one report of a body stood on. */
function figuresText(figures: ReportFigures): string {
  const kind = figures.provisional ? 'tạm tính' : 'chính thức';
  const classes = figures.classes
    .map(({ name, assumed, units }) => `${name}${assumedMark(assumed === true)} ${formatNumber(units)}`)
    .join(', ');
  return (
    `Số liệu ${kind} đến ${instantText(figures.asOf)}: ${formatNumber(figures.units)} đơn vị; ` +
    `công nhận ${formatNumber(figures.recognised)}, không công nhận ${formatNumber(figures.notRecognised)}; ` +
    `${classes}; Không nộp ${formatNumber(figures.notSubmitted)}.`
  );
}

/** `đã nhận giấy, chờ nhập nội dung (số đến 118, ngày 03/11/2026)`. */
function receiptText(context: Context, { receipt }: UnitStageAnswer): string {
  if (receipt === undefined) return RECEIVED_ON_PAPER;
  const came = `số đến ${receipt.arrivalNumber}, ngày ${dayText(receipt.arrivedOn)}`;
  const late = context.lateText(receipt);
  return `${RECEIVED_ON_PAPER} (${came})${late === undefined ? '' : `, ${late}`}`;
}

/** What the unit says that it has sent, beside where the step stands; empty once it was handed in or has come. */
function sentText({ announced, receipt, standing }: UnitStageAnswer): string {
  if (announced === undefined || receipt !== undefined || standing === 'done') return '';
  return `; đơn vị báo đã gửi giấy số ${announced.number} ngày ${dayText(announced.date)}`;
}

function stageState(context: Context, stage: UnitStageAnswer): string {
  const word = stageWord(stage.status);
  const marked = (mark: string) => `${word}, ${context.paint('red', mark)}`;
  switch (stage.standing) {
    case 'done':
      return [word, context.lateText(stage)].filter((each) => each !== undefined).join(', ');
    case 'received':
      return receiptText(context, stage);
    case 'overdue':
      return marked('QUÁ HẠN');
    case 'pastSuggested':
      return `${word}, ${PAST_SUGGESTED}`;
    case 'notSubmitted':
    case 'closed':
      return NOT_WAITED_FOR[stage.standing];
    case 'ahead':
      return `mở từ ${markedDay(stage.opens, stage.opensAssumed)}`;
    case 'working':
    case 'returned':
    case 'waived':
      return word;
  }
}
