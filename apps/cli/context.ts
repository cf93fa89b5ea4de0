import type { ApiClient, ItemOf, ListRequestOf, PagedRoute, SentBody } from '#libs/api-client';
import { type CommandAnswer, type CommandPreviewAnswer, lateWord, type Page } from '#libs/contracts/http';
import { apiAt, apiOfPerson, keyOf, type PrintedRequest } from './api.js';
import { CliError, EXIT, type ExitCode, usageError } from './cli.error.js';
import { hintFor } from './hints.js';
import type { Host } from './host.js';
import { tableText } from './print/table.js';
import { actText, commandWord, instantText } from './print/words.js';
import { wrapped } from './print/wrap.js';
import { connectionOf, provinceOf } from './settings.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly as?: string;
  readonly json?: boolean;
  /** Shows what would be sent and sends nothing. */
  readonly print?: boolean;
}

/** What a command may be about; its province is taken from the first that tells one. */
interface PlaceOptions {
  readonly province?: string;
  /** Its id begins with the code of its province. */
  readonly cycle?: string;
  /** A pack of one province is opened and rehearsed there. */
  readonly policy?: string;
}

/** Options of a command that changes something. */
export interface ChangeOptions {
  readonly key?: string;
  /** Asks what would happen. */
  readonly dryRun?: boolean;
}

/** Options of a change that is shown first and asked for. */
export interface ConfirmOptions extends ChangeOptions {
  readonly yes?: boolean;
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
/** What counts as a yes to a question, in NFC and lower case. */
const YES_WORDS = ['co', 'có', 'c', 'y', 'yes'];

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
    const connection = connectionOf(this.host.settings, this.options, preferredRole, this.province());
    if (connection.token === undefined) {
      throw new CliError(
        EXIT.usage,
        'Chưa có mã truy cập. Hãy thêm --token, đặt biến ANTQ_TOKEN, lập mã của tài khoản mình bằng antq token create, hoặc chạy npm start để có mã tại máy này.',
      );
    }
    return this.options.print === true
      ? apiAt(connection, (request) => this.printRequest(request))
      : apiAt(connection);
  }

  private province(): string | undefined {
    const { province, cycle, policy } = this.options;
    return province ?? cycle?.split('-')[0] ?? (policy === undefined ? undefined : provinceOf(policy));
  }

  /** A request as it would go. */
  private printRequest(request: PrintedRequest): void {
    this.show(request, ({ method, url, body }) => {
      this.line('Chưa gửi gì. Yêu cầu sẽ gửi:');
      this.line(`${method} ${url}`);
      this.line(typeof body === 'string' ? body : JSON.stringify(body, null, 2));
    });
  }

  /** For what is open to everyone. */
  openClient(): ApiClient {
    return apiAt({ ...connectionOf(this.host.settings, this.options), token: undefined });
  }

  /** For what a person does who signs in, and no token may. */
  personClient(): ApiClient {
    return apiOfPerson(connectionOf(this.host.settings, this.options).url);
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
  pages<K extends PagedRoute>(
    client: ApiClient,
    route: K,
    request: ListRequestOf<K>,
    { all, limit, cursor }: PageOptions,
  ): Promise<Page<ItemOf<K>>> {
    const most = all === true ? undefined : (limit ?? DEFAULT_ROWS);
    return client.list(route, request, { from: cursor, most, pageSize: LONGEST_PAGE });
  }

  /** Tells that a list goes on. */
  more(next: string | undefined): void {
    if (next !== undefined) this.line(`Còn nữa: thêm --all để xem hết, hoặc --cursor ${next} để xem tiếp.`);
  }

  /**
   * Refuses early what needs a person's word and can have none: no terminal, and neither `--yes`, `--dry-run` nor
   * `--print`.
   *
   * @param what Vietnamese name of the act, e.g. `Mở lại`
   */
  requireConfirmable(options: ConfirmOptions, what: string): void {
    if (this.isAnswered(options) || options.dryRun === true || this.host.interactive) return;
    throw usageError(
      `${what} là việc cần xác nhận, mà ở đây không có người trả lời. Hãy thêm --dry-run để xem trước, hoặc --yes để thực hiện.`,
    );
  }

  /** Asks for the act, once its plan was shown; `--yes` has answered, and `--print` changes nothing. */
  async confirmed(options: ConfirmOptions, what: string): Promise<boolean> {
    if (this.isAnswered(options)) return true;
    const answer = await this.host.ask(`${what} như trên? Gõ "co" để thực hiện: `);
    if (YES_WORDS.includes(answer.trim().toLowerCase().normalize('NFC'))) return true;
    this.note('Đã thôi, không có gì thay đổi.');
    return false;
  }

  private isAnswered({ yes }: ConfirmOptions): boolean {
    return yes === true || this.options.print === true;
  }

  /** Text before the answer: beside stdout where that belongs to a program. */
  say(text: string): void {
    if (this.json) this.note(text);
    else this.line(text);
  }

  /** Sends a command of one unit and tells how it ended, or with `--dry-run` how it would end. */
  async command(
    client: ApiClient,
    target: { readonly cycle: string; readonly unit: string },
    body: SentBody<'POST /cycles/{cycleId}/units/{unitId}/commands'>,
    options: ChangeOptions,
  ): Promise<ExitCode> {
    const answer = await client.call('POST /cycles/{cycleId}/units/{unitId}/commands', {
      params: { cycleId: target.cycle, unitId: target.unit },
      query: options.dryRun === true ? { dryRun: true } : {},
      body,
      key: keyOf(options),
    });
    if (!('dryRun' in answer)) return this.outcome(answer);
    this.show(answer, (preview) => this.previewLines(preview));
    return EXIT.ok;
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
    this.line(`Tính vào lúc ${this.countedText(command)}. Mã thao tác: ${command.id}`);
    this.remarkLines(command);
    const hint = hintFor(command.code);
    if (hint !== undefined) this.line(hint);
  }

  private previewLines(preview: CommandPreviewAnswer): void {
    this.line(`Chạy thử, chưa ghi gì. Sẽ ${actText(preview)}, tính vào lúc ${this.countedText(preview)}.`);
    this.remarkLines(preview);
  }

  private countedText(answer: Pick<CommandAnswer, 'effectiveAt' | 'late' | 'afterSuggested'>): string {
    const word = this.lateText(answer) ?? (answer.late === undefined ? undefined : 'đúng hạn');
    return [instantText(answer.effectiveAt, true), ...(word === undefined ? [] : [word])].join(', ');
  }

  /** `TRỄ HẠN` in red, or that it came after a day that is only suggested; undefined for what came in time. */
  lateText(came: Parameters<typeof lateWord>[0]): string | undefined {
    const word = lateWord(came);
    return word === 'trễ hạn' ? this.paint('red', word.toLocaleUpperCase('vi')) : word;
  }

  private remarkLines({
    problems = [],
    remarks = [],
    warnings = [],
    missing = [],
  }: Pick<CommandAnswer, 'problems' | 'remarks' | 'warnings' | 'missing'>): void {
    for (const problem of problems) this.line(`  - ${problem.place}: ${problem.message}`);
    for (const remark of remarks) this.line(`Lưu ý: ${remark}`);
    if (warnings.length > 0) this.line(`Lưu ý: chưa có bước nên làm trước: ${warnings.join(', ')}.`);
    if (missing.length > 0) this.line(`Hồ sơ còn thiếu: ${missing.join(', ')}.`);
  }

  /** Waits for a received command to get its outcome. */
  async awaitOutcome(client: ApiClient, id: string): Promise<CommandAnswer> {
    for (let told = false; ; ) {
      const command = await client.call('GET /commands/{commandId}', { params: { commandId: id } });
      if (command.status !== 'received') return command;
      if (!told && !this.json) this.note(`Thao tác ${id} ${commandWord(command.status)}, đang chờ…`);
      told = true;
      await this.host.pause(POLL_MS);
    }
  }
}
