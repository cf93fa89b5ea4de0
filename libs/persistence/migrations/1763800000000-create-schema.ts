import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All tables as the rows in code declare them. */
export class CreateSchema1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "api_token" ("id" uuid NOT NULL, "digest" text NOT NULL, "name" text NOT NULL, "role" text NOT NULL, "scope_level" text NOT NULL, "scope_code" text NOT NULL, "office_code" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "api_token_digest" UNIQUE ("digest"), CONSTRAINT "PK_d862311c568d175c26f41bc6f98" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "api_token_scope" ON "api_token"  ("scope_code") `);
    await runner.query(
      `CREATE TABLE "holiday" ("day" date NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "source" text NOT NULL, "status" text NOT NULL, CONSTRAINT "PK_69a30a3d801b624a1e6845468ac" PRIMARY KEY ("day"))`,
    );
    await runner.query(
      `CREATE TABLE "worker_beat" ("queue" text NOT NULL, "worker_id" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_5bd1af95150a1d3ff0096e1c5f5" PRIMARY KEY ("queue", "worker_id"))`,
    );
    await runner.query(
      `CREATE TABLE "area" ("code" text NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "name_search" text NOT NULL, "admin_kind" text NOT NULL, "parent_code" text, CONSTRAINT "PK_4aa797d975cf8ea8fe936098e00" PRIMARY KEY ("code"))`,
    );
    await runner.query(`CREATE INDEX "area_name_search" ON "area"  ("name_search") `);
    await runner.query(`CREATE INDEX "area_parent" ON "area"  ("parent_code") `);
    await runner.query(
      `CREATE TABLE "office" ("code" text NOT NULL, "kind" text NOT NULL, "area_code" text, "name" text NOT NULL, "duties" text array NOT NULL, "email" text, CONSTRAINT "PK_f327efa51a74e5c588b9df2170d" PRIMARY KEY ("code"))`,
    );
    await runner.query(`CREATE INDEX "office_area" ON "office"  ("area_code") `);
    await runner.query(
      `CREATE TABLE "audit" ("cycle_id" text NOT NULL, "area_code" text NOT NULL, "seq" integer NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "actor_id" text NOT NULL, "actor_role" text NOT NULL, "action" text NOT NULL, "object" text NOT NULL, "digest" text NOT NULL, "prev_hash" text NOT NULL, "hash" text NOT NULL, CONSTRAINT "PK_955c69179bcbe37a394942adbc6" PRIMARY KEY ("cycle_id", "area_code", "seq"))`,
    );
    await runner.query(
      `CREATE TABLE "audit_detail" ("cycle_id" text NOT NULL, "area_code" text NOT NULL, "seq" integer NOT NULL, "salt" text NOT NULL, "detail" text NOT NULL, CONSTRAINT "PK_40a4a18c97a10b92deff3c59784" PRIMARY KEY ("cycle_id", "area_code", "seq"))`,
    );
    await runner.query(
      `CREATE TABLE "audit_head" ("cycle_id" text NOT NULL, "area_code" text NOT NULL, "seq" integer NOT NULL, "hash" text NOT NULL, CONSTRAINT "PK_a57481aee14d100f09d79fad226" PRIMARY KEY ("cycle_id", "area_code"))`,
    );
    await runner.query(
      `CREATE TABLE "policy_pack" ("hash" text NOT NULL, "id" text NOT NULL, "content" text NOT NULL, "loaded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_9144d065cab0523dc57cba0cd76" PRIMARY KEY ("hash"))`,
    );
    await runner.query(`CREATE INDEX "policy_pack_id" ON "policy_pack"  ("id") `);
    await runner.query(
      `CREATE TABLE "cycle" ("id" text NOT NULL, "province_code" text NOT NULL, "year" integer NOT NULL, "clock_kind" text NOT NULL, "label" text, "clock_at" TIMESTAMP WITH TIME ZONE, "pack_id" text NOT NULL, "pack_hash" text NOT NULL, "state" text NOT NULL, "units_total" integer NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "opened_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_af5984cb5853f1f88109c9ea2b7" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "cycle_province" ON "cycle"  ("province_code") `);
    await runner.query(`CREATE INDEX "cycle_pack" ON "cycle"  ("pack_hash") `);
    await runner.query(`CREATE INDEX "cycle_state" ON "cycle"  ("state") `);
    await runner.query(
      `CREATE TABLE "cycle_confirmation" ("cycle_id" text NOT NULL, "figure" text NOT NULL, "number" text NOT NULL, "date" date NOT NULL, "confirmed_by" text NOT NULL, "confirmed_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_8e164c0adb11deaa7e2450d7dbb" PRIMARY KEY ("cycle_id", "figure"))`,
    );
    await runner.query(
      `CREATE TABLE "unit" ("id" text NOT NULL, "name" text NOT NULL, "name_search" text NOT NULL, "kind" text NOT NULL, "sub_kind" text NOT NULL, "commune_code" text NOT NULL, "province_code" text NOT NULL, "managed_by" text NOT NULL, "size" text NOT NULL, "has_party" boolean NOT NULL, "has_union" boolean NOT NULL, "has_mass_organisations" boolean NOT NULL, "has_guards" boolean NOT NULL, "has_students" boolean NOT NULL, "is_fdi" boolean NOT NULL, "subunits" integer NOT NULL, "headcount" integer NOT NULL, "students" integer NOT NULL, "email" text, CONSTRAINT "PK_4252c4be609041e559f0c80f58a" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "unit_name_search" ON "unit"  ("name_search") `);
    await runner.query(`CREATE INDEX "unit_commune" ON "unit"  ("commune_code") `);
    await runner.query(`CREATE INDEX "unit_province" ON "unit"  ("province_code") `);
    await runner.query(
      `CREATE TABLE "contact" ("unit_id" text NOT NULL, "role" text NOT NULL, "name" text NOT NULL, "email" text, "phone" text, CONSTRAINT "PK_8718b7c1826b7e6fb86825c0918" PRIMARY KEY ("unit_id", "role"))`,
    );
    await runner.query(
      `CREATE TABLE "command" ("id" uuid NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "actor_id" text NOT NULL, "actor" jsonb NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "update_name" text NOT NULL, "body" jsonb NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL, "effective_at" TIMESTAMP WITH TIME ZONE NOT NULL, "status" text NOT NULL, "outcome" jsonb, "decided_at" TIMESTAMP WITH TIME ZONE, "attempt" integer NOT NULL, "redeliveries" integer NOT NULL DEFAULT '0', "next_attempt_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_error" text, "carried_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "command_key" UNIQUE ("actor_id", "idempotency_key"), CONSTRAINT "PK_5bfa4e1cb54b62f512078f3e7cb" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "command_of_unit" ON "command"  ("unit_id") `);
    await runner.query(`CREATE INDEX "command_unit" ON "command"  ("cycle_id", "unit_id", "received_at") `);
    await runner.query(
      `CREATE INDEX "command_due" ON "command"  ("next_attempt_at") WHERE carried_at IS NULL AND status <> 'refused'`,
    );
    await runner.query(
      `CREATE TABLE "message" ("id" uuid NOT NULL, "key" text NOT NULL, "message_id" text NOT NULL, "relay" text NOT NULL, "cycle_id" text NOT NULL, "unit_id" text, "template" text NOT NULL, "params" jsonb NOT NULL, "recipient" text NOT NULL, "subject" text, "text" text, "state" text NOT NULL, "uncertain" boolean NOT NULL DEFAULT false, "attempts" integer NOT NULL DEFAULT '0', "epoch" integer NOT NULL DEFAULT '0', "lease_until" TIMESTAMP WITH TIME ZONE, "next_attempt_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_answer" text, "accepted_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "message_message_id" UNIQUE ("message_id"), CONSTRAINT "message_key" UNIQUE ("key"), CONSTRAINT "PK_ba01f0a3e0123651915008bc578" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "message_unit" ON "message"  ("unit_id") `);
    await runner.query(`CREATE INDEX "message_cycle" ON "message"  ("cycle_id", "created_at") `);
    await runner.query(`CREATE INDEX "message_due" ON "message"  ("relay", "state", "next_attempt_at") `);
    await runner.query(
      `CREATE TABLE "message_attempt" ("message_id" uuid NOT NULL, "epoch" integer NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, "answer" text, CONSTRAINT "PK_3914d931faac7690a0304e9f969" PRIMARY KEY ("message_id", "epoch"))`,
    );
    await runner.query(
      `CREATE TABLE "reminder" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "due_day" text NOT NULL, "rung" text NOT NULL, "recipient" text NOT NULL, "state" text NOT NULL, "reason" text, "message_id" uuid, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "reminder_key" UNIQUE ("cycle_id", "unit_id", "stage", "due_day", "rung", "recipient"), CONSTRAINT "PK_9ec029d17cb8dece186b9221ede" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "reminder_unit" ON "reminder"  ("unit_id") `);
    await runner.query(`CREATE INDEX "reminder_message" ON "reminder"  ("message_id") `);
    await runner.query(
      `CREATE TABLE "submission" ("command_id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "round" integer NOT NULL, "content" jsonb NOT NULL, "on_behalf" jsonb, "effective_at" TIMESTAMP WITH TIME ZONE NOT NULL, "late" boolean NOT NULL, CONSTRAINT "PK_7ac49a7cfbf80b57079c8dbb926" PRIMARY KEY ("command_id"))`,
    );
    await runner.query(`CREATE INDEX "submission_of_unit" ON "submission"  ("unit_id") `);
    await runner.query(`CREATE INDEX "submission_unit" ON "submission"  ("cycle_id", "unit_id", "stage") `);
    await runner.query(
      `CREATE TABLE "score_sheet" ("cycle_id" text NOT NULL, "unit_id" text NOT NULL, "round" integer NOT NULL, "self" jsonb, "higher" jsonb, "profile" jsonb NOT NULL, "gap_choices" jsonb NOT NULL, "own_records_note" text, "provisional_total" numeric(5,2), "final_total" numeric(5,2), CONSTRAINT "PK_abf5858415f54e63fcf37b2a983" PRIMARY KEY ("cycle_id", "unit_id", "round"))`,
    );
    await runner.query(`CREATE INDEX "score_sheet_unit" ON "score_sheet"  ("unit_id") `);
    await runner.query(
      `CREATE TABLE "decision" ("command_id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "round" integer NOT NULL, "recognised" boolean NOT NULL, "number" text NOT NULL, "date" date NOT NULL, "signer" text NOT NULL, "office_code" text, "class_key" text, "total" numeric(5,2), "excluded" boolean, CONSTRAINT "PK_7e3d8b742f90002294054342487" PRIMARY KEY ("command_id"))`,
    );
    await runner.query(`CREATE INDEX "decision_of_unit" ON "decision"  ("unit_id") `);
    await runner.query(`CREATE INDEX "decision_unit" ON "decision"  ("cycle_id", "unit_id") `);
    await runner.query(
      `CREATE TABLE "draft" ("cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "body" jsonb NOT NULL, "version" integer NOT NULL, "updated_by" text NOT NULL, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_44596ee25b907bc25d54104bd5f" PRIMARY KEY ("cycle_id", "unit_id", "stage"))`,
    );
    await runner.query(`CREATE INDEX "draft_unit" ON "draft"  ("unit_id") `);
    await runner.query(
      `CREATE TABLE "unit_year" ("cycle_id" text NOT NULL, "unit_id" text NOT NULL, "commune_code" text NOT NULL, "province_code" text NOT NULL, "unit_kind" text NOT NULL, "managed_by" text NOT NULL, "standing" text NOT NULL, "standing_reason" text, "version" integer NOT NULL, "round" integer NOT NULL, "status" text NOT NULL, "state" jsonb NOT NULL, CONSTRAINT "PK_f51e43093a55e4811c690ac2739" PRIMARY KEY ("cycle_id", "unit_id"))`,
    );
    await runner.query(`CREATE INDEX "unit_year_unit" ON "unit_year"  ("unit_id") `);
    await runner.query(`CREATE INDEX "unit_year_commune" ON "unit_year"  ("cycle_id", "commune_code") `);
    await runner.query(
      `CREATE TABLE "fact" ("cycle_id" text NOT NULL, "unit_id" text NOT NULL, "version" integer NOT NULL, "round" integer NOT NULL, "command_id" uuid NOT NULL, "kind" text NOT NULL, "body" jsonb NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "fact_command" UNIQUE ("command_id"), CONSTRAINT "PK_9e45f3ffa7bfd1f43a38203da02" PRIMARY KEY ("cycle_id", "unit_id", "version"))`,
    );
    await runner.query(`CREATE INDEX "fact_unit" ON "fact"  ("unit_id") `);
    await runner.query(
      `CREATE TABLE "counter" ("cycle_id" text NOT NULL, "commune_code" text NOT NULL, "unit_kind" text NOT NULL, "level" text NOT NULL, "stage" text NOT NULL, "due_day" text NOT NULL, "status" text NOT NULL, "n" integer NOT NULL, CONSTRAINT "PK_172c27fe80813f2eb9362d0ef08" PRIMARY KEY ("cycle_id", "commune_code", "unit_kind", "level", "stage", "due_day", "status"))`,
    );
    await runner.query(
      `ALTER TABLE "area" ADD CONSTRAINT "FK_07cc1d3984e72519859ade3de4c" FOREIGN KEY ("parent_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "office" ADD CONSTRAINT "FK_b3d33e5b1f00ee10532168b1dcb" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "cycle" ADD CONSTRAINT "FK_b02d6f52f9eb6fb11f0e0512c4d" FOREIGN KEY ("province_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "cycle" ADD CONSTRAINT "FK_efb915032928322e6385b6a9447" FOREIGN KEY ("pack_hash") REFERENCES "policy_pack"("hash") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "cycle_confirmation" ADD CONSTRAINT "FK_932b1b66df35c0a56331f79304c" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "unit" ADD CONSTRAINT "FK_7358bbf5e11c2453fd35b77718b" FOREIGN KEY ("commune_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "unit" ADD CONSTRAINT "FK_9335b452240d250060bca56aad1" FOREIGN KEY ("province_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "contact" ADD CONSTRAINT "FK_aae111354c31fe0539344f27f0f" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "command" ADD CONSTRAINT "FK_dce7a0244ecd83d076b0fc68d31" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "command" ADD CONSTRAINT "FK_2f0f1b3f78c976145c6e111a96f" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "message" ADD CONSTRAINT "FK_aa72b3b4cfd7e4a9f8c348e7042" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "message" ADD CONSTRAINT "FK_506c7f216e1174e9ed8866f29d0" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "message_attempt" ADD CONSTRAINT "FK_55e274a982112ceacf232debddd" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reminder" ADD CONSTRAINT "FK_0cccaa0553a124164c559b15b88" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reminder" ADD CONSTRAINT "FK_b986ae6a59f0adb51990b807f45" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reminder" ADD CONSTRAINT "FK_eaab2b94dfafe3675f04507c5a2" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "submission" ADD CONSTRAINT "FK_7ac49a7cfbf80b57079c8dbb926" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "submission" ADD CONSTRAINT "FK_270bcdd26a9713c744c6aa90b6c" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "submission" ADD CONSTRAINT "FK_e3da4250aef9b4432193f1ff869" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "score_sheet" ADD CONSTRAINT "FK_35b0c7b3a906bc17d6c544b889f" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "score_sheet" ADD CONSTRAINT "FK_ed96fb23542234f36670cf281bf" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "FK_7e3d8b742f90002294054342487" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "FK_3113b6d32bb8870cf41df48dcd9" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "FK_22b9a0a0be01bb88d0a47fe9938" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "draft" ADD CONSTRAINT "FK_a4bb4d18ff5c784f91c35f8413e" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "draft" ADD CONSTRAINT "FK_053373c08f23ae6fe54d391a0fb" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "unit_year" ADD CONSTRAINT "FK_68409f8f9f6d1cea093b9c16016" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "unit_year" ADD CONSTRAINT "FK_87fe0fa85b8b79aa60f3074969e" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "unit_year" ADD CONSTRAINT "FK_f67c8897aa66ea1781a04723213" FOREIGN KEY ("commune_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "fact" ADD CONSTRAINT "FK_929465dc7d14895af64200ac829" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "fact" ADD CONSTRAINT "FK_07e6b5624db46cae1a0c7448340" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "fact" ADD CONSTRAINT "FK_2468214a87bca2a4ac4d631a277" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "counter" ADD CONSTRAINT "FK_4f6127b91b7ced15e08ba9b8afe" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'counter',
      'fact',
      'unit_year',
      'draft',
      'decision',
      'score_sheet',
      'submission',
      'reminder',
      'message_attempt',
      'message',
      'command',
      'contact',
      'unit',
      'cycle_confirmation',
      'cycle',
      'policy_pack',
      'audit_head',
      'audit_detail',
      'audit',
      'office',
      'area',
      'worker_beat',
      'holiday',
      'api_token',
    ]) {
      await runner.query(`DROP TABLE "${table}" CASCADE`);
    }
  }
}
