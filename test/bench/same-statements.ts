import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { CycleRules, type FaultPoints, RegisterCommand } from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { createDataSource, type Database, PostgresUnitOfWork } from '#libs/persistence';

interface Statement {
  readonly text: string;
  readonly values: unknown[] | undefined;
}

/** What one command sent to the database, in order, up to where it would have been committed. */
export interface SentTransaction {
  readonly commandId: string;
  readonly statements: readonly Statement[];
}

class NotCommitted extends Error {}

/** Ends the transaction of the door where everything has been written and nothing is committed. */
const beforeCommit: FaultPoints = {
  hit(point) {
    if (point === 'beforeDoorCommit') throw new NotCommitted();
  },
};

const ENDING = /^(COMMIT|ROLLBACK)$/i;

/** What the door sends to the database, and how fast the bare driver sends the same. */
export class SameStatements {
  private constructor(
    private readonly source: Database,
    private readonly clients: readonly pg.Client[],
  ) {}

  /** @param atOnce how many connections send side by side */
  static async open(url: string, atOnce: number): Promise<SameStatements> {
    const source = createDataSource({ url, poolSize: 1, applicationName: 'antq-bench' });
    const clients = Array.from({ length: atOnce }, () => new pg.Client({ connectionString: url }));
    await Promise.all([source.initialize(), ...clients.map((client) => client.connect())]);
    return new SameStatements(source, clients);
  }

  async close(): Promise<void> {
    await Promise.all([this.source.destroy(), ...this.clients.map((client) => client.end())]);
  }

  /**
   * Has the door decide one command of a unit's head and take it back before the commit.
   *
   * @throws Error where the door did not come to write it
   */
  async sentFor(cycleId: string, unitId: string, body: CommandBody): Promise<SentTransaction> {
    const statements: Statement[] = [];
    const unitOfWork = new PostgresUnitOfWork(this.source, 'antq.example.test');
    const door = new RegisterCommand(unitOfWork, new CycleRules(), beforeCommit);
    const query = pg.Client.prototype.query;
    const noted = function (this: pg.Client, ...given: unknown[]) {
      const [asked, values] = given as [string | Statement, unknown[] | undefined];
      statements.push(typeof asked === 'string' ? { text: asked, values } : asked);
      return Reflect.apply(query, this, given) as unknown;
    };
    pg.Client.prototype.query = noted as typeof query;
    try {
      await door.execute(
        { actorId: randomUUID(), name: 'Thủ trưởng', role: 'unit-head', scope: { level: 'unit', unitId } },
        { cycleId, unitId, idempotencyKey: randomUUID(), body },
      );
    } catch (error) {
      if (!(error instanceof NotCommitted)) throw error;
      const inserted = statements.find(({ text }) => /INSERT INTO "?command"?\b/.test(text));
      const commandId = inserted?.values?.find((value) => typeof value === 'string' && value.length === 36);
      if (typeof commandId !== 'string') throw new Error('no statement wrote the command');
      return { commandId, statements: statements.filter(({ text }) => !ENDING.test(text)) };
    } finally {
      pg.Client.prototype.query = query;
    }
    throw new Error('the door did not decide it itself');
  }

  /** Sends them and commits each, every connection one after the other; answers how many a second. */
  async send(transactions: readonly SentTransaction[]): Promise<number> {
    const waiting = [...transactions];
    const started = performance.now();
    await Promise.all(
      this.clients.map(async (client) => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          for (const { text, values } of next.statements) await client.query(text, values);
          await client.query('COMMIT');
        }
      }),
    );
    const took = performance.now() - started;
    // Nobody tells their runs, which hear of the next one.
    await this.source.query('UPDATE command SET carried_at = clock_timestamp() WHERE id = ANY($1)', [
      transactions.map(({ commandId }) => commandId),
    ]);
    return (transactions.length / took) * 1_000;
  }
}
