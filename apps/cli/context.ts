import { randomUUID } from 'node:crypto';
import type { CommandAnswer, Page } from '#libs/contracts';
import { CliError, EXIT, type ExitCode } from './cli.error.js';
import { type Answer, ApiClient, pathOf, type Query } from './client.js';
import { hintFor } from './hints.js';
import type { Host } from './host.js';
import { tableText } from './print/table.js';
import { actText, commandWord, instantText } from './print/words.js';
import { wrapped } from './print/wrap.js';
import { connectionOf } from './settings.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly as?: string;
  readonly json?: boolean;
}

/** What a command may be about; its province is taken from either. */
interface PlaceOptions {
  readonly province?: string;
  /** Its id begins with the code of its province. */
  readonly cycle?: string;
}

/** Options of a command that changes something. */
export interface ChangeOptions {
  readonly key?: string;
  readonly dryRun?: boolean;
}

export interface PageOptions {
  readonly limit?: number;
  readonly all?: boolean;
  readonly cursor?: string;
}

const WIDTH = 100;
const NARROWEST_TERMINAL = 60;
const LONGEST_PAGE = 200;
const DEFAULT_ROWS = 50;
const POLL_MS = 500;

/** One run of one command: the API, and the two streams. People's text and JSON never share stdout. */
export class Context {
  readonly json: boolean;

  constructor(
    readonly host: Host,
    private readonly options: GlobalOptions & PlaceOptions,
  ) {
    this.json = options.json === true;
  }

  /** @param preferredRole role whose local token is taken where none is named */
  client(preferredRole?: string): ApiClient {
    const connection = connectionOf(
      this.host.settings,
      this.options,
      preferredRole,
      this.options.province ?? this.options.cycle?.split('-')[0],
    );
    if (connection.token === undefined) {
      throw new CliError(
        EXIT.usage,
        'Chưa có mã truy cập. Hãy thêm --token, đặt biến ANTQ_TOKEN, hoặc chạy npm start để có mã tại máy này.',
      );
    }
    return new ApiClient(connection);
  }

  /** For what is open to everyone. */
  openClient(): ApiClient {
    return new ApiClient({ ...connectionOf(this.host.settings, this.options), token: undefined });
  }

  /** The answer for a program: one JSON document, and nothing else, on stdout. */
  printJson(answer: unknown): void {
    this.host.out.write(`${JSON.stringify(answer, null, 2)}\n`);
  }

  /** The answer as JSON where the program asked for it, else as people read it. */
  show<T>(answer: T, forPeople: (answer: T) => void): void {
    if (this.json) this.printJson(answer);
    else forPeople(answer);
  }

  /** On a terminal a long line is broken at words, and goes on `hang` characters in; a pipe gets it whole. */
  line(text = '', hang = 2): void {
    const { isTTY, columns } = this.host.out;
    const shown = isTTY && !text.includes('\n') ? wrapped(text, columns, hang) : text;
    this.host.out.write(`${shown.normalize('NFC')}\n`);
  }

  /** For people when stdout belongs to a program. */
  note(text: string): void {
    this.host.err.write(`${text.normalize('NFC')}\n`);
  }

  /** Colour beside a word that already says it, where the terminal has colours. */
  paint(colour: 'red' | 'green', text: string): string {
    return this.host.out.colour ? `\u001b[${colour === 'red' ? 31 : 32}m${text}\u001b[39m` : text;
  }

  table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): void {
    if (rows.length > 0) this.line(this.tableOf(head, rows, right));
  }

  tableOf(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    right: readonly number[] = [],
  ): string {
    return tableText(head, rows, { width: this.width, right });
  }

  /** Characters that a line may have. */
  get width(): number {
    const { isTTY, columns } = this.host.out;
    return isTTY ? Math.max(NARROWEST_TERMINAL, Math.min(columns, WIDTH)) : WIDTH;
  }

  /** Pages of a list until enough rows are there; `next` is left where more would follow. */
  async pages<T>(client: ApiClient, path: string, query: Query, options: PageOptions): Promise<Page<T>> {
    const wanted = options.all === true ? Number.POSITIVE_INFINITY : (options.limit ?? DEFAULT_ROWS);
    const items: T[] = [];
    let cursor = options.cursor;
    for (;;) {
      const limit = Math.min(LONGEST_PAGE, wanted - items.length);
      const page = await client.get<Page<T>>(path, { ...query, cursor, limit });
      items.push(...page.items);
      if (page.next === undefined || page.items.length === 0) return { items };
      if (items.length >= wanted) return { items, next: page.next };
      cursor = page.next;
    }
  }

  /** Tells that a list goes on. */
  more(next: string | undefined): void {
    if (next !== undefined) this.line(`Còn nữa: thêm --all để xem hết, hoặc --cursor ${next} để xem tiếp.`);
  }

  /**
   * Sends a POST, or with `--dry-run` shows what would be sent and answers `undefined`.
   */
  async change<T>(
    client: ApiClient,
    path: string,
    body: object,
    options: ChangeOptions,
  ): Promise<Answer<T> | undefined> {
    if (options.dryRun === true) {
      const request = {
        method: 'POST',
        url: `${client.url}/api/v1${path}`,
        idempotencyKey: options.key,
        body,
      };
      this.show({ dryRun: true, request }, () => {
        this.line('Chạy thử, chưa gửi gì. Yêu cầu sẽ gửi:');
        this.line(`POST ${request.url}`);
        this.line(JSON.stringify(body, null, 2));
      });
      return undefined;
    }
    return client.post<T>(path, body, { key: options.key ?? randomUUID() });
  }

  /** Sends a command of one unit and tells how it ended. */
  async command(
    client: ApiClient,
    target: { readonly cycle: string; readonly unit: string },
    body: object,
    options: ChangeOptions,
  ): Promise<ExitCode> {
    const path = pathOf('cycles', target.cycle, 'units', target.unit, 'commands');
    const sent = await this.change<CommandAnswer>(client, path, body, options);
    return sent === undefined ? EXIT.ok : this.outcome(sent.body);
  }

  /** Tells a command's outcome; one that was refused ends with the code of a refusal. */
  outcome(command: CommandAnswer): ExitCode {
    if (command.status === 'refused') {
      throw new CliError(EXIT.refused, command.detail ?? command.code ?? 'Thao tác bị từ chối.', {
        problems: command.problems,
        answer: command,
        hint: hintFor(command.code),
      });
    }
    this.show(command, () => this.commandLines(command));
    return EXIT.ok;
  }

  commandLines(command: CommandAnswer): void {
    const what = actText(command);
    if (command.status === 'received') {
      this.line(`Đã tiếp nhận, chưa có kết quả: ${what}.`);
      this.line(`Thao tác đã được ghi và sẽ được thực hiện; xem: antq command show ${command.id}`);
      return;
    }
    this.line(command.status === 'applied' ? `Đã ${what}.` : `${this.paint('red', 'BỊ TỪ CHỐI')}: ${what}.`);
    if (command.status === 'refused') this.line(`Lý do: ${command.detail ?? ''} [${command.code ?? ''}]`);
    const late =
      command.late === undefined ? '' : command.late ? `, ${this.paint('red', 'TRỄ HẠN')}` : ', đúng hạn';
    this.line(`Tính vào lúc ${instantText(command.effectiveAt, true)}${late}. Mã thao tác: ${command.id}`);
    for (const problem of command.problems ?? []) this.line(`  - ${problem.place}: ${problem.message}`);
    const hint = hintFor(command.code);
    if (hint !== undefined) this.line(hint);
    for (const remark of command.remarks ?? []) this.line(`Lưu ý: ${remark}`);
    if ((command.warnings ?? []).length > 0) {
      this.line(`Lưu ý: chưa có bước nên làm trước: ${(command.warnings ?? []).join(', ')}.`);
    }
    if ((command.missing ?? []).length > 0) {
      this.line(`Hồ sơ còn thiếu: ${(command.missing ?? []).join(', ')}.`);
    }
  }

  /** Waits for a received command to get its outcome. */
  async awaitOutcome(client: ApiClient, id: string): Promise<CommandAnswer> {
    for (let told = false; ; ) {
      const command = await client.get<CommandAnswer>(pathOf('commands', id));
      if (command.status !== 'received') return command;
      if (!told && !this.json) this.note(`Thao tác ${id} ${commandWord(command.status)}, đang chờ…`);
      told = true;
      await this.host.pause(POLL_MS);
    }
  }
}
