import type { Command } from 'commander';
import type {
  AwardProposalAnswer,
  CommandBody,
  HeadRowAnswer,
  RegistrationCountsAnswer,
  RegistrationsAnswer,
  ResultRowAnswer,
} from '#libs/contracts';
import { EXIT, usageError } from '../cli.error.js';
import { pathOf, type Query } from '../client.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { aboutUnit, type Bind, changing, day, given, listed, paged, positive } from '../options.js';
import { cycleIdInView } from '../present-cycle.js';
import { ASSUMED_NOTE, assumedMark, dayText, formatNumber, levelWord } from '../print/words.js';
import { exclusionWord } from './decision.js';
import { pledgesOf } from './stage.js';

interface ListOptions extends PageOptions {
  readonly cycle?: string;
  readonly commune?: string;
}

interface ResultOptions extends ListOptions {
  readonly recognised?: string;
  readonly class?: string;
  readonly appeal?: string;
  readonly revocation?: string;
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

  const fixed: readonly [string, string, string, Query][] = [
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
    const page = await pageOf<HeadRowAnswer>(context, options, 'heads', {});
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
    const answer = await client.get<RegistrationsAnswer>(pathOf('cycles', cycle, 'registrations'));
    context.show(answer, () => registrationLines(context, answer));
    return EXIT.ok;
  });

  addUnitRecords(program, bind);
}

/** What is recorded of a unit beside its stages: who judges it, pledges, its heads, the second track. */
function addUnitRecords(program: Command, bind: Bind): void {
  type Unit = ChangeOptions & { readonly cycle: string; readonly unit: string };
  const delegate = changing(
    aboutUnit(
      program
        .command('delegate')
        .description('giao một đơn vị cho cấp khác thẩm định, quyết định, theo văn bản (quản trị)'),
    )
      .requiredOption('--to <cấp>', 'tinh, huyen hoặc xa')
      .requiredOption('--number <số>', 'số văn bản')
      .requiredOption('--date <ngày>', 'ngày văn bản', day)
      .requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<Unit & { to: string; number: string; date: string; reason: string }>(delegate, (context, options) => {
    const { to, number, date, reason } = options;
    if (to !== 'tinh' && to !== 'huyen' && to !== 'xa') throw usageError('--to là tinh, huyen hoặc xa.');
    const body: CommandBody = { kind: 'delegate', to, number, date, reason };
    return context.command(context.client('administrator'), options, body, options);
  });

  const pledge = changing(
    aboutUnit(program.command('pledge').description('ghi cam kết của phòng, ban, tổ, đội'))
      .requiredOption('--pledges <đã/tổng>', 'số đã cam kết trên tổng số, ví dụ 9/10')
      .option('--names <tên>', 'tên các phòng, ban đã cam kết, cách nhau bằng dấu phẩy', listed),
  );
  bind<Unit & { pledges: string; names?: string[] }>(pledge, (context, options) => {
    const names = given({ names: options.names });
    const body: CommandBody = { kind: 'recordPledges', ...pledgesOf(options.pledges), ...names };
    return context.command(context.client('unit-head'), options, body, options);
  });

  const heads = changing(
    aboutUnit(
      program.command('heads').description('ghi người đứng đầu của đơn vị và thời gian giữ chức'),
    ).requiredOption(
      '--head <tên@từ[..đến]>',
      'ví dụ "Nguyễn A@2026-10-01" hoặc "Nguyễn B@2020-01-01..2026-09-30"; dùng được nhiều lần',
      headTerm,
    ),
  );
  bind<Unit & { head: Term[] }>(heads, (context, options) => {
    const body: CommandBody = { kind: 'recordHeads', heads: options.head };
    return context.command(context.client('unit-head'), options, body, options);
  });

  const exemplar = program.command('exemplar').description('xét điển hình về phong trào');
  const propose = changing(
    aboutUnit(
      exemplar.command('propose').description('đề nghị xét điển hình (cơ quan thẩm định, BCĐ 138)'),
    ).requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<Unit & { reason: string }>(propose, (context, options) => {
    const body: CommandBody = { kind: 'proposeExemplar', reason: options.reason };
    return context.command(context.client('appraiser'), options, body, options);
  });
  const decide = changing(
    aboutUnit(exemplar.command('decide').description('ghi quyết định về điển hình (UBND)'))
      .requiredOption('--accepted <yes|no>', 'yes: công nhận điển hình; no: không')
      .requiredOption('--number <số>', 'số quyết định')
      .requiredOption('--date <ngày>', 'ngày quyết định', day)
      .requiredOption('--signer <người-ký>', 'người ký'),
  );
  bind<Unit & { accepted: string; number: string; date: string; signer: string }>(
    decide,
    (context, options) => {
      const { number, date, signer } = options;
      const body: CommandBody = {
        kind: 'decideExemplar',
        accepted: options.accepted === 'yes',
        number,
        date,
        signer,
      };
      return context.command(context.client('deciding-body'), options, body, options);
    },
  );
}

interface Term {
  name: string;
  from: string;
  to?: string;
}

function headTerm(text: string, before: readonly Term[] = []): Term[] {
  const match = /^(.+)@([^.]+)(?:\.\.(.+))?$/.exec(text.trim());
  if (match === null) throw usageError(`"${text}" chưa đúng dạng tên@từ hoặc tên@từ..đến.`);
  const [, name = '', from = '', to] = match;
  return [...before, { name: name.trim(), from: day(from), ...(to === undefined ? {} : { to: day(to) }) }];
}

/** Conclusions and proposals about awards, and the document that takes a unit out of the exclusion. */
export function addAwardCommands(program: Command, bind: Bind): void {
  type Unit = ChangeOptions & { readonly cycle: string; readonly unit: string; readonly stage: string };
  const award = program.command('award').description('xét thi đua, khen thưởng');
  const review = changing(
    aboutUnit(award.command('record').description('ghi kết luận xét thi đua, khen thưởng (Ban Chỉ đạo 138)'))
      .requiredOption('--conclusion <kết-luận>', 'kết luận')
      .option('--stage <bước>', 'mã bước', 'awardReview'),
  );
  bind<Unit & { conclusion: string }>(review, (context, options) => {
    const body: CommandBody = { kind: 'review', stage: options.stage, conclusion: options.conclusion };
    return context.command(context.client('supervisor'), options, body, options);
  });

  const propose = changing(
    aboutUnit(award.command('propose').description('ghi đề nghị khen thưởng cuối năm của đơn vị'))
      .requiredOption('--form <hình-thức>', 'hình thức đề nghị, ví dụ "Giấy khen"')
      .option('--collectives <tên>', 'các tập thể, cách nhau bằng dấu phẩy', listed, [])
      .option('--persons <số>', 'số cá nhân', positive)
      .option('--stage <bước>', 'mã bước', 'recognition'),
  );
  bind<Unit & { form: string; collectives: string[]; persons?: number }>(propose, (context, options) => {
    const { stage, form, collectives, persons = 0 } = options;
    const body: CommandBody = {
      kind: 'proposeAwards',
      stage,
      proposals: [{ form, collectives, persons }],
    };
    return context.command(context.client('supervisor'), options, body, options);
  });

  const proposals = inArea(award.command('list').description('các đề nghị khen thưởng cuối năm'));
  bind<ListOptions>(proposals, async (context, options) => {
    const page = await pageOf<AwardProposalAnswer>(context, options, 'award-proposals', {});
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

/** Takes a unit out of the award exclusion by a document; its class stays. */
export function addOverride(group: Command, bind: Bind): void {
  const override = changing(
    aboutUnit(
      group
        .command('override')
        .description('đưa một đơn vị ra khỏi danh sách theo văn bản; phân loại giữ nguyên'),
    )
      .requiredOption('--number <số>', 'số văn bản')
      .requiredOption('--date <ngày>', 'ngày văn bản', day)
      .requiredOption('--reason <lý-do>', 'lý do')
      .option('--stage <bước>', 'mã bước', 'recognition'),
  );
  bind<
    ChangeOptions & {
      cycle: string;
      unit: string;
      stage: string;
      number: string;
      date: string;
      reason: string;
    }
  >(override, (context, options) => {
    const { stage, number, date, reason } = options;
    const body: CommandBody = { kind: 'overrideExclusion', stage, number, date, reason };
    return context.command(context.client('supervisor'), options, body, options);
  });
}

async function pageOf<T>(context: Context, options: ListOptions, list: string, query: Query) {
  const client = context.client();
  const cycle = await cycleIdInView(client, options.cycle);
  const asked = { ...query, ...given({ commune: options.commune }) };
  return context.pages<T>(client, pathOf('cycles', cycle, list), asked, options);
}

async function rows(context: Context, options: ListOptions, query: Query, title: string) {
  const page = await pageOf<ResultRowAnswer>(context, options, 'results', query);
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
