import { randomUUID } from 'node:crypto';
import { scopeCode } from '#libs/access';
import { isOpen } from '#libs/accounts';
import { addDays, dateOf, type IsoDate, type IsoInstant, startOfDay } from '#libs/calendar';
import { type PersonChangeAnswer, type Problem, roleName } from '#libs/contracts';
import { type PersonLine, personKey } from '#libs/roster';
import { placeOf } from '#libs/tables';
import type { GivenGrant, PersonAccount } from './accounts.port.js';

/** An account with all that it was ever granted. */
export interface KnownPerson {
  readonly account: PersonAccount;
  readonly grants: readonly GivenGrant[];
}

/** The end of a role by the paper of a row. */
export interface PlannedEnd {
  readonly grant: GivenGrant;
  readonly paper: string;
  /** The instant to come at which it ends; absent where it is at once. */
  readonly at?: IsoInstant;
  /** Row of the list, from 1. */
  readonly line: number;
}

/** What an import of people does: the same for a dry run and for the run after it. */
export interface PeoplePlan {
  readonly accounts: readonly Pick<PersonAccount, 'email' | 'id' | 'name' | 'telephone'>[];
  readonly grants: readonly Omit<GivenGrant, 'endPaper' | 'endedAt'>[];
  readonly ends: readonly PlannedEnd[];
  readonly telephones: readonly { readonly accountId: string; readonly telephone: string }[];
  readonly unchanged: number;
  readonly changes: readonly PersonChangeAnswer[];
  readonly problems: readonly Problem[];
}

/**
 * What comes of a list of people. A person is known by address and name. A row that names a role anew lets it begin; one that
 * names the only such role of the person at another place, of which the list says nothing, is a change of post: the earlier
 * one ends by the paper of the row, with the day before the new one begins. A row whose last day is over is noted, and changes no other
 * role. A row with a paper of the end ends the role. What was ended before is never begun again by the same paper.
 *
 * @param people accounts that the province keeps, disabled ones too
 * @param now by which roles have run out or not
 */
export function planPeople(
  lines: readonly PersonLine[],
  people: readonly KnownPerson[],
  now: string,
): PeoplePlan {
  return new Planning(lines, people, now).plan();
}

/** To act for a head is no post: a list says nothing of it, neither gives it nor ends it. */
const isPost = ({ deputyFor }: GivenGrant): boolean => deputyFor === undefined;

type Post = Pick<PersonLine, 'officeCode' | 'role' | 'scope'>;

/** The same role at the same place; two offices at one place are two. */
const samePost = (a: Post, b: Post): boolean =>
  a.role === b.role &&
  a.officeCode === b.officeCode &&
  a.scope.level === b.scope.level &&
  scopeCode(a.scope) === scopeCode(b.scope);

const sameGrant = (line: PersonLine, grant: GivenGrant): boolean =>
  samePost(line, grant) && line.from === grant.from && line.to === grant.to && line.paper === grant.paper;

/** What has the same key, in the order of the list. */
export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

class Planning {
  private readonly accounts: PeoplePlan['accounts'][number][] = [];
  private readonly grants: PeoplePlan['grants'][number][] = [];
  private readonly ends: PeoplePlan['ends'][number][] = [];
  private readonly telephones: PeoplePlan['telephones'][number][] = [];
  private readonly changes: PersonChangeAnswer[] = [];
  private readonly problems: Problem[] = [];
  private readonly known: ReadonlyMap<string, readonly KnownPerson[]>;
  private readonly linesOf: ReadonlyMap<string, readonly PersonLine[]>;
  private readonly today: IsoDate;
  private unchanged = 0;

  constructor(
    private readonly lines: readonly PersonLine[],
    people: readonly KnownPerson[],
    private readonly now: IsoInstant,
  ) {
    this.today = dateOf(now);
    this.known = grouped(people, ({ account: { name, email = '' } }) => personKey({ name, email }));
    this.linesOf = grouped(lines, personKey);
  }

  plan(): PeoplePlan {
    for (const [key, lines] of this.linesOf) {
      const known = this.known.get(key) ?? [];
      const open = known.filter(({ account }) => account.disabledAt === undefined);
      if (open.length > 1) {
        const message = `Có ${open.length} tài khoản cùng tên và hộp thư này; khóa tài khoản thừa rồi nhập lại.`;
        for (const line of lines) this.report(line, 'PEOPLE.TWO_ACCOUNTS', message);
        continue;
      }
      const disabled = known.filter(({ account }) => account.disabledAt !== undefined);
      this.person(
        lines,
        open[0],
        disabled.flatMap(({ grants }) => grants.filter(isPost)),
      );
    }
    const { accounts, grants, ends, telephones, changes, problems, unchanged } = this;
    return { accounts, grants, ends, telephones, changes, problems, unchanged };
  }

  /** @param closed what disabled accounts of the person were granted */
  private person(
    lines: readonly PersonLine[],
    known: KnownPerson | undefined,
    closed: readonly GivenGrant[],
  ): void {
    const grants = (known?.grants ?? []).filter(isPost);
    const open = grants.filter((grant) => isOpen(grant, this.now));
    let accountId = known?.account.id;
    for (const line of lines) {
      if (line.endPaper !== undefined) {
        this.end(line, line.endPaper, grants, open);
        continue;
      }
      if (grants.some((grant) => sameGrant(line, grant) && grant.endedAt === undefined)) {
        this.unchanged += 1;
        continue;
      }
      const ended = [...grants, ...closed].find((grant) => sameGrant(line, grant));
      if (ended !== undefined) {
        const how = ended.endPaper === undefined ? 'tài khoản đã bị khóa' : `đã thôi theo ${ended.endPaper}`;
        const message = `Vai trò này ${how}; bỏ dòng này, hoặc ghi văn bản mới nếu giao lại.`;
        this.report(line, 'PEOPLE.ENDED', message);
        continue;
      }
      const isNew = accountId === undefined;
      accountId ??= this.account(line);
      const isSecond = isNew || known === undefined;
      this.begin(line, accountId, isSecond ? undefined : this.givenUp(line, lines, open), isNew);
    }
    this.telephone(lines, known);
  }

  private account({ name, email, telephone }: PersonLine): string {
    const id = randomUUID();
    this.accounts.push({ id, name, email, telephone });
    return id;
  }

  private begin(line: PersonLine, accountId: string, before: GivenGrant | undefined, isNew: boolean): void {
    const { role, scope, officeCode, from, to, paper } = line;
    this.grants.push({ id: randomUUID(), accountId, role, scope, officeCode, from, to, paper });
    const at = from > this.today ? startOfDay(from) : undefined;
    if (before !== undefined) this.ends.push({ grant: before, paper, at, line: line.line });
    const kind =
      before === undefined ? (isNew ? 'new' : 'granted') : samePost(line, before) ? 'renewed' : 'moved';
    const lastDay = at === undefined ? undefined : addDays(from, -1);
    const ends = before && { ...placed(before), paper: before.paper, endPaper: paper, lastDay };
    this.changes.push({ kind, ...told(line), from, to, paper, ends });
  }

  /** The role that another one takes the place of: the same under another paper, or the only one elsewhere that no row names. */
  private givenUp(
    line: PersonLine,
    lines: readonly PersonLine[],
    open: readonly GivenGrant[],
  ): GivenGrant | undefined {
    if (this.hasRunOut(line)) return undefined;
    // Those whose end no paper has set yet, and no other row.
    const left = open.filter(
      ({ id, endedAt }) => endedAt === undefined && !this.ends.some(({ grant }) => grant.id === id),
    );
    const here = left.find((grant) => samePost(line, grant));
    if (here !== undefined) return here;
    const named = lines.filter((each) => !this.hasRunOut(each));
    const elsewhere = left.filter(
      (grant) => grant.role === line.role && !named.some((each) => samePost(each, grant)),
    );
    return elsewhere.length === 1 ? elsewhere[0] : undefined;
  }

  private end(
    line: PersonLine,
    paper: string,
    grants: readonly GivenGrant[],
    open: readonly GivenGrant[],
  ): void {
    // The role that its own paper gave: one that another paper has given since is not meant.
    const grant = open.find((each) => sameGrant(line, each) && each.endPaper !== paper);
    if (grant === undefined) {
      if (grants.some((each) => sameGrant(line, each) && each.endPaper === paper)) {
        this.unchanged += 1;
        return;
      }
      const message =
        'Người này hiện không được giao vai trò này ở nơi này, nên không có gì để thôi; xem lại dòng này.';
      this.report(line, 'PEOPLE.NO_GRANT', message);
      return;
    }
    this.ends.push({ grant, paper, line: line.line });
    const ends = { ...placed(grant), paper: grant.paper, endPaper: paper };
    this.changes.push({ kind: 'ended', ...told(line), ends });
  }

  private telephone(lines: readonly PersonLine[], known: KnownPerson | undefined): void {
    const [line] = lines.filter(({ telephone }) => telephone !== undefined);
    if (known === undefined || line?.telephone === undefined) return;
    if (line.telephone === known.account.telephone) return;
    this.telephones.push({ accountId: known.account.id, telephone: line.telephone });
    this.changes.push({ kind: 'telephone', name: line.name, email: line.email });
  }

  private hasRunOut({ to }: PersonLine): boolean {
    return to !== undefined && to < this.today;
  }

  private report({ line }: PersonLine, code: string, message: string): void {
    this.problems.push({ code, place: placeOf(line), message });
  }
}

const placed = ({ scope, officeCode }: Pick<PersonLine, 'officeCode' | 'scope'>) => ({
  scope: { level: scope.level, code: scopeCode(scope) },
  officeCode,
});

const told = (line: PersonLine) => ({
  ...{ name: line.name, email: line.email, role: line.role, roleName: roleName(line.role) },
  ...placed(line),
});
