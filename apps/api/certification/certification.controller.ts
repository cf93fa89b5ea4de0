import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  CommandDispatcher,
  CorrectDecision,
  type Identity,
  ListAwardProposals,
  ListExclusions,
  ListHeads,
  ListRegistrations,
  ListResults,
  PlanResult,
  ReadDecisionList,
  ReadDecisions,
  RecordClassification,
  RecordDecision,
} from '#libs/application';
import {
  type AwardProposalAnswer,
  type ClassificationBody,
  type CommunePageQuery,
  type CorrectionAnswer,
  type CorrectionBody,
  classificationBody,
  communePageQuery,
  correctionBody,
  type DecisionAnswer,
  type DecisionBody,
  type DecisionDetailAnswer,
  type DecisionListAnswer,
  type DecisionListQuery,
  type DryRunQuery,
  decisionBody,
  decisionListQuery,
  dryRunQuery,
  type ExclusionAnswer,
  type HeadRowAnswer,
  type Page,
  type PageQuery,
  pageQuery,
  type RecordClassificationAnswer,
  type RecordDecisionAnswer,
  type RegistrationsAnswer,
  type ResultPlanAnswer,
  type ResultPlanQuery,
  type ResultQuery,
  type ResultRowAnswer,
  resultPlanQuery,
  resultQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';
import { classesAnswer } from './classes.answer.js';

@Controller()
export class CertificationController {
  constructor(
    private readonly recording: RecordDecision,
    private readonly classifying: RecordClassification,
    private readonly correcting: CorrectDecision,
    private readonly lists: ReadDecisionList,
    private readonly planning: PlanResult,
    private readonly dispatcher: CommandDispatcher,
    private readonly reading: ReadDecisions,
    private readonly listing: ListResults,
    private readonly registered: ListRegistrations,
    private readonly inPost: ListHeads,
    private readonly proposed: ListAwardProposals,
    private readonly excluded: ListExclusions,
  ) {}

  @Serves('POST /cycles/{cycleId}/decisions')
  @RequirePermission('recordDecision')
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
        document === undefined ? undefined : await this.reading.progress(caller, cycleId, document.id),
    };
  }

  @Serves('POST /cycles/{cycleId}/classifications')
  @RequirePermission('recordClassification')
  async classify(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: classificationBody }) body: ClassificationBody,
  ): Promise<RecordClassificationAnswer> {
    const recorded = await this.classifying.execute(caller, { cycleId, idempotencyKey, body }, dryRun);
    const { document, isNew } = recorded;
    if (isNew) void this.dispatcher.poll().catch(() => undefined);
    return {
      dryRun,
      isNew,
      units: body.units.length,
      ...classesAnswer(recorded),
      problems: recorded.problems,
      decision:
        document === undefined ? undefined : await this.reading.progress(caller, cycleId, document.id),
    };
  }

  @Serves('POST /cycles/{cycleId}/decisions/lists')
  @RequirePermission('recordDecision')
  async list(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: decisionListQuery }) query: DecisionListQuery,
    @Body() file: unknown,
  ): Promise<DecisionListAnswer> {
    return this.lists.execute(caller, cycleId, listFileOf(file, query), key);
  }

  @Serves('POST /cycles/{cycleId}/decisions/{decisionId}/corrections')
  @RequirePermission('correctDecision')
  correct(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('decisionId') decisionId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: correctionBody }) body: CorrectionBody,
  ): Promise<CorrectionAnswer> {
    return this.correcting.execute(caller, { cycleId, decisionId, idempotencyKey, body }, dryRun);
  }

  @Serves('GET /cycles/{cycleId}/decisions')
  @RequirePermission('readResults')
  decisions(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: pageQuery }) { cursor, limit }: PageQuery,
  ): Promise<Page<DecisionAnswer>> {
    return this.reading.list(caller, cycleId, { after: cursor, limit });
  }

  @Serves('GET /cycles/{cycleId}/decisions/{decisionId}')
  @RequirePermission('readResults')
  decision(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('decisionId') decisionId: string,
  ): Promise<DecisionDetailAnswer> {
    return this.reading.show(caller, cycleId, decisionId);
  }

  @Serves('GET /cycles/{cycleId}/results')
  @RequirePermission('readResults')
  results(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: resultQuery }) { cursor, commune, class: classKey, ...query }: ResultQuery,
  ): Promise<Page<ResultRowAnswer>> {
    return this.listing.execute(caller, cycleId, { ...query, after: cursor, communeCode: commune, classKey });
  }

  @Serves('GET /cycles/{cycleId}/registrations')
  @RequirePermission('readResults')
  registrations(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<RegistrationsAnswer> {
    return this.registered.execute(caller, cycleId);
  }

  @Serves('GET /cycles/{cycleId}/heads')
  @RequirePermission('readResults')
  heads(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<HeadRowAnswer>> {
    return this.inPost.execute(caller, cycleId, { after: cursor, limit, communeCode: commune });
  }

  @Serves('GET /cycles/{cycleId}/exclusions')
  @RequirePermission('readResults')
  exclusions(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<ExclusionAnswer>> {
    return this.excluded.execute(caller, cycleId, { after: cursor, limit, communeCode: commune });
  }

  @Serves('GET /cycles/{cycleId}/award-proposals')
  @RequirePermission('readResults')
  awardProposals(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<AwardProposalAnswer>> {
    return this.proposed.execute(caller, cycleId, { after: cursor, limit, communeCode: commune });
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/result-plan')
  @RequirePermission('readResults')
  plan(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: resultPlanQuery }) { recognised }: ResultPlanQuery,
  ): Promise<ResultPlanAnswer> {
    return this.planning.execute(caller, { cycleId, unitId, recognised });
  }
}
