import './sign-in.css';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { MeAnswer, SignInAnswer } from '#libs/contracts/http';
import { signedInAs } from '../app/session.js';
import { Icon } from '../ui/icon.js';
import { AskForm } from './ask-form.js';
import { CodeForm } from './code-form.js';
import { AddressForm, InvitationForm, OpenForm } from './from-mail.js';
import { LeadsTo } from './leads-to.js';
import { RecoveryCodes } from './recovery-codes.js';

/** What the page asks for. What a mail has brought stands behind `#`, and is sent only when a button is pressed. */
type Asking =
  | { readonly for: 'way' }
  | { readonly for: 'link' | 'invitation' | 'address'; readonly token: string }
  | { readonly for: 'code'; readonly ticket: string; readonly enrols: boolean }
  | { readonly for: 'recovery'; readonly codes: readonly string[]; readonly me: MeAnswer };

/** What is shown for what a mail has brought, by the path it leads to. */
const BROUGHT: Readonly<Record<string, 'link' | 'invitation' | 'address'>> = {
  '/dang-nhap': 'link',
  '/loi-moi': 'invitation',
  '/dia-chi': 'address',
};
const TOKEN = /^[\w-]{43}$/;

function askingNow(): Asking {
  const token = location.hash.slice(1);
  const brought = BROUGHT[location.pathname];
  return brought === undefined || !TOKEN.test(token) ? { for: 'way' } : { for: brought, token };
}

/** Only a page of ours: one slash and no host. */
const ownPage = (path: string): string => (/^\/(?![/\\])/.test(path) ? path : '/');

interface SignInProps {
  /** Where the person was going. */
  readonly wished: string;
  /** Told while something stands here that is shown once, so that nobody is led on before they have it. */
  readonly onHold?: (isHeld: boolean) => void;
}

/** Every way of signing in: a link by mail, a password, an invitation, with a code where the role needs one. */
export function SignIn({ wished, onHold }: SignInProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(askingNow);
  const [notice, setNotice] = useState<string>();
  const [returnTo, setReturnTo] = useState(wished);

  useEffect(() => {
    // A link that is opened in a tab where the page stands already changes what is behind `#` alone.
    const look = () => setAsking(askingNow());
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);

  const page = useRef<HTMLElement>(null);
  const asked = useRef(asking.for);
  useEffect(() => {
    document.title = 'Đăng nhập · antq';
    // Where the page asks for something else than before, whoever types goes on there.
    if (asked.current !== asking.for) page.current?.querySelector<HTMLElement>('input, button')?.focus();
    asked.current = asking.for;
  }, [asking.for]);

  const goIn = (me: MeAnswer, to: string) => {
    signedInAs(me);
    onHold?.(false);
    void navigate({ href: ownPage(to), replace: true });
  };
  const onAnswer = ({ me, ticket, enrols = false, recoveryCodes = [], returnTo: asked }: SignInAnswer) => {
    // Whatever the mail has brought is spent.
    history.replaceState(history.state, '', location.pathname + location.search);
    const to = asked ?? returnTo;
    setReturnTo(to);
    if (ticket !== undefined) setAsking({ for: 'code', ticket, enrols });
    else if (me === undefined) setAsking({ for: 'way' });
    else if (recoveryCodes.length > 0) {
      onHold?.(true);
      setAsking({ for: 'recovery', codes: recoveryCodes, me });
    } else goIn(me, to);
  };
  const onAddress = () => {
    history.replaceState(history.state, '', '/dang-nhap');
    setNotice('Đã đổi địa chỉ thư của tài khoản. Từ nay đường dẫn đăng nhập gửi tới địa chỉ mới.');
    setAsking({ for: 'way' });
  };

  return (
    <main className="sign-in" ref={page}>
      <header>
        <p className="sign-in-mark">
          <Icon name="mark" />
          antq
        </p>
        <p className="quiet">
          Chu kỳ hằng năm của phong trào “Toàn dân bảo vệ an ninh Tổ quốc” trong cơ quan, doanh nghiệp, cơ sở
          giáo dục
        </p>
      </header>
      {asking.for !== 'recovery' && <LeadsTo path={returnTo} />}
      {notice !== undefined && (
        <p className="told told-good" role="status">
          {notice}
        </p>
      )}
      {asking.for === 'way' && <AskForm wished={returnTo} onAnswer={onAnswer} />}
      {asking.for === 'link' && (
        <>
          <OpenForm token={asking.token} onAnswer={onAnswer} />
          <button type="button" className="button button-quiet" onClick={() => setAsking({ for: 'way' })}>
            Gửi đường dẫn khác
          </button>
        </>
      )}
      {asking.for === 'invitation' && <InvitationForm token={asking.token} onAnswer={onAnswer} />}
      {asking.for === 'address' && <AddressForm token={asking.token} onDone={onAddress} />}
      {asking.for === 'code' && (
        <CodeForm ticket={asking.ticket} enrols={asking.enrols} onAnswer={onAnswer} />
      )}
      {asking.for === 'recovery' && (
        <RecoveryCodes codes={asking.codes} onKept={() => goIn(asking.me, returnTo)} />
      )}
    </main>
  );
}
