import type { CliSettings } from '#libs/config';

/** The terminal, the files and the clock around one run of the command line; tests bring their own. */
export interface Host {
  readonly settings: CliSettings;
  readonly out: {
    write(text: string): void;
    readonly isTTY: boolean;
    readonly columns: number;
    /** Lines of the terminal; absent where there is none. */
    readonly rows?: number;
    readonly colour: boolean;
  };
  readonly err: { write(text: string): void; readonly isTTY: boolean };
  /** True when a person can answer a question. */
  readonly interactive: boolean;
  /** The person's answer; empty where the question was left. */
  ask(question: string): Promise<string>;
  /** The same with nothing shown of what is typed; absent where nobody can type. */
  askHidden?(question: string): Promise<string>;
  /** Ends early, and without an error, when `signal` fires. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back when the person wants to leave (q, Ctrl-C); answers how to stop listening. */
  onQuit?(leave: () => void): () => void;
  /** Milliseconds that only rise. */
  now(): number;
}
