import { day, listed, positive } from '../options.js';
import {
  type AnyUnitAct,
  type ReasonOptions,
  type StageOptions,
  unitAct,
  withOwnStage,
  withReason,
} from './unit-act.js';

/** Conclusions and proposals about awards, and the document that takes a unit out of the exclusion. */
export const awardActs: readonly AnyUnitAct[] = [
  unitAct<StageOptions & { conclusion: string }>({
    name: 'award record',
    description: 'ghi kết luận xét thi đua, khen thưởng (Ban Chỉ đạo 138)',
    role: 'supervisor',
    stageOf: 'review',
    options: (command) => withOwnStage(command.requiredOption('--conclusion <kết-luận>', 'kết luận')),
    body: ({ stage, conclusion }) => ({ kind: 'review', stage, conclusion }),
  }),
  unitAct<StageOptions & { form: string; collectives: string[]; persons?: number }>({
    name: 'award propose',
    description: 'ghi đề nghị khen thưởng cuối năm của đơn vị',
    role: 'supervisor',
    stageOf: 'decide',
    options: (command) =>
      withOwnStage(
        command
          .requiredOption('--form <hình-thức>', 'hình thức đề nghị, ví dụ "Giấy khen"')
          .option('--collectives <tên>', 'các tập thể, cách nhau bằng dấu phẩy', listed, [])
          .option('--persons <số>', 'số cá nhân', positive),
      ),
    body: ({ stage, form, collectives, persons = 0 }) => ({
      kind: 'proposeAwards',
      stage,
      proposals: [{ form, collectives, persons }],
    }),
  }),
  unitAct<StageOptions & ReasonOptions & { number: string; date: string }>({
    name: 'exclusions override',
    description:
      'đưa một đơn vị ra khỏi danh sách theo văn bản (*: không văn bản nào nêu trường hợp ngoại lệ); phân loại giữ nguyên',
    role: 'supervisor',
    stageOf: 'decide',
    options: (command) =>
      withOwnStage(
        withReason(
          command
            .requiredOption('--number <số>', 'số văn bản')
            .requiredOption('--date <ngày>', 'ngày văn bản', day),
        ),
      ),
    body: ({ stage, number, date, reason }) => ({ kind: 'overrideExclusion', stage, number, date, reason }),
  }),
];
