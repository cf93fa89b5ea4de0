import { dateOf, formatInstant, formatOfficialDay } from '#libs/calendar';
import type { AwaitingHeadAnswer, PresentedAnswer } from '#libs/contracts/http';
import { isAsked, isAssumedDay, lastDayOf, type StageState } from '#libs/unit-year';
import type { PresentedStep } from './present-draft.use-case.js';
import type { PresentedDraft } from './presented-drafts.port.js';

/** A presented draft as the people of its unit read it. */
export function presentedAnswer({ step, draft, now }: PresentedStep): PresentedAnswer {
  const { cycle, unit, stage } = step;
  const due = lastDayOf(stage, unit.state.stages[stage.key]);
  const isAssumed = isAssumedDay(stage, due);
  const { state, version, digest, byName, presentedAt, note, end } = draft;
  return {
    ...{ stage: stage.key, stageName: stage.name, state, version, digest, byName, presentedAt, note },
    ...{ endedAt: end?.at, endedBy: end?.byName, reason: end?.reason, due },
    dueAssumed: isAssumed ? true : undefined,
    link: `/viec/${[cycle.id, unit.unitId, stage.key].map(encodeURIComponent).join('/')}`,
    text: textOf(draft, { due, isAssumed, today: dateOf(now) }),
  };
}

/** What everybody is told who sees the unit: since when, and by whom; nothing where the step is not asked for any more. */
export function awaitingHeadOf(
  drafts: readonly PresentedDraft[],
  stage: string,
  now: StageState | undefined,
): AwaitingHeadAnswer | undefined {
  const waiting = drafts.find((draft) => draft.stage === stage && draft.state === 'waiting');
  if (waiting === undefined || !isAsked(now?.status ?? 'awaiting')) return undefined;
  return { since: waiting.presentedAt, byName: waiting.byName };
}

interface Due {
  readonly due?: string;
  readonly isAssumed: boolean;
  readonly today: string;
}

function textOf({ state, presentedAt, end }: PresentedDraft, due: Due): string {
  switch (state) {
    case 'waiting':
      return `Đã trình ${at(presentedAt, due.today)}. ${whatCounts(due)}`;
    case 'takenBack':
      return 'Đã lấy lại, sửa được. Thủ trưởng chưa nhận bản này.';
    case 'givenBack':
      return `Thủ trưởng trả lại ${at(end?.at ?? presentedAt, due.today)}: ${end?.reason ?? ''}`;
    case 'sent':
      return `Thủ trưởng đã duyệt và gửi ${at(end?.at ?? presentedAt, due.today)}.`;
    case 'overtaken':
      return 'Không còn chờ duyệt: bước đã được nộp bằng bản khác, bản giấy đã đến nơi nhận, hoặc chu kỳ của đơn vị đã đóng.';
  }
}

/** `16:20` of today, else with its day. */
const at = (instant: string, today: string): string => {
  const [time = ''] = formatInstant(instant).split(' ', 1);
  const day = dateOf(instant);
  return day === today ? time : `${time} ngày ${formatOfficialDay(day)}`;
};

function whatCounts({ due, isAssumed, today }: Due): string {
  const counts = 'Tính là nộp khi thủ trưởng gửi';
  if (due === undefined) return `${counts}.`;
  const mark = isAssumed ? ' (*)' : '';
  const day = formatOfficialDay(due);
  if (due === today) return `${counts}, hết 24:00 hôm nay${mark}.`;
  if (due > today) return `${counts}, hết ngày ${day}${mark}.`;
  return `${counts}; đã quá ${isAssumed ? 'ngày đề nghị' : 'hạn'} ${day}${mark}.`;
}
