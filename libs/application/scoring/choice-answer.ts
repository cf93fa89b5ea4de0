import type { ChoiceAnswer } from '#libs/contracts';
import type { PolicyPack } from '#libs/policy';
import type { GapChoice } from './choices.port.js';
import { effectText } from './effect-text.js';

/** A choice as people read it. */
export function choiceAnswer(
  pack: Pick<PolicyPack, 'gaps'>,
  choice: Omit<GapChoice, 'version'> & Partial<Pick<GapChoice, 'version'>>,
  inForce: boolean,
): ChoiceAnswer {
  const gap = pack.gaps.find(({ key }) => key === choice.gap);
  const option = gap?.options.find(({ key }) => key === choice.option);
  return {
    cycleId: choice.cycleId,
    gap: choice.gap,
    gapText: gap?.text ?? choice.gap,
    option: choice.option,
    optionText: option?.text ?? choice.option,
    effect: effectText(option?.effect),
    unitId: choice.unitId,
    reason: choice.reason,
    byName: choice.by.name,
    recordedAt: choice.recordedAt,
    version: choice.version,
    inForce,
  };
}
