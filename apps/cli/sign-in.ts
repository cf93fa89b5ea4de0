import type { ApiClient } from '#libs/api-client';
import { CliError, EXIT, usageError } from './cli.error.js';
import type { Context } from './context.js';

/** Who signs in, and which of the roles to act in; the newest where none is named. */
export interface SignInOptions {
  readonly email?: string;
  readonly grant?: string;
}

/**
 * Does the work as a person who signs in for it, and signs out after it. Password and code are typed and stand in no argument, no
 * variable and no file.
 *
 * @throws CliError where nobody can type, or the account has no authenticator yet and its role asks for one
 */
export async function asPerson<T>(
  context: Context,
  { email, grant }: SignInOptions & { readonly email: string },
  work: (client: ApiClient) => Promise<T>,
): Promise<T> {
  const { host } = context;
  const password = host.interactive ? await host.askHidden?.(`Mật khẩu của ${email}: `) : undefined;
  if (password === undefined) {
    throw usageError('Việc này cần người gõ mật khẩu. Hãy chạy lệnh trong một cửa sổ dòng lệnh.');
  }
  const client = context.personClient();
  const { ticket, enrols } = await client.call('POST /auth/password', { body: { email, password } });
  if (enrols === true) {
    throw new CliError(
      EXIT.refused,
      'Tài khoản chưa có ứng dụng tạo mã. Hãy đăng nhập lần đầu trên trang của hệ thống rồi làm lại.',
    );
  }
  if (ticket !== undefined) {
    const code = (await host.ask('Mã sáu chữ số của ứng dụng tạo mã: ')).trim();
    await client.call('POST /auth/code', { body: { ticket, code } });
  }
  try {
    if (grant !== undefined) await client.call('POST /auth/grant', { body: { grant } });
    return await work(client);
  } finally {
    await client.call('POST /auth/sign-out');
  }
}
