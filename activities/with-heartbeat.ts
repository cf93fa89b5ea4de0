import { Context } from '@temporalio/activity';
import { translateErrors } from './translate-errors.js';

/** Well within every heartbeat time-out, also while one page takes long. */
const BEAT_MS = 4_000;

/** How a long activity shows that its worker lives, and hears that it is to stop. */
export interface Heartbeat<Bookmark> {
  /** Aborted when the worker shuts down or the run was ended. */
  readonly signal: AbortSignal;
  /** Beats once; the bookmark goes with this beat and all later ones, for the next try after this worker's death. */
  readonly beat: (bookmark?: Bookmark) => void;
  /** The same after a piece of work that stands by itself: throws where the activity is to stop. */
  readonly page: (bookmark?: Bookmark) => void;
}

/**
 * Does the work while beating at intervals, whatever the work waits for: only a dead or frozen worker falls silent.
 *
 * @throws ApplicationFailure for a refusal by the domain, as `translateErrors`
 */
export async function withHeartbeat<Result, Bookmark = never>(
  work: (heart: Heartbeat<Bookmark>, earlier: Bookmark | undefined) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  const signal = context.cancellationSignal;
  const earlier = (context.info.heartbeatDetails ?? undefined) as Bookmark | undefined;
  let last = earlier;
  const beat = (bookmark?: Bookmark) => {
    last = bookmark ?? last;
    context.heartbeat(last);
  };
  const page = (bookmark?: Bookmark) => {
    beat(bookmark);
    signal.throwIfAborted();
  };
  const beating = setInterval(beat, BEAT_MS);
  try {
    return await translateErrors(() => work({ signal, beat, page }, earlier));
  } finally {
    clearInterval(beating);
  }
}
