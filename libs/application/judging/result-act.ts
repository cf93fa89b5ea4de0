import { addDays, dateOf, nextWorkingDay } from '#libs/calendar';
import { answerDays, appealUntil, type Registrations, registrationsOf } from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import { stageWithRole } from '#libs/policy';
import { type Act, type AppealTerms, classStage, hasOutcome, resultAtOf, resultStage } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { pledgesWindow } from '../cycle-rules/lateness.js';
import type { Records, Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { type ActBase, baseOf, type StageBody } from './act-of.js';

type Needs = Stores<'papers' | 'workingDays'>;

/** A command about a result or about the unit itself, beside its stages. */
export type ResultBody = Exclude<CommandBody, StageBody>;

/**
 * A command beside the stages as the state machine sees it, with what the pack says about it worked out: periods of a
 * complaint, grounds, roles, days.
 */
export async function resultActOf(
  records: Needs,
  rules: Rules,
  unit: UnitYear,
  command: Pick<Command, 'id' | 'actor' | 'effectiveAt'>,
  body: ResultBody,
): Promise<Act> {
  const base = baseOf(command, unit);
  const { certification } = rules.pack;
  switch (body.kind) {
    case 'migrate':
      throw new Error('a migration is decided with its cycle, never by itself');
    case 'appeal': {
      const terms = await appealTerms(records, rules, unit, base, body.stage);
      return { ...base, kind: 'appeal', stage: body.stage, terms, onBehalf: body.onBehalf !== undefined };
    }
    case 'answerAppeal': {
      const { stage, outcome, recognised, complex, certificate } = body;
      const classUntil = await classAgainBy(records, rules, unit, base);
      return { ...base, kind: 'answerAppeal', stage, outcome, recognised, complex, certificate, classUntil };
    }
    case 'proposeRevocation': {
      const grounds = certification.revocation.map(({ key }) => key);
      return { ...base, kind: 'proposeRevocation', stage: body.stage, ground: body.ground, grounds };
    }
    case 'revoke':
      return {
        ...{ ...base, kind: 'revoke', stage: body.stage, ground: body.ground },
        classUntil: await classAgainBy(records, rules, unit, base),
      };
    case 'overrideExclusion': {
      const roles = certification.exclusionOverride?.roles ?? [];
      return { ...base, kind: 'overrideExclusion', stage: body.stage, roles };
    }
    case 'proposeAwards': {
      const collectives = body.proposals.reduce((sum, each) => sum + each.collectives.length, 0);
      const persons = body.proposals.reduce((sum, each) => sum + each.persons, 0);
      return { ...base, kind: 'proposeAwards', stage: body.stage, collectives, persons };
    }
    case 'delegate':
      return { ...base, kind: 'delegate', to: body.to };
    case 'recordPledges': {
      const { total, pledged } = body;
      return { ...base, kind: 'recordPledges', total, pledged, window: pledgesWindow(rules) };
    }
    case 'proposeExemplar':
      return { ...base, kind: 'proposeExemplar', needs: await exemplarNeeds(records, rules, unit) };
    case 'decideExemplar':
      return { ...base, kind: 'decideExemplar', accepted: body.accepted };
    case 'recordHeads':
      return { ...base, kind: 'recordHeads' };
  }
}

/** Last day to give a unit its class again, where that is an act of its own and the pack sets a period. */
async function classAgainBy(
  records: Needs,
  { pack: { certification } }: Rules,
  { provinceCode }: UnitYear,
  { effectiveAt }: ActBase,
): Promise<string | undefined> {
  const { withinDays } = certification.reclassification ?? {};
  if (withinDays === undefined) return undefined;
  const days = await records.workingDays(provinceCode);
  return nextWorkingDay(addDays(dateOf(effectiveAt), withinDays), days).date;
}

async function appealTerms(
  records: Needs,
  rules: Rules,
  unit: UnitYear,
  base: ActBase,
  stage: string,
): Promise<AppealTerms | undefined> {
  const { appeal } = rules.pack.certification;
  if (appeal === undefined) return undefined;
  const days = await records.workingDays(unit.provinceCode);
  const today = dateOf(base.effectiveAt);
  const now = unit.state.stages[stage];
  // The class is part of what may be complained of, so the period runs from whichever the unit has learnt of last.
  const known = [now && resultAtOf(now), classStage(unit.state)?.now.effectiveAt].filter(
    (at) => at !== undefined,
  );
  const knownOn = dateOf(known.sort().at(-1) ?? base.effectiveAt);
  return {
    lastDay: appealUntil(appeal, knownOn, days),
    first: answerDays(appeal, 1, today, days),
    second: answerDays(appeal, 2, today, days),
  };
}

/** What the pack asks for before a unit is proposed for the second track; `undefined` each where it does not ask. */
async function exemplarNeeds(records: Needs, rules: Rules, unit: UnitYear) {
  const { exemplar } = rules.pack.certification;
  if (exemplar === undefined) return undefined;
  const registered = (await standingRegistrations(records, rules, unit))?.exemplar ?? false;
  return {
    registered: exemplar.requiresRegistration ? registered : undefined,
    recognised: exemplar.requiresRecognition ? resultStage(unit.state)?.now.recognised === true : undefined,
  };
}

/** The registrations that stand now; undefined while none was handed in, or it went back. */
export async function standingRegistrations(
  records: Pick<Records, 'papers'>,
  rules: Pick<Rules, 'stages'>,
  unit: Pick<UnitYear, 'state' | 'standing'>,
): Promise<Registrations | undefined> {
  const now = unit.state.stages[stageWithRole(rules.stages, 'registration')?.key ?? ''];
  if (now?.commandId === undefined || !hasOutcome(now)) return undefined;
  return registrationsOf(await records.papers.contentOf(now.commandId), unit.standing);
}
