/**
 * How an account may stand to what it acts on or reads: who that is, and what somebody is told who lacks the relation;
 * where no code stands, the act's own refusal tells enough.
 */
export const RELATIONS = {
  anyone: { who: 'any account with a token' },
  inProvince: {
    who: 'an account of the province of the cycle, at whatever level',
    code: 'CYCLE.UNKNOWN',
  },
  ofArea: {
    who: 'an account for an area: a commune, a district or the province, not for a sector or one unit',
  },
  overseesUnits: { who: 'an account that looks after several units: those of an area, or of a sector' },
  ofWholeProvince: {
    who: 'an account for the whole province that the act is about',
    code: 'ACTOR.OTHER_AREA',
  },
  inScope: {
    who: 'the subject lies in the scope of the account; of a list, what lies there is shown',
    code: 'UNIT.NOT_IN_SCOPE',
  },
  ownUnit: { who: 'an account of the unit itself' },
  headItself: {
    who: 'an account of the unit whose grant is not one to act for its head',
    code: 'ACTOR.DEPUTY',
  },
  ownBody: { who: 'an account of the office whose own papers the year holds' },
  assignedOffice: {
    who: 'an office of the level that judges the unit; of a body’s year, the body itself or an office of the province',
    code: 'ACTOR.NOT_ASSIGNED',
  },
  receivingOffice: {
    who: 'as `assignedOffice`, but of a body’s paper an office of the kind that receives it, and never the body',
    code: 'ACTOR.NOT_ASSIGNED',
  },
  answeringOffice: {
    who: 'as `assignedOffice`, but of a second complaint an office of the province',
    code: 'ACTOR.NOT_ASSIGNED',
  },
  recordingOffice: {
    who: 'the office that recorded the entry, the one that succeeds it, or one of a higher level',
    code: 'ACTOR.NOT_ASSIGNED',
  },
  sameSide: { who: 'the account that added it, or one of the same unit', code: 'EVIDENCE.OTHERS' },
} as const satisfies Readonly<Record<string, { readonly who: string; readonly code?: string }>>;

export type Relation = keyof typeof RELATIONS;
