import { z } from 'zod';
import { ACTOR_ROLES } from '#libs/policy/vocabulary';
import { isoDay, isoInstant, list, problemList } from './answer.js';
import {
  code,
  day,
  dryRunQuery,
  exact,
  integer,
  integerText,
  reason,
  TABLE_FILES,
  text,
  unitKind,
} from './fields.js';
import { listQuery, listReadingAnswer } from './lists.js';
import {
  AT_ITS_PLACE,
  isAtItsPlace,
  isOverSector,
  OVER_SECTOR,
  roleAtPlace,
  scopeAnswer,
} from './role-at-place.js';
import { routes } from './route.js';
import { tokenId, tokensAnswer } from './tokens.js';

export const email = z.email({ error: 'phải là một địa chỉ thư điện tử' }).max(254).toLowerCase();
const password = exact(200);
const paper = text(300);
export const accountId = z.uuid('không phải mã tài khoản');
export const grantId = z.uuid('không phải mã vai trò được giao');
export const sessionId = z.uuid('không phải mã phiên đăng nhập');

/** Whether the device is named, and stays signed in for drafts. */
const remember = z.boolean().optional();

export const passwordSignInBody = z.strictObject({ email, password, remember });
export type PasswordSignInBody = z.infer<typeof passwordSignInBody>;

/** A page of ours: one slash and no host, however a browser reads it. */
const ownPath = z
  .string()
  .max(500)
  .regex(/^\/(?!\/)[\w\-./~%?=&:+,;@!$'()*]*$/, 'phải là đường dẫn trong hệ thống, bắt đầu bằng một dấu /');

export const linkBody = z.strictObject({ email, returnTo: ownPath.optional() });
export type LinkBody = z.infer<typeof linkBody>;

/** Where the invited person is led to. */
export const invitationBody = z.strictObject({ returnTo: ownPath.optional() });
export type InvitationBody = z.infer<typeof invitationBody>;

export const linkOpenBody = z.strictObject({ token: exact(200), remember });
export type LinkOpenBody = z.infer<typeof linkOpenBody>;

/** Without a password the person goes on signing in by links. */
export const invitationOpenBody = z.strictObject({
  token: exact(200),
  password: password.optional(),
  remember,
});
export type InvitationOpenBody = z.infer<typeof invitationOpenBody>;

/** A recovery code comes along where the authenticator is lost. */
export const enrolmentBody = z.strictObject({ ticket: exact(200), code: exact(40).optional() });
export type EnrolmentBody = z.infer<typeof enrolmentBody>;

/** Six digits of the authenticator, or a code for when that is lost. */
export const codeBody = z.strictObject({ ticket: exact(200), code: exact(40), remember });
export type CodeBody = z.infer<typeof codeBody>;

export const grantChoiceBody = z.strictObject({ grant: code });
export type GrantChoiceBody = z.infer<typeof grantChoiceBody>;

export const accountBody = z.strictObject({
  name: text(200),
  email: email.optional(),
  telephone: text(30).optional(),
});
export type AccountBody = z.infer<typeof accountBody>;

export const grantBody = z
  .strictObject({
    ...roleAtPlace,
    officeCode: code.optional(),
    from: day,
    to: day.optional(),
    paper,
  })
  .refine(isAtItsPlace, AT_ITS_PLACE)
  .refine(isOverSector, OVER_SECTOR)
  .refine(({ from, to }) => to === undefined || from <= to, {
    path: ['to'],
    message: 'ngày cuối không được trước ngày đầu',
  });
export type GrantBody = z.infer<typeof grantBody>;

export const grantEndBody = z.strictObject({ paper });
export type GrantEndBody = z.infer<typeof grantEndBody>;

export const passwordChangeBody = z.strictObject({ password, newPassword: password });
export type PasswordChangeBody = z.infer<typeof passwordChangeBody>;

export const authenticatorResetBody = z.strictObject({ reason });
export type AuthenticatorResetBody = z.infer<typeof authenticatorResetBody>;

/** An address for links and invitations. */
export const addressBody = z.strictObject({ email, reason });
export type AddressBody = z.infer<typeof addressBody>;

export const ownAddressBody = z.strictObject({ email });
export type OwnAddressBody = z.infer<typeof ownAddressBody>;

/** What the mail to the new address has brought. */
export const addressOpenBody = z.strictObject({ token: exact(200) });
export type AddressOpenBody = z.infer<typeof addressOpenBody>;

export const tokenRevokeBody = z.strictObject({ reason });
export type TokenRevokeBody = z.infer<typeof tokenRevokeBody>;

export const accountDisableBody = z.strictObject({ reason });
export type AccountDisableBody = z.infer<typeof accountDisableBody>;

/** A role at a place that a paper gives to an account. */
export const grantAnswer = z.object({
  id: z.string(),
  role: z.string(),
  roleName: z.string(),
  scope: scopeAnswer,
  officeCode: z.string().optional(),
  from: isoDay,
  /** Its last day; open where absent. */
  to: isoDay.optional(),
  paper: z.string(),
  inForce: z.boolean(),
  endedAt: isoInstant.optional(),
  endPaper: z.string().optional(),
});
export type GrantAnswer = z.infer<typeof grantAnswer>;

/** GET /me, and what every sign-in answers. */
export const meAnswer = z.object({
  name: z.string(),
  role: z.string(),
  roleName: z.string(),
  scope: scopeAnswer,
  /** Of a person; absent where a token asks. */
  account: z
    .object({
      id: z.string(),
      email: z.string().optional(),
      telephone: z.string().optional(),
    })
    .optional(),
  /** All that a person may act in now. */
  grants: list(grantAnswer).optional(),
  /** The session, and the grant that it acts in. */
  session: z
    .object({
      id: z.string(),
      grant: z.string(),
      /** Why it may change drafts alone: two accounts have the mailbox that opened it, or it is left of a named device. */
      limit: z.enum(['named-device', 'shared-address']).optional(),
      /** Until when the device is a named one. */
      namedUntil: isoInstant.optional(),
    })
    .optional(),
});
export type MeAnswer = z.infer<typeof meAnswer>;

/** What a sign-in came to; the session stands in the cookie. */
export const signInAnswer = z.object({
  me: meAnswer.optional(),
  /** Where the person was going when the link was asked for. */
  returnTo: z.string().optional(),
  /** A code must be brought with it as well; nobody is in yet. */
  ticket: z.string().optional(),
  /** Whether the account has no authenticator yet, and is given one first. */
  enrols: z.boolean().optional(),
  /** For when the authenticator is lost, each good once; told this once. */
  recoveryCodes: list(z.string()).optional(),
});
export type SignInAnswer = z.infer<typeof signInAnswer>;

/** What an authenticator is given; told until its first code has come. */
export const enrolmentAnswer = z.object({ secret: z.string(), uri: z.string() });
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswer>;

/** A signed-in browser. */
export const sessionAnswer = z.object({
  id: z.string(),
  way: z.enum(['password', 'link', 'invitation']),
  userAgent: z.string(),
  startedAt: isoInstant,
  seenAt: isoInstant,
  endsAt: isoInstant,
  /** Until when the device is a named one, which stays signed in for drafts. */
  namedUntil: isoInstant.optional(),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

export const sessionsAnswer = z.object({ items: list(sessionAnswer) });
export type SessionsAnswer = z.infer<typeof sessionsAnswer>;

/** An account as an administrator sees it. */
export const accountAnswer = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  telephone: z.string().optional(),
  createdAt: isoInstant,
  invitedAt: isoInstant.optional(),
  /** Number of the wave of invitations that the person belongs to. */
  invitedInWave: z.number().optional(),
  /** Absent where nobody has ever signed in to it. */
  signedInAt: isoInstant.optional(),
  disabledAt: isoInstant.optional(),
  grants: list(grantAnswer),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

export const accountsAnswer = z.object({ items: list(accountAnswer) });
export type AccountsAnswer = z.infer<typeof accountsAnswer>;

/** What an import of people does to one person. */
export const personChangeAnswer = z.object({
  /** `new`: gets an account and this role; `moved` and `renewed`: a role ends and another one begins. */
  kind: z.enum(['new', 'granted', 'moved', 'renewed', 'ended', 'telephone']),
  name: z.string(),
  email: z.string(),
  role: z.string().optional(),
  roleName: z.string().optional(),
  scope: scopeAnswer.optional(),
  officeCode: z.string().optional(),
  from: isoDay.optional(),
  to: isoDay.optional(),
  /** By which it begins. */
  paper: z.string().optional(),
  /** What ends, and by which paper. */
  ends: z
    .object({
      scope: scopeAnswer,
      officeCode: z.string().optional(),
      paper: z.string(),
      endPaper: z.string(),
      /** Its last day where it goes on for now; absent where it ends at once. */
      lastDay: isoDay.optional(),
    })
    .optional(),
});
export type PersonChangeAnswer = z.infer<typeof personChangeAnswer>;

/** POST /accounts/imports?dryRun=true|false&filename=… with the file as body. */
export const peopleImportAnswer = z.object({
  dryRun: z.boolean(),
  rowsRead: z.number(),
  /** New accounts, roles that begin, roles that end, rows that change nothing. */
  accounts: z.number(),
  granted: z.number(),
  ended: z.number(),
  unchanged: z.number(),
  changes: list(personChangeAnswer),
  /** Of a dry run: why the import would be refused. */
  problems: problemList,
  /** What does not hinder the import, such as mailboxes of two people, who cannot be invited. */
  warnings: problemList,
  reading: listReadingAnswer,
});
export type PeopleImportAnswer = z.infer<typeof peopleImportAnswer>;

/** POST /accounts/invitations: who is invited, never who has signed in. */
export const waveBody = z.strictObject({
  /** Absent: the wave after the last one, or when inviting again, every wave. */
  wave: integer(1, 999).optional(),
  /** Most people of the wave; a wave that is sent again is filled up to it. */
  size: integer(1, 500).default(100),
  commune: code.optional(),
  /** Kind of units; their people alone are meant then. */
  kind: unitKind.optional(),
  role: z.enum(ACTOR_ROLES).optional(),
  /** Those who were invited, not within the last day, and have never signed in. */
  again: z.boolean().default(false),
});
export type WaveBody = z.infer<typeof waveBody>;

export const waveAnswer = z.object({
  dryRun: z.boolean(),
  wave: z.number().optional(),
  invited: list(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  /** Who is meant and gets no mail, and why. */
  leftOut: problemList,
  /** Who is meant and would still wait after this wave. */
  waiting: z.number(),
  /** Until the last mail of the wave has gone, one after the other, and after those that wait already. */
  minutes: z.number(),
});
export type WaveAnswer = z.infer<typeof waveAnswer>;

/** Which accounts stand in a list. */
export const accountListQuery = z.strictObject({
  neverSignedIn: z.stringbool().default(false),
  wave: integerText(1, 999).optional(),
});
export type AccountListQuery = z.infer<typeof accountListQuery>;

const done = z.object({ ok: z.literal(true) });

/** Signing in, the own account, and the accounts that an administrator keeps. */
export const ACCOUNTS_ROUTES = routes({
  'GET /me': {
    summary: 'Tài khoản đang dùng',
    answer: meAnswer,
  },
  'POST /auth/password': {
    isOpen: true,
    takesKey: false,
    summary: 'Đăng nhập bằng thư điện tử và mật khẩu',
    body: passwordSignInBody,
    answer: signInAnswer,
  },
  'POST /auth/link': {
    isOpen: true,
    takesKey: false,
    summary: 'Xin đường dẫn đăng nhập gửi qua thư; trả lời như nhau với mọi địa chỉ',
    body: linkBody,
    answer: done,
    statuses: [202],
  },
  'POST /auth/link/open': {
    isOpen: true,
    takesKey: false,
    summary: 'Đăng nhập bằng đường dẫn trong thư, dùng một lần trong 15 phút',
    body: linkOpenBody,
    answer: signInAnswer,
  },
  'POST /auth/invitation/open': {
    isOpen: true,
    takesKey: false,
    summary: 'Nhận lời mời: đặt mật khẩu nếu muốn, và đăng nhập',
    body: invitationOpenBody,
    answer: signInAnswer,
  },
  'POST /auth/code/enrol': {
    isOpen: true,
    takesKey: false,
    summary:
      'Nhận khóa cho ứng dụng tạo mã, ở lần đăng nhập đầu của vai trò cần mã, hoặc bằng một mã dự phòng khi đã mất ứng dụng',
    body: enrolmentBody,
    answer: enrolmentAnswer,
  },
  'POST /auth/code': {
    isOpen: true,
    takesKey: false,
    summary: 'Bước hai của đăng nhập: mã sáu chữ số, hoặc mã dự phòng',
    body: codeBody,
    answer: signInAnswer,
  },
  'POST /auth/grant': {
    takesKey: false,
    summary: 'Chọn vai trò mà phiên đăng nhập này làm việc',
    body: grantChoiceBody,
    answer: meAnswer,
  },
  'POST /auth/password/change': {
    takesKey: false,
    summary: 'Đổi mật khẩu của mình; các phiên đăng nhập khác và mã truy cập kết thúc ngay',
    body: passwordChangeBody,
    answer: done,
  },
  'POST /auth/address': {
    takesKey: false,
    summary:
      'Xin đổi địa chỉ thư của mình, ngay sau khi đăng nhập; đổi khi mở đường dẫn gửi tới địa chỉ mới; trả lời như nhau với mọi địa chỉ',
    body: ownAddressBody,
    answer: done,
  },
  'POST /auth/address/open': {
    isOpen: true,
    takesKey: false,
    summary:
      'Đổi địa chỉ thư bằng đường dẫn gửi tới địa chỉ mới; các phiên đăng nhập khác và mã truy cập kết thúc ngay',
    body: addressOpenBody,
    answer: done,
  },
  'POST /auth/sign-out': {
    takesKey: false,
    summary: 'Đăng xuất',
    answer: done,
  },
  'GET /auth/sessions': {
    summary: 'Các phiên đăng nhập của mình',
    answer: sessionsAnswer,
  },
  'POST /auth/sessions/{sessionId}/end': {
    params: { sessionId },
    takesKey: false,
    summary: 'Kết thúc một phiên đăng nhập của mình',
    answer: done,
  },
  'GET /accounts': {
    summary: 'Tài khoản của địa bàn, vai trò của từng tài khoản, ai chưa đăng nhập lần nào',
    answer: accountsAnswer,
  },
  'POST /accounts': {
    takesKey: true,
    summary: 'Lập tài khoản cho một người',
    body: accountBody,
    answer: accountAnswer,
    statuses: [201],
  },
  'POST /accounts/imports': {
    takesKey: true,
    summary:
      'Nhập danh sách người dùng và vai trò theo văn bản (CSV, XLSX, ODS); có dòng sai thì không nhập dòng nào',
    query: listQuery,
    upload: TABLE_FILES,
    answer: peopleImportAnswer,
  },
  'GET /accounts/list': {
    summary: 'Danh sách tài khoản thành tệp Excel: ai được mời khi nào, đợt nào, ai chưa đăng nhập lần nào',
    query: accountListQuery,
    files: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
  'POST /accounts/invitations': {
    takesKey: true,
    summary:
      'Mời nhiều người theo đợt, theo xã, theo loại hình; thư đi lần lượt; không mời người đã đăng nhập',
    query: dryRunQuery,
    body: waveBody,
    answer: waveAnswer,
  },
  'POST /accounts/{accountId}/grants': {
    params: { accountId },
    takesKey: true,
    summary: 'Giao vai trò theo một văn bản',
    body: grantBody,
    answer: accountAnswer,
    statuses: [201],
  },
  'POST /accounts/{accountId}/grants/{grantId}/end': {
    params: { accountId, grantId },
    takesKey: true,
    summary: 'Chấm dứt vai trò theo một văn bản, có hiệu lực ngay',
    body: grantEndBody,
    answer: accountAnswer,
  },
  'POST /accounts/{accountId}/invitations': {
    params: { accountId },
    takesKey: true,
    summary: 'Gửi lời mời tới địa chỉ của tài khoản; lời mời trước không còn dùng được',
    body: invitationBody,
    answer: accountAnswer,
  },
  'POST /accounts/{accountId}/authenticator/reset': {
    params: { accountId },
    takesKey: true,
    summary:
      'Gỡ ứng dụng tạo mã và mã dự phòng đã mất; phiên đăng nhập và mã truy cập kết thúc; lần đăng nhập tới nhận ứng dụng mới',
    body: authenticatorResetBody,
    answer: accountAnswer,
  },
  'POST /accounts/{accountId}/address': {
    params: { accountId },
    takesKey: true,
    summary:
      'Đổi địa chỉ thư của tài khoản; địa chỉ cũ được báo; đường dẫn đã gửi, phiên đăng nhập và mã truy cập kết thúc',
    body: addressBody,
    answer: accountAnswer,
  },
  'GET /accounts/{accountId}/tokens': {
    params: { accountId },
    summary: 'Các mã truy cập của một tài khoản',
    answer: tokensAnswer,
  },
  'POST /accounts/{accountId}/tokens/{tokenId}/revoke': {
    params: { accountId, tokenId },
    takesKey: false,
    summary: 'Thu hồi một mã truy cập của một tài khoản, có hiệu lực ngay; chủ tài khoản được báo',
    body: tokenRevokeBody,
    answer: done,
  },
  'POST /accounts/{accountId}/disable': {
    params: { accountId },
    takesKey: true,
    summary: 'Khóa tài khoản; mọi phiên đăng nhập kết thúc ngay',
    body: accountDisableBody,
    answer: accountAnswer,
  },
});
