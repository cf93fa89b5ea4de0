import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInAnswer } from '#libs/contracts/http';
import { api } from '../app/api.js';
import { RememberField, remembering, SignInForm, TextField } from './form.js';

type Fields = Readonly<Record<string, string>>;

interface AskFormProps {
  readonly wished: string;
  readonly onAnswer: (answer: SignInAnswer) => void;
}

/** Asks for a link by mail first, for a password where somebody has one. */
export function AskForm({ wished, onAnswer }: AskFormProps) {
  const [byPassword, setByPassword] = useState(false);
  return (
    <section>
      <h1>Đăng nhập</h1>
      {byPassword ? <PasswordForm onAnswer={onAnswer} /> : <LinkForm wished={wished} />}
      <button type="button" className="button button-quiet" onClick={() => setByPassword(!byPassword)}>
        {byPassword ? 'Gửi đường dẫn vào thư của tôi' : 'Dùng mật khẩu'}
      </button>
    </section>
  );
}

/** As long an address as a link carries. */
const LONGEST = 500;

/** The address without what makes it longer than a link carries: which lines of a board stood open. */
function ownReturn(wished: string): string {
  if (wished.length <= LONGEST) return wished;
  const { pathname, searchParams } = new URL(wished, location.origin);
  const cycle = searchParams.get('chu-ky');
  return cycle === null ? pathname : `${pathname}?${new URLSearchParams({ 'chu-ky': cycle }).toString()}`;
}

function LinkForm({ wished }: { readonly wished: string }) {
  const ask = useMutation({
    mutationFn: async ({ email = '' }: Fields) => {
      const returnTo = ownReturn(wished);
      await api.call('POST /auth/link', { body: { email, ...(returnTo === '/' ? {} : { returnTo }) } });
      return email;
    },
  });
  return (
    <SignInForm
      title="Xin đường dẫn đăng nhập"
      button="Gửi đường dẫn vào thư của tôi"
      busy={ask.isPending}
      error={ask.error}
      onSend={ask.mutate}
    >
      <TextField
        name="email"
        label="Thư điện tử"
        type="email"
        autoComplete="username"
        hint="Đường dẫn dùng được một lần trong 15 phút, gửi vào hộp thư ghi trong tài khoản."
      />
      {ask.isSuccess && (
        <p className="told told-good" role="status">
          Nếu {ask.data} là địa chỉ của một tài khoản, đường dẫn đã được gửi tới đó. Mở thư trên máy này.
        </p>
      )}
    </SignInForm>
  );
}

function PasswordForm({ onAnswer }: Pick<AskFormProps, 'onAnswer'>) {
  const signIn = useMutation({
    mutationFn: (fields: Fields) => {
      const { email = '', password = '' } = fields;
      return api.call('POST /auth/password', { body: { email, password, ...remembering(fields) } });
    },
    onSuccess: onAnswer,
  });
  return (
    <SignInForm
      title="Đăng nhập bằng mật khẩu"
      button="Đăng nhập bằng mật khẩu"
      busy={signIn.isPending}
      error={signIn.error}
      onSend={signIn.mutate}
    >
      <TextField name="email" label="Thư điện tử" type="email" autoComplete="username" />
      <TextField name="password" label="Mật khẩu" type="password" autoComplete="current-password" />
      <RememberField />
    </SignInForm>
  );
}
