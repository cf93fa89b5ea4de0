import { usageError } from '../cli.error.js';
import { day, given, listed, yesOrNo } from '../options.js';
import { pledgesOf } from './submit.act.js';
import {
  type AnyUnitAct,
  type ReasonOptions,
  type SignedDocument,
  unitAct,
  withDocument,
  withReason,
} from './unit-act.js';

const LEVELS = ['tinh', 'huyen', 'xa'] as const;

/** What is recorded of a unit beside its stages: who judges it, pledges, its heads, the second track. */
export const recordActs: readonly AnyUnitAct[] = [
  unitAct<ReasonOptions & { to: string; number: string; date: string }>({
    name: 'delegate',
    description: 'giao một đơn vị cho cấp khác thẩm định, quyết định, theo văn bản (quản trị)',
    role: 'administrator',
    options: (command) =>
      withReason(
        command
          .requiredOption('--to <cấp>', 'tinh, huyen hoặc xa')
          .requiredOption('--number <số>', 'số văn bản')
          .requiredOption('--date <ngày>', 'ngày văn bản', day),
      ),
    body: ({ to: typed, number, date, reason }) => {
      const to = LEVELS.find((level) => level === typed);
      if (to === undefined) throw usageError('--to là tinh, huyen hoặc xa.');
      return { kind: 'delegate', to, number, date, reason };
    },
  }),
  unitAct<{ pledges: string; names?: string[] }>({
    name: 'pledge',
    description: 'ghi cam kết của phòng, ban, tổ, đội',
    role: 'unit-head',
    options: (command) =>
      command
        .requiredOption('--pledges <đã/tổng>', 'số đã cam kết trên tổng số, ví dụ 9/10')
        .option('--names <tên>', 'tên các phòng, ban đã cam kết, cách nhau bằng dấu phẩy', listed),
    body: ({ pledges, names }) => ({ kind: 'recordPledges', ...pledgesOf(pledges), ...given({ names }) }),
  }),
  unitAct<{ head: Term[] }>({
    name: 'heads',
    description: 'ghi người đứng đầu của đơn vị và thời gian giữ chức',
    role: 'unit-head',
    options: (command) =>
      command.requiredOption(
        '--head <tên@từ[..đến]>',
        'ví dụ "Nguyễn A@2026-10-01" hoặc "Nguyễn B@2020-01-01..2026-09-30"; dùng được nhiều lần',
        headTerm,
      ),
    body: ({ head }) => ({ kind: 'recordHeads', heads: head }),
  }),
  unitAct<ReasonOptions>({
    name: 'exemplar propose',
    description: 'đề nghị xét điển hình (cơ quan thẩm định, BCĐ 138)',
    role: 'appraiser',
    options: withReason,
    body: ({ reason }) => ({ kind: 'proposeExemplar', reason }),
  }),
  unitAct<SignedDocument & { accepted: boolean }>({
    name: 'exemplar decide',
    description: 'ghi quyết định về điển hình (UBND)',
    role: 'deciding-body',
    options: (command) =>
      withDocument(
        command.requiredOption('--accepted <yes|no>', 'yes: công nhận điển hình; no: không', yesOrNo),
      ),
    body: ({ accepted, number, date, signer }) => ({
      kind: 'decideExemplar',
      accepted,
      number,
      date,
      signer,
    }),
  }),
];

interface Term {
  name: string;
  from: string;
  to?: string;
}

function headTerm(text: string, before: readonly Term[] = []): Term[] {
  const match = /^(.+)@([^.]+)(?:\.\.(.+))?$/.exec(text.trim());
  if (match === null) throw usageError(`"${text}" chưa đúng dạng tên@từ hoặc tên@từ..đến.`);
  const [, name = '', from = '', to] = match;
  return [...before, { name: name.trim(), from: day(from), ...(to === undefined ? {} : { to: day(to) }) }];
}
