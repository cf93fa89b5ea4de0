import type { PaperSlip } from '#libs/application';
import { dateOf, formatInstant, formatOfficialDay } from '#libs/calendar';
import { lateWord } from '#libs/contracts/http';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import { wordFile } from '../layout/word.js';
import { ADMINISTRATIVE, capitalised, dayInWords, filled } from './words.js';

const FORM_NOTE = '* Mẫu phiếu chưa có văn bản quy định; đơn vị thay bằng mẫu của cơ quan nếu có.';

/** Phiếu tiếp nhận of a paper as a Word file. */
export const paperSlipFile = (slip: PaperSlip, publicUrl: string): Promise<Buffer> =>
  wordFile(paperSlip(slip, publicUrl));

/**
 * Phiếu tiếp nhận: that a paper came, under which number and on which day, and where the step can be seen. The code leads to the plain
 * address of the step, which signs nobody in.
 *
 * @param publicUrl address under which the system is reached
 */
export function paperSlip(slip: PaperSlip, publicUrl: string): DocumentLayout {
  const { unitName, unitId, stageName, year, arrivalNumber, arrivedOn, rehearsal } = slip;
  const title = `Phiếu tiếp nhận văn bản giấy: ${unitName}`;
  return {
    title,
    about: [`${stageName}, năm ${year}`],
    mark: rehearsal === undefined ? undefined : `DIỄN TẬP “${rehearsal}”, không dùng làm văn bản`,
    sections: [
      {
        orientation: 'portrait',
        blocks: [
          letterheadOf(slip),
          { kind: 'title', name: 'Phiếu tiếp nhận*', summary: `${stageName}, năm ${year}` },
          { kind: 'fill', label: 'Đơn vị gửi', value: `${unitName} (mã ${unitId})` },
          { kind: 'fill', label: 'Số đến', value: arrivalNumber },
          { kind: 'fill', label: 'Ngày đến', value: `${formatOfficialDay(arrivedOn)}, ${lateText(slip)}` },
          {
            kind: 'fill',
            label: 'Người ghi nhận',
            value: `${slip.byName}, lúc ${formatInstant(slip.enteredAt)}`,
          },
          {
            kind: 'paragraph',
            text: 'Kể từ ngày đến, đơn vị được tính là đã gửi; cơ quan tiếp nhận nhập nội dung. Trễ hay đúng hạn tính theo ngày đến.',
          },
          {
            kind: 'signatures',
            recipients: [`${unitName};`, 'Lưu: VT.'],
            signers: [{ office: 'NGƯỜI TIẾP NHẬN' }],
          },
          {
            kind: 'code',
            url: stepAddress(slip, publicUrl),
            caption: 'Quét mã để xem bước này (cần đăng nhập)',
          },
          { kind: 'notes', items: [FORM_NOTE] },
        ],
      },
    ],
  };
}

const stepAddress = ({ cycleId, unitId, stage }: PaperSlip, publicUrl: string): string =>
  `${publicUrl.replace(/\/$/, '')}/viec/${[cycleId, unitId, stage].map(encodeURIComponent).join('/')}`;

const lateText = (slip: PaperSlip): string => lateWord(slip) ?? 'đúng hạn';

function letterheadOf({ office, letterhead, areas, arrivedOn, enteredAt }: PaperSlip): Block {
  const superior = letterhead?.superior;
  const place = (areas.commune ?? areas.province).replace(ADMINISTRATIVE, '');
  const entered = dateOf(enteredAt);
  return {
    kind: 'letterhead',
    issuer: capitalised(office),
    superior: superior === undefined ? undefined : filled(superior, { areas }),
    placeAndDate: `${place}, ${dayInWords(entered < arrivedOn ? arrivedOn : entered)}`,
  };
}
