import { CalendarError, daysBetween, isPackDay, lastDay, resolvePackDay } from '#libs/calendar';
import { checkRegisters, type RegisterFaultCode } from './check-registers.js';
import { checkScoring, type ScoringFaultCode } from './check-scoring.js';
import { type AssumedValue, assumedOf } from './figures.js';
import { LEVEL_NAMES, LEVELS, levelsOf } from './levels.js';
import type { AssessmentWindow, PackCriterion, PackStage, PolicyPack, StageSet } from './pack.types.js';
import { ACTING_ROLES } from './roles.js';
import { inGraphOrder } from './stages.js';
import { TERM_KEYS } from './terms.js';
import { walk } from './walk.js';

export type PackFaultCode =
  | ScoringFaultCode
  | 'PACK.SOURCE_UNKNOWN'
  | 'PACK.ASSUMED_MISMATCH'
  | 'PACK.KEY_TWICE'
  | 'PACK.STAGES_EMPTY'
  | 'PACK.STAGE_UNKNOWN'
  | 'PACK.STAGE_CYCLE'
  | 'PACK.CUT_OFF_MISSING'
  | 'PACK.ACTOR_UNKNOWN'
  | 'PACK.AREA_ACTOR'
  | 'PACK.AREA_ACT'
  | 'PACK.BODY_UNKNOWN'
  | 'PACK.DUE_LEVELS'
  | 'PACK.LEVEL_BODY'
  | 'PACK.DAY_INVALID'
  | 'PACK.OPENS_AFTER_DUE'
  | 'PACK.DUE_AFTER_CUT_OFF'
  | 'PACK.YEARS_INVALID'
  | 'PACK.YEARS_GAP'
  | 'PACK.YEARS_OVERLAP'
  | 'PACK.TERM_UNKNOWN'
  | 'PACK.TERM_MISSING'
  | 'PACK.LETTERHEAD_UNKNOWN'
  | 'PACK.PAPER_ISSUER'
  | 'PACK.SHEET_WITHOUT_TABLE'
  | 'PACK.TABLE_WITHOUT_SHEET'
  | 'PACK.CRITERIA_SUM'
  | 'PACK.CHILDREN_SUM'
  | 'PACK.STEP_INVALID'
  | 'PACK.GAP_UNKNOWN'
  | 'PACK.GAP_ROUTING'
  | 'PACK.WINDOW_BACKWARDS'
  | 'PACK.CLASS_HOLE'
  | 'PACK.CLASS_UNKNOWN'
  | 'PACK.DOSSIER_STAGE'
  | 'PACK.APPEAL_DAYS'
  | RegisterFaultCode;

export interface PackFault {
  readonly code: PackFaultCode;
  /** Keys down to the place, e.g. `stageSets.hang-nam.stages.dossier.due`. */
  readonly path: string;
  /** Vietnamese: what is wrong. */
  readonly message: string;
}

export interface PackReport {
  readonly errors: readonly PackFault[];
  readonly assumed: readonly AssumedValue[];
}

type Report = (code: PackFaultCode, path: string, message: string) => void;

const TOTAL_POINTS = 100;
// Four years in a row hold every kind of year, so a 29/02 shows.
const YEARS_TRIED = 4;
const ROLES: readonly string[] = ACTING_ROLES;

const hundredths = (points: number): number => Math.round(points * 100);
const sum = (criteria: readonly PackCriterion[]): number =>
  criteria.reduce((total, { max }) => total + hundredths(max), 0);
const shown = (inHundredths: number): string => String(inHundredths / 100).replace('.', ',');

const allCriteria = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.flatMap((criterion) => [criterion, ...allCriteria(criterion.children ?? [])]);

const checkSources = (pack: PolicyPack, report: Report): void =>
  walk(pack, ({ src, status }, path) => {
    if (typeof src !== 'string' || typeof status !== 'string') return;
    const place = path.join('.');
    if (!Object.hasOwn(pack.sources, src))
      report('PACK.SOURCE_UNKNOWN', place, `Không có nguồn “${src}” trong bảng nguồn.`);
    if (src === 'assumed' && status !== 'assumed') {
      report(
        'PACK.ASSUMED_MISMATCH',
        place,
        `Không có văn bản làm nguồn nên không thể mang trạng thái “${status}”.`,
      );
    }
  });

const checkKeys = (pack: PolicyPack, report: Report): void => {
  const unique = (keys: readonly string[], path: string): void => {
    for (const key of new Set(keys.filter((each, index) => keys.indexOf(each) !== index))) {
      report('PACK.KEY_TWICE', `${path}.${key}`, `Khóa “${key}” ghi hai lần.`);
    }
  };
  for (const field of [
    'unitKinds',
    'eligibility',
    'bodies',
    'routing',
    'stageSets',
    'targets',
    'gaps',
    'classes',
    'consequences',
    'readings',
    'terms',
    'duties',
    'registers',
    'letterheads',
    'documents',
  ] as const) {
    unique(
      pack[field].map(({ key }) => key),
      field,
    );
  }
  unique(
    pack.certification.dossier.items.map(({ key }) => key),
    'certification.dossier.items',
  );
  unique(
    pack.certification.revocation.map(({ key }) => key),
    'certification.revocation',
  );
  unique(
    allCriteria(pack.criteria).map(({ key }) => key),
    'criteria',
  );
  for (const set of pack.stageSets)
    unique(
      set.stages.map(({ key }) => key),
      `stageSets.${set.key}.stages`,
    );
};

const checkStageDays = (stage: PackStage, years: readonly number[], place: string, report: Report): void => {
  const seen = new Set<string>();
  const once = (code: PackFaultCode, path: string, message: string): void => {
    if (!seen.has(`${code} ${path}`)) report(code, path, message);
    seen.add(`${code} ${path}`);
  };
  const day = (text: string, year: number, path: string): string | undefined => {
    try {
      return resolvePackDay(text, year);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      once('PACK.DAY_INVALID', path, error.message);
      return undefined;
    }
  };
  for (const year of years) {
    const opens = day(stage.opens.day, year, `${place}.opens`);
    const items = stage.itemsFrom && day(stage.itemsFrom.day, year, `${place}.itemsFrom`);
    const closes = stage.cutOff && day(stage.cutOff.day, year, `${place}.cutOff`);
    if (items !== undefined && opens !== undefined && daysBetween(items, opens) < 0) {
      once(
        'PACK.OPENS_AFTER_DUE',
        `${place}.itemsFrom`,
        `Năm ${year}: chuẩn bị từ ${items}, sau ngày mở ${opens}.`,
      );
    }
    if (opens !== undefined && closes !== undefined && daysBetween(opens, closes) < 0) {
      once(
        'PACK.DUE_AFTER_CUT_OFF',
        `${place}.cutOff`,
        `Năm ${year}: mở ngày ${opens}, sau ngày hết tiếp nhận ${closes}.`,
      );
    }
    for (const due of stage.due) {
      const path = `${place}.due.${due.level}`;
      const named = day(due.day, year, path);
      if (named === undefined) continue;
      const last = lastDay({ operator: due.operator, date: named });
      if (opens !== undefined && daysBetween(opens, last) < 0) {
        once('PACK.OPENS_AFTER_DUE', path, `Năm ${year}: ngày cuối ${last} trước ngày mở ${opens}.`);
      }
      if (closes !== undefined && daysBetween(last, closes) < 0) {
        once(
          'PACK.DUE_AFTER_CUT_OFF',
          path,
          `Năm ${year}: ngày cuối ${last} sau ngày hết tiếp nhận ${closes}.`,
        );
      }
    }
  }
};

/** What an area owes is handed in by offices of its own, so the actor must be a body that has some below the ministry. */
const checkAreaStage = (pack: PolicyPack, stage: PackStage, place: string, report: Report): void => {
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
const checkLevels = (pack: PolicyPack, stage: PackStage, place: string, report: Report): void => {
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

const checkStages = (pack: PolicyPack, report: Report): void => {
  const bodies = new Set(pack.bodies.map(({ key }) => key));
  for (const set of pack.stageSets) {
    const keys = new Map(set.stages.map((stage) => [stage.key, stage]));
    const years = Array.from({ length: YEARS_TRIED }, (_, index) => set.years.from + index).filter(
      (year) => year <= (set.years.to ?? Infinity),
    );
    if (set.stages.length === 0)
      report('PACK.STAGES_EMPTY', `stageSets.${set.key}`, 'Quy trình không có bước nào.');
    for (const stage of set.stages) {
      const place = `stageSets.${set.key}.stages.${stage.key}`;
      const known =
        stage.kind === 'unit'
          ? ROLES.includes(stage.actor)
          : ROLES.includes(stage.actor) || bodies.has(stage.actor) || stage.actor === 'clock';
      if (!known) report('PACK.ACTOR_UNKNOWN', place, `Không có vai trò hoặc cơ quan “${stage.actor}”.`);
      checkAreaStage(pack, stage, place, report);
      checkLevels(pack, stage, place, report);
      for (const body of new Set(Object.values(stage.receiver ?? {}))) {
        if (!bodies.has(body))
          report('PACK.BODY_UNKNOWN', `${place}.receiver`, `Không có cơ quan “${body}” trong bảng cơ quan.`);
      }
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
            `Bước “${required}” không có ngày hết tiếp nhận để chờ.`,
          );
        }
      }
      const levels = stage.due.map(({ level }) => level);
      if (new Set(levels).size !== levels.length)
        report('PACK.DUE_LEVELS', `${place}.due`, 'Một cấp quản lý có hai hạn.');
      checkStageDays(stage, years, place, report);
    }
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

/** A window is written by the year, so one year shows how its days stand to each other. */
const ANY_YEAR = 2025;

const checkWindows = (pack: PolicyPack, report: Report): void => {
  const { byKind = {}, ...everybody } = pack.assessmentWindow;
  const check = (window: AssessmentWindow, place: string): void => {
    for (const field of ['from', 'to'] as const) {
      const day = window[field];
      if (!isPackDay(day)) report('PACK.DAY_INVALID', `${place}.${field}`, `Ngày “${day}” không đọc được.`);
    }
    if (!isPackDay(window.from) || !isPackDay(window.to)) return;
    const [from, to] = [window.from, window.to].map((day) => resolvePackDay(day, ANY_YEAR));
    if ((from ?? '') > (to ?? ''))
      report('PACK.WINDOW_BACKWARDS', place, 'Kỳ đánh giá kết thúc trước khi bắt đầu.');
  };
  check(everybody, 'assessmentWindow');
  for (const [kind, window] of Object.entries(byKind)) check(window, `assessmentWindow.byKind.${kind}`);
};

/** A gap that is answered by another level judging must say what the routing of the same key does. */
const checkJudges = ({ gaps, routing }: PolicyPack, report: Report): void => {
  for (const { key, options } of gaps) {
    const toLevel = routing.find((rule) => rule.key === key)?.toLevel;
    for (const { key: option, effect } of options) {
      if (toLevel === undefined || effect?.judgedBy === undefined || effect.judgedBy === toLevel) continue;
      report(
        'PACK.GAP_ROUTING',
        `gaps.${key}.options.${option}`,
        `Trường hợp này nói cấp ${LEVEL_NAMES[effect.judgedBy]} quyết định, phần phân cấp nói cấp ${LEVEL_NAMES[toLevel]}.`,
      );
    }
  }
};

/** Letters and papers take their words from the pack, so a pack that opens cycles has all of them. */
const checkTerms = (pack: PolicyPack, report: Report): void => {
  const stated = pack.terms.map(({ key }) => key);
  for (const key of stated) {
    if (!TERM_KEYS.some((known) => known === key))
      report(
        'PACK.TERM_UNKNOWN',
        `terms.${key}`,
        `Hệ thống không dùng từ “${key}”: ${TERM_KEYS.join(', ')}.`,
      );
  }
  if (pack.base) return;
  for (const key of TERM_KEYS) {
    if (!stated.includes(key)) report('PACK.TERM_MISSING', 'terms', `Thiếu cách gọi “${key}”.`);
  }
};

/** A paper is issued by somebody whose letterhead is known: the unit itself, or one body of each level. */
const checkDocuments = (pack: PolicyPack, report: Report): void => {
  for (const { key, about, issuedBy } of pack.documents) {
    const place = `documents.${key}`;
    const issuers = Object.values(issuedBy);
    for (const issuer of issuers) {
      if (!pack.letterheads.some((each) => each.key === issuer))
        report('PACK.LETTERHEAD_UNKNOWN', `${place}.issuedBy`, `Không có phần đầu văn bản “${issuer}”.`);
    }
    const byUnit = issuedBy.unit !== undefined;
    if (issuers.length === 0 || (byUnit && (about === 'area' || issuers.length > 1)))
      report(
        'PACK.PAPER_ISSUER',
        `${place}.issuedBy`,
        'Văn bản cần đúng một bên lập: đơn vị, hoặc cơ quan của từng cấp.',
      );
  }
};

/**
 * Points need a table, and sheets that fill it in: a table without the higher level's sheet could never be decided, a
 * sheet without a table never be filled in. Before the Regulation of 2022 there was neither, and recognition stood alone.
 */
const checkTable = (pack: PolicyPack, report: Report): void => {
  if (pack.base) return;
  if (pack.criteria.length === 0) {
    const asking = pack.stageSets.flatMap(({ stages }) => stages.filter(({ sheet }) => sheet !== undefined));
    if (asking.length > 0) {
      const names = [...new Set(asking.map(({ name }) => `“${name}”`))].join(', ');
      report(
        'PACK.SHEET_WITHOUT_TABLE',
        'criteria',
        `Gói không có tiêu chí nào mà ${names} đòi bảng chấm điểm.`,
      );
    } else if (pack.classes.length > 0) {
      report('PACK.CLASS_HOLE', 'classes', 'Gói có mức phân loại theo điểm mà không có tiêu chí nào.');
    }
    return;
  }
  for (const { key, stages } of pack.stageSets) {
    if (stages.length > 0 && !stages.some(({ sheet }) => sheet === 'higher')) {
      report(
        'PACK.TABLE_WITHOUT_SHEET',
        `stageSets.${key}`,
        'Gói có bảng điểm mà không bước nào để cấp trên chấm.',
      );
    }
  }
};

const checkYears = (pack: PolicyPack, report: Report): void => {
  if (pack.stageSets.length === 0) {
    if (!pack.base) report('PACK.STAGES_EMPTY', 'stageSets', 'Gói quy định không có quy trình nào.');
    return;
  }
  const ordered = [...pack.stageSets].sort((a, b) => a.years.from - b.years.from);
  ordered.forEach((set: StageSet, index) => {
    const { from, to } = set.years;
    const path = `stageSets.${set.key}.years`;
    if (to !== undefined && to < from) {
      report('PACK.YEARS_INVALID', path, `Từ năm ${from} đến năm ${to} là khoảng ngược.`);
      return;
    }
    const next = ordered[index + 1];
    if (!next) return;
    const end = to ?? Infinity;
    if (next.years.from <= end) {
      report(
        'PACK.YEARS_OVERLAP',
        `stageSets.${next.key}.years`,
        `Năm ${next.years.from} thuộc cả “${set.key}” và “${next.key}”.`,
      );
    } else if (next.years.from > end + 1) {
      report(
        'PACK.YEARS_GAP',
        path,
        `Không có quy trình cho các năm từ ${end + 1} đến ${next.years.from - 1}.`,
      );
    }
  });
};

const checkCriteria = (pack: PolicyPack, report: Report): void => {
  const gaps = new Set(pack.gaps.map(({ key }) => key));
  const total = sum(pack.criteria);
  if (pack.criteria.length > 0 && total !== hundredths(TOTAL_POINTS)) {
    report('PACK.CRITERIA_SUM', 'criteria', `Tổng điểm tối đa là ${shown(total)}, phải là ${TOTAL_POINTS}.`);
  }
  for (const criterion of allCriteria(pack.criteria)) {
    const place = `criteria.${criterion.key}`;
    for (const gap of criterion.gaps ?? []) {
      if (!gaps.has(gap))
        report(
          'PACK.GAP_UNKNOWN',
          `${place}.gaps`,
          `Không có trường hợp “${gap}” trong bảng trường hợp chưa rõ.`,
        );
    }
    const children = criterion.children ?? [];
    if (children.length > 0) {
      if (sum(children) !== hundredths(criterion.max)) {
        report(
          'PACK.CHILDREN_SUM',
          place,
          `Các mục con cộng lại ${shown(sum(children))} điểm, mục cha là ${shown(hundredths(criterion.max))}.`,
        );
      }
      continue;
    }
    const step = criterion.step === undefined ? undefined : hundredths(criterion.step);
    if (step === undefined && !criterion.allOrNothing && !criterion.derivedFrom) {
      report('PACK.STEP_INVALID', place, 'Tiêu chí chấm điểm phải có bước điểm, hoặc chỉ có 0 hay tối đa.');
    } else if (step !== undefined && (step === 0 || hundredths(criterion.max) % step !== 0)) {
      report(
        'PACK.STEP_INVALID',
        place,
        `Bước ${shown(step)} không chia hết ${shown(hundredths(criterion.max))} điểm.`,
      );
    }
  }
};

const checkClasses = (pack: PolicyPack, report: Report): void => {
  const mins = pack.classes.map(({ min }) => hundredths(min));
  if (!(mins.length === 0 && (pack.base || pack.criteria.length === 0)) && !mins.includes(0)) {
    report(
      'PACK.CLASS_HOLE',
      'classes',
      `Không có loại nào cho số điểm từ 0 đến dưới ${mins.length > 0 ? shown(Math.min(...mins)) : TOTAL_POINTS}.`,
    );
  }
  pack.classes.forEach(({ key, min }, index) => {
    if (mins.indexOf(hundredths(min)) !== index)
      report(
        'PACK.CLASS_HOLE',
        `classes.${key}`,
        `Hai loại cùng bắt đầu từ ${min} điểm: một loại không có khoảng điểm.`,
      );
    if (min > TOTAL_POINTS)
      report('PACK.CLASS_HOLE', `classes.${key}`, `Loại bắt đầu từ ${min} điểm không bao giờ đạt.`);
  });
  const keys = new Set(pack.classes.map(({ key }) => key));
  for (const consequence of pack.consequences) {
    for (const name of consequence.classes) {
      if (!keys.has(name))
        report('PACK.CLASS_UNKNOWN', `consequences.${consequence.key}`, `Không có loại “${name}”.`);
    }
  }
};

/** What may stand for a paper of the dossier is a stage of the units, and a complicated matter is given no less time. */
const checkCertification = ({ certification, stageSets, base }: PolicyPack, report: Report): void => {
  for (const { key, stage } of stageSets.length === 0 || base === true ? [] : certification.dossier.items) {
    if (stage === undefined) continue;
    const isUnitStage = stageSets.some(({ stages }) =>
      stages.some((each) => each.key === stage && each.kind === 'unit'),
    );
    if (!isUnitStage) {
      report(
        'PACK.DOSSIER_STAGE',
        `certification.dossier.items.${key}`,
        `Không có bước “${stage}” của đơn vị để thay cho thành phần này.`,
      );
    }
  }
  for (const field of ['firstAnswerDays', 'secondAnswerDays'] as const) {
    const term = certification.appeal?.[field];
    if (term === undefined || term.ordinary <= term.complex) continue;
    report(
      'PACK.APPEAL_DAYS',
      `certification.appeal.${field}`,
      `Vụ việc phức tạp có ${term.complex} ngày, ít hơn ${term.ordinary} ngày của vụ việc thường.`,
    );
  }
};

/**
 * Whether the rules of a whole pack make sense together, every fault at once, and what of it is assumed.
 * A `base` pack may lack criteria, classes and stages, for nothing opens on it.
 */
export const checkPack = (pack: PolicyPack): PackReport => {
  const errors: PackFault[] = [];
  const report: Report = (code, path, message) => errors.push({ code, path, message });
  checkSources(pack, report);
  checkKeys(pack, report);
  checkYears(pack, report);
  checkStages(pack, report);
  checkWindows(pack, report);
  checkJudges(pack, report);
  checkTerms(pack, report);
  checkDocuments(pack, report);
  checkTable(pack, report);
  checkCriteria(pack, report);
  checkScoring(pack, report);
  checkClasses(pack, report);
  checkRegisters(pack, report);
  checkCertification(pack, report);
  return { errors, assumed: assumedOf(pack) };
};
