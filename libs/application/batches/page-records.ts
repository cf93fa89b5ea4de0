import type { AuditEntry } from '../audit/audit.port.js';
import type { CounterChange } from '../counters/counters.port.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { ToldDay } from '../reminders/reminders.port.js';
import { overlaid } from '../transaction/overlaid.js';
import type { Stores } from '../transaction/records.port.js';
import type { YearChange } from '../unit-years/unit-years.port.js';

type Needs = Stores<'audit' | 'counters' | 'cycles' | 'messages' | 'reminders' | 'unitYears' | 'units'>;

/** What was read at once for all units of a page. */
export interface PageReading {
  readonly cycle: Cycle;
  readonly addresses: ReadonlyMap<string, string>;
  /** Days of the stage that is extended, as they were told. */
  readonly told: readonly ToldDay[];
}

/**
 * The records of a transaction in which many commands are decided: each is decided and recorded as at the door, what
 * every one of them reads was read at once, and what they write is gathered and written by `flush`, each kind together
 * and in the order of the locks, so that two pages never wait for each other in a ring.
 */
export function pageRecords<S extends Needs>(
  records: S,
  { cycle, addresses, told }: PageReading,
): { readonly records: S; readonly flush: (at: string) => Promise<void> } {
  const years: YearChange[] = [];
  const counters: CounterChange[] = [];
  const mails: NewMessage[] = [];
  const audit: AuditEntry[] = [];
  let touched = false;
  const done = Promise.resolve();
  return {
    records: {
      ...records,
      cycles: overlaid(records.cycles, {
        find: () => Promise.resolve(cycle),
        touch: () => {
          touched = true;
          return done;
        },
      }),
      units: overlaid(records.units, { addressOf: (id) => Promise.resolve(addresses.get(id)) }),
      reminders: overlaid(records.reminders, {
        toldSubjects: (_cycle, ids) => Promise.resolve(told.filter(({ unitId }) => ids.includes(unitId))),
      }),
      unitYears: overlaid(records.unitYears, {
        record: (...changes) => {
          years.push(...changes);
          return done;
        },
      }),
      messages: overlaid(records.messages, {
        enqueue: (message) => {
          mails.push(message);
          return done;
        },
      }),
      counters: overlaid(records.counters, {
        add: (changes) => {
          counters.push(...changes);
          return done;
        },
      }),
      audit: overlaid(records.audit, {
        append: (entry) => {
          audit.push(entry);
          return done;
        },
        appendAll: (entries) => {
          audit.push(...entries);
          return done;
        },
      }),
    },
    flush: async (at) => {
      await records.unitYears.record(...years);
      await records.messages.enqueueAll(mails);
      await records.counters.add(counters, at);
      if (touched) await records.cycles.touch(cycle.id);
      await records.audit.appendAll(audit);
    },
  };
}
