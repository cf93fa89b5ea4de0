import type { MeterAnswer } from '#libs/contracts';
import type { SinceFreeze } from '../freezes/freezes.port.js';

/** How many units have a step done, beside the same day of the year before. */
export interface MonthlyFigure {
  readonly stage: string;
  readonly name: string;
  readonly done: number;
  /** Units of which it is or was asked. */
  readonly of: number;
  /** On the same day of the year before; absent where nothing is known of it. */
  readonly before?: number;
}

/** A commune that somebody should call, with what is late in it. */
export interface WorriedCommune {
  readonly name: string;
  readonly telephone?: string;
  /** Papers past a day that a document sets, and past a suggested one. */
  readonly overdue: number;
  readonly pastSuggested: number;
}

/** What falls due in the month. */
export interface MonthlyDue {
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly assumed: boolean;
  /** How many have not done it yet. */
  readonly open: number;
}

/** What the body is asked to decide: a step of its own, a target that is missed, or that the late are urged. */
export type MonthlyAsk =
  | { readonly kind: 'own'; readonly name: string; readonly day: string; readonly assumed: boolean }
  | { readonly kind: 'target'; readonly meter: MeterAnswer }
  | {
      readonly kind: 'urge';
      readonly communes: number;
      readonly overdue: number;
      readonly pastSuggested: number;
    };

/** One page for those who direct the movement of a province, as things stand at the cycle's now. */
export interface MonthlyPage {
  /** First day of the month (YYYY-MM-DD). */
  readonly month: string;
  /** Same day of the year before, YYYY-MM-DD. */
  readonly dayBefore: string;
  readonly figures: readonly MonthlyFigure[];
  /** Figures of the province that were kept last; absent where none were. */
  readonly freeze?: SinceFreeze;
  readonly meters: readonly MeterAnswer[];
  readonly communes: readonly WorriedCommune[];
  /** Communes with something late beside those that are named. */
  readonly otherCommunes: number;
  readonly dues: readonly MonthlyDue[];
  readonly asks: readonly MonthlyAsk[];
}
