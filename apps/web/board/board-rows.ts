import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import type { BoardAnswer, UnitYearRowAnswer } from '#libs/contracts/http';
import { api } from '../app/api.js';
import { pressureOf, unitPressureOf } from '../ui/standing.js';
import type { UnitKind } from './board-search.js';
import { unitsKey } from './use-board.js';

type Commune = BoardAnswer['communes'][number];

/** A line of the board below its totals. */
export type BoardRow =
  | { readonly kind: 'commune'; readonly key: string; readonly commune: Commune; readonly isOpen: boolean }
  | {
      readonly kind: 'unit';
      readonly key: string;
      readonly unit: UnitYearRowAnswer;
      readonly commune: Commune;
    }
  | { readonly kind: 'rest'; readonly key: string; readonly commune: Commune; readonly count: number }
  | { readonly kind: 'waiting'; readonly key: string; readonly error: unknown };

/** Most units that the API tells of at once. */
const PAGE = 500;
const byName = new Intl.Collator('vi').compare;

/** Units of the opened communes, by commune. */
export function useUnitsOf(cycleId: string, communes: readonly string[], kind: UnitKind | undefined) {
  return useQueries({
    queries: communes.map((commune) => ({
      queryKey: [...unitsKey(cycleId, commune), kind ?? ''],
      queryFn: async () => {
        const query = { commune, kind, standing: 'inside', stages: true } as const;
        const request = { params: { cycleId }, query };
        const { items } = await api.list('GET /cycles/{cycleId}/units', request, { pageSize: PAGE });
        return items.filter((unit) => unit.kind !== 'body');
      },
      staleTime: 30_000,
    })),
    combine: (answers) =>
      new Map(
        communes.map((commune, index) => [
          commune,
          { data: answers[index]?.data, error: answers[index]?.error },
        ]),
      ),
  });
}

/**
 * The communes with the most to look at first. The order stands until another board is asked for: rows never move under the
 * reader's hand, however they change.
 */
export function useOrder(board: BoardAnswer): readonly Commune[] {
  const question = [board.cycleId, board.commune?.code, board.kind, board.asOf].join(' ');
  const kept = useRef<{ readonly question: string; readonly places: ReadonlyMap<string, number> }>(undefined);
  if (kept.current?.question !== question) {
    const worstFirst = [...board.communes].sort(
      (a, b) => pressureOf(b.cells) - pressureOf(a.cells) || byName(a.name, b.name),
    );
    kept.current = { question, places: new Map(worstFirst.map(({ code }, place) => [code, place])) };
  }
  const { places } = kept.current;
  const placeOf = ({ code }: Commune) => places.get(code) ?? places.size;
  return [...board.communes].sort((a, b) => placeOf(a) - placeOf(b) || byName(a.name, b.name));
}

interface RowsWanted {
  readonly communes: readonly Commune[];
  readonly opened: ReadonlySet<string>;
  /** Communes of which every unit is shown, not only those that need a look. */
  readonly whole: ReadonlySet<string>;
  readonly units: ReturnType<typeof useUnitsOf>;
  readonly lateOnly: boolean;
}

const isLate = ({ cells }: Commune) =>
  cells.some(({ overdue, pastSuggested = 0 }) => overdue + pastSuggested > 0);

/** Lines of the board: communes, and below an opened one its units, those that need a look first. */
export const rowsOf = ({ communes, opened, whole, units, lateOnly }: RowsWanted): readonly BoardRow[] =>
  communes
    .filter((commune) => !lateOnly || isLate(commune))
    .flatMap((commune): readonly BoardRow[] => {
      const isOpen = opened.has(commune.code);
      const line: BoardRow = { kind: 'commune', key: commune.code, commune, isOpen };
      if (!isOpen) return [line];
      const { data, error } = units.get(commune.code) ?? {};
      if (data === undefined) return [line, { kind: 'waiting', key: `${commune.code} …`, error }];
      const sorted = [...data].sort(
        (a, b) => unitPressureOf(b.stages ?? []) - unitPressureOf(a.stages ?? []) || byName(a.name, b.name),
      );
      const pressing = sorted.filter(({ stages = [] }) => unitPressureOf(stages) > 0);
      const shown = whole.has(commune.code) || pressing.length === 0 ? sorted : pressing;
      const rest = sorted.length - shown.length;
      return [
        line,
        ...shown.map((unit): BoardRow => ({ kind: 'unit', key: unit.unitId, unit, commune })),
        ...(rest > 0 ? [{ kind: 'rest', key: `${commune.code} +`, commune, count: rest } as const] : []),
      ];
    });
