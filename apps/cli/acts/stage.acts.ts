import { day, listed } from '../options.js';
import { submit } from './submit.act.js';
import {
  type AnyUnitAct,
  type ReasonOptions,
  type StageOptions,
  unitAct,
  withReason,
  withStage,
} from './unit-act.js';

/** The acts of a unit's stages and year: handing in, sending back, more time, pausing. */
export const stageActs: readonly AnyUnitAct[] = [
  submit,
  unitAct<StageOptions & ReasonOptions>({
    name: 'withdraw',
    description: 'rút lại một bước đã gửi, khi chưa thẩm định',
    role: 'unit-head',
    options: (command) => withReason(withStage(command)),
    body: ({ stage, reason }) => ({ kind: 'withdraw', stage, reason }),
  }),
  unitAct<StageOptions & ReasonOptions & { items?: string[]; answerBy?: string }>({
    name: 'return',
    description: 'trả lại một bước đã gửi để đơn vị sửa (cơ quan thẩm định)',
    role: 'appraiser',
    options: (command) =>
      withReason(withStage(command), 'lý do trả lại')
        .option('--items <mục>', 'các mục cần sửa, cách nhau bằng dấu phẩy, ví dụ 4a,5d', listed)
        .option('--answer-by <ngày>', 'hạn trả lời', day),
    body: ({ stage, reason, items, answerBy }) => ({
      kind: 'return',
      stage,
      reason,
      ...(items !== undefined && { items }),
      ...(answerBy !== undefined && { answerBy }),
    }),
  }),
  ...['extend', 'deadline extend'].map((name) =>
    unitAct<StageOptions & ReasonOptions & { until: string }>({
      name,
      description: 'gia hạn một bước của một hay nhiều đơn vị (quản trị)',
      what: 'Gia hạn',
      many: ({ stage, until, reason }) => ({ act: { kind: 'extend', stage, until }, reason }),
      role: 'administrator',
      options: (command) =>
        withReason(
          withStage(command).requiredOption('--until <ngày>', 'ngày cuối mới', day),
          'lý do gia hạn',
        ),
      body: ({ stage, until, reason }) => ({ kind: 'extend', stage, until, reason }),
    }),
  ),
  ...(
    [
      ['pause', 'tạm dừng chu kỳ của một đơn vị'],
      ['resume', 'cho chu kỳ của một đơn vị chạy tiếp'],
      ['close', 'đóng chu kỳ của một đơn vị'],
    ] as const
  ).map(([kind, description]) =>
    unitAct<ReasonOptions>({
      name: `cycle ${kind}`,
      description,
      options: withReason,
      body: ({ reason }) => ({ kind, reason }),
    }),
  ),
];
