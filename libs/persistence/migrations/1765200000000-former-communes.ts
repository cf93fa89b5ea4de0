import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which present communes one of before 01/7/2025 went to, to suggest them where a list still names the old one. */
export class FormerCommunes1765200000000 implements MigrationInterface {
  readonly name = 'FormerCommunes1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "former_commune" ("code" text NOT NULL, "successor_code" text NOT NULL, "name" text NOT NULL, CONSTRAINT "former_commune_pkey" PRIMARY KEY ("code", "successor_code"))`,
    );
    await runner.query(`CREATE INDEX "former_commune_successor" ON "former_commune" ("successor_code")`);
    await runner.query(
      `ALTER TABLE "former_commune" ADD CONSTRAINT "FK_3e89d69d65cc9ca52faf71f26ca" FOREIGN KEY ("successor_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON former_commune TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "former_commune"`);
  }
}
