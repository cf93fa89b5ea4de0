import type { Command } from 'commander';
import type { ApiClient, SentBody } from '#libs/api-client';
import type { BatchAct } from '#libs/contracts/http';
import { EXIT, type ExitCode } from '../cli.error.js';
import { carryOutBatch } from '../commands/batch.js';
import type { ChangeOptions, Context } from '../context.js';
import { aboutUnits, type ManyOptions, requireOneWay } from '../many-units.js';
import { aboutUnit, type Bind, changing, day } from '../options.js';
import { type StageAct, stageOfAct } from '../stage-of-act.js';

/** What every act on one unit's year is told. */
export interface UnitOptions extends ChangeOptions {
  readonly cycle: string;
  readonly unit: string;
}

type Sent = SentBody<'POST /cycles/{cycleId}/units/{unitId}/commands'>;

/** One act on one unit's year: a command line of its own that sends one command. */
export interface UnitAct<O> {
  /** Words of the command line, e.g. `exemplar decide`. */
  readonly name: string;
  /** Vietnamese, for the help. */
  readonly description: string;
  /** The role whose local token is taken where none is named. */
  readonly role?: string | ((options: O & UnitOptions) => string | undefined);
  /** What is done at the stage that is meant where `--stage` names none. */
  readonly stageOf?: StageAct;
  /** Adds what the act asks for beside cycle and unit. */
  readonly options?: (command: Command) => Command;
  /** @param note tells what is worth knowing before the command goes */
  readonly body: (options: O & UnitOptions, note: (text: string) => void) => Sent | Promise<Sent>;
  /** Shows what follows from the act where `--dry-run` has more to tell than its outcome; false where it has not. */
  readonly effect?: (context: Context, client: ApiClient, options: O & UnitOptions) => Promise<boolean>;
}

/** An act that may be done to many units at once as well. */
export interface ActOnMany<O> extends UnitAct<O> {
  /** Vietnamese name of the act, as it is asked for. */
  readonly what: string;
  readonly many: (options: O) => { readonly act: BatchAct; readonly reason: string };
}

/** A row of a table of acts; its options are known to itself alone. */
export type AnyUnitAct = UnitAct<never>;
export const unitAct = <O>(act: UnitAct<O> | ActOnMany<O>): AnyUnitAct => act;

/** Offers the acts as commands, in the groups that their names begin with. */
export function addUnitActs(program: Command, bind: Bind, acts: readonly AnyUnitAct[]): void {
  for (const act of acts as readonly (UnitAct<object> | ActOnMany<object>)[]) {
    const words = act.name.split(' ');
    const last = words.pop() ?? '';
    const group = words.reduce(
      (command, word) => command.commands.find((each) => each.name() === word) ?? command.command(word),
      program,
    );
    const about = 'many' in act ? aboutUnits : aboutUnit;
    const command = about(group.command(last).description(act.description));
    const whole = changing(act.options?.(command) ?? command);
    if ('many' in act) bind<ManyOptions>(whole, (context, options) => onOneOrMany(context, act, options));
    else bind<UnitOptions>(whole, (context, options) => onOne(context, act, options));
  }
}

async function onOneOrMany(
  context: Context,
  act: ActOnMany<object>,
  options: ManyOptions,
): Promise<ExitCode> {
  requireOneWay(options);
  const { unit } = options;
  return unit === undefined
    ? carryOutBatch(context, options, { ...act.many(options), what: act.what })
    : onOne(context, act, { ...options, unit });
}

async function onOne(context: Context, act: UnitAct<object>, options: UnitOptions): Promise<ExitCode> {
  const role = typeof act.role === 'function' ? act.role(options) : act.role;
  const client = context.client(role);
  const typed = await act.body(options, (text) => context.note(text));
  const body = await atItsStage(client, act, options, typed);
  if (options.dryRun === true && (await act.effect?.(context, client, options)) === true) return EXIT.ok;
  return context.command(client, options, body, options);
}

/** Asks for the stage last: what is wrong with a file is told before anything is asked. */
async function atItsStage(
  client: ApiClient,
  { stageOf }: UnitAct<object>,
  { cycle, stage }: UnitOptions & Partial<StageOptions>,
  typed: Sent,
): Promise<Sent> {
  if (stageOf === undefined || stage !== undefined) return typed;
  return { ...typed, stage: await stageOfAct(client, cycle, stageOf) } as Sent;
}

export const withStage = (command: Command): Command =>
  command.requiredOption('--stage <bước>', 'mã bước, như antq cycle show liệt kê');

/** For an act that says what is done at its stage (`stageOf`). */
export const withOwnStage = (command: Command): Command =>
  command.option('--stage <bước>', 'mã bước; nếu không có: bước của chu kỳ mà lệnh này nói đến');

export const withReason = (command: Command, words = 'lý do'): Command =>
  command.requiredOption('--reason <lý-do>', words);

/** Number, date and signer of a decision. */
export const withDocument = (command: Command): Command =>
  command
    .requiredOption('--number <số>', 'số văn bản')
    .requiredOption('--date <ngày>', 'ngày văn bản', day)
    .requiredOption('--signer <người-ký>', 'người ký');

export interface StageOptions {
  readonly stage: string;
}

export interface ReasonOptions {
  readonly reason: string;
}

export interface SignedDocument {
  readonly number: string;
  readonly date: string;
  readonly signer: string;
}
