import { LEVEL_NAMES, type ManagementLevel } from '#libs/policy';
import type { SentenceParams } from './domain-error.js';

type Sentence = (params: SentenceParams) => string;

const day = (value: string | undefined) => (value ?? '').split('-').reverse().join('/');
const p = (params: SentenceParams, key: string) => params[key] ?? '';

/** A stage by its name, in quotation marks unless it brings its own. */
const named = (params: SentenceParams, key: string) =>
  p(params, key).includes('“') ? p(params, key) : `“${p(params, key)}”`;

const ROLE_NAMES: Readonly<Record<string, string>> = {
  'unit-officer': 'cán bộ đầu mối',
  'unit-head': 'thủ trưởng đơn vị',
  appraiser: 'cơ quan thẩm định (Công an được phân công)',
  'deciding-body': 'cơ quan quyết định công nhận (UBND)',
  supervisor: 'Ban Chỉ đạo 138',
  administrator: 'quản trị hệ thống',
};

const levelName = (level: string) =>
  level === '*' ? 'mọi cấp' : `cấp ${LEVEL_NAMES[level as ManagementLevel]}`;

/** Vietnamese name of a token role. */
export const roleName = (role: string) => ROLE_NAMES[role] ?? role;

/**
 * What people read for each code: what is wrong, where, and what to do. Codes are stable, sentences may improve.
 * `stageName` in the params is the stage's Vietnamese name, `requiresName` and `byName` likewise.
 */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  'STAGE.UNKNOWN': (q) =>
    `Không có bước "${p(q, 'stage')}" trong chu kỳ này. Các bước có thể dùng: ${p(q, 'known')}.`,
  'STAGE.WRONG_ACT': (q) =>
    `Bước ${named(q, 'stageName')} không nhận loại thao tác này. Hãy xem lại bước cần thực hiện.`,
  'STAGE.NOT_OPEN': (q) =>
    `Bước ${named(q, 'stageName')} chưa mở: mở từ ngày ${day(q['opens'])}. Hãy gửi lại từ ngày đó.`,
  'STAGE.CUT_OFF_PASSED': (q) =>
    `Bước ${named(q, 'stageName')} đã khóa sổ hết ngày ${day(q['lastDay'])}. Muốn nộp tiếp, đề nghị quản trị gia hạn hoặc mở lại từ bước này.`,
  'STAGE.REQUIRES': (q) =>
    `Bước ${named(q, 'stageName')} cần bước ${named(q, 'requiresName')} hoàn thành trước. Hãy làm bước đó trước.`,
  'STAGE.ALREADY_SUBMITTED': (q) =>
    `Bước ${named(q, 'stageName')} đã được gửi. Muốn sửa, hãy rút lại (khi chưa thẩm định) hoặc đề nghị cấp trên trả lại.`,
  'STAGE.ALREADY_DONE': (q) =>
    `Bước ${named(q, 'stageName')} đã có kết quả. Muốn làm lại, đề nghị quản trị mở lại từ bước này.`,
  'STAGE.NOT_SUBMITTED': (q) =>
    `Bước ${named(q, 'stageName')} chưa có hồ sơ nào đang gửi để trả lại hoặc rút lại.`,
  'STAGE.LOCKED': (q) =>
    `Bước ${named(q, 'stageName')} không sửa được nữa vì bước ${named(q, 'byName')} đã có kết quả. Muốn sửa, đề nghị quản trị mở lại từ bước này.`,
  'ACTOR.NOT_HEAD': (q) =>
    `Chỉ thủ trưởng đơn vị được gửi bước ${named(q, 'stageName')}. Cán bộ đầu mối hãy lưu nháp để thủ trưởng duyệt và gửi.`,
  'ACTOR.WRONG_ROLE': (q) =>
    `Thao tác ở bước ${named(q, 'stageName')} thuộc ${roleName(p(q, 'role'))}. Hãy dùng tài khoản có vai trò đó.`,
  'ACTOR.ON_BEHALF_ONLY': (q) =>
    `Quản trị không gửi thay đơn vị ở bước ${named(q, 'stageName')}. Nếu có văn bản giấy, hãy nhập thay với số đến và ngày đến.`,
  'ACTOR.ADMINISTRATOR_ONLY': () => 'Thao tác này thuộc quản trị hệ thống. Hãy dùng tài khoản quản trị.',
  'ACTOR.REHEARSAL_ONLY': (q) =>
    `Tài khoản này chỉ dùng trong chu kỳ diễn tập ${p(q, 'cycle')}. Hãy dùng tài khoản thường cho việc ngoài diễn tập.`,
  'ACTOR.OTHER_AREA': () =>
    'Việc này thuộc quản trị hoặc cơ quan giám sát cấp tỉnh của địa bàn. Hãy dùng tài khoản của địa bàn đó.',
  'ACTOR.UNIT_ACCOUNT': () =>
    'Bảng điều hành dành cho công an, UBND, Ban Chỉ đạo 138 và quản trị. Đơn vị hãy xem hồ sơ năm của mình.',
  'ACTOR.AREA_PAPER': () =>
    'Văn bản này do cơ quan phụ trách địa bàn lập. Đơn vị hãy chọn trong các văn bản của mình: antq report list.',
  'ACTOR.NOT_ASSIGNED': (q) =>
    `Đơn vị ${p(q, 'unit')} do ${p(q, 'assigned')} phụ trách. Hãy chuyển việc này cho cơ quan đó.`,
  'ACTOR.AREA_ENDED': (q) =>
    `${p(q, 'area')} không còn từ ngày ${day(q['day'])}.${p(q, 'successor') === '' ? '' : ` Từ ngày đó việc này do cơ quan cùng nhiệm vụ của ${p(q, 'successor')} thực hiện.`}`,
  'DECISION.SELF_BODY': (q) =>
    `${p(q, 'office')} không được quyết định cho chính mình. Hồ sơ của đơn vị này do cơ quan khác được phân công quyết định.`,
  'ARRIVAL.IN_FUTURE': (q) => `Ngày đến ${day(q['day'])} ở tương lai. Hãy nhập ngày văn bản thật sự đến.`,
  'YEAR.PAUSED': () => 'Chu kỳ của đơn vị đang tạm dừng. Đề nghị quản trị cho chạy tiếp trước.',
  'YEAR.NOT_PAUSED': () => 'Chu kỳ của đơn vị không tạm dừng nên không có gì để chạy tiếp.',
  'YEAR.CLOSED': () => 'Chu kỳ của đơn vị đã đóng. Muốn làm tiếp, đề nghị quản trị mở lại từ một bước.',
  'EXTEND.NOT_LATER': (q) =>
    `Ngày gia hạn ${day(q['day'])} không muộn hơn hạn hiện tại ${day(q['present'])}. Hãy chọn ngày muộn hơn.`,
  'EXTEND.PASSED': (q) => `Ngày gia hạn ${day(q['day'])} đã qua. Hãy chọn một ngày từ hôm nay trở đi.`,
  'RETURN.DATE_PASSED': (q) => `Hạn trả lời ${day(q['day'])} đã qua. Hãy chọn một ngày từ hôm nay trở đi.`,
  'RETURN.NEEDS_DATE': (q) =>
    `Bước ${named(q, 'stageName')} đã khóa sổ hết ngày ${day(q['lastDay'])}, nên trả lại cần kèm hạn trả lời. Hãy thêm --answer-by YYYY-MM-DD.`,
  'RESTART.NOTHING_DONE': (q) => `Từ bước ${named(q, 'stageName')} trở đi chưa có kết quả nào để mở lại.`,
  'RESTART.NEEDS_DATE': (q) =>
    `Bước ${named(q, 'stageName')} đã khóa sổ hết ngày ${day(q['lastDay'])}, nên mở lại cần ngày cuối mới. Hãy thêm --until YYYY-MM-DD.`,
  'RESTART.DATE_PASSED': (q) => `Ngày cuối mới ${day(q['day'])} đã qua. Hãy chọn một ngày từ hôm nay trở đi.`,
  'ACTOR.OTHER_ROLE': (q) =>
    `Thao tác này thuộc ${p(q, 'roles').split(',').map(roleName).join(' hoặc ')}. Hãy dùng tài khoản có vai trò đó.`,
  'RESULT.NONE': (q) =>
    `Bước ${named(q, 'stageName')} chưa có kết quả công nhận hoặc không công nhận. Hãy đợi quyết định rồi làm việc này.`,
  'REGISTRATION.INVALID': () => 'Bản đăng ký có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  'CONTENT.WRONG_STAGE': (q) =>
    `Bước ${named(q, 'stageName')} không nhận ${p(q, 'content')}. Hãy gửi nội dung này ở đúng bước của nó.`,
  'DOSSIER.INVALID': () => 'Hồ sơ có thành phần chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  'DOSSIER.INCOMPLETE': (q) => `Hồ sơ còn thiếu: ${p(q, 'missing')}. Hãy bổ sung rồi gửi lại.`,
  'APPEAL.NOT_POSSIBLE': () =>
    'Gói quy định của chu kỳ này không có khiếu nại kết quả. Hãy hỏi cơ quan đã quyết định.',
  'APPEAL.TOO_LATE': (q) =>
    `Thời hiệu khiếu nại đã hết ngày ${day(q['lastDay'])}. Hãy liên hệ cơ quan đã quyết định nếu có lý do khách quan.`,
  'APPEAL.WAITING': (q) =>
    `Khiếu nại trước đang chờ trả lời, chậm nhất hết ngày ${day(q['answerBy'])}. Hãy đợi trả lời hoặc hết hạn trả lời.`,
  'APPEAL.EXHAUSTED': () =>
    'Khiếu nại lần hai đã được trả lời. Việc tiếp theo không còn thuộc chu kỳ này; xem Luật Khiếu nại.',
  'APPEAL.NONE': () => 'Không có khiếu nại nào đang chờ trả lời. Hãy xem lại mã đơn vị.',
  'APPEAL.SAME_RESULT': () =>
    'Trả lời là thay đổi, nhưng kết quả và điểm vẫn như cũ. Hãy ghi kết quả mới, bảng điểm mới, hoặc chọn giữ nguyên.',
  'REVOKE.NOT_RECOGNISED': () => 'Đơn vị không có công nhận nào đang có hiệu lực để thu hồi.',
  'REVOKE.GROUND_UNKNOWN': (q) =>
    `Không có căn cứ thu hồi “${p(q, 'ground')}”. Các căn cứ dùng được: ${p(q, 'known') === '' ? 'không có' : p(q, 'known')}.`,
  'REVOKE.NOT_PROPOSED': (q) =>
    `Chưa có đề nghị thu hồi theo căn cứ “${p(q, 'ground')}”. Hãy ghi đề nghị trước, bằng tài khoản khác.`,
  'REVOKE.SAME_ACTOR': () =>
    'Người đề nghị thu hồi không được tự quyết định thu hồi. Hãy dùng tài khoản khác để quyết định.',
  'OVERRIDE.NOT_EXCLUDED': () =>
    'Đơn vị không thuộc danh sách không xét thi đua, khen thưởng, nên không có gì để đưa ra khỏi danh sách.',
  'OVERRIDE.ALREADY': () => 'Đơn vị đã được đưa ra khỏi danh sách không xét thi đua, khen thưởng.',
  'AWARD.EXCLUDED': (q) =>
    `Đơn vị không được xét thi đua, khen thưởng (${p(q, 'rule')}). Muốn đề nghị, cần văn bản đưa đơn vị ra khỏi danh sách trước.`,
  'EXEMPLAR.NOT_POSSIBLE': () => 'Gói quy định của chu kỳ này không có xét điển hình về phong trào.',
  'EXEMPLAR.NOT_REGISTERED': () =>
    'Đơn vị chưa đăng ký điển hình về phong trào, nên không đề nghị được. Hãy đăng ký trước.',
  'EXEMPLAR.NOT_RECOGNISED': () =>
    'Đơn vị chưa được công nhận đạt tiêu chuẩn, nên chưa đề nghị điển hình được. Hãy đợi quyết định công nhận.',
  'EXEMPLAR.NOT_PROPOSED': () => 'Chưa có đề nghị xét điển hình cho đơn vị. Hãy ghi đề nghị trước.',
  'EXEMPLAR.ALREADY': () => 'Việc xét điển hình của đơn vị đã được đề nghị hoặc quyết định rồi.',
  'HEADS.INVALID': () => 'Danh sách thủ trưởng có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây rồi gửi lại.',
  'DELEGATION.SELF_BODY': (q) =>
    `Đơn vị ${p(q, 'unit')} sẽ tự xét chính mình nếu giao cho ${levelName(p(q, 'level'))}. Hãy để cơ quan khác thẩm định và quyết định.`,
  'DELEGATION.LEVEL': (q) =>
    `Không có cơ quan ${levelName(p(q, 'level'))} vào ngày này để giao. Hãy chọn cấp khác.`,
  'DELEGATION.SAME': (q) =>
    `Đơn vị ${p(q, 'unit')} đang do ${levelName(p(q, 'level'))} thẩm định và quyết định, không có gì thay đổi.`,
  'DECISION.REFUSED': (q) =>
    `Chưa ghi quyết định nào: ${p(q, 'count')} dòng trong danh sách sẽ bị từ chối. Hãy sửa các dòng nêu dưới đây rồi gửi lại cả danh sách.`,
  'DECISION.NUMBER_TAKEN': (q) =>
    `Quyết định số ${p(q, 'number')} đã được ghi với nội dung khác. Hãy xem quyết định đó (antq decision show), hoặc dùng số khác.`,
  'DECISION.UNKNOWN': () => 'Không có quyết định này trong phạm vi của tài khoản.',
  'SCORE.INVALID': () => 'Bảng điểm có chỗ chưa đúng. Hãy sửa các dòng nêu dưới đây rồi gửi lại.',
  'SCORE.SHEET_REQUIRED': (q) =>
    `Bước ${named(q, 'stageName')} cần bảng điểm. Hãy gửi kèm điểm của từng tiêu chí.`,
  'ACTOR.EVIDENCE': () =>
    'Minh chứng do đơn vị, cơ quan thẩm định hoặc quản trị (nhập thay) đưa lên. Hãy dùng tài khoản có vai trò đó.',
  'EVIDENCE.UNKNOWN': (q) => `Không có minh chứng "${p(q, 'evidence')}" của đơn vị trong chu kỳ này.`,
  'EVIDENCE.CRITERION': (q) =>
    `Tiêu chí "${p(q, 'criterion')}" không có trong bảng điểm hoặc là mục tổng. Hãy chọn một trong: ${p(q, 'known')}.`,
  'EVIDENCE.NO_TABLE': (q) =>
    `Gói quy định "${p(q, 'pack')}" không có bảng chấm điểm nên không nhận minh chứng theo tiêu chí.`,
  'EVIDENCE.OUTSIDE_WINDOW': (q) =>
    `Ngày ${day(q['day'])} ngoài kỳ đánh giá của năm ${p(q, 'year')} (${day(q['from'])} – ${day(q['to'])})${p(q, 'belongs')}. Hãy đưa vào đúng chu kỳ hoặc sửa ngày.`,
  'EVIDENCE.DAY_AHEAD': (q) =>
    `Ngày ${day(q['day'])} ở tương lai. Hãy ghi ngày có thật của tài liệu, sự việc.`,
  'EVIDENCE.DECLARATION': (q) =>
    `Minh chứng của tiêu chí ${p(q, 'criterion')} phải kèm cam đoan "${p(q, 'declaration')}". Hãy xem lại nội dung rồi đánh dấu cam đoan.`,
  'EVIDENCE.REFERENCE_ONLY': (q) =>
    `Tiêu chí ${p(q, 'criterion')} không nhận tệp: chỉ ghi đã thực hiện và số văn bản. Hãy bỏ tệp và ghi số văn bản.`,
  'EVIDENCE.NOTHING': () => 'Thiếu nội dung. Hãy gửi kèm một tệp, hoặc ghi số văn bản.',
  'EVIDENCE.NAME': (q) => `Tệp không được nhận: ${p(q, 'fault')}. Hãy đổi tên tệp rồi gửi lại.`,
  'EVIDENCE.EMPTY': (q) => `Tệp "${p(q, 'name')}" rỗng (0 byte). Hãy xem lại tệp rồi gửi lại.`,
  'EVIDENCE.TOO_LARGE': (q) =>
    `Tệp "${p(q, 'name')}" quá lớn: tối đa ${p(q, 'most')} MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp.`,
  'EVIDENCE.TYPE': (q) =>
    `Nội dung của tệp "${p(q, 'name')}" không thuộc loại được nhận. Hãy gửi tệp ${p(q, 'types')}.`,
  'EVIDENCE.MIXED': (q) =>
    `Tệp "${p(q, 'name')}" vừa là ${p(q, 'type')} vừa đọc được như ${p(q, 'other')} nên không an toàn. Hãy xuất lại tệp từ phần mềm gốc.`,
  'EVIDENCE.NAME_MISMATCH': (q) =>
    `Tên tệp "${p(q, 'name')}" không khớp nội dung: nội dung là ${p(q, 'type')}. Hãy đổi tên kết thúc bằng ${p(q, 'endings')}.`,
  'EVIDENCE.NO_FILE': (q) => `Minh chứng "${p(q, 'title')}" chỉ là số văn bản, không có tệp để tải.`,
  'EVIDENCE.FILE_LOST': (q) =>
    `Tệp của minh chứng "${p(q, 'title')}" không còn trong kho. Hãy báo quản trị khôi phục từ bản sao lưu (SHA-256 ${p(q, 'sha256')}).`,
  'EVIDENCE.OTHERS': () => 'Minh chứng này do nơi khác đưa lên nên tài khoản này không rút được.',
  'EVIDENCE.WITHDRAWN': (q) => `Minh chứng "${p(q, 'title')}" đã được rút lại trước đó.`,
  'EVIDENCE.CITED': (q) =>
    `Minh chứng "${p(q, 'title')}" đang được bảng điểm đã nộp viện dẫn ở tiêu chí ${p(q, 'criteria')}. Hãy rút bảng điểm hoặc đề nghị trả lại mục đó trước.`,
  'EVIDENCE.IN_DOSSIER': (q) =>
    `Minh chứng "${p(q, 'title')}" đang nằm trong hồ sơ đã nộp, ở thành phần ${p(q, 'items')}. Hãy rút hồ sơ hoặc đề nghị trả lại hồ sơ trước.`,
  'GAP.UNKNOWN': (q) =>
    `Gói quy định không có trường hợp "${p(q, 'gap')}". Các trường hợp: ${p(q, 'known')}.`,
  'GAP.OPTION_UNKNOWN': (q) =>
    `Trường hợp ${p(q, 'gap')} không có lựa chọn "${p(q, 'option')}". Các lựa chọn: ${p(q, 'known')}.`,
  'GAP.UNIT_REQUIRED': (q) =>
    `Trường hợp ${p(q, 'gap')} chỉ được quyết định cho từng đơn vị, kèm lý do. Hãy nêu mã đơn vị.`,
  'GAP.NOT_ACTING': (q) =>
    `Trường hợp ${p(q, 'gap')} không xảy ra với ${p(q, 'unit')}, nên không có gì để lựa chọn.`,
  'GAP.STANDING_STANDS': (q) =>
    `Đơn vị ${p(q, 'unit')} đã được đưa vào diện xét trong chu kỳ này nên không đưa ra nữa.`,
  'SCORE.NOT_FINAL': () =>
    'Bảng điểm chưa đủ để chấm chính thức. Đề nghị mở lại từ bước thẩm định và bổ sung các chỗ nêu dưới đây.',
  'RETURN.ITEMS': () => 'Có mục trả lại không có trong bảng điểm. Hãy sửa các mục nêu dưới đây.',
  'SCORE.NO_SHEET': () => 'Đơn vị chưa có bảng điểm nào trong vòng này.',
  'POLICY.ASSUMED': (q) =>
    `Chu kỳ thật không phân loại theo số liệu giả định: ${p(q, 'figure')}. Quản trị cần xác nhận từng số liệu bằng số và ngày văn bản trước: antq cycle confirm --cycle ${p(q, 'cycle')} --figure …; xem: antq cycle figures --cycle ${p(q, 'cycle')}.`,
  'FIGURE.UNKNOWN': (q) =>
    `Gói quy định của chu kỳ ${p(q, 'cycle')} không có số liệu giả định "${p(q, 'figure')}", hoặc tên đó chỉ nhiều số liệu. Xem các số liệu và tên đầy đủ: antq cycle figures --cycle ${p(q, 'cycle')}.`,
  'POLICY.UNKNOWN': (q) => `Không có gói quy định "${p(q, 'pack')}". Các gói hiện có: ${p(q, 'known')}.`,
  'POLICY.YEAR_NOT_COVERED': (q) => `Gói quy định "${p(q, 'pack')}" không có bước cho năm ${p(q, 'year')}.`,
  'POLICY.INVALID': (q) =>
    `Gói quy định "${p(q, 'pack')}" có lỗi nên không dùng được. Hãy sửa các chỗ nêu dưới đây.`,
  'CYCLE.UNKNOWN': (q) => `Không có chu kỳ "${p(q, 'cycle')}" trong phạm vi của tài khoản.`,
  'CYCLE.IN_THE_PAST': (q) =>
    `Mọi hạn của năm ${p(q, 'year')} đã qua, nên chu kỳ thật không mở được. Có thể mở một chu kỳ diễn tập cho năm này (thêm --rehearsal).`,
  'CYCLE.PARTIAL_YEAR': () =>
    'Chu kỳ thật mở cho cả tỉnh. Chỉ chu kỳ diễn tập mới giới hạn được số xã, phường, đặc khu (thêm --rehearsal).',
  'CYCLE.OTHER_POLICY': (q) =>
    `Chu kỳ ${p(q, 'cycle')} đã mở theo gói "${p(q, 'pack')}". Chu kỳ đang chạy giữ nguyên quy định khi mở; muốn thử gói khác hãy mở diễn tập với nhãn khác.`,
  'CYCLE.NO_UNITS': (q) => `Tỉnh ${p(q, 'province')} chưa có đơn vị nào. Hãy nhập danh sách đơn vị trước.`,
  'CYCLE.PROVINCE_NEEDED': (q) =>
    `Gói quy định "${p(q, 'pack')}" không thuộc riêng tỉnh nào. Hãy nêu mã tỉnh khi mở chu kỳ.`,
  'CYCLE.OTHER_PROVINCE': (q) =>
    `Gói quy định "${p(q, 'pack')}" là của ${p(q, 'jurisdiction')}; nơi khác chỉ dùng để diễn tập. Hãy chọn gói của tỉnh, hoặc mở chu kỳ diễn tập.`,
  'CYCLE.AREA_LATER': (q) =>
    `Gói quy định "${p(q, 'pack')}" áp dụng đến ngày ${day(q['until'])}, còn địa bàn ${p(q, 'area')} có từ ngày ${day(q['from'])}. Hãy chọn địa bàn của thời kỳ đó.`,
  'MIGRATION.DOCUMENT_DATE': (q) =>
    `Văn bản ghi ngày ${day(q['date'])}, sau hôm nay (${day(q['today'])}). Hãy kiểm tra ngày của văn bản.`,
  'CYCLE.LEVEL_UNKNOWN': (q) =>
    `Gói quy định "${p(q, 'pack')}" không có cấp quản lý của ${p(q, 'count')} đơn vị. Hãy sửa cấp quản lý trong danh sách đơn vị, hoặc chọn gói khác.`,
  'CYCLE.AREA_ENDED': (q) =>
    `${p(q, 'count')} đơn vị đứng ở địa bàn không còn vào ngày ${day(q['day'])}. Hãy sửa địa bàn trong danh sách đơn vị.`,
  'CYCLE.OPENING': (q) =>
    `Chu kỳ ${p(q, 'cycle')} đang mở, đơn vị này chưa tới lượt. Hãy thử lại sau ít giây.`,
  'CLOCK.CALENDAR': (q) =>
    `Chu kỳ ${p(q, 'cycle')} chạy theo lịch thật nên không chỉnh đồng hồ được. Chỉ chu kỳ diễn tập mới chỉnh được.`,
  'CLOCK.BACKWARDS': (q) => `Đồng hồ diễn tập chỉ tiến: hiện là ${p(q, 'now')}. Hãy chọn thời điểm sau đó.`,
  'REHEARSAL.ONLY': (q) =>
    `Chu kỳ ${p(q, 'cycle')} là chu kỳ thật. Việc này chỉ làm được trong chu kỳ diễn tập: hãy chọn một chu kỳ diễn tập, hoặc mở mới (thêm --rehearsal).`,
  'OFFICE.UNKNOWN': (q) =>
    `Không có cơ quan "${p(q, 'office')}" ở địa bàn này. Hãy xem lại mã cơ quan, hoặc bỏ trống để lấy cơ quan theo vai trò.`,
  'CYCLE.NOT_RUNNING': (q) =>
    `Chu kỳ ${p(q, 'cycle')} chưa mở xong hoặc đã đóng, nên không sửa được hạn. Hãy đợi mở xong; chu kỳ đã đóng thì mở lại từng đơn vị.`,
  'DEADLINE.NONE': (q) =>
    `Bước ${named(q, 'stageName')} không có hạn ở ${levelName(p(q, 'level'))}, nên không có gì để sửa. Hãy chọn cấp khác hoặc bước khác.`,
  'DEADLINE.BEFORE_OPENING': (q) =>
    `Ngày cuối mới ${day(q['day'])} trước ngày mở ${day(q['opens'])} của bước ${named(q, 'stageName')}. Hãy chọn ngày từ khi bước đã mở.`,
  'DEADLINE.SAME': (q) =>
    `Hạn của bước ${named(q, 'stageName')} hiện đã là hết ngày ${day(q['day'])}, không có gì thay đổi. Hãy chọn ngày khác; xem các hạn: antq deadline list.`,
  'MIGRATION.OTHER_PROVINCE': (q) =>
    `Gói quy định "${p(q, 'pack')}" không phải của tỉnh này, nên chu kỳ ${p(q, 'cycle')} không chuyển sang được. Hãy chọn gói khác; xem các gói: antq policy list.`,
  'MIGRATION.SAME_PACK': (q) =>
    `Chu kỳ ${p(q, 'cycle')} đang theo đúng gói "${p(q, 'pack')}", không có gì để chuyển. Hãy chọn gói khác.`,
  'MIGRATION.DAY': (q) =>
    `Ngày bắt đầu ${day(q['day'])} phải từ ${day(q['first'])} (ngày mở chu kỳ hoặc lần chuyển trước) đến hôm nay ${day(q['today'])}. Hãy chọn lại ngày; việc của ngày sau thì chuyển khi đến ngày ấy.`,
  'MIGRATION.BLOCKED': (q) =>
    `Chưa chuyển được: ${p(q, 'count')} chỗ còn vướng, không có gì thay đổi. Hãy bổ sung bảng đối chiếu hoặc ngày cuối mới theo các chỗ nêu dưới đây, rồi chạy thử lại.`,
  'MIGRATION.CHANGED': (q) =>
    `Từ lần chạy thử đến nay chu kỳ ${p(q, 'cycle')} đã có thay đổi (hoặc thiếu mã của lần chạy thử). Hãy chạy thử lại, xem kết quả rồi mới chuyển.`,
  'ACTOR.MOVED': (q) =>
    `Đơn vị ${p(q, 'name')} (${p(q, 'unit')}) không còn thuộc nơi này từ ngày ${day(q['from'])}. Nay do ${p(q, 'assigned')} phụ trách; hãy chuyển việc cho cơ quan đó.`,
  'MIGRATION.NEEDS_DATE': (q) =>
    `Chuyển gói thì bước ${named(q, 'stageName')} (hết ngày ${day(q['lastDay'])}) thành quá hạn ngay. Hãy cho ngày cuối mới (--until).`,
  'MIGRATION.DATE_PASSED': (q) =>
    `Ngày cuối mới ${day(q['day'])} đã qua. Hãy chọn một ngày từ hôm nay trở đi.`,
  'HOLIDAY.UNKNOWN': (q) =>
    `Ngày ${day(q['day'])} không có trong bảng ngày nghỉ nên không có gì để bỏ. Xem bảng: antq holiday list --year ${(q['day'] ?? '').slice(0, 4)}.`,
  'HOLIDAY.NO_VERSION': (q) =>
    `Bảng ngày nghỉ năm ${p(q, 'year')} không có bản ${p(q, 'version')}. Xem các bản: antq holiday list --year ${p(q, 'year')} --versions.`,
  'HOLIDAY.REFUSED': () => 'Bảng ngày nghỉ không đọc được. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  'REGISTER.UNKNOWN': (q) =>
    `Không có sổ "${p(q, 'register')}" trong gói quy định của chu kỳ. Các sổ: ${p(q, 'known')}.`,
  'REGISTER.ENTRY_UNKNOWN': (q) => `Không có mục "${p(q, 'entry')}" trong sổ này của đơn vị.`,
  'REGISTER.DAY_OUTSIDE': (q) =>
    `Ngày ${day(q['day'])} không nằm trong kỳ đánh giá năm ${p(q, 'year')} (${day(q['from'])} – ${day(q['to'])}). ${
      q['belongs'] === undefined
        ? 'Ngày này không thuộc kỳ đánh giá của năm nào; hãy xem lại ngày.'
        : `Ngày này thuộc chu kỳ năm ${p(q, 'belongs')}; hãy ghi vào chu kỳ đó.`
    }`,
  'REGISTER.DAY_AHEAD': (q) =>
    `Ngày ${day(q['day'])} chưa tới (hôm nay ${day(q['today'])}). Hãy ghi khi việc đã diễn ra.`,
  'REGISTER.ARRIVED_BEFORE': (q) =>
    `Văn bản đến ngày ${day(q['arrived'])}, trước ngày của việc được ghi (${day(q['day'])}). Hãy xem lại hai ngày.`,
  'REGISTER.NOT_OPEN': (q) => `Sổ chưa mở: ghi được từ ngày ${day(q['opens'])}. Hãy ghi lại từ ngày đó.`,
  'REGISTER.CLOSED': (q) =>
    `Sổ đã khóa hết ngày ${day(q['lastDay'])}. Văn bản giấy đến trước ngày đó thì nhập thay kèm ngày đến; ngoài ra, đề nghị quản trị mở lại sổ.`,
  'REGISTER.INVALID': (q) =>
    `Mục của sổ "${p(q, 'register')}" có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây.`,
  'REGISTER.STALE': () => 'Mục này đã được người khác sửa. Hãy tải lại bản mới nhất rồi sửa tiếp.',
  'REGISTER.WITHDRAWN': () => 'Mục này đã được rút khỏi sổ nên không sửa được. Hãy ghi một mục mới.',
  'REGISTER.REASON': (q) => `Sổ này không ghi nội dung, nên lý do phải chọn một trong: ${p(q, 'known')}.`,
  'REGISTER.REOPEN_PASSED': (q) =>
    `Ngày mở lại ${day(q['day'])} đã qua. Hãy chọn một ngày từ hôm nay trở đi.`,
  'ACTOR.NOT_RECORDER': (q) =>
    `Sổ "${p(q, 'register')}" do ${p(q, 'recorders')} ghi. Hãy dùng tài khoản của nơi đó${
      q['onBehalf'] === 'true' ? '; văn bản giấy của đơn vị thì nhập thay với số đến và ngày đến' : ''
    }.`,
  'UNIT.NOT_IN_SCOPE': (q) =>
    `Không có đơn vị hoặc cơ quan "${p(q, 'unit')}" trong phạm vi của tài khoản. Hãy xem lại mã, hoặc dùng tài khoản của nơi phụ trách.`,
  'UNIT.OUTSIDE_STANDARD': (q) =>
    `Đơn vị ${p(q, 'unit')} tham gia phong trào, không xét tiêu chuẩn (${p(q, 'reason')}), nên không có các bước này.`,
  'AREA.UNKNOWN': (q) => `Không có địa bàn "${p(q, 'area')}".`,
  'COMMAND.UNKNOWN': (q) =>
    `Không có thao tác "${p(q, 'command')}" nào được ghi nhận. Mọi thao tác phải gửi qua API của hệ thống.`,
  'COMMAND.MISMATCH': (q) => `Thao tác "${p(q, 'command')}" không thuộc đơn vị hoặc bước này.`,
  'IDEMPOTENCY.REQUIRED': () =>
    'Thiếu đầu trang Idempotency-Key. Hãy gửi một khóa riêng cho mỗi thao tác (8–120 ký tự).',
  'IDEMPOTENCY.REUSED': () =>
    'Khóa Idempotency-Key này đã dùng cho một nội dung khác. Hãy dùng khóa mới cho thao tác mới.',
  'DOCUMENT.UNKNOWN': (q) =>
    `Năm này không có văn bản "${p(q, 'document')}". Các văn bản lập được: antq report list.`,
  'DOCUMENT.NO_TABLE': (q) =>
    `${p(q, 'document')} không có bảng số liệu nên không lập được tệp Excel. Hãy chọn tệp Word.`,
  'DOCUMENT.OTHER_LEVEL': (q) =>
    `${p(q, 'document')} do cấp khác lập. Cấp tỉnh lập cho một xã, phường thì ghi thêm mã xã; cấp xã hãy chọn trong antq report list.`,
  'DOCUMENT.NOBODY_LATE': () =>
    'Không có cơ quan, đơn vị nào quá hạn trong phạm vi này, nên không có gì để đôn đốc. Hãy xem bảng điều hành.',
  'DOCUMENT.NOT_RECOGNISED': (q) =>
    `Đơn vị ${p(q, 'unit')} chưa được công nhận nên chưa có Giấy công nhận. Hãy ghi quyết định công nhận trước.`,
  'MESSAGE.UNKNOWN': () => 'Không có thư này trong phạm vi của tài khoản.',
  'DRAFT.STALE': () => 'Bản nháp đã được người khác sửa. Hãy tải lại bản mới nhất rồi sửa tiếp.',
  'DRAFT.NONE': () => 'Chưa có bản nháp nào ở bước này.',
  'AUTH.REQUIRED': () => 'Cần mã truy cập. Hãy gửi đầu trang Authorization: Bearer <mã>.',
  'AUTH.INVALID': () => 'Mã truy cập không đúng hoặc đã bị thu hồi. Hãy xin mã mới từ quản trị.',
  'INPUT.INVALID': () => 'Nội dung gửi lên có chỗ chưa đúng. Hãy sửa các chỗ nêu dưới đây.',
  'REGISTER.LIST_REFUSED': () =>
    'Danh sách mục sổ không đọc được. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  'ROSTER.REFUSED': () => 'Danh sách đơn vị không đọc được. Hãy sửa theo chỉ dẫn dưới đây rồi nhập lại.',
  'ROUTE.NOT_FOUND': () => 'Không có địa chỉ này.',
  'SYSTEM.TOO_MANY_WATCHERS': () =>
    'Đang có quá nhiều màn hình theo dõi trực tiếp, của mọi người hoặc của riêng tài khoản này. Hãy đóng bớt, xem bảng không trực tiếp, hoặc thử lại sau.',
  'SYSTEM.BUSY': () => 'Hệ thống đang bận hoặc cơ sở dữ liệu chưa sẵn sàng. Hãy thử lại sau ít giây.',
  'SYSTEM.UNEXPECTED': (q) =>
    `Có lỗi ngoài dự kiến, không có gì bị thay đổi. Hãy thử lại; nếu còn, báo quản trị mã ${p(q, 'trace')}.`,
};

/** The Vietnamese sentence for a code; the code itself where none is known. */
export function sentenceFor(code: string, params: SentenceParams = {}): string {
  return SENTENCES[code]?.(params) ?? code;
}

/** Every code that has a sentence. */
export const knownCodes = () => Object.keys(SENTENCES);
