import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInAnswer } from '#libs/contracts/http';
import { api } from '../app/api.js';
import { RememberField, remembering, SignInForm, TextField } from './form.js';

// What a mail has brought. A scanner of mails that opens the page spends nothing: only a button sends it.

type Fields = Readonly<Record<string, string>>;

interface BroughtProps {
  readonly token: string;
  readonly onAnswer: (answer: SignInAnswer) => void;
}

export function OpenForm({ token, onAnswer }: BroughtProps) {
  const open = useMutation({
    mutationFn: (fields: Fields) =>
      api.call('POST /auth/link/open', { body: { token, ...remembering(fields) } }),
    onSuccess: onAnswer,
  });
  return (
    <section>
      <h1>Đăng nhập</h1>
      <SignInForm
        title="Đăng nhập bằng đường dẫn trong thư"
        button="Đăng nhập"
        busy={open.isPending}
        error={open.error}
        onSend={open.mutate}
      >
        <p>Đường dẫn trong thư dùng được một lần. Bấm nút để đăng nhập trên máy này.</p>
        <RememberField />
      </SignInForm>
    </section>
  );
}

export function InvitationForm({ token, onAnswer }: BroughtProps) {
  const [differs, setDiffers] = useState(false);
  const open = useMutation({
    mutationFn: (fields: Fields) => {
      const { password } = fields;
      const body = { token, ...(password === undefined ? {} : { password }), ...remembering(fields) };
      return api.call('POST /auth/invitation/open', { body });
    },
    onSuccess: onAnswer,
  });
  const send = (fields: Fields) => {
    setDiffers(fields['password'] !== fields['again']);
    if (fields['password'] === fields['again']) open.mutate(fields);
  };
  return (
    <section>
      <h1>Nhận lời mời</h1>
      <SignInForm
        title="Nhận lời mời"
        button="Nhận lời mời và đăng nhập"
        busy={open.isPending}
        error={open.error}
        onSend={send}
      >
        <p>Đặt mật khẩu từ 12 ký tự, hoặc để trống nếu muốn đăng nhập bằng đường dẫn gửi qua thư.</p>
        <TextField
          name="password"
          label="Mật khẩu mới"
          type="password"
          autoComplete="new-password"
          isRequired={false}
        />
        <TextField
          name="again"
          label="Nhập lại mật khẩu"
          type="password"
          autoComplete="new-password"
          isRequired={false}
        />
        {differs && (
          <p className="told told-wrong" role="alert">
            Hai lần nhập mật khẩu khác nhau. Nhập lại.
          </p>
        )}
        <RememberField />
      </SignInForm>
    </section>
  );
}

export function AddressForm({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const open = useMutation({
    mutationFn: () => api.call('POST /auth/address/open', { body: { token } }),
    onSuccess: onDone,
  });
  return (
    <section>
      <h1>Xác nhận địa chỉ thư</h1>
      <SignInForm
        title="Xác nhận địa chỉ thư"
        button="Dùng địa chỉ này"
        busy={open.isPending}
        error={open.error}
        onSend={() => open.mutate()}
      >
        <p>
          Bấm nút để dùng hộp thư này cho tài khoản của mình. Các phiên đăng nhập khác và mã truy cập của tài
          khoản sẽ kết thúc.
        </p>
      </SignInForm>
    </section>
  );
}
