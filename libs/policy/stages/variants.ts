import type { UnitKind } from '../units/units.schema.js';
import type { ResolvedStage } from './resolved-stage.types.js';
import type { StageVariant } from './stages.schema.js';

/** Whose stages are asked for: a kind of unit, or `body` for an office, of which no variant speaks. */
export type StageKindOf = UnitKind | 'body';

type Varied = Pick<ResolvedStage, 'due' | 'variants'>;

const variantOf = (
  { variants }: Pick<ResolvedStage, 'variants'>,
  kind: StageKindOf,
): StageVariant | undefined => variants?.find(({ kinds }) => kinds.some((each) => each === kind));

/** A stage as it is for one kind of unit: the foundation of the duty and of its day is that of the kind, every day is the same. */
export function stageForKind(stage: ResolvedStage, kind: StageKindOf): ResolvedStage {
  if (stage.variants === undefined) return stage;
  const variant = variantOf(stage, kind);
  const due = dueForKind(stage, kind);
  const { variants: _, ...common } = stage;
  return {
    ...common,
    ...variant?.duty,
    ...(variant?.opens && { opensStatus: variant.opens.status }),
    ...(due && { due }),
  };
}

/** The last day of a stage as it is founded for one kind of unit. */
export const dueForKind = (stage: Varied, kind: StageKindOf): ResolvedStage['due'] => {
  const due = variantOf(stage, kind)?.due;
  return stage.due === undefined || due === undefined ? stage.due : { ...stage.due, ...due };
};

/** The kinds of units for which no document sets the last day of a stage, although one does for the others. */
export const suggestedFor = ({ due, variants = [] }: Varied): readonly UnitKind[] =>
  due === undefined || due.status === 'assumed'
    ? []
    : variants.flatMap(({ kinds, due: other }) => (other?.status === 'assumed' ? kinds : []));

/** For people: `với cơ sở giáo dục là ngày đề nghị*`. */
export const suggestedForText = (
  unitKinds: readonly { readonly key: UnitKind; readonly name: string }[],
  kinds: readonly UnitKind[],
): string => {
  const names = kinds.map((kind) => unitKinds.find(({ key }) => key === kind)?.name.toLowerCase() ?? kind);
  return `với ${names.join(', ')} là ngày đề nghị*`;
};
