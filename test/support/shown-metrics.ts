import { eventually } from './eventually.js';
import type { Child } from './processes.js';

/** What a process shows, by name and labels. */
export async function shown(port: number): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  );
}

/** The port on which a process shows it, as the beginning of its log names it; of a long log only the end is at hand. */
export async function metricsPortOf(child: Child): Promise<number> {
  // It says that it is ready before it shows anything.
  const line = await eventually(() =>
    Promise.resolve(child.log.split('\n').find((each) => each.includes('"metrics.shown"'))),
  );
  return (JSON.parse(line) as { readonly port: number }).port;
}

/** What a process shows on the port that its log names. */
export const shownBy = async (child: Child): Promise<ReadonlyMap<string, number>> =>
  shown(await metricsPortOf(child));
