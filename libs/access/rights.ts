import { ACTOR_ROLES, type ActorRole } from '#libs/policy';
import type { AccessCode, ByRole, Right } from './access.types.js';
import type { Relation } from './relations.js';
import { OFFICE_ROLES, UNIT_ROLES } from './roles.js';

/** The same for several roles. */
const each = <const Of extends Relation | AccessCode>(
  roles: readonly ActorRole[],
  of: Of,
): Readonly<Partial<Record<ActorRole, Of>>> => Object.fromEntries(roles.map((role) => [role, of]));

const OF_UNIT = each(UNIT_ROLES, 'ownUnit');
/** Who reads of several units. */
const NOT_OF_UNITS: readonly ActorRole[] = [...OFFICE_ROLES, 'administrator', 'auditor'];
/** Who reads dossiers and what they came to. */
const READERS: readonly ActorRole[] = [...UNIT_ROLES, ...NOT_OF_UNITS];
/** The same with those who look after the running system. */
const READERS_AND_OPERATOR: readonly ActorRole[] = [...READERS, 'operator'];

/** A command that the state machine judges: an office is first asked whether it is the one that the act is assigned to. */
const judged = <const Code extends AccessCode>(
  refusal: Code,
  may: ByRole,
  more: Partial<Right<Code>> & { readonly office?: Relation } = {},
): Right<Code> => {
  const { office = 'assignedOffice', ...rest } = more;
  return { may, refusal, judged: true, first: { roles: OFFICE_ROLES, relation: office }, ...rest };
};

/** A unit's paper is handed in by its head, a body's by the body itself. */
const HANDED_IN = judged(
  'ACTOR.WRONG_ROLE',
  { 'unit-head': 'ownUnit', ...each(OFFICE_ROLES, 'ownBody') },
  { told: { 'unit-officer': 'ACTOR.NOT_HEAD', administrator: 'ACTOR.ON_BEHALF_ONLY' } },
);

const BY_CLERK = { may: { 'unit-officer': 'ownUnit' }, refusal: 'ACTOR.OTHER_ROLE' } as const;
const BY_UNIT = { may: OF_UNIT, refusal: 'ACTOR.OTHER_ROLE' } as const;
const BY_HEAD = { may: { 'unit-head': 'ownUnit' }, refusal: 'ACTOR.OTHER_ROLE' } as const;

/** What an administrator does to the year of a unit in the area. */
const UNIT_STEERING: Right<'ACTOR.ADMINISTRATOR_ONLY'> = {
  may: { administrator: 'inScope' },
  refusal: 'ACTOR.ADMINISTRATOR_ONLY',
};
/** What steers a cycle of the whole province. */
const STEERING: Right<'ACTOR.ADMINISTRATOR_ONLY'> = {
  may: { administrator: 'ofWholeProvince' },
  refusal: 'ACTOR.ADMINISTRATOR_ONLY',
};
/** What changes a table of the province that belongs to no cycle; whoever is not of the whole province is told so first. */
const PROVINCE_TABLE: Right<'ACTOR.ADMINISTRATOR_ONLY'> = {
  ...STEERING,
  first: { roles: ACTOR_ROLES, relation: 'ofWholeProvince' },
};
/** What shows the state of a whole province's records. */
const OVERSIGHT: Right<'ACTOR.OTHER_AREA'> = {
  may: each(['administrator', 'supervisor', 'auditor', 'operator'], 'ofWholeProvince'),
  refusal: 'ACTOR.OTHER_AREA',
};
/** Whoever signs in, whatever the role. */
const BY_ANYONE = { may: each(ACTOR_ROLES, 'anyone'), refusal: 'ACTOR.OTHER_ROLE' } as const;
const READ_BY_ANYONE = { may: each(READERS_AND_OPERATOR, 'anyone'), refusal: 'ACTOR.OTHER_ROLE' } as const;
const READ_IN_SCOPE = { may: each(READERS, 'inScope'), refusal: 'ACTOR.OTHER_ROLE' } as const;

type Table = Readonly<Record<string, Right>>;

/** How somebody may stand to what is read: what can be told of every row of a list. */
type ReadingRelation =
  | 'anyone'
  | 'inProvince'
  | 'ofArea'
  | 'overseesUnits'
  | 'ofWholeProvince'
  | 'inScope'
  | 'ownUnit';
type ReadingTable = Readonly<
  Record<string, Right & { readonly may: Readonly<Partial<Record<ActorRole, ReadingRelation>>> }>
>;

/** At the stages of a unit's or body's year; the pack names the role of each stage. */
const AT_STAGES = {
  submit: HANDED_IN,
  submitOnBehalf: judged('ACTOR.WRONG_ROLE', { appraiser: 'assignedOffice', administrator: 'inScope' }),
  /** A paper has come (đã nhận giấy); its content may follow. */
  receivePaper: judged(
    'ACTOR.WRONG_ROLE',
    { appraiser: 'receivingOffice', administrator: 'inScope' },
    { office: 'receivingOffice' },
  ),
  withdrawReceipt: judged(
    'ACTOR.WRONG_ROLE',
    { appraiser: 'receivingOffice', administrator: 'inScope' },
    { office: 'receivingOffice' },
  ),
  /** The unit says that it has sent a paper (đã gửi giấy). */
  announcePaper: judged('ACTOR.WRONG_ROLE', OF_UNIT),
  withdraw: HANDED_IN,
  return: judged('ACTOR.WRONG_ROLE', { appraiser: 'receivingOffice' }, { office: 'receivingOffice' }),
  appraise: judged('ACTOR.WRONG_ROLE', { appraiser: 'assignedOffice' }, { notTypist: true }),
  decide: judged('ACTOR.WRONG_ROLE', { 'deciding-body': 'assignedOffice' }, { notItself: true }),
  /** A class is given by the body that the pack names. */
  classify: judged('ACTOR.WRONG_ROLE', { supervisor: 'assignedOffice' }, { notItself: true }),
  review: judged('ACTOR.WRONG_ROLE', { supervisor: 'assignedOffice' }),
  /** A clerk puts a draft before the head, and takes it back. */
  presentDraft: BY_CLERK,
  takeBackDraft: BY_CLERK,
  /** The head sends what was put before them, or gives it back. */
  approveDraft: BY_HEAD,
  giveBackDraft: BY_HEAD,
  /** What became of it is the unit's own business. */
  followDraft: BY_UNIT,
  prepareDraft: { may: { ...OF_UNIT, ...each(OFFICE_ROLES, 'ownBody') }, refusal: 'ACTOR.WRONG_ROLE' },
} as const satisfies Table;

/** On the year of one unit. */
const ON_YEAR = {
  extend: UNIT_STEERING,
  /** A unit asks for more time, and takes that back; the office that receives the step answers. */
  askExtension: BY_UNIT,
  withdrawExtension: BY_UNIT,
  answerExtension: { may: { appraiser: 'receivingOffice' }, refusal: 'ACTOR.OTHER_ROLE' },
  pause: UNIT_STEERING,
  resume: UNIT_STEERING,
  restart: UNIT_STEERING,
  close: UNIT_STEERING,
  delegate: UNIT_STEERING,
  /** A reminder beside those that go by the calendar. */
  remind: UNIT_STEERING,
  /** One act on many units that waits for a second account; each unit of it lies in the scope. */
  approveBatch: UNIT_STEERING,
} as const satisfies Table;

/** On a result, and beside the stages. */
const ON_RESULT = {
  appeal: judged('ACTOR.OTHER_ROLE', { 'unit-head': 'ownUnit' }),
  /** A complaint that came on paper is entered by the office that judges the unit. */
  appealOnBehalf: judged('ACTOR.OTHER_ROLE', {
    ...each(['appraiser', 'deciding-body'], 'assignedOffice'),
    administrator: 'inScope',
  }),
  answerAppeal: judged(
    'ACTOR.OTHER_ROLE',
    { 'deciding-body': 'answeringOffice' },
    { office: 'answeringOffice', notItself: true },
  ),
  proposeRevocation: judged(
    'ACTOR.OTHER_ROLE',
    each(['appraiser', 'supervisor', 'deciding-body'], 'assignedOffice'),
  ),
  revoke: judged('ACTOR.OTHER_ROLE', { 'deciding-body': 'assignedOffice' }, { notItself: true }),
  overrideExclusion: judged('ACTOR.OTHER_ROLE', {}, { notItself: true }),
  proposeAwards: judged('ACTOR.OTHER_ROLE', { 'unit-head': 'ownUnit', supervisor: 'assignedOffice' }),
  recordPledges: judged('ACTOR.OTHER_ROLE', {
    'unit-head': 'ownUnit',
    'unit-officer': 'ownUnit',
    appraiser: 'assignedOffice',
  }),
  proposeExemplar: judged('ACTOR.OTHER_ROLE', each(['appraiser', 'supervisor'], 'assignedOffice')),
  decideExemplar: judged('ACTOR.OTHER_ROLE', { 'deciding-body': 'assignedOffice' }, { notItself: true }),
  recordHeads: judged('ACTOR.OTHER_ROLE', {
    'unit-head': 'ownUnit',
    'unit-officer': 'ownUnit',
    appraiser: 'assignedOffice',
    administrator: 'inScope',
  }),
  /** One decision for a list; each unit of it is then asked for as `decide`. */
  recordDecision: { may: { 'deciding-body': 'inProvince' }, refusal: 'ACTOR.OTHER_ROLE' },
  /** One decision on the classes of a list; each unit of it is then asked for as `classify`. */
  recordClassification: {
    may: each(['supervisor', 'deciding-body'], 'inProvince'),
    refusal: 'ACTOR.OTHER_ROLE',
  },
  /** Number, day and signer of a decision that the same body has recorded. */
  correctDecision: {
    may: each(['supervisor', 'deciding-body'], 'inProvince'),
    refusal: 'ACTOR.OTHER_ROLE',
  },
} as const satisfies Table;

/** On registers and evidence; the pack names who records in a register. */
const ON_RECORDS = {
  recordEntry: { may: { ...OF_UNIT, appraiser: 'inScope' }, refusal: 'ACTOR.NOT_RECORDER' },
  recordEntryOnBehalf: {
    may: { appraiser: 'assignedOffice', administrator: 'inScope' },
    refusal: 'ACTOR.NOT_RECORDER',
  },
  changeEntry: { may: { ...OF_UNIT, appraiser: 'recordingOffice' }, refusal: 'ACTOR.NOT_RECORDER' },
  addEvidence: {
    may: { ...OF_UNIT, appraiser: 'assignedOffice', administrator: 'inScope' },
    refusal: 'ACTOR.EVIDENCE',
  },
  /** Beside `addEvidence`. */
  withdrawEvidence: {
    may: { ...each(UNIT_ROLES, 'sameSide'), appraiser: 'sameSide', administrator: 'inScope' },
    refusal: 'ACTOR.EVIDENCE',
  },
} as const satisfies Table;

/** On the cycle of a province, and the tables of the province. */
const ON_PROVINCE = {
  openCycle: STEERING,
  moveClock: STEERING,
  confirmFigure: STEERING,
  /** The letter that sets everything assumed of a year at once. */
  recordGuidance: STEERING,
  amendDeadline: STEERING,
  migrateCycle: STEERING,
  reopenRegisters: STEERING,
  recordChoice: STEERING,
  /** The figures of the own area as they stand, by who draws up its report and who issues it. */
  freezeFigures: { may: each(['appraiser', 'deciding-body'], 'ofArea'), refusal: 'ACTOR.OTHER_ROLE' },
  mintAccounts: STEERING,
  advanceRehearsal: STEERING,
  runRehearsal: STEERING,
  importUnits: PROVINCE_TABLE,
  importOffices: PROVINCE_TABLE,
  editHolidays: PROVINCE_TABLE,
  readRehearsal: OVERSIGHT,
  reconcile: OVERSIGHT,
  verifyAudit: OVERSIGHT,
} as const satisfies Table;

/** On the own account, and on those that a province keeps. */
const ON_ACCOUNTS = {
  useOwnAccount: BY_ANYONE,
  /** The head of a unit says who acts for them; who acts for a head says so of nobody. */
  nameDeputy: { may: { 'unit-head': 'headItself' }, refusal: 'ACTOR.OTHER_ROLE' },
  seeDeputies: BY_UNIT,
  endOwnSession: BY_ANYONE,
  keepAccounts: PROVINCE_TABLE,
} as const satisfies Table;

/** Reading. */
const READING = {
  readExtensions: READ_IN_SCOPE,
  readPolicies: READ_BY_ANYONE,
  readHolidays: READ_BY_ANYONE,
  readOwnAccount: BY_ANYONE,
  readAccounts: {
    may: each(['administrator', 'auditor'], 'ofWholeProvince'),
    refusal: 'ACTOR.ADMINISTRATOR_ONLY',
  },
  readOffices: {
    may: each(['administrator', 'auditor'], 'ofWholeProvince'),
    refusal: 'ACTOR.ADMINISTRATOR_ONLY',
  },
  readCycle: { may: each(READERS_AND_OPERATOR, 'inProvince'), refusal: 'ACTOR.OTHER_ROLE' },
  /** The board and its events, which name no person: all that a screen on a wall is let see. */
  watchCycle: {
    may: each([...NOT_OF_UNITS, 'operator', 'screen'], 'overseesUnits'),
    refusal: 'ACTOR.UNIT_ACCOUNT',
  },
  readTargets: {
    may: each(NOT_OF_UNITS, 'overseesUnits'),
    refusal: 'ACTOR.UNIT_ACCOUNT',
    told: each(['operator', 'screen'], 'ACTOR.OTHER_ROLE'),
  },
  readReopenings: { may: each(NOT_OF_UNITS, 'ofWholeProvince'), refusal: 'ACTOR.OTHER_AREA' },
  composeDocument: READ_IN_SCOPE,
  composeAreaDocument: { may: each(NOT_OF_UNITS, 'ofArea'), refusal: 'ACTOR.AREA_PAPER' },
  readFreezes: { may: each(NOT_OF_UNITS, 'ofArea'), refusal: 'ACTOR.AREA_PAPER' },
  readUnits: READ_IN_SCOPE,
  readUnitYears: READ_IN_SCOPE,
  readCommand: READ_IN_SCOPE,
  /** Which mails went and what became of them; what they say is `readMessageText`. */
  readMessages: { may: each(READERS_AND_OPERATOR, 'inScope'), refusal: 'ACTOR.OTHER_ROLE' },
  readMessageText: READ_IN_SCOPE,
  /** Acts on many units, all of which lie in the scope. */
  readBatches: {
    may: each(['administrator', 'supervisor', 'auditor'], 'inScope'),
    refusal: 'ACTOR.OTHER_ROLE',
  },
  readReminders: READ_IN_SCOPE,
  readReports: READ_IN_SCOPE,
  readResults: READ_IN_SCOPE,
  readScores: READ_IN_SCOPE,
  readEvidence: READ_IN_SCOPE,
  readRegisters: READ_IN_SCOPE,
} as const satisfies ReadingTable;

/** The table by what the acts are about; an act stands in one part only. */
export const RIGHTS_BY_SUBJECT = {
  'At the stages of a year': AT_STAGES,
  'On the year of a unit': ON_YEAR,
  'On results, beside the stages': ON_RESULT,
  'On registers and evidence': ON_RECORDS,
  'On cycles and tables of a province': ON_PROVINCE,
  'On accounts': ON_ACCOUNTS,
  Reading: READING,
};

/**
 * Who may do what: act × role × relation to the subject. What a pack says differently is merged by `rightsAtStage`,
 * `withRoles` and `rightsOfRegister`. Printed as docs/rights.md.
 */
export const RIGHTS = {
  ...AT_STAGES,
  ...ON_YEAR,
  ...ON_RESULT,
  ...ON_RECORDS,
  ...ON_PROVINCE,
  ...ON_ACCOUNTS,
  ...READING,
};

/** The name of an act in the table: what a route asks for, and the kind of a command. */
export type Permission = keyof typeof RIGHTS;

/** The acts that a command about a unit's year may be. */
export const COMMAND_ACTS = [
  'submit',
  'submitOnBehalf',
  'receivePaper',
  'withdrawReceipt',
  'announcePaper',
  'withdraw',
  'return',
  'appraise',
  'decide',
  'classify',
  'review',
  'extend',
  'answerExtension',
  'pause',
  'resume',
  'restart',
  'close',
  'delegate',
  'appeal',
  'appealOnBehalf',
  'answerAppeal',
  'proposeRevocation',
  'revoke',
  'overrideExclusion',
  'proposeAwards',
  'recordPledges',
  'proposeExemplar',
  'decideExemplar',
  'recordHeads',
] as const satisfies readonly Permission[];

export type CommandAct = (typeof COMMAND_ACTS)[number];

/** Codes that an account may be told for its role. */
export type RoleCode<Act extends Permission> = (typeof RIGHTS)[Act] extends Right<infer Code> ? Code : never;

/** The table, or one with what a pack says merged into it. */
export type Rights = { readonly [Act in Permission]: Right<RoleCode<Act>> };
