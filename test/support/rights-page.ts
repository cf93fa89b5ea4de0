import {
  COMMAND_ACTS,
  type Permission,
  RELATIONS,
  RIGHTS,
  RIGHTS_BY_SUBJECT,
  type Right,
  rightsAtStage,
  rolesOf,
} from '#libs/access';
import { roleName } from '#libs/contracts';
import { ACTOR_ROLES, type PolicyPack } from '#libs/policy';
import { loadPack, PACKS } from '../../libs/policy/packs.support.js';
import type { ApiRoute } from './api-routes.js';

/** Printed as docs/rights.md. */
export function rightsPage(routes: readonly ApiRoute[]): string {
  return `${[
    '# Rights',
    'Printed from [the table](../libs/access/rights.ts), the packs and the routes of the API; a test compares. After a change print it anew: `WRITE_RIGHTS=1 npm test -- test/architecture/rights --selectProjects architecture`.',
    'A cell says how an account of the role must stand to what it acts on; a dash, that the role may not, and then the code under “otherwise told” is said. What lies outside the scope is told like what does not exist before any of this; an office whose area has ended acts no longer (`ACTOR.AREA_ENDED`).',
    '## Roles and relations',
    table(
      ['role', 'name'],
      ACTOR_ROLES.map((role) => [code(role), roleName(role)]),
    ),
    table(
      ['relation', 'who that is', 'told who is not'],
      Object.entries(RELATIONS).map(([key, about]) => [
        code(key),
        about.who,
        'code' in about ? code(about.code) : '',
      ]),
    ),
    ...Object.entries(RIGHTS_BY_SUBJECT).flatMap(([title, rights]) => [
      `## ${title}`,
      matrix(Object.entries(rights) as [string, Right][]),
    ]),
    'Recorded: the state machine asks the role, so that the refusal is the outcome of the command; an office is first asked whether the act is assigned to it, and told `ACTOR.NOT_ASSIGNED`. Not itself: no body does it to the unit that it is (`DECISION.SELF_BODY`). Area first: an account that is not for the whole province is told `ACTOR.OTHER_AREA` before its role is asked.',
    '## What the packs say',
    'The role of a stage is the pack’s; named here is what differs from the table, who takes a unit off the list of those not considered for awards, and which side records in a register.',
    table(
      ['pack', 'says'],
      PACKS.list().flatMap(({ id }) => saysOf(loadPack(id)).map((words) => [code(id), words])),
    ),
    '## Routes',
    'A route names the acts that it carries out. Who could do none of them to anything is turned away before the request is read; the rest is asked where the subject is known.',
    table(
      ['route', 'asks for'],
      routes.map((route) => [code(route.key), askedBy(route)]),
    ),
  ].join('\n\n')}\n`;
}

const code = (text: string): string => `\`${text}\``;

function matrix(rights: readonly (readonly [string, Right])[]): string {
  return table(
    ['act', ...ACTOR_ROLES.map(code), 'otherwise told', ''],
    rights.map(([act, right]) => [
      code(act),
      ...ACTOR_ROLES.map((role) => right.may[role] ?? '–'),
      toldOf(right),
      notesOf(right),
    ]),
  );
}

const toldOf = ({ refusal, told = {} }: Right): string =>
  [code(refusal), ...Object.entries(told).map(([role, said]) => `${role}: ${code(said)}`)].join('; ');

const notesOf = ({ judged, notItself, notTypist, first }: Right): string =>
  [
    judged === true ? 'recorded' : '',
    notItself === true ? 'not itself' : '',
    notTypist === true ? 'not who sent it' : '',
    first?.relation === 'ofWholeProvince' ? 'area first' : '',
  ]
    .filter((note) => note !== '')
    .join(', ');

/** What a pack says of who acts, one line each. */
function saysOf(pack: PolicyPack): readonly string[] {
  const stages = pack.stageSets.flatMap(({ stages: of }) => of).filter(({ kind }) => kind === 'unit');
  const differing = stages.flatMap((stage) => {
    if (stage.act === 'none') return [];
    const [usual, said] = [RIGHTS, rightsAtStage(stage)].map((rights) =>
      rolesOf(rights, stage.act as Permission),
    );
    const isUsual = said?.every((role) => usual?.includes(role)) === true;
    return isUsual ? [] : [`${stage.key}: ${code(stage.act)} by ${said?.join(', ')}`];
  });
  const override = pack.certification.exclusionOverride?.roles ?? [];
  const registers = pack.registers.map(({ key, recordedBy }) => `${key} by ${recordedBy.join(' and ')}`);
  return [
    ...differing,
    `${code('overrideExclusion')} by ${override.length === 0 ? 'nobody' : override.join(', ')}`,
    ...(registers.length === 0 ? [] : [`registers: ${registers.join('; ')}`]),
  ];
}

function askedBy({ isOpen, acts }: ApiRoute): string {
  if (isOpen) return 'no token';
  return acts.length === COMMAND_ACTS.length ? 'the act that the command is' : acts.map(code).join(', ');
}

/** A table whose columns stand under each other, as the formatter of the house would have it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(3, ...[head, ...rows].map((cells) => (cells[at] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
