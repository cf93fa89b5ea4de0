import type { CertificationProblem, Pledges, Registrations } from './certification.types.js';

type Standing = 'inside' | 'outside';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads what a registration paper registered. A paper of an earlier version named nothing apart: handing it in stood
 * for the movement and, inside the standard, for the standard; of pledges and the second track it said nothing.
 *
 * @param content the body of the submission as it was handed in
 */
export function registrationsOf(content: unknown, standing: Standing): Registrations {
  const stated = isObject(content) ? content['registrations'] : undefined;
  if (!isObject(stated)) return { movement: true, standard: standing === 'inside', exemplar: false };
  return {
    movement: stated['movement'] === true,
    standard: stated['standard'] === true,
    exemplar: stated['exemplar'] === true,
    pledges: pledgesOf(stated['pledges']),
  };
}

function pledgesOf(value: unknown): Pledges | undefined {
  if (!isObject(value) || typeof value['total'] !== 'number' || typeof value['pledged'] !== 'number') {
    return undefined;
  }
  const names = Array.isArray(value['names'])
    ? value['names'].filter((name) => typeof name === 'string')
    : undefined;
  return { total: value['total'], pledged: value['pledged'], ...(names === undefined ? {} : { names }) };
}

/**
 * What is wrong with a registration. A unit outside the standard registers the movement only (Thông tư
 * 124/2021/TT-BCA, Điều 1), and whoever registers the standard or the second track takes part in the movement.
 */
export function checkRegistrations(
  registrations: Registrations,
  standing: Standing,
): readonly CertificationProblem[] {
  const { movement, standard, exemplar, pledges } = registrations;
  const problems: CertificationProblem[] = [];
  const add = (code: string, place: string, message: string) => problems.push({ code, place, message });
  if (!movement) {
    add(
      'REGISTRATION.NO_MOVEMENT',
      'đăng ký phong trào',
      'Bản đăng ký phải có đăng ký thực hiện phong trào; tiêu chuẩn, cam kết và điển hình đi cùng phong trào.',
    );
  }
  if (standing === 'outside' && (standard || exemplar || pledges !== undefined)) {
    add(
      'REGISTRATION.MOVEMENT_ONLY',
      'đăng ký tiêu chuẩn, cam kết, điển hình',
      'Đơn vị tham gia phong trào, không xét tiêu chuẩn, nên chỉ đăng ký thực hiện phong trào. Hãy bỏ các đăng ký khác.',
    );
  }
  return pledges === undefined ? problems : [...problems, ...checkPledges(pledges)];
}

/** What is wrong with a list of pledges; the names, where there are any, are those of the sub-units that pledged. */
export function checkPledges({ total, pledged, names }: Pledges): readonly CertificationProblem[] {
  const place = 'cam kết của phòng, ban, tổ, đội';
  if (pledged > total) {
    const message = `Có ${pledged} phòng, ban, tổ, đội cam kết, nhiều hơn tổng số ${total}. Hãy sửa lại số liệu.`;
    return [{ code: 'REGISTRATION.PLEDGES_EXCEED', place, message }];
  }
  if (names === undefined) return [];
  const distinct = new Set(names.map((name) => name.normalize('NFC').toLocaleLowerCase('vi').trim()));
  if (names.length === pledged && distinct.size === names.length) return [];
  const message = `Danh sách có ${distinct.size} tên khác nhau, số đã cam kết là ${pledged}. Hãy ghi mỗi phòng, ban, tổ, đội đã cam kết một lần.`;
  return [{ code: 'REGISTRATION.PLEDGES_NAMES', place, message }];
}
