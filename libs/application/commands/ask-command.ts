import { randomUUID } from 'node:crypto';
import { dateOf, startOfDay } from '#libs/calendar';
import { type CommandBody, DomainError, updateNameOf } from '#libs/contracts';
import type { SentCommand } from '#libs/contracts/http';
import { stageWithRole } from '#libs/policy';
import { askedBy, checkAssignment } from '../access/assignment.js';
import { findUnitYear, requireInside } from '../access/find-unit-year.js';
import { requireIssued } from '../access/require-issued.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { requireUnbound } from '../extensions/binding-day.js';
import { actingName } from '../identity/acting-name.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Command } from './commands.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'unitYears' | 'units'>;

export interface CommandRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly idempotencyKey: string;
  readonly body: CommandBody | SentCommand;
  /** Digest of the presented draft that the command sends; it must still wait. */
  readonly approves?: string;
  /** Names the request in the logs. */
  readonly trace?: string;
}

/** A request that an account may make, with what it is about. */
export interface AskedCommand {
  readonly cycle: Cycle;
  readonly unit: UnitYear;
  readonly rules: Rules;
  readonly command: Command;
}

/** How a request is asked. */
export interface Asking {
  readonly bodyDigest: string;
  /** When the request came, by the database clock; before any lock was waited for. */
  readonly receivedAt: string;
  /** The unit's year where it is locked, for a decision that follows. */
  readonly held?: UnitYear;
}

/**
 * Checks that the account may ask this, and makes a command of the request, `received`.
 *
 * @throws DomainError for rights and scope; EXTENSION.BINDING
 */
export async function askCommand(
  records: Needs,
  cycleRules: CycleRules,
  identity: Identity,
  { cycleId, unitId, idempotencyKey, body: sent, approves, trace }: CommandRequest,
  { bodyDigest, receivedAt, held }: Asking,
): Promise<AskedCommand> {
  const { cycle, unit } = await findUnitYear(records, identity, cycleId, unitId, {
    outside: true,
    held,
  });
  const rules = await cycleRules.of(records, cycle, unit);
  const body = withArrival(rules, unit, sent);
  if (!isMovementOnly(rules, body)) requireInside(unit);
  const today = dateOf(cycle.clockAt ?? receivedAt);
  await checkAssignment(records, identity, rules, unit, askedBy(body), today);
  requireIssued(body, today);
  if (body.kind === 'extend' && body.request !== undefined) requireUnbound(rules, body.stage);
  const { actorId, role, officeCode } = identity;
  const name = actingName(identity);
  const command: Command = {
    id: randomUUID(),
    idempotencyKey,
    bodyDigest,
    cycleId: cycle.id,
    unitId: unit.unitId,
    updateName: updateNameOf(body),
    body,
    actor: { actorId, name, role, officeCode },
    receivedAt,
    effectiveAt: effectiveAtOf(body, cycle.clockAt ?? receivedAt),
    status: 'received',
    attempt: 1,
    approves,
    trace,
  };
  return { cycle, unit, rules, command };
}

/**
 * The command with the số đến and ngày đến of the receipt, where they were left out.
 *
 * @throws DomainError PAPER.NOT_RECEIVED
 */
function withArrival({ stages }: Rules, { state }: UnitYear, body: CommandBody | SentCommand): CommandBody {
  if (body.kind !== 'submit') return body;
  const { onBehalf, ...content } = body;
  if (onBehalf === undefined) return content;
  const { arrivalNumber, arrivedOn } = onBehalf;
  if (arrivalNumber !== undefined && arrivedOn !== undefined) {
    return { ...content, onBehalf: { ...onBehalf, arrivalNumber, arrivedOn } };
  }
  const receipt = state.stages[body.stage]?.receipt;
  if (receipt === undefined) {
    const stageName = stages.find(({ key }) => key === body.stage)?.name ?? body.stage;
    throw new DomainError('PAPER.NOT_RECEIVED', { stageName });
  }
  const { arrivalNumber: number, arrivedOn: day } = receipt;
  return { ...content, onBehalf: { ...onBehalf, arrivalNumber: number, arrivedOn: day } };
}

const MOVEMENT_ACTS: readonly string[] = [
  'submit',
  'withdraw',
  'return',
  'receivePaper',
  'withdrawReceipt',
  'announcePaper',
] satisfies CommandBody['kind'][];

/** What a unit outside the standard does too: it registers the movement, and mends or takes back the paper. */
const isMovementOnly = ({ stages }: Rules, body: CommandBody): boolean =>
  MOVEMENT_ACTS.includes(body.kind) &&
  'stage' in body &&
  body.stage === stageWithRole(stages, 'registration')?.key;

/** Receipt, or the first instant of the day on which a paper arrived. */
function effectiveAtOf(body: CommandBody, now: string): string {
  const arrivedOn =
    body.kind === 'receivePaper'
      ? body.arrivedOn
      : body.kind === 'submit' || body.kind === 'appeal'
        ? body.onBehalf?.arrivedOn
        : undefined;
  if (arrivedOn === undefined) return now;
  if (arrivedOn > dateOf(now)) throw new DomainError('ARRIVAL.IN_FUTURE', { day: arrivedOn });
  return arrivedOn === dateOf(now) ? now : startOfDay(arrivedOn);
}
