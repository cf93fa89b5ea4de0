import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import {
  type CertificationModel,
  CommandDispatcher,
  type Identity,
  PlanResult,
  RecordDecision,
  type WatchModel,
} from '#libs/application';
import { excludedClasses, readDecisionList } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import {
  type AwardProposalAnswer,
  type CommunePageQuery,
  communePageQuery,
  type DecisionAnswer,
  type DecisionBody,
  type DecisionDetailAnswer,
  type DecisionListAnswer,
  type DryRunQuery,
  decisionBody,
  dryRunQuery,
  type ExclusionAnswer,
  type HeadRowAnswer,
  type ImportQuery,
  importQuery,
  type Page,
  type PageQuery,
  pageQuery,
  type RecordDecisionAnswer,
  type RegistrationsAnswer,
  type ResultPlanAnswer,
  type ResultPlanQuery,
  type ResultQuery,
  type ResultRowAnswer,
  resultPlanQuery,
  resultQuery,
} from '#libs/contracts/http';

import { readTable } from '#libs/documents';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';
import { CERTIFICATION_MODEL, WATCH_MODEL } from '../ports/tokens.js';
import { CertificationReader } from './certification-reader.service.js';
import { exclusionAnswer } from './exclusion.answer.js';

@Controller()
export class CertificationController {
  constructor(
    private readonly recording: RecordDecision,
    private readonly planning: PlanResult,
    private readonly dispatcher: CommandDispatcher,
    private readonly reader: CertificationReader,
    private readonly cycles: CycleReader,
    @Inject(WATCH_MODEL) private readonly watchModel: WatchModel,
    @Inject(CERTIFICATION_MODEL) private readonly certification: CertificationModel,
  ) {}

  @Serves('POST /cycles/{cycleId}/decisions')
  async record(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: decisionBody }) body: DecisionBody,
  ): Promise<RecordDecisionAnswer> {
    const { document, isNew, problems } = await this.recording.execute(
      caller,
      { cycleId, idempotencyKey, body },
      dryRun,
    );
    // The poller comes within a second; a whole list need not wait for that.
    if (isNew) void this.dispatcher.poll().catch(() => undefined);
    return {
      dryRun,
      isNew,
      units: body.units.length,
      recognised: body.units.filter(({ recognised }) => recognised).length,
      problems,
      decision:
        document === undefined ? undefined : await this.reader.decisionOf(caller, cycleId, document.id),
    };
  }

  @Serves('POST /cycles/{cycleId}/decisions/lists')
  async list(
    @Caller() caller: Identity,
    @IdempotencyKey() _key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: importQuery }) { filename }: ImportQuery,
    @Body() file: unknown,
  ): Promise<DecisionListAnswer> {
    await this.cycles.find(caller, cycleId);
    if (caller.role !== 'deciding-body')
      throw new DomainError('ACTOR.OTHER_ROLE', { roles: 'deciding-body' });
    if (!Buffer.isBuffer(file) || file.length === 0) {
      throw new DomainError('INPUT.INVALID', {}, [
        { code: 'INPUT.FIELD', place: 'nội dung', message: 'cần tệp CSV hoặc XLSX trong thân yêu cầu' },
      ]);
    }
    const table = await readTable(file, filename);
    if ('problem' in table) {
      const { code, message } = table.problem;
      return { units: [], problems: [{ code, place: 'tệp', message }] };
    }
    const { lines, problems } = readDecisionList(table.rows);
    return { units: lines, problems };
  }

  @Serves('GET /cycles/{cycleId}/decisions')
  decisions(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<DecisionAnswer>> {
    return this.reader.decisions(caller, cycleId, query);
  }

  @Serves('GET /cycles/{cycleId}/decisions/{decisionId}')
  decision(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('decisionId') decisionId: string,
  ): Promise<DecisionDetailAnswer> {
    return this.reader.decision(caller, cycleId, decisionId);
  }

  @Serves('GET /cycles/{cycleId}/results')
  results(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: resultQuery }) query: ResultQuery,
  ): Promise<Page<ResultRowAnswer>> {
    return this.reader.results(caller, cycleId, query);
  }

  @Serves('GET /cycles/{cycleId}/registrations')
  registrations(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<RegistrationsAnswer> {
    return this.reader.registrations(caller, cycleId);
  }

  @Serves('GET /cycles/{cycleId}/heads')
  heads(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) query: CommunePageQuery,
  ): Promise<Page<HeadRowAnswer>> {
    return this.reader.heads(caller, cycleId, query);
  }

  @Serves('GET /cycles/{cycleId}/exclusions')
  async exclusions(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<ExclusionAnswer>> {
    const cycle = await this.cycles.find(caller, cycleId);
    const pack = await this.cycles.packOf(cycle);
    const lines = await this.watchModel.exclusions(cycleId, caller.scope, {
      after: cursor,
      limit,
      communeCode: commune,
      classes: excludedClasses(pack),
    });
    if (lines === undefined) {
      const message = 'phải là vị trí mà trang trước đã báo; bỏ đi để xem từ đầu';
      throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'cursor', message }]);
    }
    const overrides = await this.certification.bodies(lines.flatMap(({ overriddenBy = [] }) => overriddenBy));
    return {
      items: lines.map((line) => exclusionAnswer(pack, line, overrides.get(line.overriddenBy ?? ''), cycle)),
      next: lines.length === limit ? lines.at(-1)?.unitId : undefined,
    };
  }

  @Serves('GET /cycles/{cycleId}/award-proposals')
  awardProposals(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) query: CommunePageQuery,
  ): Promise<Page<AwardProposalAnswer>> {
    return this.reader.awardProposals(caller, cycleId, query);
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/result-plan')
  plan(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: resultPlanQuery }) { recognised }: ResultPlanQuery,
  ): Promise<ResultPlanAnswer> {
    return this.planning.execute(caller, { cycleId, unitId, recognised });
  }
}
