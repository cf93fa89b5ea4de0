import { isSecondAccount, RIGHTS, type Rights } from '#libs/access';
import type { RefusalParams } from '#libs/refusals';
import type { Refusal } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** Whether the photo or scan that a receipt or a complaint names is a file of its step; one without a scan has nothing to be wrong. */
export async function isScanOf(
  records: Pick<Records, 'evidence'>,
  { cycleId, unitId }: Pick<UnitYear, 'cycleId' | 'unitId'>,
  { body }: Pick<Command, 'body'>,
): Promise<boolean> {
  const paper = body.kind === 'appeal' ? body.onBehalf : body.kind === 'receivePaper' ? body : undefined;
  if (paper?.scan === undefined || !('stage' in body)) return true;
  const file = await records.evidence.find(cycleId, unitId, paper.scan);
  return file?.stage === body.stage && file.withdrawn === undefined;
}

/** The parameters of a refusal, with who was first where the paper had been entered before. */
export async function withFirst<P extends object>(
  records: Pick<Records, 'commands'>,
  { state }: Pick<UnitYear, 'state'>,
  { code, stage = '' }: Refusal,
  params: P,
): Promise<P> {
  const receipt = state.stages[stage]?.receipt;
  if (code !== 'PAPER.ALREADY_RECEIVED' || receipt === undefined) return params;
  const first = await records.commands.find(receipt.commandId);
  return first === undefined ? params : { ...params, by: first.actor.name };
}

/**
 * Where the sheet of the unit's own points was sent by the account that is to appraise it now, typed for the unit or sent as one of its
 * people or as a deputy of its head: the step and who sent it. One pair of eyes on both columns is none.
 */
export async function typedBy(
  records: Pick<Records, 'commands'>,
  { graph }: Pick<Rules, 'graph'>,
  { state }: Pick<UnitYear, 'state'>,
  { actor }: Pick<Command, 'actor'>,
): Promise<RefusalParams<'SCORE.SAME_TYPIST'> | undefined> {
  if ((RIGHTS as Rights).appraise.notTypist !== true) return undefined;
  for (const { key, name, sheet } of graph) {
    const commandId = sheet === 'self' ? state.stages[key]?.commandId : undefined;
    const typed = commandId === undefined ? undefined : await records.commands.find(commandId);
    if (typed?.body.kind !== 'submit') continue;
    if (!isSecondAccount(typed.actor.actorId, actor.actorId)) {
      return { stageName: name, by: typed.actor.name };
    }
  }
  return undefined;
}
