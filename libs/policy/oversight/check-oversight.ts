import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

export type OversightFaultCode =
  | 'PACK.OVERSIGHT_BODY'
  | 'PACK.OVERSIGHT_STAGE'
  | 'PACK.OVERSIGHT_TARGET'
  | 'PACK.OVERSIGHT_TIME';

const isQuiet = (at: string, { from, to }: PolicyPack['reminders']['quiet']): boolean =>
  from <= to ? at >= from && at < to : at >= from || at < to;

/** Whoever is told is a body of the pack, what is told is a stage or a target of it, at an hour at which mail may go out. */
export const checkOversight = (pack: PolicyPack, report: Report<OversightFaultCode>): void => {
  const { oversight } = pack;
  if (oversight === undefined) return;
  const { lists, deadMailboxes, monthly, sendAt } = oversight;
  const stages = new Set(pack.stageSets.flatMap((set) => set.stages.map(({ key }) => key)));
  const missing = (
    known: (key: string) => boolean,
    keys: readonly string[],
    code: OversightFaultCode,
    path: string,
    what: string,
  ): void => {
    for (const key of keys.filter((each) => !known(each)))
      report(code, `oversight.${path}`, `Không có ${what} “${key}”.`);
  };
  const isBody = (key: string) => pack.bodies.some((body) => body.key === key && body.level !== 'bo');
  missing(isBody, lists.to, 'PACK.OVERSIGHT_BODY', 'lists.to', 'cơ quan');
  const keepers = Object.values(deadMailboxes.to).filter((key) => key !== undefined);
  missing(isBody, keepers, 'PACK.OVERSIGHT_BODY', 'deadMailboxes.to', 'cơ quan');
  missing(isBody, [monthly.to], 'PACK.OVERSIGHT_BODY', 'monthly.to', 'cơ quan');
  if (stages.size > 0) {
    const isStage = (key: string) => stages.has(key);
    missing(isStage, lists.leftOut, 'PACK.OVERSIGHT_STAGE', 'lists.leftOut', 'bước');
    missing(isStage, monthly.figures, 'PACK.OVERSIGHT_STAGE', 'monthly.figures', 'bước');
  }
  const isTarget = (key: string) => pack.targets.some((target) => target.key === key);
  missing(isTarget, monthly.targets, 'PACK.OVERSIGHT_TARGET', 'monthly.targets', 'chỉ tiêu');
  if (isQuiet(sendAt, pack.reminders.quiet))
    report('PACK.OVERSIGHT_TIME', 'oversight.sendAt', 'Giờ gửi nằm trong giờ không gửi thư.');
};
