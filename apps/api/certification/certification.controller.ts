import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type CertificationModel,
  CommandDispatcher,
  type Identity,
  PlanResult,
  RecordDecision,
  type WatchModel,
} from '#libs/application';
import { excludedClasses, readDecisionList } from '#libs/certification';
import {
  type AwardProposalAnswer,
  type DecisionAnswer,
  type DecisionBody,
  type DecisionDetailAnswer,
  type DecisionListAnswer,
  DomainError,
  decisionBody,
  type ExclusionAnswer,
  type HeadRowAnswer,
  type Page,
  type RecordDecisionAnswer,
  type RegistrationsAnswer,
  type ResultPlanAnswer,
  type ResultRowAnswer,
} from '#libs/contracts';
import { readTable } from '#libs/documents';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import {
  type CommunePageQuery,
  communePageQuery,
  type DryRunQuery,
  dryRunQuery,
  IdempotencyKey,
  type ImportQuery,
  importQuery,
  type PageQuery,
  pageQuery,
} from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { CERTIFICATION_MODEL, WATCH_MODEL } from '../ports/tokens.js';
import {
  type ResultPlanQuery,
  type ResultQuery,
  resultPlanQuery,
  resultQuery,
} from './certification.input.js';
import { CertificationReader } from './certification-reader.service.js';
import { exclusionAnswer } from './exclusion.answer.js';

@ApiTags('Công nhận và phân loại')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
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

  @Post('decisions')
  @HttpCode(HttpStatus.OK)
  @ApiPost(decisionBody)
  @ApiOperation({
    summary: 'Ghi một quyết định cho cả danh sách đơn vị; dryRun=true chỉ nêu các dòng sẽ bị từ chối',
    description: 'Một giao dịch: ghi cả danh sách hoặc không ghi gì; tiến độ xem ở quyết định.',
  })
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

  @Post('decisions/lists')
  @HttpCode(HttpStatus.OK)
  @ApiPost()
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiOperation({ summary: 'Đọc danh sách đơn vị của một quyết định từ tệp CSV hoặc XLSX; không ghi gì' })
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

  @Get('decisions')
  @ApiOperation({ summary: 'Các quyết định đã ghi cho danh sách, mới nhất trước, kèm tiến độ áp dụng' })
  decisions(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<DecisionAnswer>> {
    return this.reader.decisions(caller, cycleId, query);
  }

  @Get('decisions/:decisionId')
  @ApiOperation({ summary: 'Một quyết định: tiến độ và từng đơn vị, đơn vị bị từ chối kèm lý do' })
  decision(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('decisionId') decisionId: string,
  ): Promise<DecisionDetailAnswer> {
    return this.reader.decision(caller, cycleId, decisionId);
  }

  @Get('results')
  @ApiOperation({
    summary:
      'Kết quả của các đơn vị: công nhận và phân loại là hai trục; lọc theo từng trục, Không nộp, khiếu nại, thu hồi, điển hình',
  })
  results(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: resultQuery }) query: ResultQuery,
  ): Promise<Page<ResultRowAnswer>> {
    return this.reader.results(caller, cycleId, query);
  }

  @Get('registrations')
  @ApiOperation({ summary: 'Bốn đăng ký, đếm riêng: phong trào, tiêu chuẩn, cam kết, điển hình' })
  registrations(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<RegistrationsAnswer> {
    return this.reader.registrations(caller, cycleId);
  }

  @Get('heads')
  @ApiOperation({
    summary: 'Kết quả phục vụ xếp loại người đứng đầu, theo thời gian giữ chức; hệ thống không xếp loại ai',
  })
  heads(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) query: CommunePageQuery,
  ): Promise<Page<HeadRowAnswer>> {
    return this.reader.heads(caller, cycleId, query);
  }

  @Get('exclusions')
  @ApiOperation({ summary: 'Đơn vị không xét thi đua, khen thưởng và lý do' })
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

  @Get('award-proposals')
  @ApiOperation({ summary: 'Đề nghị khen thưởng cuối năm; đơn vị thuộc diện không xét được đánh dấu' })
  awardProposals(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) query: CommunePageQuery,
  ): Promise<Page<AwardProposalAnswer>> {
    return this.reader.awardProposals(caller, cycleId, query);
  }

  @Get('units/:unitId/result-plan')
  @ApiOperation({
    summary: 'Xem trước thu hồi hoặc thay đổi kết quả: điểm, phân loại, không xét thi đua; không thay đổi gì',
  })
  plan(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: resultPlanQuery }) { recognised }: ResultPlanQuery,
  ): Promise<ResultPlanAnswer> {
    return this.planning.execute(caller, { cycleId, unitId, recognised });
  }
}
