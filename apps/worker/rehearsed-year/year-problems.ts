import type { YearProblem } from '#libs/application';
import { formatInstant } from '#libs/calendar';
import type { RefusalCode, RefusalParams } from '#libs/refusals';
import { type RehearsalFault, waitingWords } from '#libs/rehearsal-driver';

const problem = <C extends RefusalCode>(code: C, params: RefusalParams<C>): YearProblem => ({ code, params });

/** What stopped a rehearsed year, as it is kept and told; undefined for a fault that no year of the system meets. */
export function problemOf(fault: RehearsalFault): YearProblem | undefined {
  switch (fault.kind) {
    case 'actRefused': {
      const { subject, stage, at } = fault.act;
      return problem('REHEARSAL.ACT_REFUSED', {
        ...{ subject, stage, at: formatInstant(at) },
        reason: fault.reason,
      });
    }
    case 'otherSeed': {
      const { subject, stage, at } = fault.act;
      return problem('REHEARSAL.OTHER_ACTS', { subject, stage, at: formatInstant(at) });
    }
    case 'stuck':
      return stuck(fault);
    case 'officesDiffer':
      return problem('REHEARSAL.OFFICES_DIFFER', { offices: fault.offices.join(', ') });
    case 'noAccount':
      return problem('REHEARSAL.NO_ACCOUNT', { account: fault.account, subject: fault.subject });
    // It opens no cycle and always asks for the totals.
    case 'exists':
    case 'nothingToResume':
    case 'noTotals':
      return undefined;
  }
}

function stuck({ state, to, patienceMs }: Extract<RehearsalFault, { kind: 'stuck' }>): YearProblem {
  return problem('REHEARSAL.STUCK', {
    now: formatInstant(state.now),
    to: formatInstant(to),
    minutes: String(Math.round(patienceMs / 60_000)),
    waiting: waitingWords(state.waitingFor),
  });
}
