/**
 * One step of a year as its mails must tell it, written from the documents by hand: which document orders it, the words that set
 * its day, whom it names as receiver, and whether it names the papers. `(*)` stands for what no document says.
 */
interface ToldStep {
  readonly duty: string;
  readonly day: string;
  /** Beginning of the receiver that the document names. */
  readonly to?: string;
  readonly papers?: true;
}

/** Steps by their names; several where they differ by the unit. */
export type ToldSteps = Readonly<Record<string, readonly ToldStep[]>>;

const NONE = '(*)';
const step = (duty: string, day = NONE, more: Pick<ToldStep, 'to' | 'papers'> = {}): ToldStep[] => [
  { duty, day, ...more },
];
const unsaid = step(NONE);
/** Thông tư 124, Điều 6.1 orders it of agencies and enterprises in Quý I, and not of schools. */
const registration = (duty: string, ofSchools: ToldStep[]): ToldStep[] => [
  ...step(duty, 'Quý I'),
  ...ofSchools,
];

const TT124 = 'Thông tư 124/2021/TT-BCA';
const QD510 = 'Quyết định 510/QĐ-BCA-V05';
const CT06 = 'Chỉ thị 06/CT-BCA-V05';
const CT08 = 'Chỉ thị 08/CT-UBND';
const HD413 = 'Hướng dẫn 413/HD-CAT-PV05';
const CT2024 = 'Chỉ thị năm 2024 của Chủ tịch UBND tỉnh';
const KH33 = 'Kế hoạch 33/KH-UBND';
const RECOGNITION = 'Quyết định công nhận hoặc không công nhận';
const FESTIVAL = '“Ngày hội toàn dân bảo vệ an ninh Tổ quốc” 19/8';
const BY_STAFF = 'Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu)';
const NOVEMBER = 'trước ngày 05/11 hằng năm';

const MINISTRY: ToldSteps = {
  'Báo cáo Bộ Công an (qua V05)': step(CT06, 'trước ngày 15/11 hằng năm', {
    to: 'Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc (V05), Bộ Công an',
    papers: true,
  }),
};

/** What Kế hoạch 33 orders in each of its years. */
const OF_KH33: ToldSteps = {
  ...MINISTRY,
  'Cơ sở tự chấm điểm': step(KH33, NONE, { papers: true }),
  'Báo cáo kết quả': [
    // It names the police of the province and a day for whoever sends there.
    { duty: KH33, day: NOVEMBER, to: BY_STAFF, papers: true },
    { duty: KH33, day: NONE, papers: true },
  ],
  'Báo cáo tổng hợp của UBND xã, phường, đặc khu': step(KH33, NOVEMBER, { to: BY_STAFF }),
  'Hồ sơ đề nghị công nhận': unsaid,
  'Thẩm định, cấp trên chấm điểm': step(KH33),
  [RECOGNITION]: step(KH33),
  'Xét thi đua, khen thưởng': step(KH33),
  'Báo cáo bổ sung số liệu chính thức': unsaid,
  'Tổng kết năm': step(KH33),
};

/** By pack and year. */
export const TOLD_STEPS: Readonly<Record<string, ToldSteps>> = {
  'quang-ngai-2021 2021': {
    'Kế hoạch triển khai Chỉ thị 08/CT-UBND': step(CT08, NONE, { papers: true }),
    'Kế hoạch của UBND huyện, thị xã, thành phố': step(CT08, NONE, { papers: true }),
    'Đăng ký đạt tiêu chuẩn, cam kết thực hiện': unsaid,
    [FESTIVAL]: step('Quyết định 521/QĐ-TTg'),
    'Hồ sơ đề nghị công nhận': unsaid,
    'Thẩm định': unsaid,
    [RECOGNITION]: unsaid,
    'Xét khen thưởng': unsaid,
    'Báo cáo Bộ Công an, Tỉnh ủy, UBND tỉnh': step(CT08, NONE, { to: 'Bộ Công an', papers: true }),
    'Tổng kết năm': step(CT08),
  },
  'hai-duong-2024 2024': {
    // A time by which it is to be there, and nothing of sending it.
    'Nghị quyết, kế hoạch Quý I': [...step(TT124), ...unsaid],
    'Đăng ký phong trào, tiêu chuẩn, điển hình': registration(TT124, unsaid),
    '“Ngày hội toàn dân bảo vệ ANTQ” (19/8/2024)': step(CT2024),
    'Cơ sở tự chấm điểm': step(QD510),
    'Hồ sơ đề nghị công nhận': unsaid,
    'Thẩm định, cấp trên chấm điểm': unsaid,
    [RECOGNITION]: step(TT124),
    'Xét, đề nghị khen thưởng': step(CT2024),
    'Tổng kết chuyên đề, đánh giá, phân loại phong trào': step(CT2024),
  },
  'huong-dan-413-2021 2021': {
    'Nghị quyết chuyên đề và kế hoạch năm 2021': step(HD413, NONE, { papers: true }),
    'Phát động, cam kết thực hiện': step(HD413),
    '“Ngày hội toàn dân bảo vệ an ninh Tổ quốc”': step(HD413),
    // To "Công an các đơn vị, địa phương được phân công, phân cấp quản lý".
    'Hồ sơ đề nghị công nhận': step(HD413, 'trước ngày 01/12/2021', { to: 'Công an ' }),
    'Thẩm định': step(HD413),
    [RECOGNITION]: step(HD413),
    'Xét chọn, đề nghị khen thưởng': step(HD413),
    'Tổng kết năm': step(HD413),
  },
  'national-2025 2025': {
    ...MINISTRY,
    'Nghị quyết, kế hoạch Quý I': [...step(TT124), ...unsaid],
    'Đăng ký phong trào, tiêu chuẩn, điển hình': registration(TT124, unsaid),
    [FESTIVAL]: step(CT06),
    'Cơ sở tự chấm điểm': step(QD510),
    'Hồ sơ đề nghị công nhận': unsaid,
    'Thẩm định, cấp trên chấm điểm': step(CT06),
    [RECOGNITION]: step(TT124),
    'Xét thi đua, khen thưởng': step(TT124),
    'Tổng kết năm': unsaid,
  },
  'quang-ngai-2025 2025': {
    ...OF_KH33,
    // To the police of the province, whoever manages the unit.
    'Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND': step(KH33, 'trước ngày 25/8/2025', {
      to: BY_STAFF,
      papers: true,
    }),
    'Kế hoạch của UBND xã, phường, đặc khu': step(KH33, 'trước ngày 25/8/2025', {
      to: BY_STAFF,
      papers: true,
    }),
    'Đăng ký phong trào, tiêu chuẩn, cam kết, điển hình': step(KH33),
  },
  'quang-ngai-2025 2026': {
    ...OF_KH33,
    // The annex asks that it be there in Quý I, and nothing of sending it.
    'Nghị quyết, kế hoạch Quý I': step(KH33, NONE, { papers: true }),
    'Đăng ký phong trào, tiêu chuẩn, điển hình': registration(KH33, step(KH33)),
    'Kế hoạch của UBND xã, phường, đặc khu': unsaid,
    'Danh sách đơn vị đăng ký trên địa bàn': unsaid,
    'Sơ kết 6 tháng của UBND xã, phường, đặc khu': unsaid,
    [FESTIVAL]: step(KH33),
  },
};

/** What a reminder says wrongly of its steps: that no table has them, or what of them is told otherwise. */
export function wrongSteps(text: string, table: ToldSteps): string[] {
  const [reminded = '', ...besides] = text.split(
    /(?:Việc khác còn phải làm|Được đề nghị gửi, không văn bản nào buộc gửi):\n/,
  );
  const blocks = reminded
    .split(/\n(?=- )/)
    .slice(1)
    .map((block) => block.split('\n\n', 1)[0] ?? '');
  const rows = besides
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('- '));
  return [
    ...blocks.flatMap((block) => wrongBlock(block, table)),
    ...rows.flatMap((row) => wrongRow(row, table)),
  ];
}

function wrongBlock(block: string, table: ToldSteps): string[] {
  const [head = '', ...lines] = block.split('\n').map((line) => line.trim());
  const name = head.slice(2);
  const line = (beginning: string) => lines.find((each) => each.startsWith(beginning));
  const told: ToldStep = {
    duty: /^Nhiệm vụ: (?:chưa có văn bản quy định riêng )?(.*)\.$/.exec(line('Nhiệm vụ: ') ?? '')?.[1] ?? '',
    day: /^Căn cứ của ngày: “([^”]*)”, [^;]*\.$/.exec(line('Căn cứ của ngày: ') ?? '')?.[1] ?? NONE,
  };
  const isMarked = line('Ngày đề nghị: ')?.includes(' (*), ') === true && line('Hạn: ') === undefined;
  const receiver = line('Gửi về');
  const papers = lines.find((each) => /^Gửi( \(\*\))?: /.test(each));
  const fits = ({ duty, day, to, papers: named }: ToldStep) =>
    told.duty.startsWith(duty) &&
    told.day === day &&
    isMarked === (day === NONE) &&
    !block.includes(day === NONE ? 'quá hạn' : 'quá ngày đề nghị') &&
    (receiver === undefined || receiver.startsWith(to === undefined ? 'Gửi về (*): ' : `Gửi về: ${to}`)) &&
    (papers === undefined || papers.startsWith(named === true ? 'Gửi: ' : 'Gửi (*): '));
  return table[name]?.some(fits) === true ? [] : [block];
}

function wrongRow(row: string, table: ToldSteps): string[] {
  const name = Object.keys(table).find((each) => row.startsWith(`- ${each}. `)) ?? '';
  const isMarked = /\. Ngày đề nghị: [^*]* \(\*\), /.test(row);
  const isPlain = /\. Hạn: [^*]*, /.test(row) && !row.includes('quá ngày đề nghị');
  const days = table[name]?.map(({ day }) => day) ?? [];
  const fits = days.some((day) => (day === NONE ? isMarked && !row.includes('quá hạn') : isPlain));
  return fits ? [] : [row];
}
