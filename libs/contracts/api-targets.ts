/** GET /cycles/{id}/targets: where the targets stand, over all that the account may see and by commune or unit. */
export interface TargetsAnswer {
  readonly cycleId: string;
  /** The cycle's now. */
  readonly now: string;
  /** Units inside the standard; those outside are in no denominator. */
  readonly units: number;
  readonly outside: number;
  readonly meters: readonly MeterAnswer[];
  /** The same of each commune, or of each unit, where it was asked for. */
  readonly parts?:
    | readonly {
        readonly code: string;
        readonly name: string;
        readonly units: number;
        readonly meters: readonly MeterAnswer[];
      }[]
    | undefined;
  /** Code of the last unit, where more follow. */
  readonly next?: string | undefined;
}

export interface MeterAnswer {
  readonly target: string;
  readonly name: string;
  readonly operator: '>=' | '>';
  readonly percent: number;
  readonly denominator: 'registered' | 'all-eligible' | 'people' | 'subunits';
  readonly done: number;
  readonly of: number;
  /** Tenths of a percent, cut off and never rounded up; absent where there is nothing to be a share of. */
  readonly permille?: number | undefined;
  /** By the whole numbers, not by the share as shown. */
  readonly met?: boolean | undefined;
  readonly status: 'binding' | 'proposed' | 'target' | 'assumed';
  readonly source: string;
  /** Of a target of each unit: how many reach it, miss it, and gave no numbers. */
  readonly units?: { readonly met: number; readonly missed: number; readonly unknown: number } | undefined;
}
