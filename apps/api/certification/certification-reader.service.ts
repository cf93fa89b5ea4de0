import { Inject, Injectable } from '@nestjs/common';
import {
  type CertificationModel,
  type Cycle,
  CycleRules,
  type DecisionLine,
  type Identity,
  type RegistrationCount,
  type ResultFilter,
  type ResultLine,
  type Rules,
  standingDossier,
  standingRegistrations,
  standOf,
  type UnitOfWork,
  type UnitYear,
} from '#libs/application';
import { dateOf } from '#libs/calendar';
import { excludedClasses, headsInWindow } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import {
  type AwardProposalAnswer,
  type CommunePageQuery,
  type DecisionAnswer,
  type DecisionDetailAnswer,
  type HeadRowAnswer,
  type Page,
  type PageQuery,
  type RegistrationCountsAnswer,
  type RegistrationsAnswer,
  type ResultQuery,
  type ResultRowAnswer,
  type UnitCertificationAnswer,
} from '#libs/contracts/http';

import {
  assessmentWindowOf,
  cite,
  LEVELS,
  type ManagementLevel,
  type PolicyPack,
  type UnitKind,
} from '#libs/policy';
import { isFromOwnRecords, resultStage, standingAt } from '#libs/unit-year';
import { CycleReader } from '../cycles/cycle-reader.service.js';

import { CERTIFICATION_MODEL, UNIT_OF_WORK } from '../ports/tokens.js';

import { resultAnswer } from './result.answer.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOSSIER = 'dossier';

/** Lists about registrations, decisions, results and what follows from them. */
@Injectable()
export class CertificationReader {
  constructor(
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
    @Inject(CERTIFICATION_MODEL) private readonly model: CertificationModel,
    private readonly rules: CycleRules,
    private readonly cycles: CycleReader,
  ) {}

  async decisions(
    identity: Identity,
    cycleId: string,
    { cursor, limit }: PageQuery,
  ): Promise<Page<DecisionAnswer>> {
    await this.cycles.find(identity, cycleId);
    const after = cursor !== undefined && UUID.test(cursor) ? cursor : undefined;
    const lines = await this.model.decisions(cycleId, identity.scope, { after, limit });
    return { items: lines.map(decisionAnswer), next: lines.length === limit ? lines.at(-1)?.id : undefined };
  }

  /** One decision with its progress, without its units. */
  async decisionOf(identity: Identity, cycleId: string, id: string): Promise<DecisionAnswer | undefined> {
    const line = await this.model.decision(cycleId, identity.scope, id);
    return line && decisionAnswer(line);
  }

  /** @throws DomainError CYCLE.UNKNOWN, DECISION.UNKNOWN */
  async decision(identity: Identity, cycleId: string, id: string): Promise<DecisionDetailAnswer> {
    await this.cycles.find(identity, cycleId);
    const line = UUID.test(id) ? await this.model.decision(cycleId, identity.scope, id) : undefined;
    if (line === undefined) throw new DomainError('DECISION.UNKNOWN');
    const units = await this.model.decisionUnits(cycleId, identity.scope, id);
    return {
      ...decisionAnswer(line),
      units: units.map(({ unitId, unitName, commandId, status, body, outcome }) => ({
        unitId,
        name: unitName,
        recognised: body.kind === 'decide' && body.recognised,
        certificate: body.kind === 'decide' ? body.certificate : undefined,
        commandId,
        status,
        code: outcome?.code,
        detail: outcome?.detail,
      })),
    };
  }

  async results(identity: Identity, cycleId: string, query: ResultQuery): Promise<Page<ResultRowAnswer>> {
    const cycle = await this.cycles.find(identity, cycleId);
    const pack = await this.cycles.packOf(cycle);
    const today = dateOf(await this.cycles.nowOf(cycle));
    const cutOffs = await this.dossierCutOffs(cycle);
    const filter: ResultFilter = {
      after: query.cursor,
      limit: query.limit,
      communeCode: query.commune,
      recognised: query.recognised,
      classKey: query.class,
      notSubmitted: query.notSubmitted ? { stage: DOSSIER, today } : undefined,
      excluded: query.excluded ? { classes: excludedClasses(pack) } : undefined,
      appeal: query.appeal,
      revocation: query.revocation,
      exemplar: query.exemplar,
    };
    const lines = await this.model.results(cycleId, identity.scope, filter);
    return pageOf(lines, query.limit, (line) => resultRow(pack, line, cycle, { cutOffs, today }));
  }

  async registrations(identity: Identity, cycleId: string): Promise<RegistrationsAnswer> {
    await this.cycles.find(identity, cycleId);
    const counts = await this.model.registrations(cycleId, identity.scope);
    const codes = [...new Set(counts.map(({ communeCode }) => communeCode))];
    return {
      total: summed(counts),
      communes: codes.map((communeCode) => {
        const own = counts.filter((count) => count.communeCode === communeCode);
        return { communeCode, communeName: own[0]?.communeName ?? communeCode, ...summed(own) };
      }),
    };
  }

  /** Results for the grading of heads, by the days each was in post in the assessment window; nobody is graded here. */
  async heads(
    identity: Identity,
    cycleId: string,
    { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<HeadRowAnswer>> {
    const cycle = await this.cycles.find(identity, cycleId);
    const pack = await this.cycles.packOf(cycle);
    const page = { after: cursor, limit, communeCode: commune };
    const lines = await this.model.results(cycleId, identity.scope, page);
    const ids = lines.map(({ unitId }) => unitId);
    const heads = await this.model.heads(cycleId, ids);
    const items = lines.flatMap((line): HeadRowAnswer[] => {
      const about = {
        unitId: line.unitId,
        unitName: line.unitName,
        communeName: line.communeName,
        ...standOf(pack, line.state, cycle),
      };
      const window = assessmentWindowOf(pack, line.unitKind as UnitKind, cycle.year);
      const terms = headsInWindow(
        heads.filter(({ unitId }) => unitId === line.unitId),
        window,
      );
      // Who is in the roster today may not be who was in post; nobody is shown with a year that may not be theirs.
      if (terms.length === 0) return [{ ...about, head: '' }];
      return terms.map(({ name: head, position, from, to, days }) => ({
        ...about,
        head,
        position,
        from,
        to,
        days,
      }));
    });
    return { items, next: lines.length === limit ? lines.at(-1)?.unitId : undefined };
  }

  async awardProposals(
    identity: Identity,
    cycleId: string,
    { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<AwardProposalAnswer>> {
    const cycle = await this.cycles.find(identity, cycleId);
    const pack = await this.cycles.packOf(cycle);
    const lines = await this.model.results(cycleId, identity.scope, {
      after: cursor,
      limit,
      communeCode: commune,
      awards: true,
    });
    const commandOf = ({ state }: ResultLine) => resultStage(state)?.now.awardProposal?.commandId ?? '';
    const bodies = await this.model.bodies(lines.map(commandOf));
    return pageOf(lines, limit, (line): AwardProposalAnswer => {
      const body = bodies.get(commandOf(line));
      const stand = standOf(pack, line.state, cycle);
      return {
        unitId: line.unitId,
        name: line.unitName,
        communeName: line.communeName,
        class: stand.class?.name,
        exclusion: stand.exclusion,
        proposals: body?.kind === 'proposeAwards' ? body.proposals : [],
      };
    });
  }

  /** What a unit's page tells beside its stages. */
  async ofUnit(
    cycle: Pick<Cycle, 'clockKind'>,
    year: UnitYear,
    rules: Rules,
    today: string,
  ): Promise<UnitCertificationAnswer> {
    const { pack } = rules;
    const { registrations, dossier } = await this.unitOfWork.inTransaction(async (records) => ({
      registrations: await standingRegistrations(records, year),
      dossier: await standingDossier(records, rules, year),
    }));
    const { recognised: _recognised, class: _class, ...after } = resultAnswer(pack, year.state, cycle, today);
    const recorded = year.state.pledges;
    const pledges = recorded ?? registrations?.pledges;
    return {
      ...after,
      registrations: registrations && {
        movement: registrations.movement,
        standard: registrations.standard,
        exemplar: registrations.exemplar,
      },
      pledges: pledges && { total: pledges.total, pledged: pledges.pledged, late: recorded?.late },
      dossier: dossier?.lines.map(({ key, name, required, by, entry, src, status }) => ({
        item: key,
        name,
        required,
        by,
        number: entry?.number,
        date: entry?.date,
        evidence: entry?.evidence,
        source: status === 'assumed' ? 'chưa có văn bản' : cite(pack, src),
        status,
      })),
    };
  }

  private dossierCutOffs(cycle: Cycle): Promise<Partial<Record<ManagementLevel, string>>> {
    return this.unitOfWork.inTransaction(async (records) => {
      const days: Partial<Record<ManagementLevel, string>> = {};
      for (const managedBy of LEVELS) {
        const { graph } = await this.rules.of(records, cycle, { managedBy });
        const lastDay = graph.find(({ key }) => key === DOSSIER)?.cutOff?.lastDay;
        if (lastDay !== undefined) days[managedBy] = lastDay;
      }
      return days;
    });
  }
}

function pageOf<T>(lines: readonly ResultLine[], limit: number, answer: (line: ResultLine) => T): Page<T> {
  return { items: lines.map(answer), next: lines.length === limit ? lines.at(-1)?.unitId : undefined };
}

function decisionAnswer(line: DecisionLine): DecisionAnswer {
  const { id, cycleId, stage, number, date, signer, recordedAt, actorName } = line;
  return {
    id,
    cycleId,
    stage,
    number,
    date,
    signer,
    recordedAt,
    recordedBy: actorName,
    progress: progressOf(line),
  };
}

/** How far a decision has been applied, with the words for it. */
function progressOf({
  total,
  applied,
  refused,
}: Pick<DecisionLine, 'total' | 'applied' | 'refused'>): DecisionAnswer['progress'] {
  const waiting = total - applied - refused;
  const done = waiting === 0 ? 'đã áp dụng' : 'đang áp dụng';
  const late = refused === 0 ? '' : `, ${refused} bị từ chối`;
  return { total, applied, refused, waiting, text: `${done} ${applied}/${total}${late}` };
}

function resultRow(
  pack: PolicyPack,
  line: ResultLine,
  cycle: Pick<Cycle, 'clockKind'>,
  { cutOffs, today }: { readonly cutOffs: Partial<Record<ManagementLevel, string>>; readonly today: string },
): ResultRowAnswer {
  return {
    unitId: line.unitId,
    name: line.unitName,
    kind: line.unitKind,
    communeCode: line.communeCode,
    communeName: line.communeName,
    managedBy: line.managedBy,
    ...resultAnswer(pack, line.state, cycle, today),
    notSubmitted: notSubmittedOf(line, cutOffs[line.managedBy], today),
  };
}

/** "Không nộp": judged from the higher level's records, or waiting for that since the cut-off and any grace passed. */
function notSubmittedOf(
  { state }: ResultLine,
  cutOff: string | undefined,
  today: string,
): ResultRowAnswer['notSubmitted'] {
  if (isFromOwnRecords(state)) return 'judged';
  const dossier = state.stages[DOSSIER];
  if (dossier === undefined || resultStage(state) !== undefined) return undefined;
  // Its own status: what a closed year has not handed in is as unjudged as before.
  const days = { opensDay: today, dueDay: dossier.graceUntil, cutOff };
  return standingAt(dossier.status, days, today) === 'notSubmitted' ? 'waiting' : undefined;
}

const COUNTED = [
  'units',
  'inside',
  'movement',
  'standard',
  'exemplar',
  'pledging',
  'fullyPledged',
  'subunits',
  'pledgedSubunits',
] as const;

function summed(counts: readonly RegistrationCount[]): RegistrationCountsAnswer {
  const sum = (field: (typeof COUNTED)[number]) => counts.reduce((total, each) => total + each[field], 0);
  return Object.fromEntries(
    COUNTED.map((field) => [field, sum(field)]),
  ) as unknown as RegistrationCountsAnswer;
}
