import type { ClassificationRecorded } from '#libs/application';
import type { RecordClassificationAnswer } from '#libs/contracts/http';

/** The classes that a list comes to: how many units each, and the class of each unit. */
export function classesAnswer({
  classes,
  pack,
}: Pick<ClassificationRecorded, 'classes' | 'pack'>): Pick<RecordClassificationAnswer, 'classes' | 'items'> {
  const bandOf = (key: string) => {
    const band = pack.classes.find((each) => each.key === key);
    return { key, name: band?.name ?? key, assumed: band?.status === 'assumed' };
  };
  return {
    classes: pack.classes.map(({ key }) => ({
      ...bandOf(key),
      units: classes.filter(({ classKey }) => classKey === key).length,
    })),
    items: classes.map(({ unitId, unitName, classKey, total, excludedFromAwards }) => ({
      unitId,
      name: unitName,
      class: { ...bandOf(classKey), total },
      excludedFromAwards,
    })),
  };
}
