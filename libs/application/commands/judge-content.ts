import {
  type CertificationProblem,
  checkRegistrations,
  type Dossier,
  dossierOf,
  registrationsOf,
} from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import { hasOutcome } from '#libs/unit-year';
import type { UnitYear } from '../ports/records.port.js';
import type { Rules } from '../rules/cycle-rules.js';
import { REGISTRATION_STAGE } from './result-act.js';

/** Key of the stage that takes the dossier. */
export const DOSSIER_STAGE = 'dossier';

type Submit = Extract<CommandBody, { kind: 'submit' }>;

/** What was found in a submission: why it is refused, or what it lacks. */
export interface ContentFindings {
  readonly refusal?:
    | {
        readonly code: string;
        readonly params?: Readonly<Record<string, string>>;
        readonly problems?: readonly CertificationProblem[];
      }
    | undefined;
  /** Items of the dossier that the pack asks for and nothing stands for. */
  readonly missing: readonly string[];
}

/** Looks at what a submission carries beside points: registrations and the items of a dossier, each at its own stage. */
export function contentFindings(rules: Rules, unit: UnitYear, body: Submit): ContentFindings {
  const { stage, registrations, dossier } = body;
  if (registrations !== undefined && stage !== REGISTRATION_STAGE) return wrongStage('các mục đăng ký');
  if (dossier !== undefined && stage !== DOSSIER_STAGE) return wrongStage('thành phần hồ sơ');
  if (stage === REGISTRATION_STAGE) {
    const problems = checkRegistrations(registrationsOf(body, unit.standing), unit.standing);
    const refusal = problems.length > 0 ? { code: 'REGISTRATION.INVALID', problems } : undefined;
    return { refusal, missing: [] };
  }
  if (stage !== DOSSIER_STAGE) return { missing: [] };
  const { missing, problems } = dossierIn(rules, unit, body);
  if (problems.length > 0) return { refusal: { code: 'DOSSIER.INVALID', problems }, missing };
  if (missing.length === 0 || rules.pack.certification.dossier.mode === 'soft') return { missing };
  return { refusal: { code: 'DOSSIER.INCOMPLETE', params: { missing: missing.join('; ') } }, missing };
}

/** The checklist of the pack beside one dossier, with what stands in the unit's year now. */
export function dossierIn(
  rules: Rules,
  unit: Pick<UnitYear, 'state'>,
  { dossier, paper }: Pick<Submit, 'dossier' | 'paper'>,
): Dossier {
  return dossierOf(rules.pack.certification.dossier, dossier ?? [], {
    stands: (key) => hasOutcome(unit.state.stages[key]),
    hasPaper: paper !== undefined,
  });
}

const wrongStage = (content: string): ContentFindings => ({
  refusal: { code: 'CONTENT.WRONG_STAGE', params: { content } },
  missing: [],
});
