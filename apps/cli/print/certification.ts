import {
  type DecisionAnswer,
  type DecisionCorrectionAnswer,
  lateWord,
  type UnitCertificationAnswer,
  type UnitYearAnswer,
} from '#libs/contracts/http';
import { assumedMark, dayText, instantText, levelWord } from './words.js';

/** Registrations, dossier, and what came after the decision, a line each; nothing where there is nothing to tell. */
export function certificationLines({
  certification,
}: Pick<UnitYearAnswer, 'certification'>): readonly string[] {
  if (certification === undefined) return [];
  const { decision, classDecision, delegatedTo, certificate, revocation, exemplar, awardProposal } =
    certification;
  const revoked = certificate?.state === 'revoked' ? ', đã thu hồi' : '';
  return [
    ...(delegatedTo === undefined ? [] : [`Giao cho cấp ${levelWord(delegatedTo)} thẩm định, quyết định`]),
    ...registrationLines(certification),
    ...dossierLines(certification),
    ...(decision === undefined ? [] : decisionLines(decision)),
    ...(classDecision === undefined ? [] : decisionLines(classDecision)),
    ...(certification.supersededDecision === undefined ? [] : [certification.supersededDecision]),
    ...(certificate === undefined ? [] : [`Giấy công nhận số ${certificate.number}${revoked}`]),
    ...(revocation?.state === 'proposed'
      ? [`Đang đề nghị thu hồi công nhận, căn cứ ${revocation.ground}`]
      : []),
    ...(exemplar === undefined ? [] : [`Điển hình về phong trào: ${EXEMPLAR_WORDS[exemplar]}*`]),
    ...(awardProposal === undefined
      ? []
      : [`Đề nghị khen thưởng: ${awardProposal.collectives} tập thể, ${awardProposal.persons} cá nhân`]),
    ...appealLines(certification),
  ];
}

const DECISION_WORDS = {
  decision: 'Quyết định',
  appeal: 'Văn bản trả lời khiếu nại',
  revocation: 'Quyết định thu hồi',
  class: 'Quyết định phân loại',
};

/** The document behind the result, with what was corrected in it. */
function decisionLines(decision: NonNullable<UnitCertificationAnswer['decision']>): readonly string[] {
  const { kind, number, date, signer, corrections } = decision;
  return [
    `${DECISION_WORDS[kind]} số ${number} ngày ${dayText(date)}, người ký ${signer}${correctedText(decision)}`,
    ...correctionLines(corrections),
  ];
}

/** The words for a correction behind a document that is named; empty where nothing was corrected. */
export const correctedText = ({ correctedOn }: Pick<DecisionAnswer, 'correctedOn'>): string =>
  correctedOn === undefined ? '' : `, đính chính ngày ${dayText(correctedOn)}`;

/** What was corrected, a line each, the oldest first. */
export const correctionLines = (corrections: readonly DecisionCorrectionAnswer[]): readonly string[] =>
  corrections.map(
    ({ before, after, reason, recordedBy, recordedAt }) =>
      `Đính chính lúc ${instantText(recordedAt)} bởi ${recordedBy}: ${namingText(before)} thành ${namingText(after)}. Lý do: ${reason}`,
  );

/** How a document is named. */
export const namingText = ({ number, date, signer }: DecisionCorrectionAnswer['before']): string =>
  `số ${number} ngày ${dayText(date)}, người ký ${signer}`;

const EXEMPLAR_WORDS = {
  proposed: 'đang đề nghị',
  accepted: 'được công nhận',
  refused: 'không được công nhận',
};

const afterComma = (word: string | undefined): string => (word === undefined ? '' : `, ${word}`);

function registrationLines({ registrations, pledges }: UnitCertificationAnswer): readonly string[] {
  const named =
    registrations === undefined
      ? []
      : [
          ...(registrations.movement ? ['phong trào'] : []),
          ...(registrations.standard ? ['tiêu chuẩn'] : []),
          ...(registrations.exemplar ? ['điển hình'] : []),
        ];
  return [
    ...(named.length === 0 ? [] : [`Đã đăng ký: ${named.join(', ')}`]),
    ...(pledges === undefined
      ? []
      : [`Cam kết: ${pledges.pledged}/${pledges.total} phòng, ban, tổ, đội${afterComma(lateWord(pledges))}`]),
  ];
}

function dossierLines({ dossier = [] }: UnitCertificationAnswer): readonly string[] {
  const missing = dossier.filter(({ required, by }) => required && by === 'nothing');
  if (missing.length === 0) return [];
  return [
    `Hồ sơ còn thiếu: ${missing.map(({ name, status }) => `${name}${assumedMark(status)}`).join(', ')}`,
  ];
}

function appealLines({ appeal }: UnitCertificationAnswer): readonly string[] {
  if (appeal === undefined) return [];
  if (appeal.outcome !== undefined) {
    const late = afterComma(lateWord({ late: appeal.late, afterSuggested: appeal.assumed }));
    const answer = appeal.outcome === 'changed' ? 'thay đổi kết quả' : 'giữ nguyên kết quả';
    return [`Khiếu nại lần ${appeal.instance}: đã trả lời, ${answer}${late}`];
  }
  const star = assumedMark(appeal.assumed === true);
  const days = appeal.daysLeft ?? 0;
  const left = days < 0 ? `quá ${-days} ngày` : `còn ${days} ngày`;
  return [
    `Khiếu nại lần ${appeal.instance}: chờ trả lời, chậm nhất hết ngày ${dayText(appeal.answerBy)}${star} (${left}), phức tạp ${dayText(appeal.complexAnswerBy)}${star}`,
  ];
}
