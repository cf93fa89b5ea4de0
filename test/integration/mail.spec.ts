import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmtpCapture, startSmtpCapture } from '#infra/local';
import type { ClaimedMessage } from '#libs/application';
import { SmtpSender, TemplateRenderer } from '#libs/mail';

const params = {
  unitId: 'QN0030',
  unitName: 'Trường THPT số 2 Xã Tịnh Khê',
  cycleId: '51-2026-dt1',
  year: '2026',
  rehearsal: 'yes',
  stageName: 'Cơ sở tự chấm điểm',
  commandId: '00000000-0000-4000-8000-000000000000',
  effectiveAt: '2026-10-20T01:31:00.000Z',
  late: '',
  arrivalNumber: '',
  lastDay: 'hết ngày 27/10/2026 (Thứ Ba)',
  grace: '',
  dueSource: 'mốc giả định, chưa có văn bản',
  assumed: 'yes',
};

const message = (clockKind: 'calendar' | 'rehearsal', key: string): ClaimedMessage => ({
  id: key,
  epoch: 1,
  messageId: `<${key}@antq.example.test>`,
  cycleId: '51-2026-dt1',
  clockKind,
  template: 'receipt',
  params,
  recipient: 'dm0030@donvi.example.test',
  attempts: 1,
});

describe('the letters', () => {
  const renderer = new TemplateRenderer();

  it('tell a receipt in Vietnamese with the time that counts, the last day and its source', () => {
    const { subject, text } = renderer.render('receipt', params);
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2026] Đã nhận: Cơ sở tự chấm điểm – Trường THPT số 2 Xã Tịnh Khê');
    expect(text).toContain('08:31 ngày 20/10/2026');
    expect(text).toContain('hết ngày 27/10/2026 (Thứ Ba)');
    expect(text).toContain('mốc giả định, chưa có văn bản (*)');
    expect(text).toContain('Đây là thông báo tự động, không thay văn bản.');
    expect(text).not.toMatch(/\{\{|\}\}|undefined/);
  });

  it('refuse to go out while a value is missing', () => {
    const { stageName: _left, ...incomplete } = params;
    expect(() => renderer.render('receipt', incomplete)).toThrow(/stageName/);
    expect(() => renderer.render('no-such-letter', params)).toThrow(/no mail template/);
  });

  it('keep a name with line breaks inside its one header line, and escape it in HTML', () => {
    const hostile = { ...params, unitName: 'A\r\nBcc: x@example.test <script>alert(1)</script>' };
    const { subject, html } = renderer.render('receipt', hostile);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<script>');
  });
});

describe('the transport', () => {
  let relay: SmtpCapture;
  let capture: SmtpCapture;
  let sender: SmtpSender;
  const mail = new TemplateRenderer().render('receipt', params);

  beforeAll(async () => {
    relay = await startSmtpCapture();
    capture = await startSmtpCapture();
    sender = new SmtpSender({
      relayUrl: relay.smtpUrl,
      captureUrl: capture.smtpUrl,
      from: 'ANTQ <antq@antq.example.test>',
    });
  });

  afterAll(async () => {
    sender.close();
    await relay.stop();
    await capture.stop();
  });

  it("never lets a rehearsal's mail reach the relay to people", async () => {
    expect((await sender.send(message('rehearsal', 'a'), mail)).kind).toBe('accepted');
    expect((await sender.send(message('calendar', 'b'), mail)).kind).toBe('accepted');
    expect(capture.mails({}).map((each) => each.messageId)).toEqual(['<a@antq.example.test>']);
    expect(relay.mails({}).map((each) => each.messageId)).toEqual(['<b@antq.example.test>']);
  });

  it.each([
    [450, 'deferred'],
    [421, 'deferred'],
    [550, 'failed'],
    [552, 'failed'],
  ])('reads %i as %s with the words of the relay', async (code, kind) => {
    capture.setRules([{ recipient: '*', code, text: 'ly do cua may chu', times: 1 }]);
    const outcome = await sender.send(message('rehearsal', `c${code}`), mail);
    expect(outcome.kind).toBe(kind);
    expect(outcome.answer).toContain('ly do cua may chu');
    capture.setRules([]);
  });

  it('calls a connection that ends after the message was handed over uncertain', async () => {
    capture.setRules([{ recipient: '*', at: 'data', drop: 'beforeAnswer', times: 1 }]);
    expect((await sender.send(message('rehearsal', 'd'), mail)).kind).toBe('uncertain');
    capture.setRules([]);
  });

  it('calls a relay that is not there deferred, because nothing was handed over', async () => {
    const away = new SmtpSender({
      relayUrl: 'smtp://127.0.0.1:9',
      captureUrl: 'smtp://127.0.0.1:9',
      from: 'a@b.test',
    });
    expect((await away.send(message('calendar', 'e'), mail)).kind).toBe('deferred');
    away.close();
  });
});
