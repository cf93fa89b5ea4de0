import { randomUUID } from 'node:crypto';
import axe from 'axe-core';
import { generateSync } from 'otplib';
import { type Browser, type BrowserContext, chromium as engine, type Page } from 'playwright-core';
import type { AccountAnswer } from '#libs/contracts';
import { eventually } from '../eventually.js';
import type { Stack } from '../stack.js';

const DESK = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

interface PersonAt {
  readonly role:
    | 'appraiser'
    | 'deciding-body'
    | 'supervisor'
    | 'administrator'
    | 'unit-head'
    | 'unit-officer';
  /** Of a unit's people. */
  readonly unitId?: string;
  /** Of who acts for an office of the province. */
  readonly officeCode?: string;
  readonly viewport?: typeof DESK;
}

/** Opens windows for people, each with an account and a mailbox, as they would open their own. */
export class People {
  private browser: Browser | undefined;

  constructor(
    private readonly stack: Stack,
    private readonly executablePath: string,
  ) {}

  /** Somebody with an account and a window in which nobody has signed in. */
  async come({ role, unitId, officeCode, viewport = DESK }: PersonAt): Promise<Person> {
    this.browser ??= await engine.launch({ executablePath: this.executablePath, args: ['--no-sandbox'] });
    const email = `${role}-${randomUUID().slice(0, 8)}@example.test`;
    const administrator = this.stack.token('administrator');
    const made = await this.stack.call<AccountAnswer>('POST', '/accounts', administrator, {
      name: role,
      email,
    });
    const scope = unitId === undefined ? { level: 'tinh', code: '51' } : { level: 'unit', code: unitId };
    const grant = { role, scope, officeCode, from: '2026-01-01', paper: 'QĐ 1' };
    const given = await this.stack.call('POST', `/accounts/${made.body.id}/grants`, administrator, grant);
    if (given.status !== 201) throw new Error(`${role}: ${JSON.stringify(given.body)}`);
    const context = await this.browser.newContext({
      viewport,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
    });
    const refused: string[] = [];
    await context.exposeBinding('noteRefused', (_source, told: string) => void refused.push(told));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (window as unknown as { noteRefused(told: string): void }).noteRefused(
          `${violatedDirective} ${blockedURI}`,
        );
      });
    });
    return new Person(this.stack, context, await context.newPage(), email, refused);
  }

  async leave(): Promise<void> {
    await this.browser?.close();
  }
}

/** Somebody before a window of their own. */
export class Person {
  /** What the page has thrown; nothing of it is ever meant. */
  readonly thrown: string[] = [];

  constructor(
    private readonly stack: Stack,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly email: string,
    /** What the content policy has kept its pages from. */
    readonly refused: readonly string[],
  ) {
    page.on('pageerror', ({ message }) => this.thrown.push(message));
  }

  /** Goes to an address of the product. */
  async open(address: string): Promise<void> {
    await this.page.goto(`${this.stack.apiUrl}${address}`);
  }

  /** Asks for a link where the page asks who it is, opens it from the mailbox, and brings a code where the role needs one. */
  async signIn(): Promise<void> {
    const { page } = this;
    await page.getByLabel('Thư điện tử').fill(this.email);
    await page.getByRole('button', { name: 'Gửi đường dẫn vào thư của tôi' }).click();
    await page.getByText('đường dẫn đã được gửi tới đó').waitFor();
    await page.goto(await this.linkInMail());
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    const isIn = page.getByText('Tài khoản:');
    const code = page.getByLabel('Mã sáu chữ số, hoặc một mã dự phòng');
    await isIn.or(code).first().waitFor({ state: 'attached' });
    if ((await code.count()) === 0) return;
    const secret = (await page.locator('.enrolment code').innerText()).replaceAll(' ', '');
    await code.fill(generateSync({ secret }));
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByRole('button', { name: 'Đã chép, vào hệ thống' }).click();
    await isIn.waitFor({ state: 'attached' });
  }

  /** What automated rules of accessibility find on the page as it stands, each with where. */
  async axeFindings(): Promise<readonly string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate(async () => {
      const { axe: rules } = window as unknown as {
        readonly axe: {
          run(): Promise<{
            readonly violations: readonly {
              readonly id: string;
              readonly nodes: readonly { readonly html: string }[];
            }[];
          }>;
        };
      };
      const { violations } = await rules.run();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    });
  }

  /** The newest link that a mail has brought. */
  private linkInMail(): Promise<string> {
    return eventually(async () => {
      for (const { id } of this.stack.relay.mails({ to: this.email })) {
        const link = /http:\/\/\S+#[\w-]{43}/.exec((await this.stack.relay.parsed(id))?.text ?? '')?.[0];
        if (link !== undefined) return link;
      }
      return undefined;
    });
  }
}
