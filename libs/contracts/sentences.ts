import { LEVEL_NAMES, type ManagementLevel } from '#libs/policy';
import {
  fillSentence,
  type ParamKind,
  type ParamsArgument,
  REFUSALS,
  type RefusalCode,
  type RefusalEntry,
} from '#libs/refusals';

const ROLE_NAMES: Readonly<Record<string, string>> = {
  'unit-officer': 'cán bộ đầu mối',
  'unit-head': 'thủ trưởng đơn vị',
  appraiser: 'cơ quan thẩm định (Công an được phân công)',
  'deciding-body': 'cơ quan quyết định công nhận (UBND)',
  supervisor: 'Ban Chỉ đạo 138',
  administrator: 'quản trị hệ thống',
  auditor: 'kiểm tra viên',
  operator: 'vận hành',
  screen: 'màn hình theo dõi',
};

/** Vietnamese name of a token role. */
export const roleName = (role: string) => ROLE_NAMES[role] ?? role;

/** How each kind of parameter is shown. */
const SHOWN: Readonly<Record<ParamKind, (value: string) => string>> = {
  text: (value) => value,
  flag: (value) => value,
  // A name that brings its own quotation marks keeps them.
  stage: (name) => (name.includes('“') ? name : `“${name}”`),
  day: (value) => value.split('-').reverse().join('/'),
  level: (level) => (level === '*' ? 'mọi cấp' : `cấp ${LEVEL_NAMES[level as ManagementLevel]}`),
  role: roleName,
  roles: (roles) => roles.split(',').map(roleName).join(' hoặc '),
  list: (items) => (items === '' ? 'không có' : items),
};

/** What people read for a code: its sentence in the catalogue, with the parameters as they are shown. */
export const sentenceFor = <C extends RefusalCode>(code: C, ...[params]: ParamsArgument<C>): string =>
  sentenceOf({ code, params });

/** The same for a refusal that was made before, where it was held to the parameters of its code. */
export function sentenceOf(refused: {
  readonly code: RefusalCode;
  readonly params?: Readonly<Record<string, string | undefined>>;
}): string {
  const { params: kinds } = REFUSALS[refused.code] as RefusalEntry;
  const shown: Record<string, string> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const value = refused.params?.[name];
    if (value !== undefined) shown[name] = SHOWN[kind.replace('?', '') as ParamKind](value);
  }
  return fillSentence(refused.code, shown);
}
