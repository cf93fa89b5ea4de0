import type { FigureChange, ReportFigures } from '#libs/contracts';

type Line = readonly [figure: string, name: string, value: number];

/** Every figure of a report by its key, with its name in Vietnamese, in the order of the report. */
export const figureLines = (
  figures: ReportFigures,
): readonly { readonly figure: string; readonly name: string; readonly value: number }[] =>
  linesOf(figures).map(([figure, name, value]) => ({ figure, name, value }));

/** Every figure of a report that is not what an earlier one said, in the order of the report. */
export function figureChanges(before: ReportFigures, after: ReportFigures): readonly FigureChange[] {
  const known = new Map(linesOf(before).map(([figure, , value]) => [figure, value]));
  return linesOf(after).flatMap(([figure, name, value]): FigureChange[] => {
    const then = known.get(figure) ?? 0;
    return then === value ? [] : [{ figure, name, before: then, after: value }];
  });
}

function linesOf(figures: ReportFigures): readonly Line[] {
  return [
    ['units', 'Số đơn vị trong diện xét', figures.units],
    ...figures.stages.map(({ stage, name, done }): Line => [`stages.${stage}`, `Đã xong: ${name}`, done]),
    ['recognised', 'Được công nhận', figures.recognised],
    ['notRecognised', 'Không được công nhận', figures.notRecognised],
    ...figures.classes.map(({ key, name, units }): Line => [`classes.${key}`, `Phân loại ${name}`, units]),
    ['notSubmitted', 'Không nộp', figures.notSubmitted],
    ['unclassified', 'Chưa có kết quả', figures.unclassified ?? 0],
    ...(figures.meters ?? []).flatMap(({ target, name, done, of }): Line[] => [
      [`targets.${target}`, `${name}: đạt`, done],
      [`targets.${target}.of`, `${name}: trên tổng số`, of],
    ]),
  ];
}
