import type { Command } from 'commander';
import type {
  RegistrationCountsAnswer,
  RegistrationsAnswer,
  ResultQuery,
  ResultRowAnswer,
} from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context, PageOptions } from '../context.js';
import { type Bind, given, paged } from '../options.js';
import { cycleIdInView } from '../present-cycle.js';
import { exclusionWord } from '../print/result-plan.js';
import { ASSUMED_NOTE, assumedMark, dayText, formatNumber, levelWord } from '../print/words.js';

interface ListOptions extends PageOptions {
  readonly cycle?: string;
  readonly commune?: string;
}

interface ResultOptions extends ListOptions {
  readonly recognised?: ResultQuery['recognised'];
  readonly class?: string;
  readonly appeal?: ResultQuery['appeal'];
  readonly revocation?: ResultQuery['revocation'];
}

const inArea = (command: Command) =>
  paged(
    command
      .option('--cycle <mã>', 'mã chu kỳ; nếu không có: chu kỳ đang chạy')
      .option('--commune <mã>', 'chỉ xã, phường này'),
  );

/** Lists of results: both axes, who handed nothing in, the second track, complaints, registrations. */
export function addResultCommands(program: Command, bind: Bind): void {
  const list = program.command('list').description('các danh sách kết quả của chu kỳ');
  const results = inArea(
    list
      .command('results')
      .description('kết quả từng đơn vị; công nhận và phân loại là hai trục, lọc được theo cả hai')
      .option('--recognised <yes|no|pending>', 'được công nhận, không được, hoặc chưa quyết định')
      .option('--class <mã>', 'mã loại, ví dụ tot')
      .option('--revocation <tình-trạng>', 'proposed: đang đề nghị thu hồi; revoked: đã thu hồi'),
  );
  bind<ResultOptions>(results, (context, options) => {
    const { recognised, class: classKey, revocation } = options;
    return rows(context, options, given({ recognised, class: classKey, revocation }), 'Kết quả');
  });

  const fixed: readonly [string, string, string, Filter][] = [
    [
      'not-submitted',
      'các đơn vị không nộp hồ sơ, đã hết thời gian tiếp nhận',
      'Không nộp',
      { notSubmitted: true },
    ],
    [
      'exemplars',
      'các đơn vị được đề nghị, được xét điển hình về phong trào',
      'Điển hình về phong trào',
      { exemplar: true },
    ],
    [
      'appeals',
      'các khiếu nại đang chờ trả lời, kèm số ngày còn lại',
      'Khiếu nại chờ trả lời',
      { appeal: 'open' },
    ],
    ['revoked', 'các đơn vị bị thu hồi công nhận', 'Bị thu hồi công nhận', { revocation: 'revoked' }],
  ];
  for (const [name, description, title, query] of fixed) {
    bind<ListOptions>(inArea(list.command(name).description(description)), (context, options) =>
      rows(context, options, query, title),
    );
  }

  const heads = inArea(
    list
      .command('heads')
      .description('kết quả phục vụ xếp loại người đứng đầu, theo thời gian giữ chức; không xếp loại ai'),
  );
  bind<ListOptions>(heads, async (context, options) => {
    const { client, request } = await inView(context, options);
    const page = await context.pages(client, 'GET /cycles/{cycleId}/heads', request, options);
    context.show(page, ({ items, next }) => {
      context.table(
        ['Mã', 'Đơn vị', 'Người đứng đầu', 'Từ', 'Đến', 'Số ngày trong kỳ', 'Kết quả', 'Phân loại'],
        items.map((row) => [
          row.unitId,
          row.unitName,
          row.head === '' ? 'chưa ghi thời gian giữ chức' : row.head,
          dayText(row.from),
          row.from === undefined ? '–' : row.to === undefined ? 'nay' : dayText(row.to),
          row.days === undefined ? '–' : String(row.days),
          recognisedWord(row),
          className(row),
        ]),
        [5],
      );
      if (items.some((row) => row.class?.assumed === true)) context.line(ASSUMED_NOTE);
      context.more(next);
    });
    return EXIT.ok;
  });

  const registrations = list
    .command('registrations')
    .description('bốn đăng ký, đếm riêng: phong trào, tiêu chuẩn, cam kết của phòng ban, điển hình')
    .option('--cycle <mã>', 'mã chu kỳ; nếu không có: chu kỳ đang chạy');
  bind<{ cycle?: string }>(registrations, async (context, options) => {
    const client = context.client();
    const cycle = await cycleIdInView(client, options.cycle);
    const answer = await client.call('GET /cycles/{cycleId}/registrations', { params: { cycleId: cycle } });
    context.show(answer, () => registrationLines(context, answer));
    return EXIT.ok;
  });
}

/** Year-end award proposals. */
export function addAwardCommands(program: Command, bind: Bind): void {
  const award = program.command('award').description('xét thi đua, khen thưởng');
  const proposals = inArea(award.command('list').description('các đề nghị khen thưởng cuối năm'));
  bind<ListOptions>(proposals, async (context, options) => {
    const { client, request } = await inView(context, options);
    const page = await context.pages(client, 'GET /cycles/{cycleId}/award-proposals', request, options);
    context.show(page, ({ items, next }) => {
      if (items.length === 0) context.line('Chưa có đề nghị nào.');
      context.table(
        ['Mã', 'Đơn vị', 'Hình thức', 'Tập thể', 'Cá nhân', 'Thi đua'],
        items.flatMap((row) =>
          row.proposals.map((each) => [
            row.unitId,
            row.name,
            each.form,
            each.collectives.join('; '),
            String(each.persons),
            exclusionWord(row.exclusion),
          ]),
        ),
        [4],
      );
      context.more(next);
    });
    return EXIT.ok;
  });
}

/** Which results are listed. */
type Filter = Partial<Omit<ResultQuery, 'commune' | 'cursor' | 'limit'>>;

/** The cycle, and the commune that a list of it is narrowed to. */
async function inView(context: Context, { cycle, commune }: ListOptions) {
  const client = context.client();
  const cycleId = await cycleIdInView(client, cycle);
  return { client, request: { params: { cycleId }, query: given({ commune }) } };
}

async function rows(context: Context, options: ListOptions, query: Filter, title: string) {
  const { client, request } = await inView(context, options);
  const asked = { ...request, query: { ...query, ...request.query } };
  const page = await context.pages(client, 'GET /cycles/{cycleId}/results', asked, options);
  context.show(page, ({ items, next }) => {
    context.line(`${title}: ${formatNumber(items.length)} đơn vị`);
    context.table(
      ['Xã, phường', 'Mã', 'Đơn vị', 'Cấp', 'Công nhận', 'Phân loại', 'Điểm', 'Ghi chú'],
      items.map((row) => [
        row.communeName,
        row.unitId,
        row.name,
        levelWord(row.delegatedTo ?? row.managedBy),
        recognisedWord(row),
        className(row),
        row.class === undefined ? '–' : formatNumber(row.class.total),
        notesOf(row).join('; '),
      ]),
      [6],
    );
    if (items.some((row) => row.class?.assumed === true || row.appeal !== undefined))
      context.line(ASSUMED_NOTE);
    context.more(next);
  });
  return EXIT.ok;
}

const recognisedWord = ({ recognised }: Pick<ResultRowAnswer, 'recognised'>) =>
  recognised === undefined ? 'chưa' : recognised ? 'có' : 'không';
const className = ({ class: band }: Pick<ResultRowAnswer, 'class'>) =>
  band === undefined ? '–' : `${band.name}${assumedMark(band.assumed)}`;

const EXEMPLAR_WORDS = {
  proposed: 'đề nghị điển hình',
  accepted: 'điển hình',
  refused: 'không đạt điển hình',
};

function notesOf(row: ResultRowAnswer): string[] {
  const { notSubmitted, exclusion, revocation, certificate, exemplar, appeal } = row;
  return [
    ...(notSubmitted === undefined ? [] : [notSubmitted === 'judged' ? 'Không nộp' : 'Không nộp, chưa chấm']),
    ...(exclusion === undefined ? [] : [exclusionWord(exclusion)]),
    ...(certificate === undefined ? [] : [`giấy số ${certificate.number}`]),
    ...(revocation === undefined
      ? []
      : [revocation.state === 'revoked' ? 'đã thu hồi' : `đề nghị thu hồi (${revocation.ground})`]),
    ...(exemplar === undefined ? [] : [EXEMPLAR_WORDS[exemplar]]),
    ...(appeal?.outcome !== undefined || appeal === undefined
      ? []
      : [
          `khiếu nại lần ${appeal.instance}, trả lời hết ngày ${dayText(appeal.answerBy)}* (${daysLeftText(appeal.daysLeft ?? 0)})`,
        ]),
  ];
}

const daysLeftText = (days: number) => (days < 0 ? `quá ${-days} ngày` : `còn ${days} ngày`);

function registrationLines(context: Context, { total, communes }: RegistrationsAnswer): void {
  const row = (name: string, each: RegistrationCountsAnswer) => [
    name,
    formatNumber(each.units),
    formatNumber(each.movement),
    formatNumber(each.inside),
    formatNumber(each.standard),
    `${formatNumber(each.pledgedSubunits)}/${formatNumber(each.subunits)}`,
    formatNumber(each.exemplar),
  ];
  context.table(
    [
      'Địa bàn',
      'Đơn vị',
      'Phong trào',
      'Xét tiêu chuẩn',
      'Đăng ký tiêu chuẩn',
      'Phòng, ban cam kết',
      'Điển hình',
    ],
    [...communes.map((each) => row(each.communeName, each)), row('Tổng', total)],
    [1, 2, 3, 4, 5, 6],
  );
}
