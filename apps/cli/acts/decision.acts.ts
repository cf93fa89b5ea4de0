import type { ApiClient } from '#libs/api-client';
import { usageError } from '../cli.error.js';
import { day, given, yesOrNo } from '../options.js';
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

interface OnPaper {
  readonly onBehalf?: boolean;
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
  readonly scan?: string;
}

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
  unitAct<StageOptions & ReasonOptions & OnPaper>({
    name: 'appeal raise',
    description: 'ghi khiếu nại của đơn vị (thủ trưởng), hoặc nhập thay đơn khiếu nại giấy',
    role: ({ onBehalf }) => (onBehalf === true ? 'deciding-body' : 'unit-head'),
    stageOf: 'decide',
    options: (command) =>
      withOwnStage(withReason(command, 'nội dung khiếu nại'))
        .option('--on-behalf', 'nhập thay đơn khiếu nại giấy; cần --arrival-number và --arrived-on')
        .option('--arrival-number <số>', 'số đến')
        .option('--arrived-on <ngày>', 'ngày đến; thời hiệu và hạn trả lời tính từ ngày này', day)
        .option('--scan <mã>', 'mã của ảnh chụp, bản quét đã đưa lên bằng antq evidence add --stage'),
    body: ({ stage, reason, ...typed }) => ({
      kind: 'appeal',
      stage,
      reason,
      ...given({ onBehalf: appealOnBehalfOf(typed) }),
    }),
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

function appealOnBehalfOf({ onBehalf, arrivalNumber, arrivedOn, scan }: OnPaper) {
  if (onBehalf !== true) {
    if (arrivalNumber === undefined && arrivedOn === undefined && scan === undefined) return undefined;
    throw usageError(
      '--arrival-number, --arrived-on và --scan chỉ dùng khi nhập thay. Hãy thêm --on-behalf.',
    );
  }
  if (arrivalNumber === undefined || arrivedOn === undefined) {
    throw usageError('Nhập thay cần số đến và ngày đến: --arrival-number và --arrived-on.');
  }
  return { arrivalNumber, arrivedOn, ...given({ scan }) };
}
