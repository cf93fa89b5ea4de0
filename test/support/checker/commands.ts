import type { ReadStage, StagesOf } from './pack-reading.js';
import { groupBy } from './snapshot.js';
import type { CommandRow, Report, Snapshot, TokenRow, UnitYearRow } from './types.js';
import { Timeline } from './years.js';

/** I1: nothing acknowledged is lost, and each applied command left exactly one fact, one audit row and its paper. */
export function checkCommands(data: Snapshot, acknowledged: readonly string[], report: Report): void {
  const commands = new Map(data.commands.map((command) => [command.id, command]));
  for (const id of acknowledged) {
    if (!commands.has(id)) report('I1', id, 'the client got a 2xx for this command and it is gone');
  }
  const facts = groupBy(data.facts, (fact) => fact.command_id);
  const audit = groupBy(data.audit, (row) => row.object.split('/')[1] ?? '');
  const papers = new Set([...data.submissions, ...data.decisions].map((paper) => paper.command_id));
  for (const command of data.commands) {
    const own = facts.get(command.id) ?? [];
    const rows = audit.get(command.id) ?? [];
    const isApplied = command.status === 'applied';
    if (!isApplied && command.status !== 'refused') {
      report('I1', command.id, `the command is still ${command.status}`);
    }
    if (isApplied && own.length !== 1)
      report('I1', command.id, `the command was applied and has ${own.length} facts`);
    if (isApplied && rows.length !== 1) {
      report('I1', command.id, `the command was applied and has ${rows.length} audit rows`);
    }
    if (!isApplied && own.length > 0)
      report('I1', command.id, `the command is ${command.status} and has a fact`);
    if (!isApplied && rows.length > 0)
      report('I1', command.id, `the command is ${command.status} and has an audit row`);
    if (command.status === 'refused' && command.outcome?.code === undefined) {
      report('I1', command.id, 'the command was refused without a code');
    }
    const fact = own[0];
    if (fact === undefined) continue;
    if (fact.cycle_id !== command.cycle_id || fact.unit_id !== command.unit_id) {
      report('I1', command.id, 'its fact belongs to another unit');
    }
    if (fact.version !== command.outcome?.version) {
      report(
        'I1',
        command.id,
        `its outcome says version ${String(command.outcome?.version)}, its fact ${fact.version}`,
      );
    }
    const { effectiveAt } = fact.body;
    if (effectiveAt !== undefined && Date.parse(effectiveAt) !== command.effective_at.getTime()) {
      report('I1', command.id, `its fact was judged at ${effectiveAt}, not at its receipt or arrival`);
    }
    if (rows[0] !== undefined && (rows[0].action !== fact.kind || rows[0].actor_id !== command.actor_id)) {
      report('I1', command.id, 'its audit row tells another act or actor');
    }
    const hasPaper =
      ['stage.submitted', 'stage.decided', 'stage.classified', 'result.revoked'].includes(fact.kind) ||
      (fact.kind === 'result.appealAnswered' && fact.body.recognised !== undefined);
    if (hasPaper !== papers.has(command.id))
      report('I1', command.id, 'its paper is missing, or is one too many');
  }
  for (const [id, own] of facts) {
    if (!commands.has(id)) report('I1', id, `${own.length} facts without a command`);
  }
}

/** Whose commands have no account: the calendar closes the years that nobody has ended. */
const SYSTEM = 'system';

/** I7: every command was recorded by an account whose scope covers the unit, in a role that the act is for. */
export function checkScopes(data: Snapshot, stagesOf: StagesOf, report: Report): void {
  const tokens = new Map(data.tokens.map((token) => [token.id, token]));
  const units = new Map(data.units.map((unit) => [`${unit.cycle_id}/${unit.unit_id}`, unit]));
  const facts = groupBy(data.facts, (fact) => `${fact.cycle_id}/${fact.unit_id}`);
  /** The stages of the pack under which the command was judged. */
  const stagesAt = (unit: UnitYearRow, command: CommandRow): readonly ReadStage[] =>
    new Timeline(unit, facts.get(`${unit.cycle_id}/${unit.unit_id}`) ?? [], data.migrations, stagesOf).of(
      (command.outcome?.version ?? 0) - 1,
    );
  for (const command of data.commands) {
    if (command.actor_id === SYSTEM) {
      if (command.body.kind !== 'close') report('I7', command.id, `the system did ${command.body.kind}`);
      continue;
    }
    const token = tokens.get(command.actor_id);
    const unit = units.get(`${command.cycle_id}/${command.unit_id}`);
    if (token === undefined) report('I7', command.id, 'no account of the actor is known');
    else if (unit === undefined)
      report('I1', command.id, 'the command belongs to a unit that is not in the cycle');
    else if (![unit, ...formerPlaces(unit)].some((place) => covers(token, place))) {
      report(
        'I7',
        command.id,
        `${token.role} of ${token.scope_level} ${token.scope_code} acted on ${unit.unit_id}`,
      );
    } else if (command.status === 'applied' && !mayAct(command, token, unit, stagesAt(unit, command))) {
      report('I7', command.id, `${token.role} may not ${command.body.kind} ${command.body.stage ?? ''}`);
    }
  }
}

/** The unit where it stood when the command may have come, before its cycle came under another pack. */
const formerPlaces = (unit: UnitYearRow): UnitYearRow[] =>
  (unit.state.formerly ?? []).map(({ communeCode, districtCode }) => ({
    ...unit,
    commune_code: communeCode,
    district_code: districtCode ?? null,
  }));

function covers(token: TokenRow, unit: UnitYearRow): boolean {
  if (token.cycle_id !== null && token.cycle_id !== unit.cycle_id) return false;
  switch (token.scope_level) {
    case 'unit':
      return token.scope_code === unit.unit_id;
    case 'xa':
      return token.scope_code === unit.commune_code;
    case 'huyen':
      return token.scope_code === unit.district_code;
    case 'tinh':
      return token.scope_code === unit.province_code;
    default:
      return false;
  }
}

/** Who may give commands that are not the act of one stage. */
const ROLES_BESIDE: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['extend', 'pause', 'resume', 'restart', 'close', 'delegate', 'migrate'].map((kind) => [
      kind,
      ['administrator'],
    ]),
  ),
  appeal: ['unit-head'],
  answerAppeal: ['deciding-body'],
  proposeRevocation: ['appraiser', 'supervisor', 'deciding-body'],
  revoke: ['deciding-body'],
  overrideExclusion: ['supervisor', 'deciding-body'],
  proposeAwards: ['unit-head', 'supervisor'],
  recordPledges: ['unit-head', 'unit-officer', 'appraiser'],
  proposeExemplar: ['appraiser', 'supervisor'],
  decideExemplar: ['deciding-body'],
  recordHeads: ['unit-head', 'unit-officer', 'appraiser', 'administrator'],
};

function mayAct(
  command: CommandRow,
  token: TokenRow,
  unit: UnitYearRow,
  stages: readonly ReadStage[],
): boolean {
  const { kind, stage, onBehalf } = command.body;
  if (command.actor.role !== token.role) return false;
  if (kind === 'appeal' && onBehalf !== undefined) {
    return ['administrator', 'appraiser', 'deciding-body'].includes(token.role);
  }
  const roles = ROLES_BESIDE[kind];
  if (roles !== undefined) return roles.includes(token.role);
  if (kind === 'return') return token.role === 'appraiser';
  if (kind === 'receivePaper' || kind === 'withdrawReceipt') {
    return token.role === 'administrator' || token.role === 'appraiser';
  }
  if (kind === 'announcePaper') return token.role === 'unit-head' || token.role === 'unit-officer';
  if (onBehalf !== undefined) return token.role === 'administrator' || token.role === 'appraiser';
  if (unit.body_key !== null) return token.office_code === unit.unit_id;
  return stages.some((each) => each.key === stage && each.actor === token.role);
}
