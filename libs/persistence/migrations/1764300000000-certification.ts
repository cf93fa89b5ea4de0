import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions about lists of units, documents that change a result after its decision, and heads' terms in post. */
export class Certification1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    await runner.query(`GRANT SELECT, INSERT ON decision_document, decision_item, head_term TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE "decision_document" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "stage" text NOT NULL, "issuer" text NOT NULL, "number" text NOT NULL, "date" date NOT NULL, "signer" text NOT NULL, "office_code" text, "actor_id" text NOT NULL, "actor_name" text NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "units" integer NOT NULL, CONSTRAINT "decision_document_key" UNIQUE ("actor_id", "idempotency_key"), CONSTRAINT "decision_document_number" UNIQUE ("cycle_id", "issuer", "number"), CONSTRAINT "PK_2b8da7c174b4476d24e9cd5ab76" PRIMARY KEY ("id"))`,
  `CREATE TABLE "decision_item" ("document_id" uuid NOT NULL, "unit_id" text NOT NULL, "cycle_id" text NOT NULL, "command_id" uuid NOT NULL, CONSTRAINT "PK_7ce52023b534699d21505540350" PRIMARY KEY ("document_id", "unit_id"))`,
  `CREATE INDEX "decision_item_unit" ON "decision_item"  ("cycle_id", "unit_id")`,
  `CREATE TABLE "head_term" ("command_id" uuid NOT NULL, "ordinal" integer NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "name" text NOT NULL, "position" text, "from_day" date NOT NULL, "to_day" date, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_a1d0adc783907164530c9df9bd0" PRIMARY KEY ("command_id", "ordinal"))`,
  `CREATE INDEX "head_term_unit" ON "head_term"  ("cycle_id", "unit_id")`,
  `ALTER TABLE "decision" ADD "kind" text NOT NULL DEFAULT 'decision'`,
  `ALTER TABLE "decision" ADD "certificate" text`,
  `ALTER TABLE "decision" ADD "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp()`,
  `ALTER TABLE "decision_document" ADD CONSTRAINT "FK_469592962f4a73c4b70d1841069" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision_item" ADD CONSTRAINT "FK_b64435208f3811df0ba5515c535" FOREIGN KEY ("document_id") REFERENCES "decision_document"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision_item" ADD CONSTRAINT "FK_b63d33806294d5c075d26510756" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision_item" ADD CONSTRAINT "FK_4515547badf0861c6fe2b290756" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "head_term" ADD CONSTRAINT "FK_c8fa68a0adf49583c5d50221fea" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "head_term" ADD CONSTRAINT "FK_d77169c0d75313cd1a8d365b3c3" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const DOWN = [
  `DROP TABLE "head_term"`,
  `DROP TABLE "decision_item"`,
  `DROP TABLE "decision_document"`,
  `ALTER TABLE "decision" DROP COLUMN "recorded_at"`,
  `ALTER TABLE "decision" DROP COLUMN "certificate"`,
  `ALTER TABLE "decision" DROP COLUMN "kind"`,
];
