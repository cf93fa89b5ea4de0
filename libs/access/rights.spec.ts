import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTOR_ROLES, type ActorRole } from '#libs/policy';
import type { AccessCode } from './access.types.js';
import { isChange, mayAct, rolesOf } from './may-act.js';
import { rightsAtStage, rightsOfRegister, withRoles } from './merge-rights.js';
import type { Relation } from './relations.js';
import { type Permission, RIGHTS, type Rights } from './rights.js';
import { isOfficeRole, READING_ROLES } from './roles.js';

const RELATIONS = [
  'anyone',
  'inProvince',
  'ofArea',
  'overseesUnits',
  'ofWholeProvince',
  'inScope',
  'ownUnit',
  'headItself',
  'ownBody',
  'assignedOffice',
  'receivingOffice',
  'answeringOffice',
  'recordingOffice',
  'sameSide',
] as const satisfies readonly Relation[];
const ACTS = Object.keys(RIGHTS) as Permission[];

const told = (
  table: Rights,
  role: ActorRole,
  act: Permission,
  held: readonly Relation[] = RELATIONS,
): AccessCode | 'may' => {
  const verdict = mayAct(table, role, act, new Set(held));
  return verdict.granted ? 'may' : verdict.code;
};
const whoMay = (table: Rights, act: Permission, held?: readonly Relation[]) =>
  ACTOR_ROLES.filter((role) => told(table, role, act, held) === 'may');

const OFFICER = 'unit-officer';
const HEAD = 'unit-head';
const POLICE = 'appraiser';
const COMMITTEE = 'deciding-body';
const BOARD = 'supervisor';
const ADMINISTRATOR = 'administrator';
const AUDITOR = 'auditor';
const OPERATOR = 'operator';
const SCREEN = 'screen';
const OFFICES = [POLICE, COMMITTEE, BOARD] as const;
/** Who reads of several units, and who reads at all. */
const OVERSEERS = [...OFFICES, ADMINISTRATOR, AUDITOR] as const;
const READERS = [OFFICER, HEAD, ...OVERSEERS] as const;

/** Who may do each act where nothing stands against the account but its role, written out by hand. */
const WHO: Readonly<Record<Permission, readonly ActorRole[]>> = {
  submit: [HEAD, ...OFFICES],
  submitOnBehalf: [POLICE, ADMINISTRATOR],
  receivePaper: [POLICE, ADMINISTRATOR],
  withdrawReceipt: [POLICE, ADMINISTRATOR],
  announcePaper: [OFFICER, HEAD],
  withdraw: [HEAD, ...OFFICES],
  return: [POLICE],
  appraise: [POLICE],
  decide: [COMMITTEE],
  classify: [BOARD],
  review: [BOARD],
  prepareDraft: [OFFICER, HEAD, ...OFFICES],
  presentDraft: [OFFICER],
  askExtension: [OFFICER, HEAD],
  withdrawExtension: [OFFICER, HEAD],
  answerExtension: [POLICE],
  readExtensions: READERS,
  takeBackDraft: [OFFICER],
  approveDraft: [HEAD],
  giveBackDraft: [HEAD],
  followDraft: [OFFICER, HEAD],
  extend: [ADMINISTRATOR],
  pause: [ADMINISTRATOR],
  resume: [ADMINISTRATOR],
  restart: [ADMINISTRATOR],
  close: [ADMINISTRATOR],
  delegate: [ADMINISTRATOR],
  remind: [ADMINISTRATOR],
  approveBatch: [ADMINISTRATOR],
  appeal: [HEAD],
  appealOnBehalf: [POLICE, COMMITTEE, ADMINISTRATOR],
  answerAppeal: [COMMITTEE],
  proposeRevocation: [POLICE, COMMITTEE, BOARD],
  revoke: [COMMITTEE],
  overrideExclusion: [],
  proposeAwards: [HEAD, BOARD],
  recordPledges: [OFFICER, HEAD, POLICE],
  proposeExemplar: [POLICE, BOARD],
  decideExemplar: [COMMITTEE],
  recordHeads: [OFFICER, HEAD, POLICE, ADMINISTRATOR],
  recordDecision: [COMMITTEE],
  recordClassification: [COMMITTEE, BOARD],
  correctDecision: [COMMITTEE, BOARD],
  recordEntry: [OFFICER, HEAD, POLICE],
  recordEntryOnBehalf: [POLICE, ADMINISTRATOR],
  changeEntry: [OFFICER, HEAD, POLICE],
  addEvidence: [OFFICER, HEAD, POLICE, ADMINISTRATOR],
  withdrawEvidence: [OFFICER, HEAD, POLICE, ADMINISTRATOR],
  openCycle: [ADMINISTRATOR],
  moveClock: [ADMINISTRATOR],
  confirmFigure: [ADMINISTRATOR],
  recordGuidance: [ADMINISTRATOR],
  amendDeadline: [ADMINISTRATOR],
  migrateCycle: [ADMINISTRATOR],
  reopenRegisters: [ADMINISTRATOR],
  recordChoice: [ADMINISTRATOR],
  freezeFigures: [POLICE, COMMITTEE],
  mintAccounts: [ADMINISTRATOR],
  advanceRehearsal: [ADMINISTRATOR],
  runRehearsal: [ADMINISTRATOR],
  importUnits: [ADMINISTRATOR],
  importOffices: [ADMINISTRATOR],
  editHolidays: [ADMINISTRATOR],
  useOwnAccount: ACTOR_ROLES,
  endOwnSession: ACTOR_ROLES,
  keepAccounts: [ADMINISTRATOR],
  nameDeputy: [HEAD],
  seeDeputies: [OFFICER, HEAD],
  readRehearsal: [BOARD, ADMINISTRATOR, AUDITOR, OPERATOR],
  reconcile: [BOARD, ADMINISTRATOR, AUDITOR, OPERATOR],
  verifyAudit: [BOARD, ADMINISTRATOR, AUDITOR, OPERATOR],
  readPolicies: [...READERS, OPERATOR],
  readHolidays: [...READERS, OPERATOR],
  readOwnAccount: ACTOR_ROLES,
  readAccounts: [ADMINISTRATOR, AUDITOR],
  readOffices: [ADMINISTRATOR, AUDITOR],
  readCycle: [...READERS, OPERATOR],
  watchCycle: [...OVERSEERS, OPERATOR, SCREEN],
  readTargets: OVERSEERS,
  readReopenings: OVERSEERS,
  composeDocument: READERS,
  composeAreaDocument: OVERSEERS,
  readFreezes: OVERSEERS,
  readUnits: READERS,
  readUnitYears: READERS,
  readCommand: READERS,
  readMessageText: READERS,
  readBatches: [BOARD, ADMINISTRATOR, AUDITOR],
  readMessages: [...READERS, OPERATOR],
  readReminders: READERS,
  readReports: READERS,
  readResults: READERS,
  readScores: READERS,
  readEvidence: READERS,
  readRegisters: READERS,
};

describe('the table of rights', () => {
  it.each(ACTS)('%s is for the roles that the rules name', (act) => {
    expect(whoMay(RIGHTS, act)).toEqual(ACTOR_ROLES.filter((role) => WHO[act].includes(role)));
  });

  it.each<readonly [Permission, ActorRole, readonly Relation[], string]>([
    // A unit's paper: its own head, nobody else's; a body's: the body itself.
    ['submit', HEAD, ['ownUnit'], 'may'],
    ['submit', HEAD, ['inScope'], 'ACTOR.WRONG_ROLE'],
    // Who acts for a head hands in, and names nobody in turn.
    ['nameDeputy', HEAD, ['ownUnit', 'headItself'], 'may'],
    ['nameDeputy', HEAD, ['ownUnit'], 'ACTOR.DEPUTY'],
    ['nameDeputy', OFFICER, ['ownUnit', 'headItself'], 'ACTOR.OTHER_ROLE'],
    ['submit', OFFICER, ['ownUnit'], 'ACTOR.NOT_HEAD'],
    ['submit', ADMINISTRATOR, ['inScope'], 'ACTOR.ON_BEHALF_ONLY'],
    ['submit', POLICE, ['inScope'], 'ACTOR.NOT_ASSIGNED'],
    ['submit', POLICE, ['inScope', 'assignedOffice'], 'ACTOR.WRONG_ROLE'],
    ['submit', BOARD, ['inScope', 'assignedOffice', 'ownBody'], 'may'],
    ['withdraw', OFFICER, ['ownUnit'], 'ACTOR.NOT_HEAD'],
    ['submitOnBehalf', POLICE, ['assignedOffice'], 'may'],
    ['submitOnBehalf', POLICE, ['inScope'], 'ACTOR.NOT_ASSIGNED'],
    ['submitOnBehalf', HEAD, ['ownUnit'], 'ACTOR.WRONG_ROLE'],
    // A paper is received by who receives the step, and said to be sent by the unit.
    ['receivePaper', POLICE, ['assignedOffice', 'ownBody'], 'ACTOR.NOT_ASSIGNED'],
    ['receivePaper', POLICE, ['receivingOffice'], 'may'],
    ['receivePaper', COMMITTEE, ['receivingOffice'], 'ACTOR.WRONG_ROLE'],
    ['withdrawReceipt', ADMINISTRATOR, ['inScope'], 'may'],
    ['announcePaper', OFFICER, ['ownUnit'], 'may'],
    ['announcePaper', POLICE, ['assignedOffice'], 'ACTOR.WRONG_ROLE'],
    // An office is told that the unit is another one's before its role is asked.
    ['appraise', COMMITTEE, ['inScope'], 'ACTOR.NOT_ASSIGNED'],
    ['appraise', COMMITTEE, ['inScope', 'assignedOffice'], 'ACTOR.WRONG_ROLE'],
    ['appraise', ADMINISTRATOR, ['inScope'], 'ACTOR.WRONG_ROLE'],
    ['decide', COMMITTEE, ['assignedOffice'], 'may'],
    // What went to a body goes back from who received it, and a second complaint to who is above.
    ['return', POLICE, ['assignedOffice', 'ownBody'], 'ACTOR.NOT_ASSIGNED'],
    ['return', POLICE, ['receivingOffice'], 'may'],
    ['answerAppeal', COMMITTEE, ['assignedOffice'], 'ACTOR.NOT_ASSIGNED'],
    ['answerAppeal', COMMITTEE, ['answeringOffice'], 'may'],
    ['revoke', POLICE, ['assignedOffice'], 'ACTOR.OTHER_ROLE'],
    ['restart', POLICE, ['assignedOffice'], 'ACTOR.ADMINISTRATOR_ONLY'],
    ['restart', ADMINISTRATOR, ['inScope'], 'may'],
    ['restart', ADMINISTRATOR, [], 'UNIT.NOT_IN_SCOPE'],
    ['prepareDraft', BOARD, ['inScope', 'assignedOffice'], 'ACTOR.WRONG_ROLE'],
    ['prepareDraft', BOARD, ['ownBody'], 'may'],
    // Registers and evidence.
    ['recordEntry', POLICE, ['inScope'], 'may'],
    ['recordEntry', ADMINISTRATOR, ['inScope'], 'ACTOR.NOT_RECORDER'],
    ['recordEntryOnBehalf', POLICE, ['inScope'], 'ACTOR.NOT_ASSIGNED'],
    ['changeEntry', POLICE, ['inScope'], 'ACTOR.NOT_ASSIGNED'],
    ['addEvidence', BOARD, ['assignedOffice'], 'ACTOR.EVIDENCE'],
    ['addEvidence', POLICE, ['inScope'], 'ACTOR.NOT_ASSIGNED'],
    ['withdrawEvidence', POLICE, ['assignedOffice'], 'EVIDENCE.OTHERS'],
    ['withdrawEvidence', BOARD, ['assignedOffice', 'sameSide'], 'ACTOR.EVIDENCE'],
    ['withdrawEvidence', HEAD, ['ownUnit'], 'EVIDENCE.OTHERS'],
    // The province: the role first where a cycle is steered, the area first where a table of the province changes.
    ['amendDeadline', POLICE, [], 'ACTOR.ADMINISTRATOR_ONLY'],
    ['amendDeadline', ADMINISTRATOR, ['ofArea', 'inProvince'], 'ACTOR.OTHER_AREA'],
    ['importUnits', HEAD, ['ownUnit'], 'ACTOR.OTHER_AREA'],
    ['importUnits', BOARD, ['ofWholeProvince'], 'ACTOR.ADMINISTRATOR_ONLY'],
    ['reconcile', POLICE, ['ofWholeProvince'], 'ACTOR.OTHER_AREA'],
    ['reconcile', BOARD, ['ofArea'], 'ACTOR.OTHER_AREA'],
    ['watchCycle', HEAD, ['inProvince'], 'ACTOR.UNIT_ACCOUNT'],
    ['watchCycle', ADMINISTRATOR, ['inProvince'], 'ACTOR.UNIT_ACCOUNT'],
    ['composeAreaDocument', OFFICER, ['inProvince'], 'ACTOR.AREA_PAPER'],
    ['watchCycle', SCREEN, ['inProvince'], 'ACTOR.UNIT_ACCOUNT'],
    ['watchCycle', SCREEN, ['overseesUnits'], 'may'],
    ['readTargets', SCREEN, ['overseesUnits'], 'ACTOR.OTHER_ROLE'],
    ['readCycle', SCREEN, ['inProvince'], 'ACTOR.OTHER_ROLE'],
    ['readMessages', OPERATOR, ['inScope'], 'may'],
    ['readMessageText', OPERATOR, ['inScope'], 'ACTOR.OTHER_ROLE'],
    ['readUnitYears', OPERATOR, ['inScope', 'ofWholeProvince'], 'ACTOR.OTHER_ROLE'],
    ['reconcile', OPERATOR, ['ofWholeProvince'], 'may'],
    ['reconcile', AUDITOR, ['ofArea'], 'ACTOR.OTHER_AREA'],
    ['composeAreaDocument', AUDITOR, ['overseesUnits'], 'ACTOR.AREA_PAPER'],
    ['readCycle', BOARD, [], 'CYCLE.UNKNOWN'],
    ['readUnitYears', BOARD, ['inProvince'], 'UNIT.NOT_IN_SCOPE'],
  ])('tells of %s to %s, who is %j: %s', (act, role, held, expected) => {
    expect(told(RIGHTS, role, act, held)).toBe(expected);
  });

  it('lets those who only read change nothing', () => {
    // With their own account people sign in and out, which is no record of the house.
    const reading = ACTS.filter((act) =>
      /^(read|watch|compose)|^(reconcile|verifyAudit|useOwnAccount|endOwnSession)$/.test(act),
    );
    expect(ACTS.filter((act) => !isChange(RIGHTS, act))).toEqual(reading);
    for (const role of READING_ROLES) {
      expect(ACTS.filter((act) => whoMay(RIGHTS, act).includes(role) && !reading.includes(act))).toEqual([]);
    }
    expect(ACTS.filter((act) => whoMay(RIGHTS, act).includes(SCREEN))).toEqual([
      'useOwnAccount',
      'endOwnSession',
      'readOwnAccount',
      'watchCycle',
    ]);
  });

  it('lets nobody appraise alone what he has typed himself', () => {
    expect(ACTS.filter((act) => (RIGHTS as Rights)[act].notTypist === true)).toEqual(['appraise']);
  });

  it('names the bodies that could decide about themselves', () => {
    expect(ACTS.filter((act) => (RIGHTS as Rights)[act].notItself === true).sort()).toEqual([
      'answerAppeal',
      'classify',
      'decide',
      'decideExemplar',
      'overrideExclusion',
      'revoke',
    ]);
  });
});

describe('whatever the table says', () => {
  const act = fc.constantFrom(...ACTS);
  const role = fc.constantFrom(...ACTOR_ROLES);
  const held = fc.subarray([...RELATIONS]);

  it('nothing is granted to who stands in no relation', () => {
    for (const each of ACTS)
      for (const who of ACTOR_ROLES) expect([each, who, told(RIGHTS, who, each, [])]).not.toContain('may');
  });

  it('a relation more never takes a right away, and one less never gives one', () => {
    fc.assert(
      fc.property(act, role, held, held, (each, who, some, more) => {
        if (told(RIGHTS, who, each, some) === 'may')
          expect(told(RIGHTS, who, each, [...some, ...more])).toBe('may');
      }),
      { numRuns: 2_000 },
    );
  });

  it('an office acts on a unit only where the act is assigned to it, whatever its role', () => {
    const commands = ACTS.filter((each) => (RIGHTS as Rights)[each].judged === true);
    expect(commands.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.constantFrom(...commands), role.filter(isOfficeRole), held, (each, who, some) => {
        const assigned = (RIGHTS as Rights)[each].first?.relation as Relation;
        if (!some.includes(assigned)) expect(told(RIGHTS, who, each, some)).toBe('ACTOR.NOT_ASSIGNED');
      }),
    );
  });
});

describe('what a pack says differently', () => {
  it('replaces the roles of a unit’s stage, and of taking back what is handed in there', () => {
    const table = rightsAtStage({ kind: 'unit', act: 'submit', actor: OFFICER });
    expect([whoMay(table, 'submit'), whoMay(table, 'withdraw')]).toEqual([[OFFICER], [OFFICER]]);
    expect(told(table, HEAD, 'submit')).toBe('ACTOR.WRONG_ROLE');
    expect(whoMay(table, 'appraise')).toEqual([POLICE]);
    const reviewed = rightsAtStage({ kind: 'unit', act: 'review', actor: COMMITTEE });
    expect(whoMay(reviewed, 'review')).toEqual([COMMITTEE]);
    expect(told(reviewed, COMMITTEE, 'review', ['inScope'])).toBe('ACTOR.NOT_ASSIGNED');
    // What is handed in elsewhere is taken back by whom the table names.
    expect(whoMay(reviewed, 'withdraw')).toEqual(whoMay(RIGHTS, 'withdraw'));
  });

  it('leaves the table as it is where nothing is done', () => {
    expect(rightsAtStage({ kind: 'unit', act: 'none', actor: OFFICER })).toBe(RIGHTS);
    expect(rightsAtStage({ kind: 'area', act: 'submit', actor: 'ubnd-xa' })).toBe(RIGHTS);
  });

  it('gives an administrator what lies in the scope', () => {
    const table = withRoles(RIGHTS, 'review', [ADMINISTRATOR]);
    expect(table.review.may).toEqual({ administrator: 'inScope' });
  });

  it('leaves a body’s stage to the body, and nothing else is done there', () => {
    const table = rightsAtStage({ kind: 'area', act: 'submit', actor: 'ubnd-xa' });
    expect(whoMay(table, 'submit', ['assignedOffice', 'ownBody'])).toEqual(OFFICES);
    expect(whoMay(table, 'submit', ['assignedOffice'])).toEqual([]);
    const reviewed = rightsAtStage({ kind: 'area', act: 'review', actor: 'ubnd-xa' });
    expect([whoMay(reviewed, 'review'), reviewed.review.may]).toEqual([[], {}]);
  });

  it('gives the roles that may take a unit off the list of those not considered for awards', () => {
    const table = withRoles(RIGHTS, 'overrideExclusion', [BOARD, COMMITTEE]);
    expect(whoMay(table, 'overrideExclusion')).toEqual([COMMITTEE, BOARD]);
    expect(rolesOf(table, 'overrideExclusion')).toEqual([BOARD, COMMITTEE]);
    expect(told(table, BOARD, 'overrideExclusion', ['inScope'])).toBe('ACTOR.NOT_ASSIGNED');
  });

  it('says which side records in a register', () => {
    const bySide = (sides: readonly ('unit' | 'police')[]) => {
      const table = rightsOfRegister(sides);
      return [
        whoMay(table, 'recordEntry'),
        whoMay(table, 'recordEntryOnBehalf'),
        whoMay(table, 'changeEntry'),
      ];
    };
    expect(bySide(['unit'])).toEqual([
      [OFFICER, HEAD],
      [POLICE, ADMINISTRATOR],
      [OFFICER, HEAD],
    ]);
    expect(bySide(['police'])).toEqual([[POLICE], [], [POLICE]]);
    expect(bySide(['unit', 'police'])).toEqual([
      [OFFICER, HEAD, POLICE],
      [POLICE, ADMINISTRATOR],
      [OFFICER, HEAD, POLICE],
    ]);
  });
});
