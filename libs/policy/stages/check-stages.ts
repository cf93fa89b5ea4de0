import { LEVEL_NAMES, LEVELS, levelsOf } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { ACTING_ROLES } from '../roles.js';
import { checkForm, type FormFaultCode } from './check-forms.js';
import { checkStageDays, type StageDayFaultCode } from './check-stage-days.js';
import { inGraphOrder } from './stages.js';
import type { PackStage, StageSet } from './stages.schema.js';

export type StageFaultCode =
  | StageDayFaultCode
  | FormFaultCode
  | 'PACK.STAGES_EMPTY'
  | 'PACK.STAGE_UNKNOWN'
  | 'PACK.STAGE_CYCLE'
  | 'PACK.STAGE_KEY'
  | 'PACK.STAGE_ROLE'
  | 'PACK.STAGE_CLASS'
  | 'PACK.CUT_OFF_MISSING'
  | 'PACK.ACTOR_UNKNOWN'
  | 'PACK.AREA_ACTOR'
  | 'PACK.AREA_ACT'
  | 'PACK.BODY_UNKNOWN'
  | 'PACK.DUE_LEVELS'
  | 'PACK.STAGE_VARIANT'
  | 'PACK.LEVEL_BODY';

type StageReport = Report<StageFaultCode>;

// Four years in a row hold every kind of year, so a 29/02 shows.
const YEARS_TRIED = 4;
const ROLES: readonly string[] = ACTING_ROLES;
// As requests and lists of the API name stages.
const STAGE_KEY = /^[a-zA-Z0-9]{1,40}$/;

/** What an area owes is handed in by offices of its own, so the actor must be a body that has some below the ministry. */
const checkAreaStage = (pack: PolicyPack, stage: PackStage, place: string, report: StageReport): void => {
  if (stage.kind !== 'area' || stage.act === 'none') return;
  const body = pack.bodies.find(({ key }) => key === stage.actor);
  if (body === undefined || body.level === 'bo') {
    report(
      'PACK.AREA_ACTOR',
      place,
      `Bước của địa bàn phải do một cơ quan cấp tỉnh, huyện hoặc xã trong bảng cơ quan thực hiện, không phải “${stage.actor}”.`,
    );
  }
  if (stage.act !== 'submit') {
    report('PACK.AREA_ACT', place, 'Cơ quan chỉ gửi văn bản của mình: bước của địa bàn phải là “submit”.');
  }
};

/** Who receives is named for each level that the pack has, and no rule is for a level without bodies of its own. */
const checkLevels = (pack: PolicyPack, stage: PackStage, place: string, report: StageReport): void => {
  const known = levelsOf(pack);
  for (const level of LEVELS) {
    const isKnown = known.includes(level);
    const named = stage.receiver?.[level];
    if (isKnown && stage.receiver !== undefined && named === undefined) {
      report('PACK.LEVEL_BODY', `${place}.receiver`, `Không có cơ quan nhận của cấp ${LEVEL_NAMES[level]}.`);
    }
    if (!isKnown && (named !== undefined || stage.due.some((due) => due.level === level))) {
      report(
        'PACK.LEVEL_BODY',
        place,
        `Có quy định cho cấp ${LEVEL_NAMES[level]} nhưng bảng cơ quan không có cơ quan nào của cấp này.`,
      );
    }
  }
};

const checkActor = (
  pack: PolicyPack,
  { kind, actor }: PackStage,
  place: string,
  report: StageReport,
): void => {
  const isBody = kind !== 'unit' && (actor === 'clock' || pack.bodies.some(({ key }) => key === actor));
  if (isBody || ROLES.includes(actor)) return;
  report('PACK.ACTOR_UNKNOWN', place, `Không có vai trò hoặc cơ quan “${actor}”.`);
};

const checkReceivers = (pack: PolicyPack, stage: PackStage, place: string, report: StageReport): void => {
  for (const body of new Set(Object.values(stage.receiver ?? {}))) {
    if (!pack.bodies.some(({ key }) => key === body))
      report('PACK.BODY_UNKNOWN', `${place}.receiver`, `Không có cơ quan “${body}” trong bảng cơ quan.`);
  }
};

/** What a stage points at stands in the same graph and is of the right kind. */
const checkOtherStages = (set: StageSet, stage: PackStage, place: string, report: StageReport): void => {
  const keys = new Map(set.stages.map((each) => [each.key, each]));
  if (stage.reportsOn !== undefined && keys.get(stage.reportsOn)?.kind !== 'unit') {
    report(
      'PACK.STAGE_UNKNOWN',
      `${place}.reportsOn`,
      `Báo cáo về bước “${stage.reportsOn}” không phải là bước của đơn vị trong quy trình.`,
    );
  }
  if (stage.supplements !== undefined && keys.get(stage.supplements)?.kind !== 'area') {
    report(
      'PACK.STAGE_UNKNOWN',
      `${place}.supplements`,
      `Bổ sung cho bước “${stage.supplements}” không phải là báo cáo của cơ quan trong quy trình.`,
    );
  }
  for (const { stage: required, mode } of stage.requires) {
    const target = keys.get(required);
    if (!target)
      report(
        'PACK.STAGE_UNKNOWN',
        `${place}.requires`,
        `Đòi hỏi bước “${required}” không có trong quy trình.`,
      );
    else if (mode === 'hardUntilCutOff' && !target.cutOff) {
      report(
        'PACK.CUT_OFF_MISSING',
        `${place}.requires`,
        `Bước “${required}” không có ngày hết thời gian tiếp nhận để chờ.`,
      );
    }
  }
};

/** One variant fits a kind of unit, and none speaks of a last day that the stage has not. */
const checkVariants = ({ due, variants = [] }: PackStage, place: string, report: StageReport): void => {
  const kinds = variants.flatMap((each) => each.kinds);
  for (const kind of new Set(kinds.filter((each, index) => kinds.indexOf(each) !== index)))
    report('PACK.STAGE_VARIANT', `${place}.variants`, `Hai quy định riêng cho loại hình “${kind}”.`);
  for (const { key } of variants.filter((each) => each.due !== undefined && due.length === 0))
    report('PACK.STAGE_VARIANT', `${place}.variants.${key}.due`, 'Bước không có hạn để nêu căn cứ riêng.');
};

/** A year has one stage of each role, and closes by the clock. */
const checkRoles = (set: StageSet, report: StageReport): void => {
  set.stages.forEach(({ key, role, kind }, index) => {
    const place = `stageSets.${set.key}.stages.${key}.role`;
    const same = set.stages.find((each, before) => before < index && each.role === role);
    if (role !== undefined && same !== undefined)
      report('PACK.STAGE_ROLE', place, `Bước “${same.key}” đã có vai trò “${role}” trong quy trình.`);
    if (role === 'close' && kind !== 'clock')
      report('PACK.STAGE_ROLE', place, 'Chu kỳ chỉ đóng theo lịch: bước đóng phải là “clock”.');
  });
};

/** A class is given once a year, by the bands, to a unit that was recognised or not. */
const checkClassifying = (pack: PolicyPack, set: StageSet, report: StageReport): void => {
  const [first, ...more] = set.stages.filter(({ act }) => act === 'classify');
  if (first === undefined) return;
  const place = `stageSets.${set.key}.stages.${first.key}`;
  if (more.length > 0 || first.kind !== 'unit' || pack.classes.length === 0)
    report(
      'PACK.STAGE_CLASS',
      place,
      'Phân loại là một bước của đơn vị, mỗi năm một lần, và cần bảng khung phân loại.',
    );
  const decides = set.stages.filter(({ act }) => act === 'decide').map(({ key }) => key);
  if (!first.requires.some(({ stage, mode }) => mode === 'hard' && decides.includes(stage)))
    report(
      'PACK.STAGE_CLASS',
      `${place}.requires`,
      'Phân loại phải sau bước quyết định công nhận (“hard”), vì điểm chính thức dựa vào quyết định đó.',
    );
};

/** Whether somebody can act at each stage, in an order and on days that exist. */
export const checkStages = (pack: PolicyPack, report: StageReport): void => {
  for (const set of pack.stageSets) {
    const years = Array.from({ length: YEARS_TRIED }, (_, index) => set.years.from + index).filter(
      (year) => year <= (set.years.to ?? Infinity),
    );
    if (set.stages.length === 0)
      report('PACK.STAGES_EMPTY', `stageSets.${set.key}`, 'Quy trình không có bước nào.');
    for (const stage of set.stages) {
      const place = `stageSets.${set.key}.stages.${stage.key}`;
      if (!STAGE_KEY.test(stage.key))
        report('PACK.STAGE_KEY', place, 'Mã bước chỉ gồm chữ không dấu và số, không quá 40 ký tự.');
      checkActor(pack, stage, place, report);
      checkAreaStage(pack, stage, place, report);
      checkLevels(pack, stage, place, report);
      checkReceivers(pack, stage, place, report);
      checkOtherStages(set, stage, place, report);
      checkVariants(stage, place, report);
      checkForm(pack, stage, place, report);
      const levels = stage.due.map(({ level }) => level);
      if (new Set(levels).size !== levels.length)
        report('PACK.DUE_LEVELS', `${place}.due`, 'Một cấp quản lý có hai hạn.');
      checkStageDays(stage, years, place, report);
    }
    checkRoles(set, report);
    checkClassifying(pack, set, report);
    const { circle } = inGraphOrder(set.stages);
    if (circle.length > 0) {
      report(
        'PACK.STAGE_CYCLE',
        `stageSets.${set.key}`,
        `Các bước đòi hỏi lẫn nhau thành vòng: ${circle.join(', ')}.`,
      );
    }
  }
};
