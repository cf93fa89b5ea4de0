import type { ApiClient } from '#libs/api-client';
import { usageError } from '../cli.error.js';
import { given, yesOrNo } from '../options.js';
import { planLines } from '../print/result-plan.js';
import {
  type AnyUnitAct,
  type ReasonOptions,
  type SignedDocument,
  type StageOptions,
  type UnitOptions,
  unitAct,
  withDocument,
  withOwnStage,
  withReason,
} from './unit-act.js';

const planOf = (client: ApiClient, { cycle, unit }: UnitOptions, recognised: boolean) =>
  client.call('GET /cycles/{cycleId}/units/{unitId}/result-plan', {
    params: { cycleId: cycle, unitId: unit },
    query: { recognised },
  });

/** What changes a decision on recognition: revocation and complaint. */
export const decisionActs: readonly AnyUnitAct[] = [
  unitAct<StageOptions & ReasonOptions & { ground: string }>({
    name: 'decision propose-revocation',
    description: 'đề nghị thu hồi công nhận (cơ quan thẩm định, BCĐ 138)',
    role: 'appraiser',
    stageOf: 'decide',
    options: (command) =>
      withOwnStage(
        withReason(
          command.requiredOption('--ground <căn-cứ>', 'mã căn cứ thu hồi trong gói quy định, ví dụ gian-doi'),
        ),
      ),
    body: ({ stage, ground, reason }) => ({ kind: 'proposeRevocation', stage, ground, reason }),
  }),
  unitAct<StageOptions & SignedDocument & { ground: string }>({
    name: 'decision revoke',
    description: 'thu hồi công nhận đã được tài khoản khác đề nghị; --dry-run cho xem hệ quả',
    role: 'deciding-body',
    stageOf: 'decide',
    options: (command) =>
      withOwnStage(withDocument(command.requiredOption('--ground <căn-cứ>', 'mã căn cứ thu hồi'))),
    body: ({ stage, ground, number, date, signer }) => ({
      kind: 'revoke',
      stage,
      ground,
      number,
      date,
      signer,
    }),
    effect: async (context, client, options) => {
      const plan = await planOf(client, options, false);
      context.show(plan, () => planLines(context, plan, options.ground));
      return true;
    },
  }),
  unitAct<StageOptions & ReasonOptions>({
    name: 'appeal raise',
    description: 'ghi khiếu nại của đơn vị (thủ trưởng)',
    role: 'unit-head',
    stageOf: 'decide',
    options: (command) => withOwnStage(withReason(command, 'nội dung khiếu nại')),
    body: ({ stage, reason }) => ({ kind: 'appeal', stage, reason }),
  }),
  unitAct<StageOptions & SignedDocument & AppealOptions>({
    name: 'appeal answer',
    description: 'trả lời khiếu nại (cơ quan quyết định); --dry-run cho xem hệ quả',
    role: 'deciding-body',
    stageOf: 'decide',
    options: (command) =>
      withOwnStage(
        withReason(
          withDocument(
            command
              .requiredOption('--outcome <kết-quả>', 'upheld: giữ nguyên; changed: thay đổi')
              .option('--recognised <yes|no>', 'kết quả mới khi thay đổi', yesOrNo)
              .option('--complex', 'vụ việc phức tạp: tính hạn trả lời dài hơn'),
          ),
        ),
      ),
    body: (options) => {
      const { recognised, complex, stage, reason, number, date, signer } = options;
      const outcome = outcomeOf(options);
      return {
        kind: 'answerAppeal',
        stage,
        outcome,
        reason,
        number,
        date,
        signer,
        ...given({ recognised, complex }),
      };
    },
    effect: async (context, client, options) => {
      if (outcomeOf(options) !== 'changed') return false;
      const plan = await planOf(client, options, options.recognised === true);
      context.show(plan, () => planLines(context, plan));
      return true;
    },
  }),
];

interface AppealOptions extends ReasonOptions {
  readonly outcome: string;
  readonly recognised?: boolean;
  readonly complex?: boolean;
}

function outcomeOf({ outcome, recognised }: AppealOptions): 'upheld' | 'changed' {
  if (outcome !== 'upheld' && outcome !== 'changed') {
    throw usageError('--outcome là upheld (giữ nguyên) hoặc changed (thay đổi).');
  }
  if (outcome === 'changed' && recognised === undefined) {
    throw usageError('Với --outcome changed cần thêm --recognised yes hoặc no.');
  }
  return outcome;
}
