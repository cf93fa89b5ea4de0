import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { loadPack, PACKS } from '../../libs/policy/packs.support.js';

const PRODUCT = /^(apps|libs|workflows|activities|infra)\/(?!.*\.(spec|support)\.ts$).*\.(ts|mjs|hbs)$/;

/** Files that name such a word in a meaning of their own. */
const OWN_MEANING: Readonly<Record<string, string>> = {
  'libs/contracts/workflows/update-names.ts': 'Updates of recorded histories keep their names',
  'libs/policy/upcast-pack.ts': 'what stored packs meant before they said it',
  'libs/policy/papers/documents.ts': 'kinds of papers',
  'libs/policy/stages/stages.schema.ts': 'the roles themselves',
  'libs/policy/stages/cycle-calendar.ts': 'kinds of instants',
  'libs/persistence/calendar/calendar.rows.ts': 'kinds of instants',
  'libs/access/rights.ts': 'kinds of commands',
  'libs/application/judging/act-of.ts': 'kinds of commands',
  'apps/cli/acts/stage.acts.ts': 'kinds of commands',
  'libs/policy/words/words.schema.ts': 'whom duties are laid upon',
  'libs/roster/office-list.ts': 'kinds of offices as lists of them are read',
  'apps/api/prepare/sample-accounts.ts': 'offices of the sample data',
};
/** Migrations that were released are what they were. */
const RELEASED = /^libs\/persistence\/migrations\//;

/** Expressions in which such a word is no key: what a pack says of a stage, names of fields, kinds, events of Node. */
const NO_KEY: readonly RegExp[] = [
  /\/\*[\s\S]*?\*\//g,
  /(^|\s)\/\/.*$/gm,
  /stageWithRole\([\w.,\s()]*'\w+'\)/g,
  /\brole (===|!==) '\w+'/g,
  /\b(Pick|Omit|Extract)<[^>]*>/g,
  /\bkind[!?]?\s*(:|===|!==|=)\s*(z\.literal\()?'\w+'/g,
  /\bbasis\b[^;,\n]*/g,
  /\bderivedFrom\b[^;\n]*/g,
  /\bcase 'close'/g,
  /'classification' in /g,
  /\.once\('close'|connection: 'close'/g,
];

const keys = [
  ...new Set(
    PACKS.list()
      .map(({ id }) => loadPack(id))
      .flatMap(({ stageSets, bodies }) => [
        ...stageSets.flatMap(({ stages }) => stages.map(({ key }) => key)),
        ...bodies.flatMap(({ key, officeKind }) => [key, officeKind]),
      ]),
  ),
];
const any = keys.join('|');
const literal = new RegExp(`['"\`](${any})['"\`]|\\bstages\\.(${any})\\b`, 'g');

/** Keys of stages and bodies that a text of the product goes by. */
const keysIn = (text: string): readonly string[] => {
  const rest = NO_KEY.reduce((left, each) => left.replaceAll(each, ' '), text);
  return [...rest.matchAll(literal)].map(([, quoted, named]) => quoted ?? named ?? '');
};

const readAll = async (): Promise<ReadonlyMap<string, string>> => {
  const folders = ['apps', 'libs', 'workflows', 'activities', 'infra'];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((file) => `${folder}/${file}`),
    ),
  );
  const product = files.flat().filter((file) => PRODUCT.test(file) && !RELEASED.test(file));
  return new Map(
    await Promise.all(product.map(async (file) => [file, await readFile(file, 'utf8')] as const)),
  );
};

describe('what is done at a stage, and by whom', () => {
  it('goes by no key of a pack', async () => {
    const texts = await readAll();
    expect(texts.has('libs/application/judging/judge-content.ts')).toBe(true);
    const found = [...texts].flatMap(([file, text]) =>
      Object.hasOwn(OWN_MEANING, file) ? [] : keysIn(text).map((key) => `${file}: ${key}`),
    );
    expect(found).toEqual([]);
  });

  it('has no exception that is none', async () => {
    const texts = await readAll();
    for (const file of Object.keys(OWN_MEANING))
      expect([file, keysIn(texts.get(file) ?? '')]).not.toEqual([file, []]);
  });

  it.each([
    ["export const REGISTRATION_STAGE = 'registration';", 'registration'],
    ["const DOSSIER = 'dossier';", 'dossier'],
    ["if (dossier !== undefined && stage !== 'dossier') return;", 'dossier'],
    ["const close = stages.find(({ key, kind }) => key === 'close' && kind === 'clock');", 'close'],
    ["  stage: stage.default('recognition'),", 'recognition'],
    ["withStage(withReason(command, 'nội dung'), 'appraisal')", 'appraisal'],
    ["AND handed.stage = 'registration' AND handed.status IN ('submitted', 'done')", 'registration'],
    ["const now = state.stages['q1Plan'];", 'q1Plan'],
    ['const now = state.stages.dossier;', 'dossier'],
    ["bodies.find(({ key }) => key === 'ubnd-tinh')", 'ubnd-tinh'],
    ["records.offices.of('commune-police')", 'commune-police'],
  ])('is seen to go by one: %s', (line, key) => {
    expect(keysIn(line)).toEqual([key]);
  });
});
