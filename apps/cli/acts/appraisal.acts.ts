import { choice, given, yesOrNo } from '../options.js';
import { readingLines } from '../print/list-reading.js';
import { readSheet } from '../sheet-file.js';
import { mergedChoices } from './submit.act.js';
import { type AnyUnitAct, type StageOptions, unitAct, withOwnStage } from './unit-act.js';

interface AppraisalOptions extends StageOptions {
  readonly sheet: string;
  readonly propose: boolean;
  readonly ownRecordsNote?: string;
  readonly note?: string;
  readonly gap?: Record<string, string>;
}

/** The higher level's points and its proposal. */
export const appraisalActs: readonly AnyUnitAct[] = [
  unitAct<AppraisalOptions>({
    name: 'score record',
    description: 'chấm điểm của cấp trên và đề nghị công nhận hay không (cơ quan thẩm định)',
    role: 'appraiser',
    stageOf: 'appraise',
    options: (command) =>
      withOwnStage(
        command
          .requiredOption('--sheet <tệp>', 'bảng điểm .json, .csv, .xlsx hoặc .ods, cột Cấp trên chấm')
          .requiredOption('--propose <yes|no>', 'yes: đề nghị công nhận; no: không đề nghị', yesOrNo)
          .option('--own-records-note <căn-cứ>', 'căn cứ chấm khi đơn vị không nộp hồ sơ')
          .option('--note <ghi-chú>', 'ghi chú')
          .option('--gap <tên=lựa-chọn>', 'lựa chọn cho trường hợp chưa rõ; dùng được nhiều lần', choice),
      ),
    body: async (options, note) => {
      const sheet = await readSheet(options.sheet, 'higher');
      readingLines(note, sheet.reading);
      return {
        kind: 'appraise',
        stage: options.stage,
        sheet: sheet.lines,
        proposeRecognition: options.propose,
        ...given({
          gapChoices: mergedChoices(sheet.gapChoices, options.gap),
          ownRecordsNote: options.ownRecordsNote,
          note: options.note,
        }),
      };
    },
  }),
];
