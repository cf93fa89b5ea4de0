import type { MailSecrets } from '../mail/mail-secrets.port.js';
import type { MailParams } from '../mail/outbox.port.js';
import type { OneTime, OneTimePurpose } from './one-time.port.js';
import type { OneTimeSecrets } from './one-time-secrets.js';

/** Pages that open what a mail brings; the secret stands behind `#`, which no server, proxy or log is sent. */
const PAGES: Readonly<Record<Exclude<OneTimePurpose, 'ticket'>, string>> = {
  address: '/dia-chi',
  invitation: '/loi-moi',
  link: '/dang-nhap',
};
const isMailed = (purpose: unknown): purpose is keyof typeof PAGES =>
  typeof purpose === 'string' && Object.hasOwn(PAGES, purpose);
const KEPT = '(đường dẫn chỉ có trong thư đã gửi)';

/** What a mail's parameters name in place of its secret. */
export const secretParams = ({ purpose, id }: Pick<OneTime, 'id' | 'purpose'>) => ({
  secretPurpose: purpose,
  secretId: id,
});

/** Writes the address that signs in once, when its mail is sent. */
export class LinkAddresses implements MailSecrets {
  /** @param publicUrl where people reach the system */
  constructor(
    private readonly secrets: OneTimeSecrets,
    private readonly publicUrl: string,
  ) {}

  filled(params: MailParams) {
    const { secretPurpose: purpose, secretId: id } = params;
    if (typeof id !== 'string' || !isMailed(purpose)) return undefined;
    const address = `${this.publicUrl.replace(/\/+$/, '')}${PAGES[purpose]}#${this.secrets.of({ purpose, id })}`;
    return { sent: { ...params, address }, kept: { ...params, address: KEPT } };
  }
}
