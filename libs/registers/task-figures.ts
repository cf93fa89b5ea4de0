import type { PackRegister, PaperTask } from '#libs/policy';
import type { Entry } from './registers.types.js';

/** What one register holds for a task of a report. */
export interface RegisterFigures {
  /** Key of the register. */
  readonly register: string;
  /** Vietnamese: the register, or the kinds of entries that are counted of it. */
  readonly name: string;
  readonly entries: number;
  /** Units that have such an entry. */
  readonly units: number;
  /** Entries by the choice that the register counts by; kinds with none are left out. */
  readonly kinds: readonly { readonly key: string; readonly name: string; readonly entries: number }[];
  /** Sums of the numbers that the register sums; those of nothing are left out. */
  readonly sums: readonly { readonly key: string; readonly name: string; readonly total: number }[];
}

/** Figures of one task of a report, by the registers that its pack names for it. */
export interface TaskFigures {
  /** Key of the task. */
  readonly task: string;
  readonly registers: readonly RegisterFigures[];
}

/**
 * What the registers hold for each task of a report.
 *
 * @param ofUnits what stands in the registers, a list for each unit
 */
export const taskFigures = (
  registers: readonly PackRegister[],
  tasks: readonly PaperTask[],
  ofUnits: readonly (readonly Entry[])[],
): readonly TaskFigures[] =>
  tasks.map((task) => ({
    task: task.key,
    registers: task.registers.flatMap((wanted) => {
      const register = registers.find(({ key }) => key === wanted.register);
      return register === undefined ? [] : [registerFigures(register, wanted, ofUnits)];
    }),
  }));

function registerFigures(
  { key: register, name, fields, countBy, sums = [] }: PackRegister,
  { of }: PaperTask['registers'][number],
  ofUnits: readonly (readonly Entry[])[],
): RegisterFigures {
  const kinds = fields.find(({ key }) => key === countBy);
  const options =
    kinds?.type === 'choice' ? kinds.options.filter(({ key }) => of?.includes(key) ?? true) : [];
  const kindOf = ({ data }: Entry) => (kinds === undefined ? '' : String(data[kinds.key]));
  const own = ofUnits
    .map((entries) =>
      entries.filter((entry) => entry.register === register && (of?.includes(kindOf(entry)) ?? true)),
    )
    .filter((entries) => entries.length > 0);
  const entries = own.flat();
  return {
    register,
    name: of === undefined ? name : capitalised(options.map(({ text }) => lower(text)).join('; ')),
    entries: entries.length,
    units: own.length,
    kinds: options
      .map(({ key, text }) => ({
        key,
        name: text,
        entries: entries.filter((entry) => kindOf(entry) === key).length,
      }))
      .filter((kind) => kind.entries > 0),
    sums: sums.flatMap((key) => {
      const field = fields.find((each) => each.key === key);
      const total = entries.reduce((all, { data }) => all + Number(data[key] ?? 0), 0);
      return total === 0 || field === undefined ? [] : [{ key, name: field.name, total }];
    }),
  };
}

const lower = (text: string) => text.toLocaleLowerCase('vi');
const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
