/** What a playback comes to after some of its frames. */
import type { LedgerKey } from '../../src/domain/simulation.ts';
import { type Course, totalAfter } from '../../src/simulation/course.ts';
import type { Playback, PlayedStore } from './playback.ts';

interface DeliveryNow {
  readonly demand: string;
  readonly delivered: number;
  readonly inSpec: number;
  /** By now, and in all slots. */
  readonly plannedByNow: number;
  readonly planned: number;
}

/** What each demand has got after some frames, beside what the plan says. */
export function deliveriesAfter({ course, planned, record }: Playback, framesPassed: number): DeliveryNow[] {
  const { slots } = record.horizon;
  const slotsPassed = (slots * framesPassed) / course.frameCount;
  const slot = Math.min(slots - 1, Math.floor(slotsPassed));
  return course.demands.map(({ id, delivered, inSpec }) => {
    const sums = planned.get(id) ?? new Float64Array(slots + 1);
    return {
      demand: id,
      delivered: totalAfter(delivered, framesPassed),
      inSpec: totalAfter(inSpec, framesPassed),
      plannedByNow: sums[slot]! + (slotsPassed - slot) * (sums[slot + 1]! - sums[slot]!),
      planned: sums[slots]!,
    };
  });
}

export const inStoreAfter = ({ initialPairs, change }: PlayedStore, framesPassed: number): number =>
  initialPairs + totalAfter(change, framesPassed);

/** What became of elementary pairs so far. */
interface AccountNow {
  /** In stock at the start, or given to routes and fills since. */
  readonly given: number;
  readonly used: number;
  readonly inStore: number;
  /** Neither used nor lost yet, and in no stock: for partners, rounds and news. */
  readonly waiting: number;
  readonly losses: readonly LossNow[];
}

export interface LossNow {
  readonly cause: LedgerKey;
  readonly pairs: number;
  /** Where most of them were lost. */
  readonly places: readonly { readonly where: string; readonly pairs: number }[];
}

const MOST_PLACES = 3;

export function accountAfter({ course, losses }: Playback, framesPassed: number): AccountNow {
  const stored = (of: (store: Course['stores'][number]) => number) =>
    course.stores.reduce((sum, store) => sum + store.elementary * of(store), 0);
  const given = stored(({ initialPairs }) => initialPairs) + totalAfter(course.given, framesPassed);
  const used = totalAfter(course.used, framesPassed);
  const inStore = stored(({ initialPairs, change }) => initialPairs + totalAfter(change, framesPassed));
  const byCause = new Map<LedgerKey, Map<string, number>>();
  for (const { cause, where, pairs } of losses) {
    const lost = totalAfter(pairs, framesPassed);
    if (lost === 0) continue;
    const places = byCause.get(cause) ?? new Map<string, number>();
    byCause.set(cause, places.set(where, (places.get(where) ?? 0) + lost));
  }
  const lost = [...byCause]
    .map(([cause, places]) => ({
      cause,
      pairs: [...places.values()].reduce((sum, pairs) => sum + pairs, 0),
      places: [...places]
        .map(([where, pairs]) => ({ where, pairs }))
        .sort((a, b) => b.pairs - a.pairs)
        .slice(0, MOST_PLACES),
    }))
    .sort((a, b) => b.pairs - a.pairs);
  const gone = lost.reduce((sum, { pairs }) => sum + pairs, 0);
  return { given, used, inStore, waiting: given - used - inStore - gone, losses: lost };
}
