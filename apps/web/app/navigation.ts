import type { MeAnswer } from '#libs/contracts/http';
import { isOfUnit } from './session.js';

/** Pages that a role is led to, in the order of the bar. */
export interface Place {
  readonly to: '/viec' | '/bang-dieu-hanh';
  readonly name: string;
}

const TASKS: Place = { to: '/viec', name: 'Việc của tôi' };
const BOARD: Place = { to: '/bang-dieu-hanh', name: 'Bảng điều hành' };

export const placesOf = (me: MeAnswer): readonly Place[] => (isOfUnit(me) ? [TASKS] : [BOARD]);

/** Where a role begins. */
export const startPageOf = (me: MeAnswer): Place['to'] => (isOfUnit(me) ? TASKS.to : BOARD.to);
