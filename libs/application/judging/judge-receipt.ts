import type { Refusal } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** Whether the photo or scan that a receipt names is a file of its step; one without a scan has nothing to be wrong. */
export async function isScanOf(
  records: Pick<Records, 'evidence'>,
  { cycleId, unitId }: Pick<UnitYear, 'cycleId' | 'unitId'>,
  { body }: Pick<Command, 'body'>,
): Promise<boolean> {
  if (body.kind !== 'receivePaper' || body.scan === undefined) return true;
  const file = await records.evidence.find(cycleId, unitId, body.scan);
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
