import type { RuleStatus } from '#libs/policy';

/** A field of a register as a form asks for it. */
export interface RegisterFieldAnswer {
  readonly key: string;
  readonly name: string;
  readonly type: 'text' | 'whole' | 'day' | 'choice' | 'entry';
  readonly required: boolean;
  readonly options?: readonly { readonly key: string; readonly text: string }[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly maxLength?: number | undefined;
  /** Register that the entry belongs to. */
  readonly of?: string | undefined;
}

/** GET /cycles/{id}/registers: one register of the cycle's pack, with what it holds in the caller's area. */
export interface RegisterAnswer {
  readonly register: string;
  readonly name: string;
  readonly recordedBy: readonly ('unit' | 'police')[];
  readonly numbersOnly: boolean;
  /** Citation of what asks for it. */
  readonly source: string;
  readonly status: RuleStatus;
  /** True where no document prescribes the fields. */
  readonly formAssumed: boolean;
  readonly fields: readonly RegisterFieldAnswer[];
  readonly reasons?: readonly { readonly key: string; readonly text: string }[] | undefined;
  /** Criteria that its entries speak about. */
  readonly criteria: readonly string[];
  readonly entries: number;
  readonly units: number;
  readonly by: readonly { readonly value: string; readonly text: string; readonly entries: number }[];
  readonly sums: readonly { readonly field: string; readonly name: string; readonly total: number }[];
}

/** GET /cycles/{id}/registers */
export interface RegistersAnswer {
  readonly cycleId: string;
  readonly items: readonly RegisterAnswer[];
  readonly reopenings: readonly RegisterReopeningAnswer[];
}

/** One entry as it stands; answered by every route that records one, too. */
export interface RegisterEntryAnswer {
  readonly id: string;
  readonly version: number;
  readonly cycleId: string;
  readonly register: string;
  readonly unitId: string;
  readonly unitName?: string | undefined;
  readonly communeCode?: string | undefined;
  readonly communeName?: string | undefined;
  readonly effectiveOn: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** Vietnamese, one line. */
  readonly text: string;
  readonly state: 'standing' | 'withdrawn';
  readonly reason?: string | undefined;
  /** Database clock. */
  readonly recordedAt: string;
  /** The cycle's own now. */
  readonly at: string;
  readonly recordedBy: { readonly name: string; readonly role: string };
  readonly onBehalf?: { readonly arrivalNumber: string; readonly arrivedOn: string } | undefined;
}

/** What the registers say about one criterion. */
export interface RegisterFindingAnswer {
  readonly criterion: string;
  readonly no: string;
  readonly register: string;
  readonly registerName: string;
  readonly speaks: 'for' | 'against' | 'silent';
  readonly text: string;
  readonly entries: readonly string[];
  readonly awards?: { readonly collectives: number; readonly persons: number } | undefined;
  readonly points?: number | undefined;
  readonly mostPoints?: number | undefined;
  /** A reason that the higher level may start from. */
  readonly reason?: string | undefined;
  readonly source: string;
  readonly status: RuleStatus;
}

/** GET /cycles/{id}/units/{code}/registers */
export interface UnitRegistersAnswer {
  readonly cycleId: string;
  readonly unitId: string;
  readonly unitName: string;
  /** Days that count. */
  readonly window: {
    readonly from: string;
    readonly to: string;
    readonly source: string;
    readonly status: RuleStatus;
  };
  /** In the order of the table. */
  readonly findings: readonly RegisterFindingAnswer[];
  readonly entries: readonly RegisterEntryAnswer[];
  /** Sheets that say more than the registers, as the latest one stands. */
  readonly contradictions: readonly {
    readonly column: 'self' | 'higher';
    readonly criterion: string;
    readonly text: string;
  }[];
}

/** GET and POST /cycles/{id}/registers/reopenings */
export interface RegisterReopeningAnswer {
  readonly id: string;
  readonly register?: string | undefined;
  readonly unitId?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly until: string;
  readonly reason: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
}

/** POST /cycles/{id}/registers/{register}/imports */
export interface RegisterImportAnswer {
  readonly dryRun: boolean;
  readonly rowsRead: number;
  readonly inserted: number;
  /** Rows that an earlier import under the same key had entered. */
  readonly repeated: number;
  readonly problems: readonly { readonly code: string; readonly place: string; readonly message: string }[];
}
