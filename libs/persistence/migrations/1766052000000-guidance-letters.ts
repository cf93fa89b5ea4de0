import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "guidance_letter" ("cycle_id" text NOT NULL, "version" integer NOT NULL, "number" text NOT NULL, "date" date NOT NULL, "signer" text NOT NULL, "issuer" text NOT NULL, "figures" jsonb NOT NULL, "replaces" integer, "recorded_by" text NOT NULL, "recorded_by_name" text NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "effect" jsonb NOT NULL, CONSTRAINT "guidance_letter_key" UNIQUE ("cycle_id", "recorded_by", "idempotency_key"), CONSTRAINT "guidance_letter_pkey" PRIMARY KEY ("cycle_id", "version"))`,
  `ALTER TABLE "guidance_letter" ADD CONSTRAINT "guidance_letter_in_cycle" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  // A recorded letter is a fact; another one takes its place.
  `GRANT SELECT, INSERT ON guidance_letter TO antq_app`,
  // It tells of a whole cycle and of no single subject, as confirmations and amendments do.
  `GRANT SELECT ON guidance_letter TO antq_reader`,
];

/** The letter by which the body that guides a year sets what the pack assumes. */
export class GuidanceLetters1766052000000 implements MigrationInterface {
  readonly name = 'GuidanceLetters1766052000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "guidance_letter"`);
  }
}
