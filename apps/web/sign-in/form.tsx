import type { ReactNode, SubmitEvent } from 'react';
import { sentenceOf } from '../app/problem.js';

interface SignInFormProps {
  readonly title: string;
  readonly button: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly isMain?: boolean;
  readonly onSend: (fields: Readonly<Record<string, string>>) => void;
  readonly children?: ReactNode;
}

/** A form with one button; its fields go out by their names, and what is left empty is left out. */
export function SignInForm({ title, button, busy, error, isMain = true, onSend, children }: SignInFormProps) {
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filled = [...new FormData(event.currentTarget)].filter(([, value]) => value !== '');
    onSend(Object.fromEntries(filled.map(([name, value]) => [name, typeof value === 'string' ? value : ''])));
  };
  return (
    <form onSubmit={send} className="sign-in-form" aria-label={title}>
      {children}
      {error !== null && error !== undefined && (
        <p className="told told-wrong" role="alert">
          {sentenceOf(error)}
        </p>
      )}
      <button type="submit" className={isMain ? 'button button-main' : 'button'} disabled={busy}>
        {button}
      </button>
    </form>
  );
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'email' | 'password' | 'text';
  readonly autoComplete: string;
  readonly isRequired?: boolean;
}

export const TextField = ({ name, label, hint, isRequired = true, ...input }: TextFieldProps) => (
  <p className="field">
    <label htmlFor={`field-${name}`}>{label}</label>
    <input id={`field-${name}`} className="input" name={name} required={isRequired} {...input} />
    {hint !== undefined && <span className="hint">{hint}</span>}
  </p>
);

/** Offers that this browser stays signed in for drafts. */
export const RememberField = () => (
  <div className="remember">
    <label className="check">
      <input type="checkbox" name="remember" value="yes" />
      <span>Nhớ máy này (chỉ để lập nháp)</span>
    </label>
    <p className="quiet small">
      Trong 90 ngày, máy này mở lại được hồ sơ của đơn vị mình để xem và lập nháp; muốn gửi thì đăng nhập lại.
      Đừng chọn trên máy dùng chung.
    </p>
  </div>
);

/** Whether the person wants this device to be a named one. */
export const remembering = (fields: Readonly<Record<string, string>>): { readonly remember?: true } =>
  fields['remember'] === undefined ? {} : { remember: true };
