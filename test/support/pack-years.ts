/** One year of one pack on its own area, with what its mails must say and must not, in the words of its document. */
export interface PackYear {
  readonly policy: string;
  readonly year: number;
  readonly province: string;
  /** Given where the pack names no province, or another than the area that stands for it. */
  readonly asked?: string;
  readonly holds: readonly string[];
  readonly lacks: readonly string[];
  /** The same of the plan that a unit is given to fill in. */
  readonly paper: { readonly holds: readonly string[]; readonly lacks: readonly string[] };
}

/** A year of each of the five packs, and two of the last: its first one began in August. */
export const PACK_YEARS: readonly PackYear[] = [
  {
    policy: 'quang-ngai-2021',
    year: 2021,
    province: '951',
    asked: '951',
    paper: {
      holds: [
        'Chỉ thị 08/CT-UBND',
        'cơ quan, doanh nghiệp, nhà trường',
        'An toàn về an ninh, trật tự',
        '15/05/2021',
      ],
      lacks: ['cơ sở giáo dục', '05/11', 'Kế hoạch 33', 'đặc khu'],
    },
    holds: [
      'Kế hoạch triển khai Chỉ thị 08/CT-UBND',
      'Cơ quan Thường trực Ban Chỉ đạo 138 tỉnh',
      // Each unit is told its own office, by name.
      'Công an huyện Sông Trà (mẫu)',
      'cơ quan, doanh nghiệp, nhà trường',
      '“An toàn về an ninh, trật tự”',
    ],
    lacks: ['trước ngày 05/11', 'Kế hoạch 33', 'cơ sở giáo dục', 'đặc khu', 'Phân loại', 'Phòng Tham mưu'],
  },
  {
    policy: 'hai-duong-2024',
    year: 2024,
    province: '30',
    paper: {
      holds: ['Thông tư 124/2021/TT-BCA', 'Quý I', '19/8/2024'],
      lacks: ['05/11', 'Kế hoạch 33', 'nhà trường', 'đặc khu'],
    },
    holds: [
      '“Ngày hội toàn dân bảo vệ ANTQ” (19/8/2024)',
      'Công an huyện Vải Đỏ (mẫu)',
      'Công an phường Bến Sông (mẫu)',
      'Phân loại:',
    ],
    lacks: ['trước ngày 05/11', 'Kế hoạch 33', 'đặc khu', 'nhà trường', 'Phòng Tham mưu', 'Hệ quả:'],
  },
  {
    policy: 'huong-dan-413-2021',
    year: 2021,
    province: '00',
    paper: {
      holds: [
        'Nghị quyết chuyên đề',
        'Căn cứ Hướng dẫn số 413/HD-CAT-PV05 ngày 11 tháng 02 năm 2021',
        '30/11/2021',
      ],
      // What the province aims at over all units is no target of one.
      lacks: ['cơ sở giáo dục', '05/11', 'Kế hoạch 33', 'từ 80%', 'trên 90%'],
    },
    holds: [
      '“trước ngày 01/12/2021”, Hướng dẫn 413/HD-CAT-PV05',
      'Nghị quyết chuyên đề và kế hoạch năm 2021',
      'cơ quan, doanh nghiệp, nhà trường',
      'Công an huyện Đồng Xanh (mẫu)',
    ],
    lacks: ['trước ngày 05/11', 'trước ngày 15/11', 'Tự chấm', 'Phân loại', 'cơ sở giáo dục', 'Kế hoạch 33'],
  },
  {
    policy: 'national-2025',
    year: 2025,
    province: '12',
    asked: '12',
    paper: {
      holds: ['Chỉ thị 06/CT-BCA-V05', 'cơ quan, doanh nghiệp, cơ sở giáo dục', 'Quý I'],
      // It binds the police alone.
      lacks: ['nhà trường', 'huyện', 'Kế hoạch 33', '05/11', 'Căn cứ Chỉ thị'],
    },
    holds: [
      '“trước ngày 15/11 hằng năm”, Chỉ thị 06/CT-BCA-V05',
      'Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc (V05), Bộ Công an',
      'cơ quan, doanh nghiệp, cơ sở giáo dục',
      'Phân loại: Trung bình (*)',
    ],
    // The directive only asks that the exclusion from awards be proposed.
    lacks: ['trước ngày 05/11', 'Kế hoạch 33', 'huyện', 'nhà trường', 'Phòng Tham mưu', 'Hệ quả:'],
  },
  {
    policy: 'quang-ngai-2025',
    year: 2025,
    province: '51',
    paper: {
      holds: ['Căn cứ Kế hoạch số 33/KH-UBND', 'từ 90% trở lên', 'qua Phòng Tham mưu', '24/08/2025'],
      lacks: ['nhà trường', 'huyện', 'trên 90%', 'từ 80%', 'Căn cứ Chỉ thị'],
    },
    holds: [
      '“trước ngày 05/11 hằng năm”, Kế hoạch 33/KH-UBND',
      '“trước ngày 25/8/2025”, Kế hoạch 33/KH-UBND',
      'Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu)',
      'UBND phường Trà Câu',
      'Hệ quả: Không xét thi đua, khen thưởng đối với đơn vị phân loại phong trào ở mức “Trung bình”, “Yếu”',
      'cơ quan, doanh nghiệp, cơ sở giáo dục',
    ],
    lacks: ['nhà trường', 'huyện', 'trước ngày 01/12', 'Quý I'],
  },
  {
    policy: 'quang-ngai-2025',
    year: 2026,
    province: '51',
    paper: {
      holds: ['Căn cứ Kế hoạch số 33/KH-UBND', 'từ 90% trở lên', 'Quý I', '31/03/2026'],
      lacks: ['nhà trường', 'huyện', '24/08/2025', 'từ 80%', 'Căn cứ Chỉ thị'],
    },
    holds: [
      '“trước ngày 05/11 hằng năm”, Kế hoạch 33/KH-UBND',
      'Nghị quyết, kế hoạch Quý I',
      'Phòng Tham mưu',
    ],
    lacks: ['nhà trường', 'huyện', 'trước ngày 25/8', 'Kế hoạch cụ thể hóa'],
  },
];

export const namedYear = ({ policy, year }: PackYear): string => `${policy} ${year}`;

/** The year of a pack that is in the list. */
export function packYear(policy: string, year: number): PackYear {
  const found = PACK_YEARS.find((each) => each.policy === policy && each.year === year);
  if (found === undefined) throw new Error(`no year ${year} of ${policy}`);
  return found;
}
