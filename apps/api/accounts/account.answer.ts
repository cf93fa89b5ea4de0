import { scopeCode } from '#libs/access';
import { isInForce } from '#libs/accounts';
import type { GivenGrant, Identity, KeptAccount, OwnAccount, ShownToken } from '#libs/application';
import { roleName } from '#libs/contracts';
import type { AccountAnswer, GrantAnswer, MeAnswer, TokenAnswer } from '#libs/contracts/http';

const scopeAnswer = (scope: Identity['scope']) => ({ level: scope.level, code: scopeCode(scope) });

function grantAnswer(grant: GivenGrant, inForce: boolean): GrantAnswer {
  const { id, role, scope, officeCode, from, to, paper, endedAt, endPaper } = grant;
  return {
    ...{ id, role, roleName: roleName(role), scope: scopeAnswer(scope), officeCode },
    ...{ from, to, paper, inForce, endedAt, endPaper },
  };
}

/** Who asks; of a person also the account, all that it may act in, and the session. */
export function meAnswer({ name, role, scope, session }: Identity, own: OwnAccount | undefined): MeAnswer {
  const me = { name, role, roleName: roleName(role), scope: scopeAnswer(scope) };
  if (own === undefined || session === undefined) return me;
  const { id, email, telephone } = own.account;
  return {
    ...me,
    account: { id, email, telephone },
    grants: own.grants.map((grant) => grantAnswer(grant, true)),
    session: {
      ...{ id: session.id, grant: session.grantId, limit: session.limit },
      namedUntil: session.namedUntil,
    },
  };
}

export function accountAnswer({ account, grants, now }: KeptAccount): AccountAnswer {
  const { provinceCode: _ofWhoeverAsks, ...shown } = account;
  return { ...shown, grants: grants.map((grant) => grantAnswer(grant, isInForce(grant, now))) };
}

/** A token as its holder sees it; never its secret. */
export const tokenAnswer = ({
  id,
  name,
  prefix,
  role,
  scope,
  grantId,
  madeAt,
  usedAt,
  to,
  inForce,
}: ShownToken): TokenAnswer => ({
  ...{ id, name, prefix, role, roleName: roleName(role), scope: scopeAnswer(scope) },
  ...{ grant: grantId, madeAt, usedAt, to, inForce },
});
