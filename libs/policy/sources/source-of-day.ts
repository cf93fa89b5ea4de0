import type { PolicyPack } from '../pack.schema.js';
import type { ResolvedStage } from '../stages/resolved-stage.types.js';
import { cite } from './cite.js';

/** Key of the source of what stands in no document. */
const NO_DOCUMENT = 'assumed';

/** What documents say of a duty and of its last day, each by itself: an assumed day never hides a sourced duty. */
export interface DaySource {
  /** Where the duty is written; absent where no document orders it. */
  readonly duty?: string;
  /** What a document says of the day, with its place: what sets it, or, of an assumed day, a time without a day ("Quý I hằng năm"). */
  readonly said?: string;
  /** Whether no document sets the day. */
  readonly isAssumed: boolean;
}

/** Where a stage and the last day that its rules set come from; of a stage without a day, where the duty comes from. */
export const sourceOfDay = (
  pack: PolicyPack,
  { due, src, status }: Pick<ResolvedStage, 'due' | 'src' | 'status'>,
): DaySource => {
  const isSaid = due !== undefined && due.src !== NO_DOCUMENT;
  const words = isSaid && due.words !== '' ? `“${due.words}”, ` : '';
  return {
    ...(status !== 'assumed' && { duty: cite(pack, src) }),
    ...(isSaid && { said: `${words}${cite(pack, due.src)}` }),
    isAssumed: due?.status === 'assumed',
  };
};

/** On what the day rests: `“trước ngày 05/11 hằng năm”, Kế hoạch 33/KH-UBND…`, or that no document sets it. */
export const dayBasisText = ({ said, isAssumed }: DaySource): string => {
  if (!isAssumed) return said ?? '';
  return said === undefined
    ? 'ngày đề nghị (*), chưa có văn bản ấn định'
    : `${said}; ngày cụ thể là đề nghị (*)`;
};

/** Both in one line, for a cell or a sentence: the duty is named by itself wherever the place that speaks of the day is not its own. */
export const dutyAndDayText = (source: DaySource): string => {
  const { duty, said, isAssumed } = source;
  if (!isAssumed || (duty !== undefined && said?.endsWith(duty) === true)) return dayBasisText(source);
  const owed = duty === undefined ? 'nhiệm vụ chưa có văn bản quy định riêng (*)' : `nhiệm vụ theo ${duty}`;
  return `${owed}; ${dayBasisText(source)}`;
};
