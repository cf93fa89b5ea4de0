import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { partOf } from './report-form.schema.js';
import type { PackStage } from './stages.schema.js';

export type FormFaultCode = 'PACK.FORM_STAGE' | 'PACK.FORM_TASK';

/** A form belongs to a paper of a body, and what is answered as a result has a task of the paper that gathers it. */
export const checkForm = (
  pack: PolicyPack,
  { form, kind, act }: PackStage,
  place: string,
  report: Report<FormFaultCode>,
): void => {
  if (form === undefined) return;
  if (kind !== 'area' || act !== 'submit')
    report('PACK.FORM_STAGE', `${place}.form`, 'Chỉ báo cáo của cơ quan mới có mẫu trả lời theo nhiệm vụ.');
  const paper = pack.documents.find((each) => each.key === form.gatheredIn);
  if (paper?.tasks === undefined) {
    report(
      'PACK.FORM_TASK',
      `${place}.form.gatheredIn`,
      `Không có văn bản “${form.gatheredIn}” nào ghi kết quả theo nhiệm vụ để tổng hợp.`,
    );
    return;
  }
  const keys = form.tasks.map((task) => task.key);
  for (const task of form.tasks) {
    const at = `${place}.form.tasks.${task.key}`;
    if (keys.indexOf(task.key) !== keys.lastIndexOf(task.key))
      report('PACK.FORM_TASK', at, `Nhiệm vụ “${task.key}” ghi hai lần.`);
    if (partOf(task) === 'results' && !paper.tasks.some((each) => each.key === task.key))
      report('PACK.FORM_TASK', at, `Văn bản “${form.gatheredIn}” không có nhiệm vụ “${task.key}”.`);
  }
};
