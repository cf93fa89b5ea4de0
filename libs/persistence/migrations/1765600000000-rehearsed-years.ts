import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The year that the system itself lives in a rehearsal: what was ordered, how far it is, how it ended. */
export class RehearsedYears1765600000000 implements MigrationInterface {
  readonly name = 'RehearsedYears1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "rehearsed_year" ("cycle_id" text NOT NULL, "seed" integer NOT NULL, "day_ms" integer NOT NULL, "keep_going" boolean NOT NULL, "state" text NOT NULL, "epoch" integer NOT NULL DEFAULT '0', "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ended_at" TIMESTAMP WITH TIME ZONE, "told_at" TIMESTAMP WITH TIME ZONE, "done" integer, "total" integer, "refused" jsonb NOT NULL DEFAULT '[]', "problem" jsonb, "report" jsonb, CONSTRAINT "rehearsed_year_pkey" PRIMARY KEY ("cycle_id"))`,
    );
    await runner.query(
      `ALTER TABLE "rehearsed_year" ADD CONSTRAINT "FK_6a048101ee95c229ba99523539e" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON rehearsed_year TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "rehearsed_year"`);
  }
}
