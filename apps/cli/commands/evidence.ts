import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { EvidenceAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { CliError, EXIT, usageError } from '../cli.error.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { aboutUnit, type Bind, day, fileBytes, given, paged, sending } from '../options.js';
import { dayText, instantText } from '../print/words.js';

interface AddOptions extends ChangeOptions {
  readonly cycle: string;
  readonly unit: string;
  readonly criterion?: string;
  readonly stage?: string;
  readonly title: string;
  readonly on: string;
  readonly file?: string;
  readonly reference?: string;
  readonly declare?: boolean;
}

interface AboutEvidence {
  readonly cycle: string;
  readonly unit: string;
}

const paramsOf = ({ cycle, unit }: AboutEvidence) => ({ cycleId: cycle, unitId: unit });

/** Evidence behind the criteria: adding, listing, fetching, withdrawing. */
export function addEvidenceCommands(program: Command, bind: Bind): void {
  const group = program.command('evidence').description('minh chứng của các tiêu chí');

  const add = sending(
    aboutUnit(group.command('add').description('thêm minh chứng: một tệp, hoặc số văn bản'))
      .option('--criterion <mã>', 'tiêu chí, ví dụ 4a')
      .option('--stage <bước>', 'thay cho tiêu chí: bước mà tệp là ảnh chụp, bản quét văn bản giấy')
      .requiredOption('--title <tên>', 'tên minh chứng')
      .requiredOption('--on <ngày>', 'ngày của tài liệu, sự việc (trong kỳ đánh giá)', day)
      .option('--file <tệp>', 'tệp PDF, ảnh, Word, Excel')
      .option('--reference <số>', 'số văn bản, khi không đưa tệp lên')
      .option('--declare', 'cam đoan điều mà tiêu chí yêu cầu, ví dụ không chứa bí mật nhà nước'),
  );
  bind<AddOptions>(add, async (context, options) => {
    const { file, reference } = options;
    if (file === undefined && reference === undefined) {
      throw usageError('Cần --file hoặc --reference.');
    }
    const { criterion, stage, title, on: effectiveOn, declare } = options;
    if ((criterion === undefined) === (stage === undefined)) {
      throw usageError('Cần đúng một trong: --criterion, --stage.');
    }
    const content = file === undefined ? undefined : new Blob([fileBytes(file) as BlobPart]);
    const client = context.client('unit-officer');
    const answer = await client.call('POST /cycles/{cycleId}/units/{unitId}/evidence', {
      params: paramsOf(options),
      form: { ...given({ criterion, stage }), title, effectiveOn, declared: declare === true, reference },
      ...(file === undefined || content === undefined
        ? {}
        : { file: { name: path.basename(file), content } }),
      key: keyOf(options),
    });
    context.show(answer, () => {
      context.line('Đã thêm minh chứng:');
      evidenceLines(context, answer);
    });
    return EXIT.ok;
  });

  const list = paged(
    aboutUnit(
      group.command('list').description('minh chứng của một đơn vị, cả những minh chứng đã rút'),
    ).option('--criterion <mã>', 'chỉ của một tiêu chí'),
  );
  bind<AboutEvidence & PageOptions & { criterion?: string }>(list, async (context, options) => {
    const { criterion } = options;
    const page = await context.pages(
      context.client(),
      'GET /cycles/{cycleId}/units/{unitId}/evidence',
      { params: paramsOf(options), query: { criterion } },
      options,
    );
    context.show(page, () => evidenceTable(context, page.items));
    if (!context.json) context.more(page.next);
    return EXIT.ok;
  });

  const get = aboutUnit(
    group.command('get <minh-chứng>').description('xem một minh chứng; với --out thì tải tệp'),
  ).option('--out <tệp>', 'ghi tệp của minh chứng ra đây; không ghi đè');
  bind<AboutEvidence & { out?: string }, [string]>(get, async (context, options, id) => {
    const client = context.client();
    const route = 'GET /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}';
    const params = { ...paramsOf(options), evidenceId: id };
    const answer = await client.call(route, { params });
    if (options.out !== undefined)
      writeNew(options.out, (await client.download(`${route}/file`, { params })).bytes);
    context.show(answer, () => {
      evidenceLines(context, answer);
      if (options.out !== undefined) context.line(`Đã ghi tệp: ${options.out}`);
    });
    return EXIT.ok;
  });

  const withdraw = sending(
    aboutUnit(
      group
        .command('withdraw <minh-chứng>')
        .description('rút một minh chứng: vẫn xem được, không còn được tính'),
    ).requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<AboutEvidence & ChangeOptions & { reason: string }, [string]>(
    withdraw,
    async (context, options, id) => {
      const client = context.client('unit-officer');
      const withdrawn = await client.call(
        'POST /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/withdrawal',
        {
          params: { ...paramsOf(options), evidenceId: id },
          body: { reason: options.reason },
          key: keyOf(options),
        },
      );
      context.show(withdrawn, (answer) => {
        context.line('Đã rút minh chứng:');
        evidenceLines(context, answer);
      });
      return EXIT.ok;
    },
  );
}

function writeNew(place: string, bytes: Uint8Array): void {
  try {
    writeFileSync(place, bytes, { flag: 'wx' });
  } catch (error) {
    const exists = (error as { code?: unknown }).code === 'EEXIST';
    const why = exists ? 'đã có tệp này' : 'không ghi được';
    throw new CliError(EXIT.usage, `Tệp ${place}: ${why}. Hãy chọn nơi khác.`);
  }
}

const sizeText = (bytes: number) => `${String(Math.ceil(bytes / 102.4) / 10).replace('.', ',')} KB`;

/** `tiêu chí 4a`, or the step of a paper. */
const placeOf = ({ criterion, stage }: EvidenceAnswer) =>
  stage === undefined ? `tiêu chí ${criterion}` : `bước ${stage}`;

function evidenceTable(context: Context, items: readonly EvidenceAnswer[]): void {
  if (items.length === 0) context.line('Chưa có minh chứng nào.');
  context.table(
    ['Mã', 'Tiêu chí, bước', 'Tên', 'Ngày', 'Tệp, số văn bản', 'Tình trạng'],
    items.map(({ id, criterion, stage, title, effectiveOn, file, reference, withdrawn }) => [
      id,
      stage ?? criterion,
      title,
      dayText(effectiveOn),
      file === undefined ? (reference ?? '') : `${file.name} (${sizeText(file.bytes)})`,
      withdrawn === undefined ? 'đang dùng' : `đã rút: ${withdrawn.reason}`,
    ]),
  );
}

function evidenceLines(context: Context, answer: EvidenceAnswer): void {
  const { file, withdrawn } = answer;
  context.line(`  ${answer.id} · ${placeOf(answer)} · ${answer.title}`);
  context.line(
    `  Ngày ${dayText(answer.effectiveOn)}; đưa lên ${instantText(answer.uploadedAt, true)} (${answer.byName})`,
  );
  if (file !== undefined)
    context.line(`  ${file.name}, ${file.type}, ${sizeText(file.bytes)}, SHA-256 ${file.sha256}`);
  if (answer.reference !== undefined) context.line(`  Số văn bản: ${answer.reference}`);
  if (answer.declaration !== undefined) context.line(`  Cam đoan: ${answer.declaration}`);
  if (withdrawn !== undefined) {
    context.line(`  ĐÃ RÚT ${instantText(withdrawn.at, true)} (${withdrawn.byName}): ${withdrawn.reason}`);
  }
}
