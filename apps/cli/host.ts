import type { CliSettings } from '#libs/config';

/** The terminal, the files and the clock around one run of the command line; tests bring their own. */
export interface Host {
  readonly settings: CliSettings;
  readonly out: {
    write(text: string): void;
    readonly isTTY: boolean;
    readonly columns: number;
    readonly colour: boolean;
  };
  readonly err: { write(text: string): void; readonly isTTY: boolean };
  /** True when a person can answer a question. */
  readonly interactive: boolean;
  /** The person's answer; empty where the question was left. */
  ask(question: string): Promise<string>;
  pause(ms: number): Promise<void>;
  /** Milliseconds that only rise. */
  now(): number;
}
