import { Body, Controller, Param, Query } from '@nestjs/common';
import { type Identity, ReadScoringRecords, RecordChoice, VerifyScores } from '#libs/application';
import {
  type ChoiceAnswer,
  type ChoiceBody,
  type ChoicesAnswer,
  choiceBody,
  type DryRunQuery,
  dryRunQuery,
  type Page,
  type ReturnsAnswer,
  type ScoreCheckAnswer,
  type ScoreCheckQuery,
  scoreCheckQuery,
  type UnitOnlyQuery,
  unitOnlyQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class ScoringController {
  constructor(
    private readonly choosing: RecordChoice,
    private readonly reading: ReadScoringRecords,
    private readonly verifying: VerifyScores,
  ) {}

  @Serves('GET /cycles/{cycleId}/choices')
  @RequirePermission('readScores')
  choices(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: unitOnlyQuery }) { unit }: UnitOnlyQuery,
  ): Promise<ChoicesAnswer> {
    return this.reading.choices(caller, cycleId, unit);
  }

  @Serves('POST /cycles/{cycleId}/choices')
  @RequirePermission('recordChoice')
  choose(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: choiceBody }) body: ChoiceBody,
  ): Promise<ChoiceAnswer> {
    return this.choosing.execute(caller, cycleId, body, key, dryRun);
  }

  @Serves('GET /cycles/{cycleId}/score-checks')
  @RequirePermission('readScores')
  verify(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: scoreCheckQuery }) query: ScoreCheckQuery,
  ): Promise<Page<ScoreCheckAnswer>> {
    return this.verifying.execute(caller, cycleId, query);
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/returns')
  @RequirePermission('readScores')
  returns(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
  ): Promise<ReturnsAnswer> {
    return this.reading.returns(caller, cycleId, unitId);
  }
}
