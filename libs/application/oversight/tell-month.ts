import { cycleParams } from '../mail/letters.js';
import type { MailParams, MailValue } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import { monthlyPage } from './monthly-page.js';
import type { MonthlyAsk, MonthlyPage } from './monthly-page.port.js';
import { overseerOffices } from './overseers.js';
import type { OversightScene } from './oversight-scene.js';
import { queue } from './queue.js';

/** Queues the page of the month to whoever gets it, once. */
export async function tellMonth(
  records: Stores<'figures' | 'freezes' | 'messages' | 'oversight' | 'reminders' | 'units'>,
  scene: OversightScene,
): Promise<void> {
  const offices = await overseerOffices(records, scene, [scene.rules.monthly.to]);
  const told = await records.oversight.lastTold(scene.basis.cycle.id, 'monthly');
  const due = offices.filter(
    ({ office }) => told.find(({ officeCode }) => officeCode === office.code)?.day !== scene.today,
  );
  if (due.length === 0) return;
  const page = await monthlyPage(records, scene);
  await queue(
    records,
    scene,
    'monthly',
    due.map(({ office }) => ({
      office,
      template: 'monthly-page',
      params: { ...pageParams(page), ...sceneParams(scene), addressee: office.name },
      told: [],
    })),
  );
}

const sceneParams = ({ basis: { cycle, book }, now }: OversightScene): MailParams => ({
  ...cycleParams(cycle, book.pack),
  at: now,
});

function pageParams({
  month,
  dayBefore,
  figures,
  freeze,
  meters,
  communes,
  otherCommunes,
  dues,
  asks,
}: MonthlyPage): MailParams {
  return {
    ...{ month: `${month.slice(5, 7)}/${month.slice(0, 4)}`, dayBefore },
    figures: figures.map(({ name, done, of, before }) => ({
      ...{ name, done: String(done), of: String(of), before: before === undefined ? '' : String(before) },
    })),
    frozen: freeze?.text ?? '',
    frozenName: freeze?.name ?? '',
    sinceFrozen: (freeze?.changes ?? []).map(({ name, difference }) => ({
      ...{ name, difference: difference > 0 ? `+${difference}` : String(difference) },
    })),
    targets: meters.map(({ name, percent, operator, permille, done, of, met }) => ({
      ...{ name, percent: String(percent), over: operator === '>' ? 'yes' : '' },
      ...{ now: percentText(permille), done: String(done), of: String(of), met: met === true ? 'yes' : '' },
    })),
    communes: communes.map(({ name, telephone = '', overdue, pastSuggested }) => ({
      ...{ name, telephone, overdue: zeroless(overdue), pastSuggested: zeroless(pastSuggested) },
    })),
    otherCommunes: zeroless(otherCommunes),
    dues: dues.map(({ name, day, assumed, open }) => ({
      ...{ name, day, assumed: assumed ? 'yes' : '', open: String(open) },
    })),
    asks: asks.map(askParams),
    assumed:
      dues.some(({ assumed }) => assumed) || communes.some(({ pastSuggested }) => pastSuggested > 0)
        ? 'yes'
        : '',
  };
}

function askParams(ask: MonthlyAsk): MailValue {
  const none = { name: '', day: '', assumed: '', communes: '', overdue: '', pastSuggested: '', now: '' };
  switch (ask.kind) {
    case 'own':
      return { ...none, kind: ask.kind, name: ask.name, day: ask.day, assumed: ask.assumed ? 'yes' : '' };
    case 'urge':
      return {
        ...{ ...none, kind: ask.kind, communes: String(ask.communes) },
        ...{ overdue: zeroless(ask.overdue), pastSuggested: zeroless(ask.pastSuggested) },
      };
    case 'target':
      return { ...none, kind: ask.kind, name: ask.meter.name, now: percentText(ask.meter.permille) };
  }
}

const zeroless = (count: number): string => (count === 0 ? '' : String(count));

/** Permille as people read a share: `87,5`; nothing of nothing. */
export const percentText = (permille: number | undefined): string =>
  permille === undefined ? '' : String(permille / 10).replace('.', ',');
