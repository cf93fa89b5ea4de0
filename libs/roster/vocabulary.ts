import type { ManagementLevel, UnitKind, UnitSize } from '#libs/policy';
import { fold } from '#libs/text';

/** Words of offices for a closed set of values, folded; the values' own keys are always understood. */
type Vocabulary<T extends string> = Readonly<Record<T, readonly string[]>>;

const kinds: Vocabulary<UnitKind> = {
  'co-quan': [
    'co quan',
    'cq',
    'co quan nha nuoc',
    'co quan hanh chinh',
    'don vi su nghiep',
    'co quan don vi',
  ],
  'co-so-giao-duc': ['co so giao duc', 'csgd', 'truong hoc', 'truong', 'nha truong', 'giao duc', 'gd'],
  'doanh-nghiep': ['doanh nghiep', 'dn', 'cong ty', 'hop tac xa', 'htx'],
};
const levels: Vocabulary<ManagementLevel> = {
  tinh: ['tinh', 'cap tinh', 'ubnd tinh', 'cong an tinh'],
  huyen: [
    'huyen',
    'cap huyen',
    'thi xa',
    'huyen thi xa thanh pho',
    'ubnd huyen',
    'ubnd thi xa',
    'cong an huyen',
  ],
  xa: [
    'xa',
    'cap xa',
    'phuong',
    'dac khu',
    'xa phuong',
    'xa phuong dac khu',
    'ubnd xa',
    'ubnd phuong',
    'cong an xa',
  ],
};
const sizes: Vocabulary<UnitSize> = {
  'sieu-nho': ['sieu nho'],
  nho: ['nho'],
  vua: ['vua'],
  lon: ['lon'],
};

export const kindNames = '"Cơ quan", "Cơ sở giáo dục" hoặc "Doanh nghiệp"';
export const levelNames = (hasDistricts: boolean) =>
  hasDistricts ? '"Tỉnh", "Huyện" hoặc "Xã"' : '"Tỉnh" hoặc "Xã"';
export const sizeNames = '"Siêu nhỏ", "Nhỏ", "Vừa" hoặc "Lớn"';
function find<T extends string>(vocabulary: Vocabulary<T>, text: string): T | undefined {
  const wanted = fold(text);
  return (Object.keys(vocabulary) as T[]).find((key) => vocabulary[key].includes(wanted));
}

export const kindOf = (text: string): UnitKind | undefined => find(kinds, text);
export const levelOf = (text: string): ManagementLevel | undefined => find(levels, text);
export const sizeOf = (text: string): UnitSize | undefined => find(sizes, text);

/** Words in the names of schools, the most telling first: a school with lower secondary classes is not a primary school. */
const schoolWords: readonly (readonly [RegExp, string])[] = [
  [/\b(mam non|mau giao)\b/, 'mam-non'],
  [/\bnha tre\b/, 'nha-tre'],
  [/\b(ptdtnt|dan toc noi tru)\b/, 'ptdtnt'],
  [/\b(gdnn|gdtx|giao duc thuong xuyen|giao duc nghe nghiep)\b/, 'gdtx'],
  [/\bdai hoc\b/, 'dai-hoc'],
  [/\bcao dang\b/, 'cao-dang'],
  [/\b(thpt|trung hoc pho thong)\b/, 'thpt'],
  [/\b(thcs|trung hoc co so)\b/, 'thcs'],
  [/\btieu hoc\b/, 'tieu-hoc'],
];

/** The sub-kind that a unit's name tells, for lists without a column for it. */
export function subKindFromName(name: string, kind: UnitKind, managedBy: ManagementLevel): string {
  const folded = fold(name);
  if (kind === 'doanh-nghiep') return 'doanh-nghiep';
  if (kind === 'co-so-giao-duc') return schoolWords.find(([word]) => word.test(folded))?.[1] ?? 'khac';
  if (/\bcong an\b/.test(folded)) return 'cong-an';
  if (/\b(quan su|quan doi|bo doi|bien phong)\b/.test(folded)) return 'quan-doi';
  const ofCommune = managedBy === 'xa' || /\b(xa|phuong|dac khu)\b/.test(folded);
  return ofCommune ? 'cap-xa' : 'so-nganh';
}

export const nameTellsFdi = (name: string): boolean => /\bfdi\b/.test(fold(name));
