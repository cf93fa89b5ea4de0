import { Body, Controller, Headers, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Admitted,
  Callers,
  ChangeAddress,
  ChangePassword,
  type Identity,
  KeepOwnAccount,
  type Opening,
  OpenOneTime,
  RequestLink,
  SecondStep,
  SignInByPassword,
  tokenDigest,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import {
  type AddressOpenBody,
  addressOpenBody,
  type CodeBody,
  codeBody,
  type EnrolmentAnswer,
  type EnrolmentBody,
  enrolmentBody,
  type GrantChoiceBody,
  grantChoiceBody,
  type InvitationOpenBody,
  invitationOpenBody,
  type LinkBody,
  type LinkOpenBody,
  linkBody,
  linkOpenBody,
  type MeAnswer,
  type OwnAddressBody,
  ownAddressBody,
  type PasswordChangeBody,
  type PasswordSignInBody,
  passwordChangeBody,
  passwordSignInBody,
  type SessionsAnswer,
  type SignInAnswer,
  sessionId,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { forgottenCookie, keptCookie, sessionSecretOf } from '../auth/session-cookie.js';
import { networkOf } from '../edge/network-of.js';
import { Serves } from '../edge/serves.js';
import { meAnswer } from './account.answer.js';

const DONE = { ok: true } as const;

/** Signing in and out, and the own account. */
@Controller()
export class AuthController {
  constructor(
    private readonly byPassword: SignInByPassword,
    private readonly own: KeepOwnAccount,
    private readonly callers: Callers,
    private readonly links: RequestLink,
    private readonly opening: OpenOneTime,
    private readonly secondStep: SecondStep,
    private readonly changing: ChangePassword,
    private readonly addresses: ChangeAddress,
  ) {}

  @Serves('GET /me')
  @RequirePermission('readOwnAccount')
  async me(@Caller() caller: Identity): Promise<MeAnswer> {
    return meAnswer(caller, await this.own.show(caller));
  }

  @Serves('POST /auth/password')
  async password(
    @Body({ schema: passwordSignInBody }) { email, password, remember }: PasswordSignInBody,
    @Headers('user-agent') userAgent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const admitted = await this.byPassword.execute({
      ...{
        email,
        password,
        remember,
        net: networkOf(request.ip),
        userAgent: userAgent ?? '',
        earlier: earlierOf(request),
      },
    });
    return this.signedIn(admitted, reply);
  }

  /** Answered before anything is looked up, so that the answer and its time are the same for every address. */
  @Serves('POST /auth/link')
  link(
    @Body({ schema: linkBody }) { email, returnTo }: LinkBody,
    @Req() { id: trace }: FastifyRequest,
  ): { ok: true } {
    this.links.begin({ email, returnTo, trace });
    return DONE;
  }

  @Serves('POST /auth/link/open')
  async openLink(
    @Body({ schema: linkOpenBody }) { token, remember }: LinkOpenBody,
    @Headers('user-agent') userAgent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const opened = await this.opening.link({ ...openingOf(token, userAgent, request), remember });
    return { ...(await this.signedIn(opened, reply)), returnTo: opened.returnTo };
  }

  @Serves('POST /auth/invitation/open')
  async openInvitation(
    @Body({ schema: invitationOpenBody }) { token, password, remember }: InvitationOpenBody,
    @Headers('user-agent') userAgent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const opened = await this.opening.invitation(
      { ...openingOf(token, userAgent, request), remember },
      password,
    );
    return { ...(await this.signedIn(opened, reply)), returnTo: opened.returnTo };
  }

  /** Gives an authenticator to who must have one and has none, or has lost it and shows a recovery code; the ticket came of a password or a link. */
  @Serves('POST /auth/code/enrol')
  enrol(@Body({ schema: enrolmentBody }) { ticket, code }: EnrolmentBody): Promise<EnrolmentAnswer> {
    return this.secondStep.enrol(ticket, code);
  }

  @Serves('POST /auth/code')
  async code(
    @Body({ schema: codeBody }) { ticket, code, remember }: CodeBody,
    @Headers('user-agent') userAgent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const brought = { ticket, code, remember, userAgent: userAgent ?? '', earlier: earlierOf(request) };
    const entered = await this.secondStep.execute(brought);
    return { ...(await this.signedIn(entered, reply)), recoveryCodes: entered.recoveryCodes };
  }

  @Serves('POST /auth/grant')
  @RequirePermission('useOwnAccount')
  async grant(
    @Caller() caller: Identity,
    @Body({ schema: grantChoiceBody }) { grant }: GrantChoiceBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeAnswer> {
    const { identity, secret, namedUntil } = await this.own.actIn(caller, grant);
    void reply.header('Set-Cookie', keptCookie(secret, namedUntil));
    return meAnswer(identity, await this.own.show(identity));
  }

  @Serves('POST /auth/password/change')
  @RequirePermission('useOwnAccount')
  async changePassword(
    @Caller() caller: Identity,
    @Body({ schema: passwordChangeBody }) { password, newPassword }: PasswordChangeBody,
  ): Promise<{ ok: true }> {
    await this.changing.execute(caller, { old: password, next: newPassword });
    return DONE;
  }

  @Serves('POST /auth/address')
  @RequirePermission('useOwnAccount')
  async changeAddress(
    @Caller() caller: Identity,
    @Body({ schema: ownAddressBody }) { email }: OwnAddressBody,
  ): Promise<{ ok: true }> {
    await this.addresses.ask(caller, email);
    return DONE;
  }

  @Serves('POST /auth/address/open')
  async openAddress(@Body({ schema: addressOpenBody }) { token }: AddressOpenBody): Promise<{ ok: true }> {
    await this.addresses.open(token);
    return DONE;
  }

  @Serves('POST /auth/sign-out')
  @RequirePermission('endOwnSession')
  async signOut(
    @Caller() caller: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ ok: true }> {
    await this.own.signOut(caller);
    void reply.header('Set-Cookie', forgottenCookie());
    return DONE;
  }

  @Serves('GET /auth/sessions')
  @RequirePermission('readOwnAccount')
  async sessions(@Caller() caller: Identity): Promise<SessionsAnswer> {
    const sessions = await this.own.sessions(caller);
    return { items: sessions.map((each) => ({ ...each, isThis: each.id === caller.session?.id })) };
  }

  @Serves('POST /auth/sessions/{sessionId}/end')
  @RequirePermission('endOwnSession')
  async endSession(
    @Caller() caller: Identity,
    @Param('sessionId', { schema: sessionId }) id: string,
  ): Promise<{ ok: true }> {
    await this.own.endSession(caller, id);
    return DONE;
  }

  /** Hands the browser its session, and tells who is in; a ticket stands in the answer alone. */
  private async signedIn(admitted: Admitted, reply: FastifyReply): Promise<SignInAnswer> {
    if ('ticket' in admitted) return { ticket: admitted.ticket, enrols: admitted.enrols };
    const { secret, namedUntil } = admitted;
    void reply.header('Set-Cookie', keptCookie(secret, namedUntil));
    const caller = await this.callers.find({ kind: 'session', digest: tokenDigest(secret) });
    if (caller === undefined) throw new DomainError('AUTH.SESSION_ENDED');
    return { me: meAnswer(caller, await this.own.show(caller)) };
  }
}

const openingOf = (secret: string, userAgent: string | undefined, request: FastifyRequest): Opening => ({
  ...{ secret, net: networkOf(request.ip), userAgent: userAgent ?? '', earlier: earlierOf(request) },
});

/** Digest of the session that the browser has had until now. */
function earlierOf(request: FastifyRequest): string | undefined {
  const secret = sessionSecretOf(request);
  return secret === undefined ? undefined : tokenDigest(secret);
}
