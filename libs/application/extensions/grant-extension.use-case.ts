import { dateOf } from '#libs/calendar';
import { type CommandBody, DomainError } from '#libs/contracts';
import { checkAssignment } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import type { Command } from '../commands/commands.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'extensions' | 'migrations' | 'now' | 'unitYears' | 'units'>;

/** Takes a command in and waits a while for its outcome. */
interface Sending {
  execute(
    identity: Identity,
    request: {
      readonly cycleId: string;
      readonly unitId: string;
      readonly idempotencyKey: string;
      readonly body: CommandBody;
      readonly trace?: string;
    },
  ): Promise<Command>;
}

/** The office that receives a step gives the time that was asked for, or another day: an extension like any other, which names the request. */
export class GrantExtension {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly submitting: Sending,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param request.until the day that is given; the one that was asked for where absent
   * @returns the command, as `SubmitCommand` does
   * @throws DomainError as `SubmitCommand` and `checkAssignment`; EXTENSION.NOT_OPEN, EXTENSION.BINDING
   */
  async execute(
    identity: Identity,
    about: {
      readonly cycleId: string;
      readonly unitId: string;
      readonly idempotencyKey: string;
      readonly trace?: string;
    },
    id: string,
    given: {
      readonly until?: string;
      readonly reason: string;
      readonly number: string;
      readonly date: string;
    },
  ): Promise<Command> {
    const request = await this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await findUnitYear(records, identity, about.cycleId, about.unitId);
      const asked = await records.extensions.find(id);
      const rules = await this.rules.of(records, cycle, unit);
      const today = dateOf(await nowOf(records, cycle));
      const act = { act: 'answerExtension', stage: asked?.stage } as const;
      await checkAssignment(records, identity, rules, unit, act, today);
      return asked;
    });
    if (request?.cycleId !== about.cycleId || request.unitId !== about.unitId) {
      throw new DomainError('EXTENSION.NOT_OPEN');
    }
    const { reason, number, date, until = request.wishedDay } = given;
    const body = { kind: 'extend', stage: request.stage, until, reason, number, date, request: id } as const;
    return this.submitting.execute(identity, { ...about, body });
  }
}
