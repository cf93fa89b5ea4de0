import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { browserOrSkip } from '../support/browser/chromium.js';
import { People, type Person, PHONE } from '../support/browser/person.js';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { bodies } from '../support/unit-year-driver.js';

jest.setTimeout(180_000);

const { describeWithBrowser, chromium } = await browserOrSkip();

describeWithBrowser('people in a browser', () => {
  let stack: Stack;
  let people: People;
  let unit: SampleUnit;
  let cycleId: string;
  let officeCode: string;
  const came: Person[] = [];

  beforeAll(async () => {
    stack = await startStack();
    people = new People(stack, chromium);
    unit = stack.inside[0] as SampleUnit;
    const [office] = await stack.query<{ code: string }>(
      `SELECT code FROM office WHERE area_code = '51' AND kind = 'province-steering'`,
    );
    officeCode = office?.code ?? '';
    cycleId = await stack.openRehearsal(2026, 'trang', '2026-03-10T02:00:00.000Z');
  });
  afterAll(async () => {
    await people?.leave();
    await stack?.dispose();
  });
  afterEach(async () => {
    for (const person of came.splice(0)) {
      expect(person.thrown).toEqual([]);
      expect(person.refused).toEqual([]);
      await person.context.close();
    }
  });

  const come = async (...who: Parameters<People['come']>): Promise<Person> => {
    const person = await people.come(...who);
    came.push(person);
    return person;
  };

  it('a clerk is led from the plain link of a mail through a link of their own to the very step', async () => {
    const clerk = await come({ role: 'unit-officer', unitId: unit.id, viewport: PHONE });
    const { page } = clerk;
    await clerk.open('/vie');
    await page.getByRole('heading', { name: 'Không có trang này' }).waitFor();
    await clerk.open(`/viec/${cycleId}/${unit.id}/registration`);
    await page.getByText('Đường dẫn này mở bước “Đăng ký phong trào, tiêu chuẩn').waitFor();
    expect(await clerk.axeFindings()).toEqual([]);
    await clerk.signIn();
    await page.getByRole('heading', { level: 1, name: unit.name }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/viec/${cycleId}/${unit.id}/registration`);
    expect(await clerk.axeFindings()).toEqual([]);
    await clerk.open('/bang-dieu-hanh');
    await page.getByRole('alert').getByText('Đơn vị hãy xem hồ sơ năm của mình.').waitFor();
    await page.getByRole('link', { name: 'Về trang của tôi' }).click();
    await page.getByRole('heading', { level: 1, name: unit.name }).waitFor();
  });

  it('a board changes under the eyes of whoever watches, and shows a past day as it was', async () => {
    const watcher = await come({ role: 'supervisor', officeCode });
    const { page } = watcher;
    await watcher.open('/');
    await watcher.signIn();
    await page.getByText('Trực tiếp').waitFor();
    const done = page.locator('tr.board-total').first().locator('td').nth(1);
    expect(await done.innerText()).toBe('–');
    for (const theme of ['dark', 'light']) {
      await page.getByRole('button', { name: /Đổi sang nền/ }).click();
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
      expect(await watcher.axeFindings()).toEqual([]);
    }
    await stack.setClock(cycleId, '2026-03-12T02:00:00.000Z');
    await page.waitForTimeout(2_000);
    // From here on only the stream can tell of it.
    await page.route('**/board*', (route) => route.abort());
    const head = stack.token('unit-head', { unitId: unit.id });
    const handedIn = await stack.call(
      'POST',
      `/cycles/${cycleId}/units/${unit.id}/commands`,
      head,
      bodies.submit('registration'),
    );
    expect(handedIn.status).toBe(200);
    await done.getByText('1', { exact: true }).waitFor({ timeout: 5_000 });
    await page.unroute('**/board*');

    await page.getByRole('button', { name: 'Ngày trước' }).click();
    await page.getByText('Bảng lúc hết ngày 11/03/2026').waitFor();
    expect(await done.innerText()).toBe('–');
    expect(new URL(page.url()).searchParams.get('ngay')).toBe('2026-03-11');
    await page.getByRole('button', { name: 'Về hôm nay' }).click();
    await done.getByText('1', { exact: true }).waitFor();

    await page.locator('tr.board-commune button').first().click();
    await page.locator('tr.board-unit a[href*="/don-vi/"]').first().waitFor();
    await page.setViewportSize(PHONE);
    await page.getByRole('tab', { name: /Đăng ký/ }).waitFor();
    expect(await watcher.axeFindings()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);

    await page.locator('.who summary').click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await page.getByText(unit.name).count()).toBe(0);
  });
});
