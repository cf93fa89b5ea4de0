// The arrows of the house: who may import whom. Every rule has a fixture in
// test/architecture/arrows.fixtures.ts that breaks it and must be caught.
const { applicationReads, persistenceReads } = require('./.dependency-cruiser.subjects.cjs');

const siblings = 'scoring|unit-year|certification|reminders|roster|registers|accounts';
const pure = `text|calendar|tables|policy|access|refusals|${siblings}`;
const adapters = 'persistence|mail|temporal|documents|storage|credentials';
/** What is of all subjects of the API, and what is made before any of them runs. */
const apiGround = '^apps/api/(edge|auth|ports|prepare)/';
const house = '^(apps|workflows|activities|infra|libs)/';

/** Specs, and what specs beside the source share (`*.support.ts`): neither is product. */
const spec = '\\.(spec|support)\\.ts$';
/** Matches a package and its type declarations; `npm` takes names as they stand in package.json. */
const npm = (...names) => `^node_modules/(@types/)?(${names.join('|')})(/|$)`;

const rows = '^libs/persistence/.+\\.rows\\.ts$';

/**
 * Rules that keep the subjects of a lib in one way: each reads those that its line names, what is open to all, and the
 * ground; a subject without a line is refused.
 *
 * @param reads subject → lower subjects
 * @param ground path below the lib that every subject reads
 * @param open path that everybody reads
 */
const oneWay = (lib, reads, ground, open) => [
  ...Object.entries(reads).map(([subject, lower]) => ({
    name: `${lib}-${subject}-reads-lower-subjects`,
    comment: `Subjects of libs/${lib} go one way: ${subject} reads ${lower.join(', ') || 'no other'}.`,
    severity: 'error',
    from: { path: `^libs/${lib}/${subject}/` },
    to: {
      path: `^libs/${lib}/`,
      pathNot: [open, `^libs/${lib}${ground}`, `^libs/${lib}/(${[subject, ...lower].join('|')})/`],
    },
  })),
  {
    name: `${lib}-subjects-are-listed`,
    comment: 'A new subject gets its line in the list of what subjects read.',
    severity: 'error',
    from: {
      path: `^libs/${lib}/[^/]+/`,
      pathNot: [open, `^libs/${lib}${ground}`, `^libs/${lib}/(migrations|${Object.keys(reads).join('|')})/`],
    },
    to: { path: `^libs/${lib}/`, pathNot: open },
  },
];

/** What every subject may read: who asks, the transaction and its ports, the audit's names. */
const ground = 'identity|transaction|audit';
const applicationPort = '^libs/application/.+\\.port\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Files that need each other are one file, or lack a third one below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import leads to a file or an installed package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that is only there because another one needs it may be gone tomorrow.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-tool-in-product',
      comment: 'What runs in production stands under dependencies; tools of development stay out of it.',
      severity: 'error',
      // Pages are put into files when the product is built, with all that they take in.
      from: { path: '^(apps|workflows|activities|libs)/', pathNot: `^apps/web/|${spec}` },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
    {
      name: 'nothing-imports-test',
      comment: 'The product stands without its tests; specs of use cases alone have a database from there.',
      severity: 'error',
      from: { pathNot: '^test/|^libs/application/.*\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'specs-share-support-alone',
      comment:
        'What specs of use cases take from the tests is made for it: databases, small provinces, queues.',
      severity: 'error',
      from: { path: '^libs/application/.*\\.spec\\.ts$' },
      to: { path: '^test/', pathNot: '^test/support/' },
    },
    {
      name: 'product-without-support',
      comment: 'What specs share is theirs: a fixture that the product reads is no fixture.',
      severity: 'error',
      from: { pathNot: `^test/|${spec}` },
      to: { path: '\\.support\\.ts$' },
    },
    {
      name: 'nothing-imports-a-spec',
      comment: 'A spec is run, never used: importing it would run its tests twice.',
      severity: 'error',
      from: {},
      to: { path: '\\.spec\\.ts$' },
    },
    {
      name: 'libs-by-name',
      comment:
        'From outside, a lib is reached as #libs/<name>, that is by its index alone; what specs share stands in no index.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|[^/]+)/' },
      to: {
        path: '^libs/',
        pathNot: '^$1/|\\.support\\.ts$',
        dependencyTypesNot: ['aliased-subpath-import'],
      },
    },

    // Pure by subject: {text, calendar, refusals} ← {tables, policy ← access} ← {scoring, unit-year, certification, reminders, roster, registers, accounts}.
    {
      name: 'text-stands-alone',
      comment: 'How Vietnamese text is compared and cleaned is known to everybody and asks nobody.',
      severity: 'error',
      from: { path: '^libs/text/' },
      to: { path: house, pathNot: '^libs/text/' },
    },
    {
      name: 'calendar-stands-alone',
      comment: 'Calendar is the lowest subject: days, words of deadlines, working days.',
      severity: 'error',
      from: { path: '^libs/calendar/' },
      to: { path: house, pathNot: '^libs/calendar/' },
    },
    {
      name: 'tables-know-text',
      comment: 'A table has cells with texts and days; what the list in it is about, its readers say.',
      severity: 'error',
      from: { path: '^libs/tables/' },
      to: { path: house, pathNot: '^libs/(text|calendar|tables)/' },
    },
    {
      name: 'policy-knows-calendar',
      comment:
        'Policy packs speak of deadlines in words, and are refused by codes of the catalogue; they know nothing else in the house.',
      severity: 'error',
      from: { path: '^libs/policy/' },
      to: { path: house, pathNot: '^libs/(text|calendar|policy|refusals)/' },
    },
    {
      name: 'access-knows-policy',
      comment:
        'Who may do what is one table over the roles of the packs, with codes of the refusals; whoever judges asks it, it asks nobody.',
      severity: 'error',
      from: { path: '^libs/access/' },
      to: { path: house, pathNot: '^libs/(calendar|policy|access|refusals)/' },
    },
    {
      name: 'refusals-stand-alone',
      comment: 'The catalogue of refusals is data that rules, routes and clients share.',
      severity: 'error',
      from: { path: '^libs/refusals/' },
      to: { path: house, pathNot: '^libs/refusals/' },
    },
    {
      name: 'subjects-know-policy',
      comment:
        'Scoring, unit year, certification, reminders, roster, registers and accounts stand side by side: each knows access, policy, tables, texts, calendar and the refusals, none another.',
      severity: 'error',
      from: { path: `^libs/(${siblings})/` },
      to: { path: house, pathNot: '^libs/(text|calendar|tables|policy|access|refusals|$1)/' },
    },
    {
      name: 'pure-without-packages',
      comment:
        'Subjects use schema, time-zone, text and table-reading packages only: no framework, no database, no transport.',
      severity: 'error',
      from: { path: `^libs/(${pure})/`, pathNot: spec },
      to: {
        path: '^node_modules/',
        pathNot: npm('zod', 'luxon', 'csv-parse', 'saxes', 'fastest-levenshtein'),
      },
    },
    {
      name: 'deterministic-without-node',
      comment:
        'Subjects, contracts and workflows are replayed in a sandbox: files, network, processes, hosts are absent there.',
      severity: 'error',
      from: { path: `^(libs/(${pure}|contracts|api-client)|workflows)/`, pathNot: spec },
      to: { dependencyTypes: ['core'] },
    },

    // Between: contracts ← application.
    {
      name: 'contracts-know-subjects',
      comment: 'Contracts name ids, messages and ports in the words of the subjects.',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: house, pathNot: `^libs/(${pure}|contracts)/` },
    },
    {
      name: 'contracts-without-packages',
      comment: 'Everyone reads the contracts, so they drag in only message definitions and schemas.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: spec },
      to: { path: '^node_modules/', pathNot: npm('zod', '@temporalio/workflow', '@temporalio/common') },
    },
    {
      name: 'http-contract-runs-in-browsers',
      comment:
        'Clients load what routes take and answer: schemas and closed sets of words, never a pack, a calendar or a workflow.',
      severity: 'error',
      from: { path: '^libs/contracts/http/', pathNot: spec },
      to: {
        path: `${house}|^node_modules/`,
        pathNot: `^libs/(contracts/http|policy/vocabulary|text/characters)/|${npm('zod')}`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-client-knows-the-contract',
      comment:
        'A client of the API knows what routes take and answer, and which refusals there are; nothing else of the house.',
      severity: 'error',
      from: { path: '^libs/api-client/' },
      to: { path: house, pathNot: '^libs/(api-client|contracts/http|refusals)/' },
    },
    {
      name: 'api-client-is-thin',
      comment:
        'Clients load how to ask alone: of contract and refusals the types, so that no schema goes along into a page.',
      severity: 'error',
      from: { path: '^libs/api-client/', pathNot: spec },
      to: {
        path: '^libs/(contracts|refusals)/|^node_modules/',
        pathNot: npm('eventsource'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-ask-by-the-api',
      comment: 'A page knows what routes take and answer, and how they are asked; nothing else of the house.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: house, pathNot: '^(apps/web|libs/(api-client|contracts/http))/' },
    },
    {
      name: 'pages-run-in-browsers',
      comment:
        'Files, network and processes of a host are absent in a browser; the settings of the build run in none.',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: `^apps/web/vite\\.config\\.ts$|${spec}` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pages-in-web',
      comment: 'What draws pages stays with them.',
      severity: 'error',
      from: { pathNot: '^apps/web/' },
      to: { path: npm('react', 'react-dom', '@tanstack/[^/]+', 'vite') },
    },
    {
      name: 'rehearsal-driver-asks-by-the-api',
      comment:
        'A rehearsal lives its year as people do, by the API, and draws it from the rules: it reads no record and scores nothing.',
      severity: 'error',
      from: { path: '^libs/rehearsal-driver/', pathNot: spec },
      to: { path: house, pathNot: '^libs/(calendar|policy|api-client|contracts/http|rehearsal-driver)/' },
    },
    {
      name: 'rehearsal-driver-for-its-runners',
      comment:
        'Imagined people live their year in the command line and in a folder of the worker; the rest of the house knows none.',
      severity: 'error',
      from: {
        path: house,
        pathNot: '^(libs/rehearsal-driver|apps/cli|apps/worker/rehearsed-year)/',
      },
      to: { path: '^libs/rehearsal-driver/' },
    },
    {
      name: 'worker-asks-the-api-in-rehearsals-alone',
      comment:
        'The worker reaches the records by use cases; it is a client of the API where it lives a rehearsed year, and nowhere else.',
      severity: 'error',
      from: { path: '^apps/worker/', pathNot: '^apps/worker/rehearsed-year/' },
      to: { path: '^libs/api-client/' },
    },
    {
      name: 'vocabulary-is-words-alone',
      comment: 'Clients load the closed sets of words, so nothing of a pack hangs on them.',
      severity: 'error',
      from: { path: '^libs/policy/(vocabulary/|levels\\.ts$|roles\\.ts$)' },
      to: {
        path: `${house}|^node_modules/`,
        pathNot: '^libs/policy/(vocabulary/|levels\\.ts$|roles\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'application-knows-contracts',
      comment: 'Use cases reach databases, mail and Temporal through ports of their own.',
      severity: 'error',
      from: { path: '^libs/application/' },
      to: { path: house, pathNot: `^libs/(${pure}|contracts|application)/` },
    },
    {
      name: 'application-without-framework',
      comment: 'Use cases are plain classes; Nest wires them from outside.',
      severity: 'error',
      from: { path: '^libs/application/' },
      to: { path: npm('@nestjs/[^/]+', 'fastify', '@fastify/[^/]+', 'rxjs', 'reflect-metadata') },
    },

    {
      name: 'application-ports-are-the-ground',
      comment:
        'A port says what a subject keeps and is read by all; it knows other ports and who asks, no use case.',
      severity: 'error',
      from: { path: applicationPort },
      to: {
        path: '^libs/application/',
        pathNot: [applicationPort, '^libs/application/(identity/|audit/seal\\.ts$)'],
      },
    },
    {
      name: 'application-ground-stands-alone',
      comment: 'Who asks, the transaction and the audit serve every subject, so they know ports alone.',
      severity: 'error',
      from: { path: `^libs/application/(${ground})/` },
      to: { path: '^libs/application/', pathNot: [applicationPort, `^libs/application/(${ground})/`] },
    },
    ...oneWay('application', applicationReads, `/(${ground})/`, applicationPort),

    // Adapters and what is everywhere.
    {
      name: 'adapters-know-application',
      comment: 'An adapter implements ports of the application; adapters do not know each other.',
      severity: 'error',
      from: { path: `^libs/(${adapters})/` },
      to: { path: house, pathNot: `^libs/(${pure}|contracts|application|archive|config|observability|$1)/` },
    },
    {
      name: 'archive-knows-tables',
      comment: 'Unpacking a file is for whoever reads tables, in a process of its own or in a thread.',
      severity: 'error',
      from: { path: '^libs/archive/' },
      to: { path: house, pathNot: '^libs/(tables|archive)/' },
    },
    {
      name: 'persistence-rows-are-the-ground',
      comment: 'A row says what a table holds and knows other rows alone.',
      severity: 'error',
      from: { path: rows },
      to: { path: '^libs/persistence/', pathNot: rows },
    },
    ...oneWay(
      'persistence',
      persistenceReads,
      '/(channel-listener|database-clock|plain-sql|rules-lock)\\.ts$',
      rows,
    ),
    {
      name: 'config-and-observability-are-leaves',
      comment: 'Settings and logs serve every process, so they depend on none of its parts.',
      severity: 'error',
      from: { path: '^libs/(config|observability)/' },
      to: { path: house, pathNot: '^libs/$1/' },
    },

    // Temporal: pure, contracts ← workflows; application, contracts ← activities ← apps/worker.
    {
      name: 'workflows-know-contracts',
      comment:
        'Workflow code is replayed: it sees subjects and contracts, never activities, not even their types.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: house, pathNot: `^(libs/(${pure}|contracts)|workflows)/` },
    },
    {
      name: 'workflows-carry-little',
      comment:
        'Every cached run holds its own copy of all that workflows load, so they read only their side of the contracts.',
      severity: 'error',
      from: { path: '^(workflows|libs/contracts/workflows)/' },
      to: {
        path: '^(libs/contracts/|node_modules/zod/)',
        pathNot: '^libs/contracts/workflows/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-without-packages',
      comment: 'Only the workflow side of the SDK loads in the sandbox.',
      severity: 'error',
      from: { path: '^workflows/', pathNot: spec },
      to: { path: '^node_modules/', pathNot: npm('@temporalio/workflow', '@temporalio/common') },
    },
    {
      name: 'workflows-are-bundled',
      comment:
        'Workflows are started by name and loaded by the bundler; an import would run them outside the sandbox.',
      severity: 'error',
      from: { path: '^(apps|activities|infra)/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'activities-know-application',
      comment: 'An activity is a thin provider: it calls use cases, which reach the adapters through ports.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^(apps|infra|libs)/', pathNot: `^libs/(${pure}|contracts|application)/` },
    },
    {
      name: 'activities-for-worker',
      comment: 'Only the worker process carries activities.',
      severity: 'error',
      from: { path: '^(apps|infra)/', pathNot: '^apps/worker/' },
      to: { path: '^activities/' },
    },

    // Apps and infra.
    {
      name: 'apps-apart',
      comment: 'Each app is a process of its own; what two of them need is a lib.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'api-subjects-apart',
      comment:
        'A subject of the API has its own routes, inputs and answers; what two of them need is of the edge.',
      severity: 'error',
      from: { path: '^apps/api/([^/]+)/', pathNot: `${apiGround}|\\.module\\.ts$` },
      to: { path: '^apps/api/', pathNot: `${apiGround}|^apps/api/$1/` },
    },
    {
      name: 'api-modules-know-modules',
      comment: 'One subject uses what another provides through its module, never its files.',
      severity: 'error',
      from: { path: '^apps/api/([^/]+)/.+\\.module\\.ts$', pathNot: apiGround },
      to: { path: '^apps/api/', pathNot: `${apiGround}|^apps/api/$1/|\\.module\\.ts$` },
    },
    {
      name: 'api-ground-knows-no-subject',
      comment: 'What holds for every route depends on none.',
      severity: 'error',
      from: { path: apiGround, pathNot: spec },
      to: { path: '^apps/api/', pathNot: apiGround },
    },
    {
      name: 'api-controllers-speak-application',
      comment:
        'A route asks the application and answers in the words of the contract; it opens no store itself.',
      severity: 'error',
      from: { path: '^apps/api/.+\\.controller\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(access|application|contracts)/' },
    },
    {
      name: 'infra-starts-processes',
      comment: 'The launcher starts apps as processes, as any other host would.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-without-infra',
      comment: 'Apps run the same on a host that has no launcher.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^infra/' },
    },
    {
      name: 'cli-is-a-client',
      comment: 'The command line speaks HTTP: it starts at once and has no rights of its own.',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: `^libs/(application|${adapters})/|${npm('@nestjs/[^/]+', '@temporalio/[^/]+')}` },
    },

    // One home for each technology.
    {
      name: 'typeorm-in-persistence',
      comment: 'Tables and SQL have one home.',
      severity: 'error',
      from: { pathNot: '^(libs/persistence|test)/' },
      to: { path: npm('typeorm') },
    },
    {
      name: 'pg-in-persistence',
      comment: 'The bare client is for persistence, and for making roles and databases before anything runs.',
      severity: 'error',
      from: { pathNot: '^(libs/persistence|infra/local|test)/' },
      to: { path: npm('pg') },
    },
    {
      name: 'nodemailer-in-mail',
      comment: 'Mail leaves by one door, where a rehearsal is kept from real people.',
      severity: 'error',
      from: { pathNot: '^(libs/mail|test)/' },
      to: { path: npm('nodemailer') },
    },
    {
      name: 'archives-in-archive',
      comment: 'Packages that others sent are unpacked in one place, within its limits.',
      severity: 'error',
      from: { pathNot: '^(libs/archive|test)/' },
      to: { path: npm('yauzl') },
    },
    {
      name: 'spreadsheets-in-tables',
      comment: 'Sheets are read in one place, cell by cell and within limits.',
      severity: 'error',
      from: { pathNot: `^(libs/tables|test)/|${spec}` },
      to: { path: npm('saxes', 'read-excel-file') },
    },
    {
      name: 'secrets-in-credentials',
      comment: 'Passwords are hashed and codes checked in one place, at one cost and by one clock.',
      severity: 'error',
      from: { pathNot: '^(libs/credentials|test)/' },
      to: { path: npm('@node-rs/argon2', 'otplib') },
    },
    {
      name: 'mail-capture-in-infra',
      comment: 'Receiving mail is for the local capture and the tests.',
      severity: 'error',
      from: { pathNot: '^(infra/local|test)/' },
      to: { path: npm('smtp-server', 'mailparser') },
    },
    {
      name: 'temporal-client-in-temporal',
      comment: 'Client, worker and test environment of the SDK stay with the adapter and the worker process.',
      severity: 'error',
      from: { pathNot: '^(libs/temporal|apps/worker|infra|test)/' },
      to: { path: npm('@temporalio/(client|worker|testing|envconfig|core-bridge|proto)') },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|\\.data|coverage)/' },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['@antq/source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
