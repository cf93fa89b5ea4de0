import { type RehearsalError, type RehearsalFault, waitingWords } from '#libs/rehearsal-driver';
import { CliError, EXIT } from '../cli.error.js';
import { instantText } from '../print/words.js';

type Fault<K extends RehearsalFault['kind']> = Extract<RehearsalFault, { readonly kind: K }>;

/** Why a rehearsal cannot go on, as this program ends. */
export function rehearsalEnd({ fault }: RehearsalError): CliError {
  switch (fault.kind) {
    case 'actRefused':
      return actRefused(fault);
    case 'otherSeed':
      return otherSeed(fault);
    case 'stuck':
      return stuck(fault);
    case 'exists':
      return exists(fault);
    case 'nothingToResume':
      return new CliError(
        EXIT.notFound,
        `Chưa có chu kỳ diễn tập năm ${fault.year} nhãn "${fault.label}" để chạy tiếp. Hãy bỏ --resume.`,
      );
    case 'officesDiffer':
      return new CliError(
        EXIT.unexpected,
        `Cơ quan trong chu kỳ và tài khoản diễn tập không khớp: ${fault.offices.join(', ')}.`,
      );
    case 'noAccount':
      return new CliError(
        EXIT.unexpected,
        `Diễn tập không có tài khoản ${fault.account} để thao tác cho ${fault.subject}.`,
      );
    case 'noTotals':
      return new CliError(EXIT.unexpected, 'API không cho biết tổng số của diễn tập.');
  }
}

const actRefused = ({ act: { subject, stage, at }, reason }: Fault<'actRefused'>) =>
  new CliError(
    EXIT.refused,
    `Thao tác của diễn tập bị từ chối: ${subject}, bước ${stage}, lúc ${instantText(at)}. ${reason} ` +
      'Chạy lại với --resume --keep-going để đi tiếp và liệt kê mọi chỗ bị từ chối.',
  );

const otherSeed = ({ act: { subject, stage, at } }: Fault<'otherSeed'>) =>
  new CliError(
    EXIT.refused,
    `Chu kỳ diễn tập này đã chạy theo một kịch bản khác: thao tác của ${subject} ở bước ${stage} lúc ${instantText(at)} ` +
      'đã gửi với nội dung khác. Hãy chạy tiếp với đúng --seed cũ, hoặc bắt đầu diễn tập mới với --label khác.',
  );

const exists = ({ cycle: { id, state }, label }: Fault<'exists'>) =>
  new CliError(
    EXIT.refused,
    `Chu kỳ diễn tập ${id} (nhãn "${label}") đã có${state === 'closed' ? ' và đã đóng' : ''}. ` +
      'Hãy chọn nhãn khác với --label, hoặc thêm --resume để chạy tiếp chu kỳ đó với đúng --seed cũ.',
  );

function stuck({ state: { now, waitingFor, state }, to, patienceMs }: Fault<'stuck'>): CliError {
  return new CliError(
    EXIT.unreachable,
    `Đồng hồ diễn tập đứng ở ${instantText(now, true)} (cần đến ${instantText(to, true)}, chu kỳ ${state}) đã ` +
      `${Math.round(patienceMs / 60_000)} phút; còn chờ: ${waitingWords(waitingFor)}. Hãy xem antq doctor rồi chạy tiếp với --resume.`,
  );
}
