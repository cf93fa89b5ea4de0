/** How many sub-units (phòng, ban, tổ, đội) pledged, of how many (Kế hoạch 33/KH-UBND, phụ lục 8b). */
export interface Pledges {
  readonly total: number;
  readonly pledged: number;
  /** Names of the sub-units that pledged. */
  readonly names?: readonly string[];
}

/** The four registrations of one unit, kept apart: none of them stands for another. */
export interface Registrations {
  /** Đăng ký thực hiện phong trào (KH 33, I.4). */
  readonly movement: boolean;
  /** Đăng ký phấn đấu đạt tiêu chuẩn (annex 8a). */
  readonly standard: boolean;
  /** Đăng ký điển hình về phong trào, the optional second track (II.6). */
  readonly exemplar: boolean;
  /** Absent while none was recorded. */
  readonly pledges?: Pledges;
}

/** One thing of a paper that does not fit; `place` names the field in Vietnamese. */
export interface CertificationProblem {
  readonly code: string;
  readonly place: string;
  readonly message: string;
}

/** What was named for one item of a dossier: evidence by its ids, or a paper by number and date. */
export interface DossierEntry {
  readonly item: string;
  readonly evidence?: readonly string[];
  readonly number?: string;
  readonly date?: string;
}

/** One item of the checklist and what stands for it; `nothing` where it is missing. */
export interface DossierLine {
  readonly key: string;
  readonly name: string;
  readonly required: boolean;
  readonly by: 'evidence' | 'paper' | 'stage' | 'nothing';
  readonly entry?: DossierEntry;
  readonly src: string;
  readonly status: string;
}

export interface Dossier {
  readonly lines: readonly DossierLine[];
  /** Vietnamese names of the required items that are missing. */
  readonly missing: readonly string[];
  readonly problems: readonly CertificationProblem[];
}

/** A head of a unit and the days in post (YYYY-MM-DD, both inclusive; `to` absent while in post). */
export interface HeadTerm {
  readonly name: string;
  readonly position?: string;
  readonly from: string;
  readonly to?: string;
}

/** The part of a term that lies in the assessment window. */
export interface HeadInWindow extends HeadTerm {
  readonly since: string;
  readonly until: string;
  readonly days: number;
}
