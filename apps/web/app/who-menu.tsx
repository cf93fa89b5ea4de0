import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { MeAnswer } from '#libs/contracts/http';
import { Icon } from '../ui/icon.js';
import { api } from './api.js';
import { sentenceOf } from './problem.js';
import { signedInAs, signOut } from './session.js';

/** Who is signed in, the other roles of the same person, and the way out. */
export function WhoMenu({ me }: { readonly me: MeAnswer }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const choose = useMutation({
    mutationFn: (grant: string) => api.call('POST /auth/grant', { body: { grant } }),
    onSuccess: signedInAs,
  });
  const leave = useMutation({ mutationFn: signOut });
  const others = (me.grants ?? []).filter(({ id }) => id !== me.session?.grant);
  const failed = choose.error ?? leave.error;
  return (
    <details className="who" ref={menu} onBlur={closeWhenLeft} onKeyDown={closeByEscape}>
      <summary>
        <Icon name="person" />
        <span className="unseen">Tài khoản: </span>
        <span className="who-name">
          <b>{me.name}</b> {me.roleName}
        </span>
      </summary>
      <div className="who-menu">
        {others.length > 0 && <p className="quiet small">Vai trò khác của bạn</p>}
        {others.map((grant) => (
          <button
            key={grant.id}
            type="button"
            className="button button-quiet"
            onClick={() => choose.mutate(grant.id)}
          >
            {grant.roleName} ({grant.scope.code})
          </button>
        ))}
        <button type="button" className="button button-quiet" onClick={() => leave.mutate()}>
          Đăng xuất
        </button>
        {failed !== null && <p className="told told-wrong">{sentenceOf(failed)}</p>}
      </div>
    </details>
  );
}

function closeWhenLeft({ currentTarget, relatedTarget }: React.FocusEvent<HTMLDetailsElement>): void {
  if (!currentTarget.contains(relatedTarget)) currentTarget.open = false;
}

function closeByEscape({ key, currentTarget }: React.KeyboardEvent<HTMLDetailsElement>): void {
  if (key === 'Escape') currentTarget.open = false;
}
