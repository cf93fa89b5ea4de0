// What runs and activities hand to each other, as it stands in histories. A run lasts longer than a version, so these only
// grow. Workflow code takes the types alone: a schema in the sandbox would be copied for every cached run.
import type { z } from 'zod';
import { remindersCarried, remindersTurn } from './area-reminders.js';
import {
  areaYearInput,
  areaYearProgress,
  areaYearRun,
  calendarTurn,
  openingProgress,
  yearsClosed,
} from './area-year.js';
import { mailDelivered, mailDeliveryInput } from './mail-delivery.js';
import {
  rehearsalGoal,
  rehearsalInput,
  rehearsalProgress,
  rehearsalRun,
  rehearsalStep,
  rehearsedYearEnd,
  stepInput,
} from './rehearsal.js';
import {
  applyCommandInput,
  commandApplied,
  commandCarried,
  commandReference,
  unitYearInput,
  unitYearView,
} from './unit-year.js';

interface Exchange {
  readonly input: z.ZodType;
  readonly result?: z.ZodType;
}

interface WorkflowPayloads extends Exchange {
  /** Of every Update. */
  readonly update?: Exchange;
  readonly query?: z.ZodType;
  /** Signals that say more than their name. */
  readonly signals?: Readonly<Record<string, z.ZodType>>;
}

/** Payloads of each workflow, by its wire name. */
export const WORKFLOW_PAYLOADS: Readonly<Record<string, WorkflowPayloads>> = {
  unitYear: {
    input: unitYearInput,
    result: unitYearView,
    update: { input: commandReference, result: commandCarried },
    query: unitYearView,
  },
  areaYear: { input: areaYearRun, result: openingProgress, query: areaYearProgress },
  areaReminders: { input: areaYearInput },
  rehearsal: { input: rehearsalRun, query: rehearsalProgress, signals: { advanceTo: rehearsalGoal } },
  rehearsedYear: { input: rehearsalInput, result: rehearsedYearEnd },
  mailDelivery: { input: mailDeliveryInput },
};

/** Payloads of each activity, by its wire name. */
export const ACTIVITY_PAYLOADS: Readonly<Record<string, Required<Exchange>>> = {
  loadUnitYear: { input: unitYearInput, result: unitYearView },
  applyCommand: { input: applyCommandInput, result: commandApplied },
  openUnits: { input: areaYearInput, result: openingProgress },
  actOnCalendar: { input: areaYearInput, result: calendarTurn },
  closeYears: { input: areaYearInput, result: yearsClosed },
  planReminders: { input: areaYearInput, result: remindersTurn },
  carryReminders: { input: areaYearInput, result: remindersCarried },
  stepRehearsal: { input: stepInput, result: rehearsalStep },
  driveRehearsedYear: { input: rehearsalInput, result: rehearsedYearEnd },
  deliverMail: { input: mailDeliveryInput, result: mailDelivered },
};
