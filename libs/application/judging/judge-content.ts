import {
  type CertificationProblem,
  checkRegistrations,
  type Dossier,
  dossierOf,
  registrationsOf,
} from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import { stageWithRole } from '#libs/policy';
import type { KeyedRefusal } from '#libs/refusals';
import { hasOutcome, stageOf } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { wordFindings } from '../report-words/check-words.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

type Submit = Extract<CommandBody, { kind: 'submit' }>;

/** What was found in a submission: why it is refused, or what it lacks. */
export interface ContentFindings {
  readonly refusal?: KeyedRefusal<
    | 'REGISTRATION.INVALID'
    | 'CONTENT.WRONG_STAGE'
    | 'DOSSIER.INVALID'
    | 'DOSSIER.INCOMPLETE'
    | 'REPORT.INVALID'
  > & { readonly problems?: readonly CertificationProblem[] };
  /** Items of the dossier that the pack asks for and nothing stands for. */
  readonly missing: readonly string[];
  /** What may still be added, in Vietnamese sentences. */
  readonly remarks?: readonly string[];
}

/**
 * Looks at what a submission carries beside points: registrations, the items of a dossier and the words of a report, each at
 * its own stage.
 */
export async function contentFindings(
  records: Pick<Records, 'evidence'>,
  rules: Rules,
  unit: UnitYear,
  body: Submit,
): Promise<ContentFindings> {
  const { stage, registrations, dossier } = body;
  const role = stageOf(rules.stages, stage)?.role;
  if (registrations !== undefined && role !== 'registration') return wrongStage(stage, 'các mục đăng ký');
  if (dossier !== undefined && role !== 'dossier') return wrongStage(stage, 'thành phần hồ sơ');
  const { refusal, remarks } = wordFindings(rules, body);
  if (refusal !== undefined) return { refusal, missing: [] };
  if (role === 'registration') {
    const problems = checkRegistrations(registrationsOf(body, unit.standing), unit.standing);
    if (problems.length === 0) return { missing: [] };
    return { refusal: { code: 'REGISTRATION.INVALID', params: {}, problems }, missing: [] };
  }
  if (role !== 'dossier') return { missing: [], remarks };
  const { missing, problems: wrong } = dossierIn(rules, unit, body);
  const problems = [...wrong, ...(await unknownEvidence(records, unit, body))];
  if (problems.length > 0) return { refusal: { code: 'DOSSIER.INVALID', params: {}, problems }, missing };
  if (missing.length === 0 || rules.pack.certification.dossier.mode === 'soft') return { missing };
  return { refusal: { code: 'DOSSIER.INCOMPLETE', params: { missing: missing.join('; ') } }, missing };
}

/** Evidence that the dossier names and the unit does not have in this cycle, or has withdrawn. */
async function unknownEvidence(
  records: Pick<Records, 'evidence'>,
  { cycleId, unitId }: UnitYear,
  { dossier = [] }: Submit,
): Promise<readonly CertificationProblem[]> {
  const named = dossier.flatMap(({ evidence = [] }) => evidence);
  if (named.length === 0) return [];
  const found = await records.evidence.ofIds(cycleId, unitId, named.filter(isUuid));
  const standing = new Set(found.filter(({ withdrawn }) => withdrawn === undefined).map(({ id }) => id));
  return dossier.flatMap(({ item, evidence = [] }) =>
    evidence
      .filter((id) => !standing.has(id))
      .map((id) => ({
        code: 'DOSSIER.EVIDENCE_UNKNOWN',
        place: `thành phần ${item}`,
        message: `Đơn vị không có minh chứng ${id} trong chu kỳ này. Hãy xem lại mã minh chứng.`,
      })),
  );
}

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

/** The checklist of the pack beside one dossier, with what stands in the unit's year now. */
function dossierIn(
  rules: Rules,
  unit: Pick<UnitYear, 'state'>,
  { dossier, paper }: Pick<Submit, 'dossier' | 'paper'>,
): Dossier {
  return dossierOf(rules.pack.certification.dossier, dossier ?? [], {
    stands: (key) => hasOutcome(unit.state.stages[key]),
    hasPaper: paper !== undefined,
  });
}

const wrongStage = (stage: string, content: string): ContentFindings => ({
  refusal: { code: 'CONTENT.WRONG_STAGE', stage, params: { content } },
  missing: [],
});

/** How the unit stands at the stage that takes the dossier. */
const dossierStage = ({ stages }: Pick<Rules, 'stages'>, { state }: Pick<UnitYear, 'state'>) =>
  state.stages[stageWithRole(stages, 'dossier')?.key ?? ''];

/** The dossier that stands, beside the checklist; undefined while none was handed in, or it went back. */
export async function standingDossier(
  records: Pick<Records, 'papers'>,
  rules: Rules,
  unit: Pick<UnitYear, 'state'>,
): Promise<Dossier | undefined> {
  const now = dossierStage(rules, unit);
  if (now?.commandId === undefined || !hasOutcome(now)) return undefined;
  const content = (await records.papers.contentOf(now.commandId)) as Partial<Submit> | undefined;
  return dossierIn(rules, unit, { dossier: content?.dossier, paper: content?.paper });
}

/** Items of the dossier that stands under which the evidence is named. */
export async function dossierItemsNaming(
  records: Pick<Records, 'papers'>,
  rules: Pick<Rules, 'stages'>,
  unit: Pick<UnitYear, 'state'>,
  evidenceId: string,
): Promise<readonly string[]> {
  const now = dossierStage(rules, unit);
  if (now?.commandId === undefined || !hasOutcome(now)) return [];
  const content = (await records.papers.contentOf(now.commandId)) as Partial<Submit> | undefined;
  return (content?.dossier ?? [])
    .filter(({ evidence = [] }) => evidence.includes(evidenceId))
    .map(({ item }) => item);
}
