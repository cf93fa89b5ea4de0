import type { Office } from '../units/units.port.js';

/** An office as a province keeps it. */
export interface KeptOffice extends Omit<Office, 'districtCode' | 'validTo'> {
  readonly areaCode: string;
  /** What it does, `appraises`, `decides`; a body of a sector `supervises:<kind of units>`. */
  readonly duties: readonly string[];
}

/** The offices of provinces. */
export interface OfficeRecords {
  /** Those of a province and of its communes, in the order of their codes. */
  ofProvince(provinceCode: string): Promise<readonly KeptOffice[]>;
  /** Those of the codes, in lower case, that another province's office or any unit has; both are subjects of cycles by their codes. */
  takenElsewhere(provinceCode: string, codes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Inserts or updates by code. */
  save(offices: readonly KeptOffice[]): Promise<void>;
}
