import { formatOfficialDay } from '#libs/calendar';
import { supersededText } from '#libs/contracts/http';
import type { NamedDecision } from '../papers/papers.port.js';
import type { Stores } from '../transaction/records.port.js';

/** A decision that a restart has taken, or would take, out of the present results, as people are told of it. */
export interface SupersededDecision {
  readonly stage: string;
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The office that decided; absent where none is known. */
  readonly body?: string;
  /** Vietnamese: that it goes on holding on paper, and until when. */
  readonly text: string;
}

const DOCUMENTS: Readonly<Record<NamedDecision['kind'], string>> = {
  decision: 'Quyết định',
  appeal: 'Văn bản trả lời khiếu nại',
  revocation: 'Quyết định thu hồi',
  class: 'Quyết định phân loại',
};

/** Decisions as they are told of once they are the present result no more. */
export async function supersededDecisions(
  records: Stores<'units'>,
  decisions: readonly NamedDecision[],
): Promise<readonly SupersededDecision[]> {
  const told: SupersededDecision[] = [];
  for (const { kind, stage, number, date, officeCode } of decisions) {
    const body = officeCode === undefined ? undefined : (await records.units.office(officeCode))?.name;
    const document = `${DOCUMENTS[kind]} số ${number} ngày ${formatOfficialDay(date)}`;
    told.push({ stage, number, date, body, text: `${supersededText(document, body)}.` });
  }
  return told;
}
