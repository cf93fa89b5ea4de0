import { ApiProblem } from '#libs/api-client';
import type { CommandAnswer, RehearsalAnswer } from '#libs/contracts/http';
import type { RealClock } from './clock.js';
import { isPassing, patiently } from './patience.js';
import type { PlannedAct } from './population.types.js';
import { RehearsalError } from './rehearsal.error.js';

/** The rehearsal as the driver moves it; each call may be repeated. */
export interface RehearsalPort {
  advance(to: string): Promise<void>;
  state(): Promise<RehearsalAnswer>;
  /** Hands in one act; answers as soon as it is taken in, with or without its outcome. */
  send(act: PlannedAct, key: string): Promise<CommandAnswer>;
  /** The act's command as it stands now. */
  outcome(act: PlannedAct, commandId: string): Promise<CommandAnswer>;
}

export interface DriverOptions {
  readonly label: string;
  /** Goes on past an unexpected refusal, which is then told at the end. */
  readonly keepGoing: boolean;
  /** Real milliseconds that a day takes at least; a clock kept back by them is not stuck. */
  readonly dayMs: number;
  /** Waited for before anything else is done. */
  onProgress(progress: DriverProgress): void | Promise<void>;
}

/** Where the clock stands, and how far the acts are. */
export interface DriverProgress {
  readonly now: string;
  readonly done: number;
  readonly total: number;
  /** What was refused so far in this run. */
  readonly refused: readonly Refused[];
}

/** An act that the system refused although it was drawn to be sound. */
export interface Refused {
  readonly act: PlannedAct;
  readonly reason: string;
}

/** All that happens at one instant: subjects beside each other, the acts of each one after the other; units first. */
export interface Instant {
  readonly at: string;
  readonly phases: readonly (readonly (readonly PlannedAct[])[])[];
}

const AT_ONCE = 16;
const POLL_MS = 40;
const LONGEST_POLL_MS = 400;
/** A clock that neither moves nor settles anything for so long is asked again, and given up after a while. */
const ASK_AGAIN_MS = 20_000;
const STUCK_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** The same act of the same rehearsal always goes under the same key, so that a repeated run doubles nothing. */
export const keyOf = (label: string, { subject, stage, turn }: PlannedAct) =>
  `${label}/${subject}/${stage}/${turn}`;

/** @param acts in the order of their instants */
export function instantsOf(acts: readonly PlannedAct[]): Instant[] {
  const byInstant = new Map<string, PlannedAct[]>();
  for (const act of acts) byInstant.set(act.at, [...(byInstant.get(act.at) ?? []), act]);
  return [...byInstant].map(([at, all]) => ({
    at,
    phases: [false, true]
      .map((isBody) => lanesOf(all.filter((act) => act.isBody === isBody)))
      .filter((lanes) => lanes.length > 0),
  }));
}

function lanesOf(acts: readonly PlannedAct[]): PlannedAct[][] {
  const lanes = new Map<string, PlannedAct[]>();
  for (const act of acts) lanes.set(act.subject, [...(lanes.get(act.subject) ?? []), act]);
  return [...lanes.values()];
}

/** Does the work for each item, so many at once, and stops at the first that fails. */
export async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  // What was begun is seen to its end, so that nothing goes on behind the error.
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}

/**
 * Lives a rehearsed year: brings the clock to each instant at which somebody acts, waits until everything of it has
 * settled, and lets them act. Ends when the cycle has closed itself.
 *
 * @param acts in the order of their instants; those before the rehearsal's now have been done
 * @returns the acts that were refused
 * @throws RehearsalError where an act is refused and the run is not to keep going, or nothing moves any more
 */
export async function drive(
  host: RealClock,
  port: RehearsalPort,
  acts: readonly PlannedAct[],
  endsAt: string,
  options: DriverOptions,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  const started = (await patiently(host, () => port.state())).now;
  const total = acts.length;
  let done = acts.filter(({ at }) => at < started).length;
  const tell = (now: string) => options.onProgress({ now, done, total, refused });
  for (const { at, phases } of instantsOf(acts.filter(({ at }) => at >= started))) {
    await reach(host, port, at, options.dayMs, tell);
    for (const lanes of phases) {
      await inTurns(lanes, AT_ONCE, async (lane) => {
        for (const act of lane) {
          const reason = await perform(host, port, act, keyOf(options.label, act));
          done += 1;
          if (reason === undefined) continue;
          refused.push({ act, reason });
          if (!options.keepGoing) throw new RehearsalError({ kind: 'actRefused', act, reason });
          // What a subject does later at this instant rests on what was refused.
          break;
        }
      });
    }
    await tell(at);
  }
  await reach(host, port, endsAt, options.dayMs, tell, true);
  return refused;
}

/** Brings the clock to the instant, and to the cycle's closing where that is waited for. */
async function reach(
  host: RealClock,
  port: RehearsalPort,
  to: string,
  dayMs: number,
  tell: (now: string) => void | Promise<void>,
  untilClosed = false,
): Promise<void> {
  let seen = '';
  let [movedAt, askedAt] = [host.now(), Number.NEGATIVE_INFINITY];
  for (let pauseMs = POLL_MS; ; pauseMs = Math.min(pauseMs * 1.3, LONGEST_POLL_MS)) {
    const state = await patiently(host, () => port.state());
    const isThere = untilClosed ? state.state === 'closed' : state.now >= to;
    if (isThere && state.settled) return;
    const look = JSON.stringify([state.state, state.now, state.waitingFor]);
    if (look !== seen) {
      seen = look;
      movedAt = host.now();
      await tell(state.now);
    }
    const patienceMs = STUCK_MS + dayMs * daysBetween(state.now, to);
    if (host.now() - movedAt > patienceMs) throw new RehearsalError({ kind: 'stuck', state, to, patienceMs });
    if (state.now < to && state.state !== 'closed' && host.now() - askedAt > ASK_AGAIN_MS) {
      await patiently(host, () => port.advance(to));
      askedAt = host.now();
    }
    await host.pause(pauseMs);
  }
}

/** Days from one instant to a later one, a begun one counted whole. */
const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / DAY_MS));

/** Hands an act in and waits for its outcome; answers why it was refused, or nothing where it was applied. */
async function perform(
  host: RealClock,
  port: RehearsalPort,
  act: PlannedAct,
  key: string,
): Promise<string | undefined> {
  let command: CommandAnswer;
  try {
    command = await patiently(host, () => port.send(act, key));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 404 || isPassing(error)) throw error;
    // The key names the act, so another content under it comes from another year that was drawn.
    if (error.isFor('IDEMPOTENCY.REUSED')) throw new RehearsalError({ kind: 'otherSeed', act });
    return sentenceOf(error);
  }
  const since = host.now();
  const { id } = command;
  for (
    let pauseMs = POLL_MS;
    command.status === 'received';
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_POLL_MS)
  ) {
    if (host.now() - since > STUCK_MS)
      return `không có kết quả sau ${STUCK_MS / 60_000} phút (thao tác ${id})`;
    await host.pause(pauseMs);
    command = await patiently(host, () => port.outcome(act, id));
  }
  return command.status === 'refused' ? `${command.detail ?? ''} [${command.code ?? ''}]` : undefined;
}

const sentenceOf = ({ message, problem }: ApiProblem) =>
  [message, ...(problem?.problems ?? []).map((each) => `${each.place}: ${each.message}`)].join('; ');
