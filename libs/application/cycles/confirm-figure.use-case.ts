import { DomainError } from '#libs/contracts';
import type { Identity } from '../ports/identity.js';
import type { Confirmation, UnitOfWork } from '../ports/records.port.js';
import { requireAdministratorOf } from '../rules/rights.js';

/** Records the document that founds an assumed figure, so that a real decision may use it. */
export class ConfirmFigure {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY */
  async execute(identity: Identity, cycleId: string, confirmation: Confirmation): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await records.cycles.lock(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      requireAdministratorOf(identity, cycle.provinceCode);
      const known = (await records.cycles.confirmations(cycleId)).find(
        (each) => each.figure === confirmation.figure,
      );
      if (known?.number === confirmation.number && known.date === confirmation.date) return;
      await records.cycles.confirm(cycleId, confirmation, identity, await records.now());
      await records.audit.append({
        cycleId,
        areaCode: cycle.provinceCode,
        actorId: identity.tokenId,
        actorRole: identity.role,
        action: 'figure.confirmed',
        object: confirmation.figure,
        detail: confirmation,
      });
    });
  }
}
