import type { PolicyPack } from '../pack.schema.js';
import type { EvidenceRules } from './evidence-rules.schema.js';

/** What held before packs spoke of evidence: the usual papers and pictures, and nothing is missed where none is cited. */
const BEFORE_THERE_WERE_RULES: EvidenceRules = {
  src: 'assumed',
  status: 'assumed',
  types: [
    { key: 'application/pdf', name: 'PDF', extensions: ['pdf'] },
    { key: 'image/jpeg', name: 'JPEG', extensions: ['jpg', 'jpeg'] },
    { key: 'image/png', name: 'PNG', extensions: ['png'] },
  ],
  maxBytes: 10_485_760,
  uncited: 'accept',
  criteria: [],
};

/** The rules of evidence of a pack; one stored before there were any takes PDF and pictures of up to 10 MiB. */
export const evidenceRulesOf = (pack: Pick<PolicyPack, 'evidenceRules'>): EvidenceRules =>
  pack.evidenceRules ?? BEFORE_THERE_WERE_RULES;
