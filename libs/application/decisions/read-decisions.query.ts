import { DomainError } from '#libs/contracts';
import type { DecisionAnswer, DecisionDetailAnswer, Page } from '#libs/contracts/http';
import type { PolicyPack } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { PageAfter } from '../read-model/page.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { correctionAnswer } from './correction-answer.js';
import { UUID } from './decision-id.js';
import type { DecisionLine, DecisionModel } from './decision-model.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'units'>;

/** Decisions that were recorded for a list of units, as far as the account sees those units. */
export class ReadDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly model: DecisionModel,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async list(
    identity: Identity,
    cycleId: string,
    { after, limit }: PageAfter,
  ): Promise<Page<DecisionAnswer>> {
    await this.unitOfWork.inTransaction((records) => cycleToRead(records, identity, 'readResults', cycleId));
    const page = { after: after !== undefined && UUID.test(after) ? after : undefined, limit };
    const lines = await this.model.decisions(cycleId, identity.scope, page);
    return { items: lines.map(decisionAnswer), next: lines.length === limit ? lines.at(-1)?.id : undefined };
  }

  /** One decision with its progress, without its units. */
  async progress(identity: Identity, cycleId: string, id: string): Promise<DecisionAnswer | undefined> {
    const line = await this.model.decision(cycleId, identity.scope, id);
    return line && decisionAnswer(line);
  }

  /** @throws DomainError CYCLE.UNKNOWN, DECISION.UNKNOWN */
  async show(identity: Identity, cycleId: string, id: string): Promise<DecisionDetailAnswer> {
    const pack = await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readResults', cycleId);
      return this.rules.packOf(records, cycle);
    });
    const line = UUID.test(id) ? await this.model.decision(cycleId, identity.scope, id) : undefined;
    if (line === undefined) throw new DomainError('DECISION.UNKNOWN');
    const units = await this.model.decisionUnits(cycleId, identity.scope, id);
    return {
      ...decisionAnswer(line),
      corrections: line.corrections.map(correctionAnswer),
      units: units.map(({ unitId, unitName, commandId, status, body, outcome }) => ({
        unitId,
        name: unitName,
        recognised: body.kind === 'decide' && body.recognised,
        certificate: body.kind === 'decide' ? body.certificate : undefined,
        class: body.kind === 'classify' ? classIn(pack, body.class) : undefined,
        commandId,
        status,
        code: outcome?.code,
        detail: outcome?.detail,
      })),
    };
  }
}

const classIn = ({ classes }: PolicyPack, key: string | undefined) =>
  key === undefined ? undefined : { key, name: classes.find((each) => each.key === key)?.name ?? key };

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
    correctedOn: line.corrections.at(-1)?.correctedOn,
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
