/** Stocks as cohorts of pairs in the same state, oldest first. */
import type { RandomStream } from '../../base/random.ts';
import { binomialCount } from '../../base/random-counts.ts';
import type { MemoryModel } from '../../domain/memory.ts';
import { setWerner } from '../../physics/bell-diagonal.ts';
import type { ExecutedStore, Execution } from '../execution.ts';
import { keptAfter } from '../hardware.ts';
import { longestSlots } from '../stores.ts';

interface StoredCohort {
  count: number;
  /** Four weights when it was stored. */
  readonly state: Float64Array;
  readonly seconds: number;
  readonly slot: number;
}

interface CohortStock {
  readonly store: ExecutedStore;
  /** None is empty. */
  cohorts: StoredCohort[];
  /** Pairs in store, and of these the ones that were there when the slot began. */
  size: number;
  available: number;
  /** The present slot. */
  slot: number;
  /** Until when losses are counted, s. */
  lostUntil: number;
  readonly losses: RandomStream;
}

export interface CohortStores {
  readonly stocks: readonly CohortStock[];
  /** Pairs with a half in each memory. */
  readonly held: Float64Array;
  readonly memories: Float64Array;
  readonly memory: MemoryModel;
}

/** @param streamFor the random numbers of a stock, for the pairs that are lost in it */
export function openCohortStores(
  { stores, memories, stored: memory }: Execution,
  streamFor: (key: string) => RandomStream,
): CohortStores {
  const stocks = stores.map(
    (store): CohortStock => ({
      store,
      cohorts: [],
      size: 0,
      available: 0,
      slot: 0,
      lostUntil: 0,
      losses: streamFor(store.key),
    }),
  );
  const opened: CohortStores = { stocks, held: new Float64Array(memories.length), memories, memory };
  const state = new Float64Array(4);
  for (const stock of stocks) {
    setWerner(state, 0, stock.store.initialWerner);
    // Counts as filled in the slot before the first.
    putCohort(opened, stock, { count: stock.store.initialPairs, state, seconds: 0, slot: -1 });
  }
  return opened;
}

/** Stores pairs that fit. Their state is copied. */
export function putCohort(stores: CohortStores, stock: CohortStock, cohort: StoredCohort): void {
  const { count, state, seconds, slot } = cohort;
  if (count === 0) return;
  const last = stock.cohorts.at(-1);
  const isSame = last?.slot === slot && (isAgeless(stores.memory) || last.seconds === seconds);
  if (isSame && last.state.every((weight, at) => weight === state[at])) last.count += count;
  else stock.cohorts.push({ count, state: state.slice(), seconds, slot });
  change(stores, stock, count);
}

const isAgeless = ({ model }: MemoryModel): boolean => model === 'ideal' || model === 'loss';

/** Takes pairs of the oldest cohort, which has so many. */
export function takeStored(stores: CohortStores, stock: CohortStock, count: number): void {
  const [oldest] = stock.cohorts;
  oldest!.count -= count;
  stock.available -= count;
  change(stores, stock, -count);
  if (oldest!.count === 0) stock.cohorts.shift();
}

function change({ held }: CohortStores, stock: CohortStock, pairs: number): void {
  stock.size += pairs;
  for (const end of stock.store.ends) held[end]! += pairs;
}

/** Removes the pairs that a loss takes until now: each half survives t with e^(−t/T). @returns how many these are */
export function loseCohorts(stores: CohortStores, stock: CohortStock, now: number): number {
  const { memory } = stores;
  if (memory.model !== 'loss' || stock.size === 0) {
    stock.lostUntil = now;
    return 0;
  }
  const share = 1 - keptAfter(2 * (now - stock.lostUntil), memory.coherenceSeconds);
  stock.lostUntil = now;
  let all = 0;
  for (const cohort of stock.cohorts) {
    const lost = binomialCount(cohort.count, share, stock.losses);
    cohort.count -= lost;
    all += lost;
    if (cohort.slot < stock.slot) stock.available -= lost;
  }
  if (all === 0) return 0;
  stock.cohorts = stock.cohorts.filter(({ count }) => count > 0);
  change(stores, stock, -all);
  return all;
}

/** How many of the pairs that come at random moments of a time are lost by its end. */
export function lostOnArrival(
  { memory }: CohortStores,
  { losses }: CohortStock,
  count: number,
  seconds: number,
): number {
  if (memory.model !== 'loss' || seconds === 0) return 0;
  const lives = (2 * seconds) / memory.coherenceSeconds;
  return binomialCount(count, 1 + Math.expm1(-lives) / lives, losses);
}

/** Begins a slot: discards pairs beyond the maximum age, and marks those that may be drawn. @returns how many were too old */
export function beginCohorts(stores: CohortStores, stock: CohortStock, slot: number): number {
  const oldest = slot - longestSlots(stores.memory);
  let discarded = 0;
  while (stock.cohorts.length > 0 && stock.cohorts[0]!.slot < oldest) {
    const { count } = stock.cohorts.shift()!;
    discarded += count;
    change(stores, stock, -count);
  }
  stock.available = stock.size;
  stock.slot = slot;
  return discarded;
}
