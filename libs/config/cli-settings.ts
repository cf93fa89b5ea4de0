/** What the command line reads from its environment; flags come before it, `cli.json` of the data folder after it. */
export interface CliSettings {
  readonly url: string | undefined;
  readonly token: string | undefined;
  /** Folder that `npm start` keeps its state in. */
  readonly dataDir: string;
  /** Folder of the installation's own packs. */
  readonly policyDir?: string;
  /** True when the user asks programs for plain text (NO_COLOR, or a terminal that can do nothing else). */
  readonly plain: boolean;
}

/** Reads ANTQ_URL, ANTQ_TOKEN, ANTQ_DATA_DIR (default `.data`), ANTQ_POLICY_DIR and NO_COLOR; an empty variable is an unset one. */
export function readCliSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): CliSettings {
  return {
    url: env.ANTQ_URL || undefined,
    token: env.ANTQ_TOKEN || undefined,
    dataDir: env.ANTQ_DATA_DIR || '.data',
    policyDir: env.ANTQ_POLICY_DIR || undefined,
    plain: Boolean(env.NO_COLOR) || env.TERM === 'dumb',
  };
}
