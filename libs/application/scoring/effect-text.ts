import { type GapEffect, LEVEL_NAMES } from '#libs/policy';
import { formatPoints } from '#libs/scoring';

/** What a choice does, in Vietnamese. */
export function effectText(effect: GapEffect | undefined): string {
  if (effect === undefined) return 'đọc theo đúng lời của tiêu chí';
  const parts: string[] = [];
  const { points, branch, gradeYear, note, awardCap, scoredFrom, judgedBy, standing } = effect;
  if (points !== undefined) parts.push(`tính ${formatPoints(points)} điểm, không theo điểm đã ghi`);
  if (branch !== undefined) parts.push(`chấm theo nhánh "${branch}"`);
  if (gradeYear === 'stated') parts.push('dòng điểm phải ghi năm của xếp loại');
  if (gradeYear === 'cycle') parts.push('chỉ dùng xếp loại của năm chu kỳ; cơ sở được để trống đến khi có');
  if (note !== undefined) parts.push('cơ sở phải ghi chú cách thực hiện');
  if (awardCap !== undefined) parts.push('mức tối đa áp vào tổng điểm khen thưởng');
  if (scoredFrom !== undefined) parts.push('cấp trên chấm theo hồ sơ, tài liệu của mình');
  if (judgedBy !== undefined) parts.push(`cấp ${LEVEL_NAMES[judgedBy]} thẩm định và quyết định`);
  if (standing === 'inside') parts.push('đưa đơn vị vào diện xét tiêu chuẩn');
  if (standing === 'outside') parts.push('tham gia phong trào, không xét tiêu chuẩn');
  return parts.join('; ');
}
