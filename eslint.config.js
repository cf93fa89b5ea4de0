import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const plain = ['**/*.mjs', '**/*.cjs', '**/*.js'];
const tests = ['**/*.spec.ts', '**/*.support.ts', 'test/**'];
const deterministicLibs = [
  'text',
  'calendar',
  'tables',
  'policy',
  'access',
  'refusals',
  'scoring',
  'unit-year',
  'certification',
  'reminders',
  'roster',
  'registers',
  'accounts',
  'contracts',
];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name everywhere.',
};
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use a union of strings: it is what stands in JSON and in the database.',
};
const noEnvironment = [
  {
    selector:
      'MemberExpression[object.name="process"]:matches([property.name="env"], [property.value="env"])',
    message: 'Settings are read once, in libs/config.',
  },
  {
    selector: 'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
    message: 'Settings are read once, in libs/config.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]',
    message: 'Settings are read once, in libs/config.',
  },
];
const noClock = [
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'The moment comes in as an argument: the cycle has a clock of its own.',
  },
  {
    selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
    message: 'The moment comes in as an argument: the cycle has a clock of its own.',
  },
  {
    selector:
      'CallExpression[callee.object.name="DateTime"]:matches([callee.property.name="now"], [callee.property.name=/^(local|utc)$/][arguments.length=0])',
    message: 'The moment comes in as an argument: the cycle has a clock of its own.',
  },
  {
    selector: 'CallExpression[callee.object.name="performance"][callee.property.name="now"]',
    message: 'The moment comes in as an argument: the cycle has a clock of its own.',
  },
];
const noChance = {
  selector:
    ':matches(CallExpression[callee.object.name="Math"][callee.property.name="random"], CallExpression[callee.property.name="randomUUID"])',
  message: 'The same input gives the same result: ids and chances come in as arguments.',
};
const noHost = {
  selector: ':matches(MemberExpression[object.name="Intl"], NewExpression[callee.name="Intl"])',
  message: 'Locale data differ between hosts, and a replay must not: texts and dates are made outside.',
};
const noProse = ['Literal[value=/[À-ỹ]/]', 'TemplateElement[value.raw=/[À-ỹ]/]'].map((selector) => ({
  selector,
  message:
    'What people read comes with the view or from RUN_TEXTS of the contracts; a workflow tells the year.',
}));
const noScopeOfItsOwn = {
  selector:
    'MemberExpression[object.name="scope"][property.name=/^(level|unitId|communeCode|districtCode|provinceCode)$/]',
  message: 'What lies in a scope is one predicate, inScope in libs/persistence/areas.',
};

/** Ways in which PostgreSQL looks into a column `state` of JSON. */
const lookingIntoState = String.raw`/\bstate\s*(->|#>|@\?|@@|\?[|&]?\s*['$:])|\bjsonb_\w+\(\s*(\w+\.)?state\b/`;
const noLookIntoState = {
  selector: `:matches(TemplateElement[value.raw=${lookingIntoState}], Literal[value=${lookingIntoState}])`,
  message:
    'SQL asks the columns of unit_stage and unit_year, never the state: no index serves it, and the rule stands in code.',
};

const noSpareUndefined = {
  selector:
    ':matches(TSPropertySignature, PropertyDefinition, Identifier)[optional=true] > TSTypeAnnotation > TSUnionType > TSUndefinedKeyword',
  message: 'What is optional may be undefined: the question mark says it.',
};

const answers = 'TSTypeReference[typeName.name=/Answer$/]';
const noAnswerCast = [
  `TSAsExpression > ${answers}`,
  `TSAsExpression > :not(TSAsExpression, CallExpression) ${answers}`,
  `TSTypeAssertion ${answers}`,
  `CallExpression > TSTypeParameterInstantiation ${answers}`,
].map((selector) => ({
  selector,
  message: 'What a route answers is inferred from the table of routes: ask by #libs/api-client.',
}));

const noNewArrays = {
  selector: 'MemberExpression[property.name=/^(toSorted|toReversed|toSpliced|findLast|findLastIndex)$/]',
  message: 'The last browsers of old systems have no such method: sort a copy.',
};

/** ESLint replaces the options of a rule instead of adding to them, so each place states its whole list. */
const syntax = (...parts) => ({
  'no-restricted-syntax': ['error', noDefaultExport, noEnum, noSpareUndefined, ...parts.flat()],
});

export default defineConfig(
  { ignores: ['dist/**', '.data/**', '.stryker-tmp/**', 'coverage/**', 'reports/**', 'node_modules/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...syntax(noEnvironment),
      eqeqeq: 'error',
      'no-console': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Nest modules are classes with a decorator and nothing else.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Spreading a text gives its characters, which is what counting and cutting Vietnamese wants.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Nest declares option bags as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: deterministicLibs.map((name) => `libs/${name}/**/*.ts`),
    rules: syntax(noEnvironment, noClock, noChance),
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      ...syntax(noEnvironment, noClock, noHost, noProse),
      // State changes in handlers between two awaits, which the rule cannot see.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  { files: ['libs/persistence/**/*.ts'], rules: syntax(noEnvironment, noLookIntoState, noScopeOfItsOwn) },
  {
    // The predicate itself, and what stores the scope of an account.
    files: [
      'libs/persistence/areas/in-scope.ts',
      'libs/persistence/accounts/own-token.repository.ts',
      'libs/persistence/accounts/token.repository.ts',
      'libs/persistence/rehearsal/rehearsal.repository.ts',
    ],
    rules: syntax(noEnvironment, noLookIntoState),
  },
  {
    // What was written before there were such columns.
    files: ['libs/persistence/migrations/**/*.ts'],
    rules: syntax(noEnvironment, noScopeOfItsOwn),
  },
  { files: ['libs/config/**/*.ts'], rules: syntax() },
  { files: ['infra/local/**/*.ts'], rules: { ...syntax(), 'no-console': 'off' } },
  {
    files: ['apps/cli/**/*.ts'],
    rules: { ...syntax(noEnvironment, noAnswerCast), 'no-console': 'off' },
  },
  {
    files: ['apps/web/**/*.ts', 'apps/web/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...syntax(noEnvironment, noAnswerCast, noNewArrays),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  // Vite takes its settings as a default export.
  { files: ['apps/web/vite.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: tests,
    rules: {
      ...syntax(),
      // Fakes implement asynchronous ports without awaiting anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A suite whose set-up failed still has to clean up what there is.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // jest takes the teardown of a run, and what puts its files in order, as default exports.
  {
    files: ['test/support/database/leftovers.mjs', 'test/support/longest-first.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: plain,
    extends: [tseslint.configs.base],
    rules: {
      eqeqeq: 'error',
      'no-undef': 'off',
      'no-unused-vars': 'error',
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
    },
  },
);
