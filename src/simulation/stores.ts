/** Stocks of sub-paths: what is in them, oldest first, and what fits into the memories at their ends. */
import type { RandomStream } from '../base/random.ts';
import type { MemoryModel } from '../domain/memory.ts';
import { dephase, depolarise, setWerner } from '../physics/bell-diagonal.ts';
import type { ExecutedStore, Execution } from './execution.ts';
import { keptAfter } from './hardware.ts';
import { type Lifetimes, lifetimesOf } from './lifetimes.ts';

/** A stock; its pairs are in the order in which they were stored, and each has a number of its own. */
export interface Stock {
  readonly store: ExecutedStore;
  /** Four weights of each pair, its moment of storage (s), its slot, and whether a loss took it; by number from `first` on. */
  states: Float64Array;
  times: Float64Array;
  slots: Int32Array;
  isLost: Uint8Array;
  /** Number of the pair at the beginning of the arrays, of the oldest pair, and of the next one to be stored. */
  first: number;
  oldest: number;
  next: number;
  /** Pairs below this number were there when the slot began. */
  mark: number;
  /** Pairs in store, and of these the ones below the mark. */
  size: number;
  available: number;
  /** When pairs are lost; null if memories lose none. */
  readonly lifetimes: Lifetimes | null;
}

export interface Stores {
  readonly stocks: readonly Stock[];
  /** Pairs with a half in each memory. */
  readonly held: Float64Array;
  readonly memories: Float64Array;
  /** Stocks with a half in each memory. */
  readonly at: readonly (readonly Stock[])[];
  readonly memory: MemoryModel;
}

const FIRST_LENGTH = 64;

/** @param streamFor the random numbers of a stock, for the times at which its pairs are lost */
export function openStores(execution: Execution, streamFor: (key: string) => RandomStream): Stores {
  const { stores, memories, stored: memory } = execution;
  const stocks = stores.map((store) => emptyStock(store, memory, streamFor));
  const at = Array.from(memories, (_, node) => stocks.filter(({ store }) => store.ends.includes(node)));
  const opened = { stocks, held: new Float64Array(memories.length), memories, at, memory };
  const state = new Float64Array(4);
  for (const stock of stocks) {
    setWerner(state, 0, stock.store.initialWerner);
    // Counts as filled in the slot before the first.
    for (let pair = 0; pair < stock.store.initialPairs; pair++) put(opened, stock, state, 0, 0, -1);
  }
  return opened;
}

function emptyStock(
  store: ExecutedStore,
  memory: MemoryModel,
  streamFor: (key: string) => RandomStream,
): Stock {
  return {
    store,
    states: new Float64Array(4 * FIRST_LENGTH),
    times: new Float64Array(FIRST_LENGTH),
    slots: new Int32Array(FIRST_LENGTH),
    isLost: new Uint8Array(FIRST_LENGTH),
    first: 0,
    oldest: 0,
    next: 0,
    mark: 0,
    size: 0,
    available: 0,
    lifetimes: memory.model === 'loss' ? lifetimesOf(memory.coherenceSeconds, streamFor(store.key)) : null,
  };
}

/** Whether a memory at either end is full, once what was lost by then is gone. */
export function isFull(stores: Stores, { store }: Stock, now: number, onLoss: OnLoss): boolean {
  for (const end of store.ends) {
    if (stores.held[end]! + 1 <= stores.memories[end]!) continue;
    for (const stock of stores.at[end]!) loseUntil(stores, stock, now, onLoss);
    if (stores.held[end]! + 1 > stores.memories[end]!) return true;
  }
  return false;
}

/** Stores a pair that fits. */
export function put(
  stores: Stores,
  stock: Stock,
  state: Float64Array,
  at: number,
  now: number,
  slot: number,
): void {
  if (stock.next - stock.first === stock.times.length) makeRoom(stock);
  const place = stock.next - stock.first;
  for (let weight = 0; weight < 4; weight++) stock.states[4 * place + weight] = state[at + weight]!;
  stock.times[place] = now;
  stock.slots[place] = slot;
  stock.isLost[place] = 0;
  stock.lifetimes?.add(stock.next, now);
  stock.next += 1;
  stock.size += 1;
  for (const end of stock.store.ends) stores.held[end]! += 1;
}

/**
 * Takes the oldest pair of a stock with an available one, aged until now.
 * @param state where its weights go
 * @returns when it was stored, s
 */
export function take(stores: Stores, stock: Stock, now: number, state: Float64Array, at: number): number {
  while (stock.isLost[stock.oldest - stock.first]) stock.oldest += 1;
  const place = stock.oldest - stock.first;
  for (let weight = 0; weight < 4; weight++) state[at + weight] = stock.states[4 * place + weight]!;
  const since = stock.times[place]!;
  ageStored(stores.memory, now - since, state, at);
  stock.oldest += 1;
  stock.available -= 1;
  remove(stores, stock);
  return since;
}

function remove(stores: Stores, stock: Stock): void {
  stock.size -= 1;
  for (const end of stock.store.ends) stores.held[end]! -= 1;
}

/** Both halves of a pair have waited in store. */
export function ageStored(memory: MemoryModel, seconds: number, state: Float64Array, at: number): void {
  if (memory.model === 'ideal' || memory.model === 'loss') return;
  const kept = keptAfter(2 * seconds, memory.coherenceSeconds);
  if (memory.model === 'depolarising') depolarise(state, at, kept);
  else dephase(state, at, (1 - kept) / 2);
}

/** Called for each pair that is gone. */
type OnLoss = (store: ExecutedStore) => void;

/** Removes the pairs that a loss took until now. */
export function loseUntil(stores: Stores, stock: Stock, now: number, onLoss: OnLoss): void {
  const { lifetimes, store } = stock;
  if (lifetimes === null) return;
  for (let pair = lifetimes.endedBy(now); pair >= 0; pair = lifetimes.endedBy(now)) {
    if (pair < stock.oldest) continue;
    stock.isLost[pair - stock.first] = 1;
    if (pair < stock.mark) stock.available -= 1;
    remove(stores, stock);
    onLoss(store);
  }
}

/** For how many slots a pair is kept at most. */
export const longestSlots = (memory: MemoryModel): number =>
  memory.model === 'ideal' || memory.model === 'loss' ? Number.POSITIVE_INFINITY : memory.maximumStorageSlots;

/** Begins a slot: discards pairs beyond the maximum age, and marks those that may be drawn. */
export function beginSlot(stores: Stores, stock: Stock, slot: number, onTooOld: OnLoss): void {
  const longest = longestSlots(stores.memory);
  while (stock.oldest < stock.next && stock.slots[stock.oldest - stock.first]! < slot - longest) {
    if (!stock.isLost[stock.oldest - stock.first]) {
      remove(stores, stock);
      onTooOld(stock.store);
    }
    stock.oldest += 1;
  }
  stock.mark = stock.next;
  stock.available = stock.size;
}

/** Moves the pairs to the beginning of the arrays, which get longer if they are half full. */
function makeRoom(stock: Stock): void {
  const used = stock.next - stock.oldest;
  const length = stock.times.length;
  const longer = 2 * used > length ? 2 * length : length;
  const from = stock.oldest - stock.first;
  const [states, times, slots, isLost] = [
    new Float64Array(4 * longer),
    new Float64Array(longer),
    new Int32Array(longer),
    new Uint8Array(longer),
  ];
  states.set(stock.states.subarray(4 * from));
  times.set(stock.times.subarray(from));
  slots.set(stock.slots.subarray(from));
  isLost.set(stock.isLost.subarray(from));
  Object.assign(stock, { states, times, slots, isLost, first: stock.oldest });
}
