import type { ManagementLevel, PolicyPack } from '#libs/policy';
import { isAssumedDay } from '#libs/unit-year';
import { cycleParams, officeParams } from '../mail/letters.js';
import type { MailParams, MailValue } from '../mail/outbox.port.js';
import { LIST_STATES, type ListedLine, type ListState } from './listed-lines.js';
import type { Overseer } from './overseers.js';
import type { OversightScene } from './oversight-scene.js';

const MOST_HEADS = 2;
const BODIES: Readonly<Record<ManagementLevel, string>> = { xa: 'xã', huyen: 'huyện', tinh: 'cơ quan' };
/** What an area of the lowest level is called, in the order in which they are listed. */
const COMMUNES = ['xã', 'phường', 'đặc khu', 'thị trấn'] as const;

/** Units are called as the documents of the year call them. */
function nounOf(
  { unitKinds }: Pick<PolicyPack, 'unitKinds'>,
  { kind, managedBy, unitName }: ListedLine['line'],
): string {
  if (kind === 'body') return (managedBy === 'xa' ? communeKindIn(unitName) : undefined) ?? BODIES[managedBy];
  const name = unitKinds.find(({ key }) => key === kind)?.name ?? 'đơn vị';
  return `${name.charAt(0).toLocaleLowerCase('vi')}${name.slice(1)}`;
}

/** `phường` of `UBND phường Nghĩa Lộ`. */
const communeKindIn = (name: string): string | undefined =>
  COMMUNES.find((kind) => ` ${name.toLocaleLowerCase('vi')} `.includes(` ${kind} `));

/** One noun for all: communes of several kinds by those kinds, anything else that differs as units. */
function commonNoun(nouns: ReadonlySet<string>): string {
  const [only] = nouns;
  if (nouns.size === 1 && only !== undefined) return only;
  const communes = COMMUNES.filter((kind) => nouns.has(kind));
  return communes.length === nouns.size ? communes.join(', ') : 'đơn vị';
}

/** Lines that are told together: of one stage, one last day, founded alike, and one state. */
interface ListGroup {
  readonly state: ListState;
  readonly stage: ListedLine['stage'];
  readonly day: string;
  readonly lines: readonly ListedLine[];
}

/** Values of the template `overseer-list`: what one office is told of all that is late or due soon in its care. */
export function listParams(
  scene: OversightScene,
  { office, letters }: Overseer,
  lines: readonly ListedLine[],
  isFresh: (line: ListedLine) => boolean,
): MailParams {
  const { basis, rules, desk, now } = scene;
  const groups = groupsOf(lines, isFresh);
  const fresh = groups.filter((group) => group.lines.some(isFresh));
  const guide = desk.ofProvince();
  const isLate = lines.some(({ state }) => state === 'overdue' || state === 'pastSuggested');
  return {
    ...cycleParams(basis.cycle, basis.book.pack),
    ...{ addressee: office.name, at: now, fresh: String(lines.filter(isFresh).length) },
    heads: headsOf(scene, fresh),
    more: fresh.length > MOST_HEADS ? String(fresh.length - MOST_HEADS) : '',
    counts: LIST_STATES.flatMap((state): MailValue[] => {
      const own = lines.filter((line) => line.state === state);
      const places = String(new Set(own.map(({ line }) => line.unitId)).size);
      return own.length === 0 ? [] : [{ state, works: String(own.length), places }];
    }),
    groups: groups.map((group) => groupParams(scene, group, isFresh, typeof letters === 'object')),
    letter:
      letters === undefined || !isLate ? '' : { commune: letters === 'province' ? '' : letters.communeCode },
    ahead: String(rules.lists.workingDaysAhead),
    assumed: groups.some(isAssumed) ? 'yes' : '',
    office: guide === undefined || guide.code === office.code ? '' : officeParams(guide),
  };
}

/** The worst first; within a state what holds something new, then by the last day in the order of the year. */
function groupsOf(
  lines: readonly ListedLine[],
  isFresh: (line: ListedLine) => boolean,
): readonly ListGroup[] {
  const groups = new Map<string, ListGroup & { readonly lines: ListedLine[] }>();
  for (const each of lines) {
    const { state, stage, line } = each;
    // What a document sets stands before what is only suggested.
    const founded = stage.due?.status === 'assumed' ? 1 : 0;
    const key = [line.dueDay, stage.opensDay, stage.key, founded, state, line.kind === 'body'].join('/');
    const group = groups.get(key) ?? { state, stage, day: line.dueDay, lines: [] };
    group.lines.push(each);
    groups.set(key, group);
  }
  const rank = (key: string, { state, lines: own }: ListGroup) =>
    `${LIST_STATES.indexOf(state)}${own.some(isFresh) ? 0 : 1}${key}`;
  return [...groups]
    .sort(([a, first], [b, second]) => (rank(a, first) < rank(b, second) ? -1 : 1))
    .map(([, group]) => group);
}

const isAssumed = ({ stage, day }: ListGroup): boolean => isAssumedDay(stage, day);

/** What the subject line says: what holds something new, the worst first; a noun that was said is not said again. */
function headsOf(scene: OversightScene, groups: readonly ListGroup[]): MailValue {
  let said = '';
  return groups.slice(0, MOST_HEADS).map((group): MailValue => {
    const { noun = '', ...told } = toldOf(scene, group);
    const head = { state: group.state, day: group.day, assumed: isAssumed(group) ? 'yes' : '', ...told };
    const isSaid = noun === said;
    said = noun;
    return { ...head, noun: isSaid ? '' : noun };
  });
}

/** `25 cơ sở giáo dục` `chưa tự chấm`. */
function toldOf({ basis, rules }: OversightScene, { stage, lines }: ListGroup): { [name: string]: string } {
  const nouns = new Set(lines.map(({ line }) => nounOf(basis.book.pack, line)));
  return {
    count: String(new Set(lines.map(({ line }) => line.unitId)).size),
    noun: commonNoun(nouns),
    words: rules.lists.undone[stage.key] ?? `chưa xong ${stage.shortName ?? stage.name}`,
  };
}

/** Names of the first so many, those that are late longest first, and the others counted by commune. */
function groupParams(
  scene: OversightScene,
  group: ListGroup,
  isFresh: (line: ListedLine) => boolean,
  isOfOneCommune: boolean,
): MailValue {
  const { shown } = scene.rules.lists;
  const isOfOffices = group.stage.act !== 'submit';
  const sorted = [...group.lines].sort(
    (a, b) =>
      b.days - a.days ||
      Number(isFresh(b)) - Number(isFresh(a)) ||
      a.line.unitName.localeCompare(b.line.unitName, 'vi'),
  );
  const entries = isOfOffices ? [] : sorted.slice(0, shown);
  const rest = isOfOffices ? [] : sorted.slice(shown);
  return {
    ...{ state: group.state, name: group.stage.name, day: group.day, days: String(sorted[0]?.days ?? 0) },
    ...{ assumed: isAssumed(group) ? 'yes' : '' },
    ...toldOf(scene, group),
    entries: entries.map((each) => ({
      name: each.line.unitName,
      place: isOfOneCommune || each.line.kind === 'body' ? '' : each.line.communeName,
      fresh: isFresh(each) ? 'yes' : '',
    })),
    owedBy: isOfOffices ? counted(sorted.map(({ owedBy }) => owedBy?.name ?? 'cơ quan của cấp đó')) : [],
    rest: counted(rest.map(({ line }) => line.communeName)),
    restCount: rest.length === 0 ? '' : String(rest.length),
  };
}

/** Each name with how often it comes, the most first. */
function counted(names: readonly string[]): MailValue {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b, 'vi'))
    .map(([name, count]) => ({ name, count: String(count) }));
}
