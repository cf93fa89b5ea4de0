/** Workflow ids come from these functions only; they carry the cycle, so a rehearsal never meets the real year. */
export const unitYearWorkflowId = (cycleId: string, unitId: string) => `unit-year/${cycleId}/${unitId}`;
export const areaYearWorkflowId = (cycleId: string, areaId: string) => `area-year/${cycleId}/${areaId}`;
export const areaRemindersWorkflowId = (cycleId: string, areaId: string) =>
  `area-reminders/${cycleId}/${areaId}`;
export const rehearsalWorkflowId = (cycleId: string) => `rehearsal/${cycleId}`;
export const rehearsedYearWorkflowId = (cycleId: string) => `rehearsed-year/${cycleId}`;
export const mailDeliveryWorkflowId = (relay: MailRelay) => `mail-delivery/${relay}`;

/** A command is carried by one Update per attempt, because a failed Update keeps its failure for ever. */
export const commandUpdateId = (commandId: string, attempt: number) => `${commandId}/${attempt}`;

/**
 * The cycle of a real year is named by province and year; a rehearsal adds its own label. Opening the same cycle
 * twice therefore finds the same row.
 */
export const cycleIdOf = (provinceCode: string, year: number, rehearsal?: string) =>
  rehearsal === undefined ? `${provinceCode}-${year}` : `${provinceCode}-${year}-${rehearsal}`;

/** `relay` reaches people; `capture` keeps a rehearsal's mail inside the house. */
export type MailRelay = 'relay' | 'capture';

export const TASK_QUEUES = { cycle: 'cycle', mail: 'mail' } as const;

/** Search attributes set at the start of a run and never upserted. */
export const SEARCH_ATTRIBUTES = ['CycleId', 'ProvinceCode', 'CommuneCode', 'UnitKind'] as const;
