/**
 * What this process writes from now on is its owner's alone: logs, papers and evidence hold names and results of people.
 * Every process says so itself, whoever starts it.
 */
export function keepFilesToOwner(): void {
  process.umask(0o077);
}
