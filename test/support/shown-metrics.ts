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

/** What a process shows on the port that its log names. */
export function shownBy({ log }: Child): Promise<ReadonlyMap<string, number>> {
  const line = log.split('\n').find((each) => each.includes('"metrics.shown"')) ?? '{}';
  return shown((JSON.parse(line) as { readonly port: number }).port);
}
