import { type ResultPlanAnswer, type ResultStandAnswer } from '#libs/contracts/http';
import type { Context } from '../context.js';
import { ASSUMED_NOTE, assumedMark, formatNumber } from './words.js';

/** What a revocation or an answered complaint would make of a unit's result, beside what stands. */
export function planLines(context: Context, plan: ResultPlanAnswer, groundKey?: string): void {
  context.line(`Đơn vị ${plan.unitName} (${plan.unitId}), chu kỳ ${plan.cycleId}:`);
  const ground = plan.grounds.find(({ key }) => key === groundKey);
  if (ground !== undefined) {
    context.line(`Căn cứ: ${ground.text} (${ground.source})${assumedMark(ground.status)}`);
  } else if (groundKey !== undefined) {
    context.line(
      `Gói quy định không có căn cứ ${groundKey}; có: ${plan.grounds.map(({ key }) => key).join(', ')}.`,
    );
  }
  const before = standOf(plan.before);
  const after = standOf(plan.after);
  context.table(
    ['', 'Trước', 'Sau'],
    before.map(([name, value], index) => [name, value, after[index]?.[1] ?? '']),
  );
  if (
    [plan.before, plan.after].some((each) => each.class?.assumed === true) ||
    ground?.status === 'assumed'
  ) {
    context.line(ASSUMED_NOTE);
  }
  context.line('Chạy thử, chưa thay đổi gì.');
}

function standOf(stand: ResultStandAnswer): readonly (readonly [string, string])[] {
  const { recognised, class: band, exclusion, certificate } = stand;
  const state = certificate?.state === 'revoked' ? ' (thu hồi)' : '';
  return [
    ['Công nhận', recognised === undefined ? '–' : recognised ? 'có' : 'không'],
    ['Điểm', band === undefined ? '–' : formatNumber(band.total)],
    ['Phân loại', band === undefined ? '–' : `${band.name}${assumedMark(band.assumed)}`],
    ['Thi đua, khen thưởng', exclusionWord(exclusion)],
    ['Giấy công nhận', certificate === undefined ? '–' : `${certificate.number}${state}`],
  ];
}

/** `không xét`, `đề xuất không xét`, or that the unit is considered. */
export function exclusionWord(exclusion: ResultStandAnswer['exclusion']): string {
  switch (exclusion?.effect) {
    case 'excluded':
      return 'không xét';
    case 'proposed':
      return 'đề xuất không xét';
    case 'overridden':
      return 'được xét theo văn bản riêng (*)';
    case undefined:
      return 'được xét';
  }
}
