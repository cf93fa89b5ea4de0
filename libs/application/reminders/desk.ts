import type { ResolvedStage } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import { officesActingAt } from '../mail/addressee.js';
import type { Stores } from '../transaction/records.port.js';
import type { RuleBook } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

type Needs = Stores<'now' | 'units'>;

/** Who is written to. */
export interface Addressee {
  readonly name: string;
  readonly address?: string;
}

type Acting = Awaited<ReturnType<typeof officesActingAt>>;

/** Knows who acts at a stage and who supervises; the offices of the cycle's area are read once. */
export class Desk {
  private constructor(
    private readonly acting: ReadonlyMap<string, Acting>,
    private readonly reviewKey: string | undefined,
  ) {}

  static async open(records: Needs, cycle: Cycle, book: RuleBook): Promise<Desk> {
    const concluded = book.levels.tinh.graph.filter(({ act }) => act !== 'submit');
    const acting = new Map<string, Acting>();
    for (const { key } of concluded) acting.set(key, await officesActingAt(records, cycle, book.levels, key));
    return new Desk(acting, concluded.find(({ act }) => act === 'review')?.key);
  }

  /** Whoever must act: the subject at its own papers, else the office that appraises, decides or reviews for it. */
  actor(stage: ResolvedStage, subject: AddressedYear): Addressee | undefined {
    if (stage.act === 'submit') return { name: subject.unitName, address: subject.address };
    return addressee(this.acting.get(stage.key)?.(subject));
  }

  /** Whoever hears of it too when something without a cut-off is overdue; undefined where it is theirs to do. */
  overseer(stage: ResolvedStage, subject: AddressedYear): Addressee | undefined {
    const [actor, overseer] = [this.actor(stage, subject), this.supervisor(subject)];
    const isSame = overseer?.name === actor?.name || overseer?.address === actor?.address;
    return overseer?.address === undefined || isSame ? undefined : overseer;
  }

  /** Name of whoever is reminded at an address: the actor's, or the overseer's where it is theirs alone. */
  nameAt(stage: ResolvedStage, subject: AddressedYear, recipient: string): string {
    const overseer = this.overseer(stage, subject);
    const reminded = overseer?.address === recipient ? overseer : this.actor(stage, subject);
    return reminded?.name ?? subject.unitName;
  }

  /** The body that reviews for a unit; the province's for an office, and where the unit's own has no address. */
  supervisor(subject: AddressedYear | undefined): Addressee | undefined {
    const reviewing = this.acting.get(this.reviewKey ?? '');
    const ofUnit = subject === undefined || subject.bodyKey !== undefined ? undefined : reviewing?.(subject);
    const office =
      ofUnit?.email === undefined
        ? reviewing?.({ unitName: '', managedBy: 'tinh', communeCode: '' })
        : ofUnit;
    return addressee(office);
  }
}

const addressee = (office: ReturnType<Acting>): Addressee | undefined =>
  office && { name: office.name, address: office.email };
