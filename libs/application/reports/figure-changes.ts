import type { FigureChange, ReportFigures } from '#libs/contracts';

/** One number of a report. */
export interface FigureLine {
  /** Which figure, e.g. `recognised`, `classes.kha`, `targets.recognised`. */
  readonly figure: string;
  /** Vietnamese. */
  readonly name: string;
  readonly value: number;
}

/** Every figure of a report that is not what an earlier one said, in the order of the report. */
export function figureChanges(before: ReportFigures, after: ReportFigures): readonly FigureChange[] {
  const known = new Map(figureLines(before).map(({ figure, value }) => [figure, value]));
  return figureLines(after).flatMap(({ figure, name, value }): FigureChange[] => {
    const then = known.get(figure) ?? 0;
    return then === value ? [] : [{ figure, name, before: then, after: value }];
  });
}

/** Every figure of a report by its key, with its name in Vietnamese, in the order of the report. */
export function figureLines(figures: ReportFigures): readonly FigureLine[] {
  const line = (figure: string, name: string, value: number): FigureLine => ({ figure, name, value });
  return [
    line('units', 'Số đơn vị trong diện xét', figures.units),
    ...figures.stages.map(({ stage, name, done }) => line(`stages.${stage}`, `Đã xong: ${name}`, done)),
    line('recognised', 'Được công nhận', figures.recognised),
    line('notRecognised', 'Không được công nhận', figures.notRecognised),
    ...figures.classes.map(({ key, name, units }) => line(`classes.${key}`, `Phân loại ${name}`, units)),
    line('notSubmitted', 'Không nộp', figures.notSubmitted),
    line('unclassified', 'Chưa có kết quả', figures.unclassified ?? 0),
    ...(figures.meters ?? []).flatMap(({ target, name, done, of }) => [
      line(`targets.${target}`, `${name}: đạt`, done),
      line(`targets.${target}.of`, `${name}: trên tổng số`, of),
    ]),
  ];
}
