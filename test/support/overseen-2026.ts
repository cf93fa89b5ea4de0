/**
 * What offices that answer for others are told in 2026 beside their own reminders, worked out by hand from the packs' days and the
 * calendar. The commune has four units: Sở Tư pháp does everything in time, Bưu điện xã scores itself two days late, Trường
 * THPT Sơn Mỹ (of the province) and Trạm Y tế xã never do anything; UBND xã hands in none of its own papers.
 */
export interface ToldLine {
  readonly day: string;
  readonly to: readonly string[];
  /** The subject line behind `[DIỄN TẬP] [ANTQ 2026] `. */
  readonly subject: string;
  /** What the text must say. */
  readonly says?: readonly string[];
  readonly silent?: readonly string[];
}

const POLICE = 'Công an xã';
const COMMITTEE = 'UBND xã';
const STAFF = 'Phòng Tham mưu';
const SCHOOLS = 'Sở GD&ĐT';
const STEERING = 'BCĐ 138 tỉnh';

/** Nothing is late in a commune until 31/3 has passed; from then on there always is something. */
const month = (day: string, rest: string, more: Pick<ToldLine, 'says' | 'silent'> = {}): ToldLine => ({
  ...{ day, to: [STEERING], subject: `Trang tháng ${day.slice(5, 7)}/2026: ${rest}`, ...more },
});
const NOTHING = 'không có việc cần quyết định';
const LATE = '1 địa bàn cấp xã có việc quá hạn';

export const OVERSEEN_2026: readonly ToldLine[] = [
  // The first working days: 01/01 and 02/01 are off, so are 30/4 and 01/5, 01/9 and 02/9; 01/02, 01/3, 01/8 and 01/11 are of a weekend.
  month('2026-01-05', NOTHING, { says: ['Đến hạn trong tháng\n  Không có.'] }),
  month('2026-02-02', NOTHING),
  month('2026-03-02', NOTHING, {
    says: [
      'Đăng ký phong trào, tiêu chuẩn, điển hình (với cơ sở giáo dục là ngày đề nghị*): hết ngày 31/3/2026, còn 4 nơi.',
    ],
    // What is only asked for is nothing that falls due.
    silent: ['Quý I', 'Kế hoạch của UBND'],
  }),
  month('2026-04-01', LATE, {
    says: [
      // The circular sets the day for the station and not for the school.
      '1. Chỉ đạo 1 địa bàn cấp xã hoàn thành 1 việc quá hạn, 1 việc quá ngày đề nghị (*).',
      '1. Xã Tịnh Khê: 1 việc quá hạn, 1 việc quá ngày đề nghị (*)',
      '- Đăng ký phong trào, tiêu chuẩn, điển hình: 2 / 4 đơn vị; chưa có số liệu năm trước',
      '50% (2 / 4); chỉ tiêu từ 100%: chưa đạt',
    ],
  }),
  month('2026-05-04', LATE),
  month('2026-06-01', LATE),
  month('2026-07-01', LATE),
  month('2026-08-03', LATE),
  month('2026-09-03', LATE),
  month('2026-10-01', LATE),
  month('2026-11-02', LATE, { says: ['Cơ sở tự chấm điểm: 2 / 4 đơn vị'] }),
  // What units hand in is taken in no more, and the commune's papers that are still open no document orders.
  month('2026-12-01', 'Xét thi đua, khen thưởng (hết 15/12*)', {
    says: ['mới đạt 50%'],
    silent: ['Chỉ đạo 1 xã'],
  }),
  // The relay refused the mails of Tuesday 24/3 to two addresses.
  {
    day: '2026-03-25',
    to: [COMMITTEE],
    subject: '1 địa chỉ thư mới hỏng, cần sửa',
    says: ['Trạm Y tế xã (mã QN0003) (mới)', 'Địa chỉ: qn0003@donvi.example.test', 'Không có hộp thư này'],
    silent: ['QN0002'],
  },
  {
    day: '2026-03-25',
    to: [STAFF],
    subject: '1 địa chỉ thư mới hỏng, cần sửa',
    says: ['Trường THPT Sơn Mỹ (mã QN0002) (mới)'],
    silent: ['QN0003'],
  },
  // Thu 26/3 is the third working day before Tue 31/3, which is five working days ahead from Tue 24/3 on.
  {
    day: '2026-03-26',
    to: [POLICE, COMMITTEE],
    subject: '1 cơ quan chưa đăng ký (hết 31/3)',
    says: ['Sắp hết hạn: 1 việc của 1 nơi, trong 5 ngày làm việc tới', '\n  Trạm Y tế xã (mới)\n'],
    // Nothing is late yet, so there is nothing to urge.
    silent: ['Bưu điện xã', 'Sơn Mỹ', 'Công văn đôn đốc'],
  },
  {
    day: '2026-03-26',
    to: [STAFF],
    subject: '1 cơ quan chưa đăng ký (hết 31/3), 1 cơ sở giáo dục chưa đăng ký* (hết 31/3)',
    says: ['Trường THPT Sơn Mỹ, Xã Tịnh Khê (mới)', 'Trạm Y tế xã, Xã Tịnh Khê (mới)'],
  },
  {
    day: '2026-03-26',
    to: [SCHOOLS],
    subject: '1 cơ sở giáo dục chưa đăng ký* (hết 31/3)',
    silent: ['Trạm Y tế'],
  },
  // Late from Wed 01/4, outside the season: the Monday after.
  {
    day: '2026-04-06',
    to: [POLICE, COMMITTEE],
    subject: '1 cơ quan chưa đăng ký (quá hạn)',
    says: [
      '■ Quá hạn 6 ngày. Hạn: hết ngày 31/3/2026 (Thứ Ba).',
      'Công văn đôn đốc đã điền sẵn tên các nơi quá hạn: antq report word reminderLetter --cycle 51-2026-trong-coi --commune 21211',
      'Số liệu lúc 07:30 ngày 06/4/2026; nộp sau giờ này chưa trừ.',
    ],
  },
  {
    day: '2026-04-06',
    to: [STAFF],
    subject: '1 cơ quan chưa đăng ký (quá hạn), 1 cơ sở giáo dục chưa đăng ký*',
    // No document orders the commune's plan.
    silent: ['Kế hoạch của UBND'],
  },
  // A sector draws up no letter of its own.
  {
    day: '2026-04-06',
    to: [SCHOOLS],
    subject: '1 cơ sở giáo dục chưa đăng ký*',
    silent: ['Công văn'],
  },
  // The season: Tue 20/10 has Tue 27/10 five working days ahead. The festival is told to nobody above.
  {
    day: '2026-10-20',
    to: [POLICE, COMMITTEE],
    subject: '2 cơ quan chưa tự chấm* (hết 27/10)',
    says: ['Bưu điện xã (mới)', 'Trạm Y tế xã (mới)'],
    silent: ['Ngày hội'],
  },
  // Sở Tư pháp hands it in at nine, after the list was drawn up.
  { day: '2026-10-20', to: [STAFF], subject: '4 đơn vị chưa tự chấm* (hết 27/10)', says: ['Sở Tư pháp'] },
  { day: '2026-10-20', to: [SCHOOLS], subject: '1 cơ sở giáo dục chưa tự chấm* (hết 27/10)' },
  // Fri 23/10 has Fri 30/10 five working days ahead.
  { day: '2026-10-23', to: [POLICE, COMMITTEE, STAFF], subject: '2 cơ quan chưa báo cáo* (hết 30/10)' },
  // Past Tue 27/10; Wed 28/10 has Wed 04/11 five working days ahead.
  {
    day: '2026-10-28',
    to: [POLICE, COMMITTEE],
    subject: '2 cơ quan chưa tự chấm*',
    says: ['□ Quá ngày đề nghị 1 ngày. Ngày đề nghị: hết ngày 27/10/2026 (Thứ Ba) (*).'],
  },
  {
    day: '2026-10-28',
    to: [STAFF],
    subject: '3 đơn vị chưa tự chấm*, 1 xã chưa báo cáo (hết 04/11), 1 việc khác',
    silent: ['Sở Tư pháp, Xã Tịnh Khê (mới)\n\n- Báo cáo tổng hợp'],
  },
  {
    day: '2026-10-28',
    to: [SCHOOLS],
    subject: '1 cơ sở giáo dục chưa tự chấm*, 1 chưa báo cáo (hết 04/11)',
  },
  // Past Fri 30/10; Bưu điện xã has reported.
  { day: '2026-11-02', to: [POLICE, COMMITTEE, STAFF], subject: '1 cơ quan chưa báo cáo*' },
  // Past Wed 04/11, which Kế hoạch 33 sets.
  {
    day: '2026-11-05',
    to: [STAFF],
    subject: '1 xã chưa báo cáo (quá hạn), 1 cơ sở giáo dục chưa báo cáo (quá hạn)',
    silent: ['Sở Tư pháp'],
  },
  { day: '2026-11-05', to: [SCHOOLS], subject: '1 cơ sở giáo dục chưa báo cáo (quá hạn)' },
  // No more taken in: reports after 14/11, registrations after 15/11. Dossiers open on 16/11.
  {
    day: '2026-11-16',
    to: [POLICE, COMMITTEE],
    subject:
      '1 cơ quan chưa đăng ký (hết thời gian tiếp nhận), 1 chưa báo cáo* (hết thời gian tiếp nhận), 1 việc khác',
    says: ['Hết thời gian tiếp nhận, không nộp: 2 việc của 1 nơi'],
  },
  {
    day: '2026-11-16',
    to: [STAFF],
    subject:
      '1 cơ quan chưa đăng ký (hết thời gian tiếp nhận), 1 cơ sở giáo dục chưa đăng ký* (hết thời gian tiếp nhận), 4 việc khác',
  },
  {
    day: '2026-11-16',
    to: [SCHOOLS],
    subject:
      '1 cơ sở giáo dục chưa đăng ký* (hết thời gian tiếp nhận), 1 chưa báo cáo (hết thời gian tiếp nhận), 1 việc khác',
  },
  // The dossier of Bưu điện xã came on 16/11; what Công an tỉnh owes itself it is reminded of.
  {
    day: '2026-11-17',
    to: [STAFF],
    subject: '1 cơ quan chưa được thẩm định* (hết 21/11)',
    says: ['\n  Công an xã: 1 đơn vị\n'],
    // What can be handed in no more was told once.
    silent: ['hết thời gian tiếp nhận'],
  },
  {
    day: '2026-11-19',
    to: [POLICE, COMMITTEE],
    subject: '1 cơ quan chưa nộp hồ sơ*, 1 chưa tự chấm* (hết thời gian tiếp nhận)',
  },
  {
    day: '2026-11-19',
    to: [STAFF],
    subject: '2 đơn vị chưa nộp hồ sơ*, 2 chưa tự chấm* (hết thời gian tiếp nhận)',
  },
  {
    day: '2026-11-19',
    to: [SCHOOLS],
    subject: '1 cơ sở giáo dục chưa nộp hồ sơ*, 1 chưa tự chấm* (hết thời gian tiếp nhận)',
  },
  // Past 20/11 the appraiser goes by its own records, and is past 21/11 with both.
  {
    day: '2026-11-23',
    to: [POLICE, COMMITTEE],
    subject: '1 cơ quan chưa nộp hồ sơ* (hết thời gian tiếp nhận)',
  },
  {
    day: '2026-11-23',
    to: [STAFF],
    subject: '2 cơ quan chưa được thẩm định*, 2 đơn vị chưa nộp hồ sơ* (hết thời gian tiếp nhận)',
    says: ['\n  Công an xã: 2 đơn vị\n'],
  },
  { day: '2026-11-23', to: [SCHOOLS], subject: '1 cơ sở giáo dục chưa nộp hồ sơ* (hết thời gian tiếp nhận)' },
];
