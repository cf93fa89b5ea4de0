import { formatOfficialDay } from '#libs/calendar';
import type { ExtensionAnswer, ExtensionAskedAnswer } from '#libs/contracts/http';
import type { ExtensionRequest } from './extensions.port.js';

/** A request as the unit and the office read it. */
export function extensionAnswer(
  request: ExtensionRequest,
  names: { readonly unitName: string; readonly stageName: string },
): ExtensionAnswer {
  const { id, cycleId, unitId, stage, wishedDay, reason, byName, askedAt, state, escalatedAt, end } = request;
  return {
    ...{ id, cycleId, unitId, ...names, stage, wishedDay, reason, byName, askedAt, state, escalatedAt },
    ...{ endedAt: end?.at, endedBy: end?.byName, answer: end?.reason },
    ...{ until: end?.until, number: end?.number, date: end?.date, commandId: end?.commandId },
    text: textOf(request),
  };
}

/** The open request of a step, as its page and lists tell it. */
export function askedOf(
  requests: readonly ExtensionRequest[],
  stage: string,
): ExtensionAskedAnswer | undefined {
  const open = requests.find((request) => request.stage === stage && request.state === 'open');
  if (open === undefined) return undefined;
  const { id, wishedDay, askedAt, byName, escalatedAt } = open;
  return { id, wishedDay, since: askedAt, byName, escalatedAt };
}

function textOf({ state, wishedDay, escalatedAt, end }: ExtensionRequest): string {
  const wished = `Xin gia hạn đến hết ngày ${formatOfficialDay(wishedDay)}`;
  const by = end?.number === undefined ? '' : `, văn bản số ${end.number}`;
  const on = end?.date === undefined ? '' : ` ngày ${formatOfficialDay(end.date)}`;
  switch (state) {
    case 'open':
      return `${wished}: chờ nơi nhận trả lời${escalatedAt === undefined ? '' : '; đã báo cơ quan theo dõi'}. Chưa có trả lời thì hạn không đổi.`;
    case 'granted':
      return `${wished}: được gia hạn đến hết ngày ${formatOfficialDay(end?.until ?? wishedDay)}${by}${on}.`;
    case 'refused':
      return `${wished}: không được gia hạn: ${end?.reason ?? ''}${by}${on}. Hạn không đổi.`;
    case 'withdrawn':
      return `${wished}: đơn vị đã rút. Hạn không đổi.`;
    case 'overtaken':
      return `${wished}: không còn cần trả lời, vì bước đã nộp, bản giấy đã đến nơi nhận, bước đã mở lại hay có ngày khác, hoặc chu kỳ của đơn vị đã đóng.`;
  }
}
