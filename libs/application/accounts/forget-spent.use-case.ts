import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

/** So many at a time, so that nobody who signs in waits for a long statement. */
const PAGE = 1_000;

/** Takes away what signing in leaves behind: attempts and secrets that nobody needs any more. */
export class ForgetSpent {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Stores<'attempts' | 'oneTime'>>, 'inTransaction'>,
  ) {}

  async execute(): Promise<void> {
    for (const store of ['attempts', 'oneTime'] as const) {
      let forgotten = PAGE;
      while (forgotten === PAGE) {
        forgotten = await this.unitOfWork.inTransaction((records) => records[store].forget(PAGE));
      }
    }
  }
}
