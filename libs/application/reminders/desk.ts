import type { ResolvedStage } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import { type Judged, type OfficeAt, officesAt, receivingBody } from '../mail/addressee.js';
import type { Stores } from '../transaction/records.port.js';
import type { Office } from '../units/units.port.js';
import type { RuleBook } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

type Needs = Stores<'now' | 'units'>;

/** Who is written to. */
export interface Addressee {
  readonly name: string;
  readonly address?: string;
}

/** Where a paper goes. */
export interface Receiver {
  readonly name: string;
  /** Whether no document names it. */
  readonly assumed: boolean;
  readonly office?: Office;
}

const OF_PROVINCE: Judged = { unitName: '', managedBy: 'tinh', communeCode: '' };

/** Knows who acts at a stage, who receives and who supervises; the offices of the cycle's area are read once. */
export class Desk {
  private readonly judgeKey: string;
  private readonly reviewKey: string;

  private constructor(
    private readonly book: RuleBook,
    private readonly officeAt: OfficeAt,
  ) {
    const { graph } = book.levels.tinh;
    this.judgeKey = graph.find(({ act }) => act === 'appraise')?.key ?? '';
    this.reviewKey = graph.find(({ act }) => act === 'review')?.key ?? '';
  }

  static async open(records: Needs, cycle: Cycle, book: RuleBook): Promise<Desk> {
    const received = book.levels.tinh.stages.filter(({ receiver }) => receiver !== undefined);
    const keys = received.map(({ key }) => key);
    return new Desk(book, await officesAt(records, cycle, book.levels, keys));
  }

  /** The office that acts at a stage which is not the subject's own to do. */
  officeActing(stage: Pick<ResolvedStage, 'key'>, subject: Judged): Office | undefined {
    return this.officeAt.of(stage.key, subject);
  }

  /** The office that appraises a unit. */
  appraiser(subject: Judged): Office | undefined {
    return this.officeAt.of(this.judgeKey, subject);
  }

  /** Whoever must act: the subject at its own papers, else the office that appraises, decides or reviews for it. */
  actor(stage: ResolvedStage, subject: AddressedYear): Addressee | undefined {
    if (stage.act === 'submit') return { name: subject.unitName, address: subject.address };
    return addressee(this.officeAt.of(stage.key, subject));
  }

  /**
   * Where a subject's paper goes: to its own office by name, of a body that there is once in the words of the pack. A unit
   * that would judge itself hands in above itself; one whose judging was given to another level hands in there what is judged.
   */
  receiver(stage: ResolvedStage, subject: AddressedYear): Receiver | undefined {
    const isJudged = this.book
      .of(subject)
      .graph.some(
        ({ act, requires }) => act === 'appraise' && requires.some((each) => each.stage === stage.key),
      );
    const judged = isJudged ? subject : { ...subject, state: undefined };
    const body = receivingBody(this.book.levels, stage.key, judged);
    if (body === undefined) return undefined;
    const office = this.officeAt.of(stage.key, judged);
    const isOnce = body.level === 'tinh' || body.level === 'bo';
    const named: readonly string[] = stage.named?.receiver ?? [];
    const levels = body.level === 'tinh' ? [subject.managedBy, 'tinh'] : [subject.managedBy];
    return {
      name: isOnce ? body.name : (office?.name ?? body.name),
      assumed: !levels.some((each) => named.includes(each)),
      office,
    };
  }

  /** The office that guides a subject: a unit's own, that of the province for an office. */
  guide(subject: AddressedYear): Office | undefined {
    return this.officeAt.of(this.judgeKey, subject.bodyKey === undefined ? subject : OF_PROVINCE);
  }

  /** Codes of the offices whose mailbox an address is. */
  officesWith(address: string): readonly string[] {
    return this.officeAt.offices.filter(({ email }) => email === address).map(({ code }) => code);
  }

  /** The office of the province that guides all others. */
  ofProvince(): Office | undefined {
    return this.officeAt.of(this.judgeKey, OF_PROVINCE);
  }

  /** Whoever hears of it too when something without a cut-off is overdue; undefined where it is theirs to do. */
  overseer(stage: ResolvedStage, subject: AddressedYear): Addressee | undefined {
    const [actor, overseer] = [this.actor(stage, subject), this.supervisor(subject)];
    const isSame = overseer?.name === actor?.name || overseer?.address === actor?.address;
    return overseer?.address === undefined || isSame ? undefined : overseer;
  }

  /** Whether whoever is reminded at an address only supervises. */
  isOverseerAt(stage: ResolvedStage, subject: AddressedYear, recipient: string): boolean {
    return this.overseer(stage, subject)?.address === recipient;
  }

  /** Name of whoever is reminded at an address: the actor's, or the overseer's where it is theirs alone. */
  nameAt(stage: ResolvedStage, subject: AddressedYear, recipient: string): string {
    const overseer = this.overseer(stage, subject);
    const reminded = overseer?.address === recipient ? overseer : this.actor(stage, subject);
    return reminded?.name ?? subject.unitName;
  }

  /** The body that reviews for a unit; the province's for an office, and where the unit's own has no address. */
  supervisor(subject: AddressedYear | undefined): Addressee | undefined {
    const isUnit = subject !== undefined && subject.bodyKey === undefined;
    const ofUnit = isUnit ? this.officeAt.of(this.reviewKey, subject) : undefined;
    return addressee(ofUnit?.email === undefined ? this.officeAt.of(this.reviewKey, OF_PROVINCE) : ofUnit);
  }
}

const addressee = (office: Office | undefined): Addressee | undefined =>
  office && { name: office.name, address: office.email };
