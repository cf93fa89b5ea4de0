import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../..');

// The rules under test read syntax alone, so the types of the whole house need not be loaded.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ languageOptions: { parserOptions: { projectService: false } } }],
  ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax' || ruleId === 'no-console',
});

async function complaints(filePath: string, text: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: path.join(root, filePath) });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId ?? 'parse'}: ${message}`),
  );
}

const environment = /Settings are read once/;
const clock = /cycle has a clock of its own/;

/** The libs that the arrows keep free of packages and of Node: what is replayed must not ask for the time either. */
function pureLibs(): string[] {
  const { forbidden } = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs')) as {
    forbidden: readonly { name: string; from: { path?: string } }[];
  };
  const rule = forbidden.find(({ name }) => name === 'pure-without-packages');
  return /\((.+)\)/.exec(rule?.from.path ?? '')?.[1]?.split('|') ?? [];
}

describe('the lint rules of the house', () => {
  it('ban clock and chance from every lib that the arrows call pure', async () => {
    expect(pureLibs()).toEqual(expect.arrayContaining(['calendar', 'registers', 'unit-year']));
    for (const name of pureLibs()) {
      const found = await complaints(`libs/${name}/a.ts`, 'export const a = Date.now() + Math.random();');
      expect([name, found.length]).toEqual([name, 2]);
    }
  });

  it.each([
    ['apps/api/main.ts', 'export const port = process.env.PORT;', environment],
    ['apps/cli/main.ts', "export const port = process.env['PORT'];", environment],
    ['libs/mail/a.ts', 'const { env } = process;\nexport const port = env.PORT;', environment],
    ['libs/persistence/a.ts', "export const all = { ...process['env'] };", environment],
    ['activities/a.ts', "import { env } from 'node:process';\nexport const port = env.PORT;", environment],
    ['apps/api/a.ts', 'export interface A { readonly b?: string | undefined }', /the question mark says it/],
    ['apps/api/a.ts', 'export const f = (a?: string | undefined) => a;', /the question mark says it/],
    ['libs/calendar/a.ts', 'export const now = Date.now();', clock],
    ['libs/policy/a.ts', 'export const now = new Date();', clock],
    ['libs/unit-year/a.ts', "import { DateTime } from 'luxon';\nexport const now = DateTime.now();", clock],
    ['libs/scoring/a.ts', "import { DateTime } from 'luxon';\nexport const now = DateTime.utc();", clock],
    ['libs/access/a.ts', 'export const now = Date.now();', clock],
    ['libs/registers/a.ts', 'export const now = Date.now();', clock],
    ['libs/contracts/a.ts', 'export const now = performance.now();', clock],
    ['workflows/unit-year/a.ts', 'export const now = new Date();', clock],
    ['workflows/unit-year/a.ts', "export const zone = new Intl.DateTimeFormat('vi');", /Locale data differ/],
    ['workflows/unit-year/a.ts', "export const said = 'Đang chờ';", /comes with the view or from RUN_TEXTS/],
    [
      'workflows/area-year/a.ts',
      'export const said = (day: string) => `hết ngày ${day}`;',
      /comes with the view or from RUN_TEXTS/,
    ],
    ['libs/roster/a.ts', 'export const chance = Math.random();', /same input gives the same result/],
    [
      'libs/persistence/board/a.ts',
      "export const isOfUnit = (scope: Scope) => scope.level === 'unit';",
      /one predicate, inScope/,
    ],
    [
      'libs/persistence/reminders/reminder.repository.ts',
      'export const idOf = (scope: Scope) => scope.communeCode;',
      /one predicate, inScope/,
    ],
    ['libs/application/a.ts', 'const a = 1;\nexport default a;', /Export by name/],
    ['libs/contracts/a.ts', "export enum Kind { A = 'a' }", /union of strings/],
    ['apps/worker/main.ts', "console.log('ready');", /Unexpected console/],
    [
      'libs/persistence/a.ts',
      "export const sql = `SELECT 1 FROM unit_year y WHERE y.state->'stages' IS NULL`;",
      /never the state/,
    ],
    [
      'libs/persistence/a.ts',
      "export const sql = `y.state @? '$.stages.* ? (@.late == true)'`;",
      /never the state/,
    ],
    ['libs/persistence/a.ts', "export const sql = `SELECT 1 WHERE y.state ? 'exemplar'`;", /never the state/],
    [
      'libs/persistence/a.ts',
      "export const sql = `LATERAL jsonb_each(y.state->'stages') s`;",
      /never the state/,
    ],
    ['libs/persistence/a.ts', "export const sql = 'jsonb_path_exists(state, $1)';", /never the state/],
    ['apps/cli/a.ts', 'export const board = (await read()) as BoardAnswer;', /from the table of routes/],
    [
      'apps/cli/a.ts',
      'export const is = (x as Partial<ProblemAnswer> | null)?.code;',
      /from the table of routes/,
    ],
    ['apps/cli/a.ts', 'export const page = await get<Page<UnitAnswer>>(path);', /from the table of routes/],
  ])('catch in %s: %s', async (filePath, text, reason) => {
    expect(await complaints(filePath, text)).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    ['libs/config/a.ts', 'export const port = process.env.PORT;'],
    ['libs/persistence/areas/in-scope.ts', 'export const level = (scope: Scope) => scope.level;'],
    ['libs/application/a.ts', 'export const level = (scope: Scope) => scope.level;'],
    ['infra/local/a.ts', "export const path = process.env.PATH;\nconsole.log('ready');"],
    ['test/e2e/a.spec.ts', 'export const started = Date.now();\nexport const path = process.env.PATH;'],
    ['libs/application/a.ts', 'export const at = (iso: string) => new Date(iso);'],
    ['libs/calendar/a.ts', 'export const at = (iso: string) => new Date(iso);'],
    ['libs/persistence/a.ts', 'export const startedAt = Date.now();'],
    ['libs/reminders/a.support.ts', 'export const id = crypto.randomUUID();'],
    ['apps/cli/a.ts', "console.log('xong');"],
    ['apps/cli/a.ts', 'export const years = new Map<string, UnitYearAnswer>();'],
    [
      'apps/cli/a.ts',
      'export const code = (find((answer: MeAnswer) => answer.name) as { code?: string }).code;',
    ],
    ['libs/persistence/a.ts', 'export const sql = `SELECT y.state FROM unit_year y WHERE m.state = $1`;'],
    ['libs/persistence/a.ts', "export const word = (state?: string) => (state ? 'a' : `${state ?? ''}`);"],
    ['libs/persistence/migrations/1-a.ts', "export const sql = `SELECT state->'pledges' FROM unit_year`;"],
  ])('let pass in %s: %s', async (filePath, text) => {
    expect(await complaints(filePath, text)).toEqual([]);
  });
});
