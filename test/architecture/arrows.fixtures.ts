import { createRequire } from 'node:module';

/**
 * For each rule of .dependency-cruiser.cjs the smallest tree that breaks it, as path → source text.
 * A tree must be caught by its own rule and by no other one.
 */
export type Tree = Readonly<Record<string, string>>;

const exported = 'export const value = 1;\n';
const use = (from: string) => `import { value } from '${from}';\nexport const used = value;\n`;
const useType = (from: string) => `import type { Value } from '${from}';\nexport type Used = Value;\n`;
const exportedType = 'export type Value = string;\n';

type Reads = Readonly<Record<string, readonly string[]>>;

/** What each subject of a lib reads of lower ones, as the rules have it. */
export const { applicationReads, persistenceReads } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.subjects.cjs',
) as { readonly applicationReads: Reads; readonly persistenceReads: Reads };

/** For each subject a file that reads a subject which is not below it. */
const subjectBreaks = (lib: string, reads: Reads): Record<string, Tree[]> =>
  Object.fromEntries(
    Object.entries(reads).map(([subject, lower]) => {
      const higher = Object.keys(reads).find((other) => other !== subject && !lower.includes(other));
      return [
        `${lib}-${subject}-reads-lower-subjects`,
        [
          {
            [`libs/${lib}/${subject}/a.ts`]: use(`../${higher}/b.js`),
            [`libs/${lib}/${higher}/b.ts`]: exported,
          },
        ],
      ];
    }),
  );

export const breaks: Readonly<Record<string, Tree[]>> = {
  'no-circular': [
    {
      'libs/calendar/a.ts': "import { b } from './b.js';\nexport const a = () => b;\n",
      'libs/calendar/b.ts': "import { a } from './a.js';\nexport const b = () => a;\n",
    },
  ],
  'no-unresolvable': [{ 'libs/calendar/a.ts': use('./nowhere.js') }],
  'no-undeclared-package': [{ 'apps/api/main.ts': use('undeclared') }],
  'no-tool-in-product': [{ 'apps/api/main.ts': use('jest') }],
  'nothing-imports-test': [
    { 'apps/api/main.ts': use('../../test/support/fake.js'), 'test/support/fake.ts': exported },
    { 'libs/calendar/a.spec.ts': use('../../test/support/fake.js'), 'test/support/fake.ts': exported },
    { 'libs/application/a.ts': use('../../test/support/fake.js'), 'test/support/fake.ts': exported },
  ],
  'specs-share-support-alone': [
    { 'libs/application/a.spec.ts': use('../../test/e2e/scene.js'), 'test/e2e/scene.ts': exported },
  ],
  'product-without-support': [
    { 'libs/calendar/a.ts': use('./b.support.js'), 'libs/calendar/b.support.ts': exported },
  ],
  'nothing-imports-a-spec': [
    { 'libs/calendar/a.ts': use('./b.spec.js'), 'libs/calendar/b.spec.ts': exported },
  ],
  'libs-by-name': [
    { 'libs/policy/index.ts': use('../calendar/index.js'), 'libs/calendar/index.ts': exported },
    { 'libs/policy/index.ts': use('../calendar/zone.js'), 'libs/calendar/zone.ts': exported },
    { 'apps/api/main.ts': use('../../libs/calendar/zone.js'), 'libs/calendar/zone.ts': exported },
    {
      'workflows/index.ts': useType('../libs/contracts/workflows/ids.js'),
      'libs/contracts/workflows/ids.ts': exportedType,
    },
    { 'test/e2e/a.spec.ts': use('../../libs/mail/index.js'), 'libs/mail/index.ts': exported },
  ],

  'calendar-stands-alone': [
    { 'libs/calendar/index.ts': use('#libs/policy'), 'libs/policy/index.ts': exported },
    { 'libs/calendar/index.ts': useType('#libs/contracts'), 'libs/contracts/index.ts': exportedType },
  ],
  'text-stands-alone': [
    { 'libs/text/index.ts': use('#libs/calendar'), 'libs/calendar/index.ts': exported },
    { 'libs/text/index.ts': useType('#libs/tables'), 'libs/tables/index.ts': exportedType },
  ],
  'tables-know-text': [
    { 'libs/tables/index.ts': use('#libs/roster'), 'libs/roster/index.ts': exported },
    { 'libs/tables/index.ts': useType('#libs/policy'), 'libs/policy/index.ts': exportedType },
    { 'libs/tables/index.ts': use('#libs/archive'), 'libs/archive/index.ts': exported },
  ],
  'policy-knows-calendar': [
    { 'libs/policy/index.ts': use('#libs/scoring'), 'libs/scoring/index.ts': exported },
    { 'libs/policy/index.ts': use('#libs/config'), 'libs/config/index.ts': exported },
    { 'libs/policy/index.ts': use('#libs/tables'), 'libs/tables/index.ts': exported },
  ],
  'access-knows-policy': [
    { 'libs/access/index.ts': use('#libs/unit-year'), 'libs/unit-year/index.ts': exported },
    { 'libs/access/index.ts': useType('#libs/contracts'), 'libs/contracts/index.ts': exportedType },
  ],
  'refusals-stand-alone': [
    { 'libs/refusals/index.ts': use('#libs/policy'), 'libs/policy/index.ts': exported },
    { 'libs/refusals/index.ts': useType('#libs/unit-year'), 'libs/unit-year/index.ts': exportedType },
  ],
  'subjects-know-policy': [
    { 'libs/scoring/index.ts': use('#libs/unit-year'), 'libs/unit-year/index.ts': exported },
    { 'libs/unit-year/index.ts': useType('#libs/reminders'), 'libs/reminders/index.ts': exportedType },
    { 'libs/reminders/index.ts': use('#libs/contracts'), 'libs/contracts/index.ts': exported },
    { 'libs/roster/index.ts': use('#libs/persistence'), 'libs/persistence/index.ts': exported },
    { 'libs/registers/index.ts': use('#libs/scoring'), 'libs/scoring/index.ts': exported },
  ],
  'pure-without-packages': [
    { 'libs/calendar/index.ts': use('@nestjs/common') },
    { 'libs/unit-year/index.ts': useType('@temporalio/workflow') },
    { 'libs/access/index.ts': use('handlebars') },
    { 'libs/roster/index.ts': use('handlebars') },
  ],
  'deterministic-without-node': [
    {
      'libs/policy/index.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    },
    { 'libs/roster/index.ts': "import { request } from 'http';\nexport const ask = request;\n" },
    {
      'libs/contracts/index.ts': "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID;\n",
    },
    { 'workflows/index.ts': "import { spawn } from 'node:child_process';\nexport const run = spawn;\n" },
  ],

  'contracts-know-subjects': [
    { 'libs/contracts/index.ts': use('#libs/application'), 'libs/application/index.ts': exported },
  ],
  'contracts-without-packages': [{ 'libs/contracts/index.ts': use('@nestjs/common') }],
  'http-contract-runs-in-browsers': [
    { 'libs/contracts/http/index.ts': use('#libs/policy'), 'libs/policy/index.ts': exported },
    { 'libs/contracts/http/index.ts': use('../sentences.js'), 'libs/contracts/sentences.ts': exported },
    { 'libs/contracts/http/index.ts': use('@temporalio/workflow') },
  ],
  'api-client-knows-the-contract': [
    { 'libs/api-client/index.ts': useType('#libs/policy'), 'libs/policy/index.ts': exportedType },
    { 'libs/api-client/index.ts': use('#libs/config'), 'libs/config/index.ts': exported },
  ],
  'api-client-is-thin': [
    { 'libs/api-client/index.ts': use('#libs/contracts/http'), 'libs/contracts/http/index.ts': exported },
    { 'libs/api-client/index.ts': use('#libs/refusals'), 'libs/refusals/index.ts': exported },
    { 'libs/api-client/index.ts': use('zod') },
  ],
  'rehearsal-driver-for-its-runners': [
    { 'apps/api/main.ts': use('#libs/rehearsal-driver'), 'libs/rehearsal-driver/index.ts': exported },
    {
      'apps/worker/worker.module.ts': useType('#libs/rehearsal-driver'),
      'libs/rehearsal-driver/index.ts': exportedType,
    },
  ],
  'pages-ask-by-the-api': [
    { 'apps/web/app/api.ts': use('#libs/application'), 'libs/application/index.ts': exported },
    { 'apps/web/app/api.ts': useType('#libs/policy'), 'libs/policy/index.ts': exportedType },
  ],
  'pages-run-in-browsers': [{ 'apps/web/app/api.ts': use('node:fs') }],
  'pages-in-web': [{ 'test/support/pages.ts': use('react') }],
  'worker-asks-the-api-in-rehearsals-alone': [
    { 'apps/worker/main.ts': use('#libs/api-client'), 'libs/api-client/index.ts': exported },
  ],
  'rehearsal-driver-asks-by-the-api': [
    { 'libs/rehearsal-driver/index.ts': use('#libs/scoring'), 'libs/scoring/index.ts': exported },
    { 'libs/rehearsal-driver/index.ts': useType('#libs/contracts'), 'libs/contracts/index.ts': exportedType },
    { 'libs/rehearsal-driver/index.ts': use('#libs/application'), 'libs/application/index.ts': exported },
  ],
  'vocabulary-is-words-alone': [
    { 'libs/policy/vocabulary/index.ts': use('../packs.js'), 'libs/policy/packs.ts': exported },
    { 'libs/policy/levels.ts': use('zod') },
  ],
  'application-knows-contracts': [
    { 'libs/application/index.ts': use('#libs/persistence'), 'libs/persistence/index.ts': exported },
    { 'libs/application/index.ts': useType('#libs/config'), 'libs/config/index.ts': exportedType },
  ],
  ...subjectBreaks('application', applicationReads),
  ...subjectBreaks('persistence', persistenceReads),
  'application-ports-are-the-ground': [
    {
      'libs/application/units/units.port.ts': use('./import-units.use-case.js'),
      'libs/application/units/import-units.use-case.ts': exported,
    },
  ],
  'application-ground-stands-alone': [
    {
      'libs/application/identity/identity.ts': use('../access/rights.js'),
      'libs/application/access/rights.ts': exported,
    },
  ],
  'application-subjects-are-listed': [
    {
      'libs/application/novelty/a.ts': use('../access/rights.js'),
      'libs/application/access/rights.ts': exported,
    },
  ],
  'persistence-rows-are-the-ground': [
    {
      'libs/persistence/units/unit.rows.ts': use('./unit.repository.js'),
      'libs/persistence/units/unit.repository.ts': exported,
    },
  ],
  'persistence-subjects-are-listed': [
    {
      'libs/persistence/novelty/a.ts': use('../units/b.js'),
      'libs/persistence/units/b.ts': exported,
    },
  ],
  'application-without-framework': [{ 'libs/application/index.ts': use('@nestjs/common') }],
  'adapters-know-application': [
    { 'libs/mail/index.ts': use('#libs/persistence'), 'libs/persistence/index.ts': exported },
    { 'libs/temporal/index.ts': use('../../apps/api/main.js'), 'apps/api/main.ts': exported },
  ],
  'archive-knows-tables': [
    { 'libs/archive/index.ts': use('#libs/application'), 'libs/application/index.ts': exported },
    { 'libs/archive/index.ts': useType('#libs/roster'), 'libs/roster/index.ts': exportedType },
  ],
  'config-and-observability-are-leaves': [
    { 'libs/observability/index.ts': use('#libs/config'), 'libs/config/index.ts': exported },
    { 'libs/config/index.ts': use('#libs/contracts'), 'libs/contracts/index.ts': exported },
  ],

  'workflows-know-contracts': [
    { 'workflows/index.ts': use('#libs/mail'), 'libs/mail/index.ts': exported },
    { 'workflows/index.ts': useType('#activities'), 'activities/index.ts': exportedType },
  ],
  'workflows-carry-little': [
    { 'workflows/index.ts': use('#libs/contracts'), 'libs/contracts/index.ts': exported },
    { 'libs/contracts/workflows/index.ts': use('zod') },
    {
      'libs/contracts/workflows/index.ts': use('../payloads/a.js'),
      'libs/contracts/payloads/a.ts': exported,
    },
  ],
  'workflows-without-packages': [{ 'workflows/index.ts': useType('@temporalio/activity') }],
  'workflows-are-bundled': [
    { 'apps/worker/main.ts': use('#workflows'), 'workflows/index.ts': exported },
    { 'activities/index.ts': useType('../workflows/index.js'), 'workflows/index.ts': exportedType },
  ],
  'activities-know-application': [
    { 'activities/index.ts': use('#libs/persistence'), 'libs/persistence/index.ts': exported },
    { 'activities/index.ts': use('#libs/config'), 'libs/config/index.ts': exported },
  ],
  'activities-for-worker': [
    { 'apps/api/main.ts': use('#activities'), 'activities/index.ts': exported },
    { 'infra/local/launcher.ts': use('#activities'), 'activities/index.ts': exported },
  ],

  'apps-apart': [{ 'apps/api/main.ts': use('../worker/main.js'), 'apps/worker/main.ts': exported }],
  'api-subjects-apart': [
    {
      'apps/api/units/units.controller.ts': use('../cycles/cycles.input.js'),
      'apps/api/cycles/cycles.input.ts': exported,
    },
    {
      'apps/api/units/unit-list.ts': useType('../../api/main.js'),
      'apps/api/main.ts': exportedType,
    },
  ],
  'api-modules-know-modules': [
    {
      'apps/api/units/units.module.ts': use('../cycles/cycles.controller.js'),
      'apps/api/cycles/cycles.controller.ts': exported,
    },
  ],
  'api-ground-knows-no-subject': [
    {
      'apps/api/edge/problems.ts': use('../cycles/cycles.input.js'),
      'apps/api/cycles/cycles.input.ts': exported,
    },
    { 'apps/api/auth/caller.ts': useType('../main.js'), 'apps/api/main.ts': exportedType },
  ],
  'api-controllers-speak-application': [
    { 'apps/api/units/units.controller.ts': use('#libs/persistence'), 'libs/persistence/index.ts': exported },
    { 'apps/api/units/units.controller.ts': useType('#libs/policy'), 'libs/policy/index.ts': exportedType },
  ],
  'infra-starts-processes': [
    { 'infra/local/launcher.ts': use('../../apps/api/main.js'), 'apps/api/main.ts': exported },
  ],
  'apps-without-infra': [{ 'apps/api/main.ts': use('#infra/local'), 'infra/local/index.ts': exported }],
  'cli-is-a-client': [
    { 'apps/cli/main.ts': use('#libs/persistence'), 'libs/persistence/index.ts': exported },
    { 'apps/cli/main.ts': use('@nestjs/common') },
  ],

  'typeorm-in-persistence': [
    { 'apps/api/main.ts': use('typeorm') },
    { 'libs/application/index.ts': useType('typeorm') },
  ],
  'pg-in-persistence': [{ 'activities/index.ts': use('pg') }],
  'nodemailer-in-mail': [{ 'apps/api/main.ts': use('nodemailer') }],
  'archives-in-archive': [
    { 'libs/documents/index.ts': use('yauzl') },
    { 'apps/cli/main.ts': useType('yauzl') },
  ],
  'spreadsheets-in-tables': [{ 'libs/documents/index.ts': use('saxes') }],
  'secrets-in-credentials': [
    { 'apps/api/main.ts': use('@node-rs/argon2') },
    { 'libs/application/index.ts': use('otplib') },
  ],
  'mail-capture-in-infra': [
    { 'libs/mail/index.ts': use('smtp-server') },
    { 'apps/worker/main.ts': use('mailparser') },
  ],
  'temporal-client-in-temporal': [
    { 'apps/api/main.ts': use('@temporalio/client') },
    { 'activities/index.ts': useType('@temporalio/worker') },
    { 'libs/application/index.ts': use('@temporalio/testing') },
  ],
};

/** Trees that look close to a broken rule and are allowed. */
export const keeps: Readonly<Record<string, Tree>> = {
  'a module of the API uses another one, and what is of all subjects': {
    'apps/api/units/units.module.ts': `${use('../cycles/cycles.module.js')}export * from '../edge/input.js';\nexport * from './units.input.js';\n`,
    'apps/api/cycles/cycles.module.ts': exported,
    'apps/api/edge/input.ts': exported,
    'apps/api/units/units.input.ts': exported,
  },
  'a subject reads access, policy and calendar': {
    'libs/unit-year/index.ts': `${use('#libs/access')}export * from '#libs/policy';\nexport * from '#libs/calendar';\n`,
    'libs/access/index.ts': use('#libs/policy'),
    'libs/policy/index.ts': use('#libs/calendar'),
    'libs/calendar/index.ts': exported,
  },
  'a spec of a subject reads files and uses test packages': {
    'libs/policy/a.spec.ts':
      "import { readFileSync } from 'node:fs';\nimport 'jest';\nexport const read = readFileSync;\n",
  },
  'a spec of a use case takes a database from what the tests share': {
    'libs/application/judging/a.spec.ts': use('../../../test/support/database.js'),
    'test/support/database.ts': use('#libs/persistence'),
    'libs/persistence/index.ts': exported,
  },
  'specs share a fixture, which uses test packages': {
    'libs/calendar/a.spec.ts': use('./a.support.js'),
    'libs/calendar/a.support.ts': use('jest'),
  },
  'a workflow uses its SDK, contracts and subjects': {
    'workflows/index.ts': `${use('@temporalio/workflow')}export * from '#libs/contracts/workflows';\nexport * from '#libs/calendar';\n`,
    'libs/contracts/workflows/index.ts': `export { value } from '@temporalio/workflow';\n`,
    'libs/contracts/index.ts': use('zod'),
    'libs/calendar/index.ts': exported,
  },
  'the worker carries activities, adapters and the SDK': {
    'apps/worker/main.ts': `${use('#activities')}export * from '#libs/persistence';\nexport * from '@temporalio/worker';\n`,
    'activities/index.ts': use('#libs/application'),
    'libs/application/index.ts': exported,
    'libs/persistence/index.ts': `${use('typeorm')}export * from 'pg';\nexport * from '#libs/config';\n`,
    'libs/config/index.ts': exported,
  },
  'a use case reads ports of any subject, and lower subjects': {
    'libs/application/units/a.use-case.ts': `${use('../documents/documents.port.js')}export * from '../access/rights.js';\n`,
    'libs/application/documents/documents.port.ts': exported,
    'libs/application/access/rights.ts': exported,
  },
  'a test uses anything': {
    'test/e2e/a.spec.ts': `${use('../../apps/api/main.js')}export * from '#libs/mail';\nexport * from 'mailparser';\n`,
    'apps/api/main.ts': exported,
    'libs/mail/index.ts': use('nodemailer'),
  },
};
