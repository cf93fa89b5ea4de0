import path from 'node:path';
import type { Command } from 'commander';
import type { BatchSelection } from '#libs/contracts/http';
import { CliError, EXIT, usageError } from './cli.error.js';
import type { ConfirmOptions } from './context.js';
import { fileBytes, given } from './options.js';
import { readingLines } from './print/list-reading.js';

/** For whom an act is: one unit, or many by a list, a commune or the whole cycle, narrowed by conditions. */
export interface ManyOptions extends ConfirmOptions {
  readonly cycle: string;
  readonly unit?: string;
  readonly units?: string;
  readonly commune?: string;
  readonly all?: boolean;
  readonly onlyKind?: string;
  readonly onlyStage?: string;
  readonly onlyStanding?: string;
  readonly full?: boolean;
}

/** The cycle, and one unit or many. */
export const aboutUnits = (command: Command): Command =>
  command
    .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
    .option('--unit <mã>', 'một đơn vị')
    .option('--units <tệp>', 'nhiều đơn vị theo danh sách (.csv, .xlsx, .ods) có cột Mã đơn vị')
    .option('--commune <mã>', 'mọi đơn vị của một xã, phường')
    .option('--all', 'mọi đơn vị của chu kỳ trong phạm vi của tài khoản')
    .option('--only-kind <loại>', 'với --commune, --all: chỉ một loại: co-quan, co-so-giao-duc, doanh-nghiep')
    .option('--only-stage <bước>', 'với --commune, --all: chỉ đơn vị mà bước này đang như --only-standing')
    .option(
      '--only-standing <tình-trạng>',
      'done (xong), received (đã nhận giấy), working (trong hạn), returned (bị trả), overdue (quá hạn), pastSuggested (quá ngày đề nghị), notSubmitted (không nộp), closed',
    )
    .option('--full', 'với nhiều đơn vị: kể hết, không chỉ những đơn vị đầu')
    .option('--yes', 'thực hiện ngay, không hỏi lại');

/** @throws CliError (usage) where it is not said, or said twice, for whom, or where a condition would mean nothing */
export function requireOneWay(options: ManyOptions): void {
  const { unit, units, commune, all, onlyKind, onlyStage, onlyStanding } = options;
  const ways = [unit, units, commune, all === true ? 'all' : undefined].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw usageError('Hãy cho biết làm cho ai bằng đúng một trong: --unit, --units, --commune, --all.');
  }
  const isNamed = unit !== undefined || units !== undefined;
  if (isNamed && (onlyKind ?? onlyStage ?? onlyStanding) !== undefined) {
    throw usageError(
      'Đã kể từng đơn vị thì không kèm điều kiện: --only-kind, --only-stage, --only-standing chỉ đi với --commune, --all.',
    );
  }
  if ((onlyStage === undefined) !== (onlyStanding === undefined)) {
    throw usageError('--only-stage và --only-standing phải đi cùng nhau.');
  }
}

/**
 * The selection of many units.
 *
 * @throws CliError naming every row of a list that cannot be read
 */
export async function selectionOf(
  { unit, units: file, commune, onlyKind: kind, onlyStage: stage, onlyStanding: standing }: ManyOptions,
  note: (text: string) => void,
): Promise<BatchSelection> {
  if (unit !== undefined) return { units: [unit] };
  if (file === undefined) return given({ commune, kind, stage, standing }) as BatchSelection;
  const { tableFile } = await import('#libs/archive');
  const { readUnitTable } = await import('./unit-list.js');
  const { units, problems, reading } = readUnitTable(await tableFile(fileBytes(file), path.basename(file)));
  readingLines(note, reading);
  if (problems.length > 0) {
    throw new CliError(EXIT.refused, `Danh sách ${file} có chỗ không đọc được. Hãy sửa rồi gửi lại.`, {
      problems,
    });
  }
  return { units: [...units] };
}
