import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evidence behind the points, recorded readings of open cases, and what a past score was computed with. */
export class EvidenceAndChoices1764100000000 implements MigrationInterface {
  readonly name = 'EvidenceAndChoices1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    // Facts: they are added, never changed; a withdrawal is a row of its own.
    await runner.query(`REVOKE ALL ON evidence, evidence_withdrawal, gap_choice FROM antq_app`);
    await runner.query(`GRANT SELECT, INSERT ON evidence, evidence_withdrawal, gap_choice TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE "evidence" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "criterion" text NOT NULL, "kind" text NOT NULL, "title" text NOT NULL, "effective_on" date NOT NULL, "uploaded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "sha256" text, "detected_type" text, "size_bytes" integer, "original_name" text, "storage_key" text, "reference" text, "declaration" text, "token_id" text NOT NULL, "actor_name" text NOT NULL, "actor_role" text NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, CONSTRAINT "evidence_key" UNIQUE ("token_id", "idempotency_key"), CONSTRAINT "PK_b864cb5d49854f89917fc0b44b9" PRIMARY KEY ("id"))`,
  `CREATE INDEX "evidence_unit" ON "evidence" ("cycle_id", "unit_id", "criterion")`,
  `CREATE TABLE "evidence_withdrawal" ("evidence_id" uuid NOT NULL, "reason" text NOT NULL, "withdrawn_at" TIMESTAMP WITH TIME ZONE NOT NULL, "token_id" text NOT NULL, "actor_name" text NOT NULL, CONSTRAINT "PK_87103e14136cd9a60a183b2c2cf" PRIMARY KEY ("evidence_id"))`,
  `CREATE TABLE "gap_choice" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text, "version" integer NOT NULL, "gap" text NOT NULL, "option" text NOT NULL, "reason" text NOT NULL, "token_id" text NOT NULL, "actor_name" text NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, CONSTRAINT "gap_choice_key" UNIQUE ("token_id", "idempotency_key"), CONSTRAINT "gap_choice_number" UNIQUE ("cycle_id", "version"), CONSTRAINT "PK_f7f1c9d884ec88627412bfe98e8" PRIMARY KEY ("id"))`,
  `CREATE INDEX "gap_choice_cycle" ON "gap_choice" ("cycle_id", "unit_id")`,
  `ALTER TABLE "score_sheet" ADD "choice_basis" jsonb`,
  `ALTER TABLE "score_sheet" ADD "pack_hash" text`,
  // A cycle of before had one pack, by which all its sheets were scored.
  `UPDATE "score_sheet" SET "pack_hash" = "cycle"."pack_hash" FROM "cycle" WHERE "cycle"."id" = "score_sheet"."cycle_id"`,
  `ALTER TABLE "score_sheet" ADD "final_recognition" text`,
  `ALTER TABLE "score_sheet" ADD "final_class" text`,
  `ALTER TABLE "evidence" ADD CONSTRAINT "FK_666b84476e45421ea63b27e11cf" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "evidence" ADD CONSTRAINT "FK_0c8691ea7e3cb6baeefcd21e13d" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "evidence_withdrawal" ADD CONSTRAINT "FK_87103e14136cd9a60a183b2c2cf" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "gap_choice" ADD CONSTRAINT "FK_8d13ed348a3bf29cda6ee14fc98" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const DOWN = [
  `DROP TABLE "gap_choice"`,
  `DROP TABLE "evidence_withdrawal"`,
  `DROP TABLE "evidence"`,
  `ALTER TABLE "score_sheet" DROP COLUMN "final_class"`,
  `ALTER TABLE "score_sheet" DROP COLUMN "final_recognition"`,
  `ALTER TABLE "score_sheet" DROP COLUMN "pack_hash"`,
  `ALTER TABLE "score_sheet" DROP COLUMN "choice_basis"`,
];
