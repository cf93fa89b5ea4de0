/** What happens at a chosen point. */
type FaultMode = 'kill' | 'throw' | 'stop';

interface Fault {
  readonly point: string;
  /** On which hit it strikes, counted from 1. */
  readonly onHit: number;
  readonly mode: FaultMode;
}

/** Thrown at a point chosen with mode `throw`. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

/**
 * Named places where the process dies when a test asks for it, e.g. `afterFactCommit@1,midOpenPage@2:throw`.
 * `kill` is SIGKILL to this process, `stop` is SIGSTOP, `throw` raises InjectedFault. Without a setting nothing happens.
 */
export class FaultPointSwitch<Point extends string> {
  private readonly faults: readonly Fault[];
  private readonly hits = new Map<string, number>();

  /**
   * @param points all that there are
   * @throws Error on a setting that cannot be read, or names another point: it would never strike
   */
  constructor(points: readonly Point[], setting: string) {
    this.faults = setting
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map(parseFault);
    const known: ReadonlySet<string> = new Set(points);
    const unknown = this.faults.find(({ point }) => !known.has(point));
    if (unknown !== undefined)
      throw new Error(`there is no fault point "${unknown.point}", only ${points.join(', ')}`);
  }

  hit(point: Point): void {
    if (this.faults.length === 0) return;
    const count = (this.hits.get(point) ?? 0) + 1;
    this.hits.set(point, count);
    const fault = this.faults.find((each) => each.point === point && each.onHit === count);
    if (fault === undefined) return;
    if (fault.mode === 'throw') throw new InjectedFault(`fault point ${point}`);
    process.kill(process.pid, fault.mode === 'stop' ? 'SIGSTOP' : 'SIGKILL');
  }
}

function parseFault(text: string): Fault {
  const match = /^([a-zA-Z0-9]+)@(\d+)(?::(kill|throw|stop))?$/.exec(text);
  if (match === null)
    throw new Error(`fault point setting "${text}" is not of the form name@hit[:kill|throw|stop]`);
  const [, point = '', onHit = '', mode] = match;
  return { point, onHit: Number(onHit), mode: (mode ?? 'kill') as FaultMode };
}
