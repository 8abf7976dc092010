/** Queues of own hops, and the joins of all hops of a flow at once. */
import { depolarise, joinWith, setWerner } from '../physics/bell-diagonal.ts';
import type { ExecutedStore, LinkInSlot } from './execution.ts';
import { addFactor } from './factor-counts.ts';
import type { FlowState } from './flow-state.ts';
import { freeModesFor } from './free-modes.ts';
import { keptInStore, keptWhile } from './hardware.ts';
import { AT } from './ledger.ts';
import { freeEnds, freeHop, freeRelays, freeStored, takeModes } from './modes.ts';
import { type PairQueue, push, takeNewest, takeOldest } from './pair-queue.ts';
import { type JoinedPair, purifyAndDeliver } from './purification.ts';
import type { Replication } from './replication.ts';
import { isFull, loseUntil, put, type Stock, take } from './stores.ts';

/** A pair arrives for an own hop of a flow. */
export function receive(
  run: Replication,
  state: FlowState,
  hop: number,
  link: LinkInSlot,
  now: number,
): void {
  const { options, deliveries, modes } = run;
  if (modes !== null) {
    if (!freeModesFor(run, modes, { state, hop, now })) return;
    takeModes(modes, state.flow, hop);
  }
  const queue = state.queues[hop]!;
  const limit = options.relayBuffer;
  const wasEmpty = queue.size === 0;
  // Of attempts that end together, one that began with a full memory finds no room in what another one frees.
  const held = queue.size + Number(options.bufferFull === 'refuse' && queue.leftAt === now);
  if (limit !== null && held >= limit) {
    deliveries.outcome.ledger[AT.relayBuffers]! += 1;
    run.observe?.({ seconds: now, event: 'lost', flow: state.flow.key, cause: 'relayBuffers', pairs: 1 });
    freeHop(modes, state.flow, hop, 1);
    if (options.bufferFull === 'refuse') return;
    takeOldest(queue);
  }
  if (wasEmpty) state.missing -= 1;
  push(queue, now, link.werner, now - link.heraldSeconds);
  if (state.missing === 0) join(run, state, now);
}

/** Joins as many sets of pairs as there are, which is one at most but at the beginning of a slot. */
export function joinAll(run: Replication, state: FlowState, now: number): void {
  while (state.missing === 0 && join(run, state, now));
}

const scratch = new Float64Array(4);
const joined: JoinedPair = { state: new Float64Array(4), time: 0, birth: 0, before: 0 };

/** Joins one set if every stock it needs has a pair that was there when the slot began; own hops all have one. */
export function join(run: Replication, state: FlowState, now: number): boolean {
  const { execution, stores, deliveries, samples } = run;
  const { flow } = state;
  const { ledger } = deliveries.outcome;
  for (const index of flow.draws) {
    const stock = stores.stocks[index]!;
    loseUntil(stores, stock, now, (lost) => loseStored(run, lost, now));
    if (stock.available <= 0) return false;
  }
  let werner = execution.swapFactor ** flow.joins;
  let birth = now;
  for (let hop = 0; hop < state.queues.length; hop++) {
    const queue = state.queues[hop]!;
    const at = run.options.relayOrder === 'oldest' ? takeOldest(queue) : takeNewest(queue);
    if (queue.size === 0) state.missing += 1;
    queue.leftAt = now;
    const kept = keptWhile(now - queue.times[at]!, flow.hopForgets[hop]!);
    werner *= queue.werners[at]! * kept;
    if (samples) addFactor(samples.waits, flow.firstClaim + hop, kept);
    if (queue.births[at]! < birth) birth = queue.births[at]!;
  }
  setWerner(joined.state, 0, werner);
  for (const index of flow.draws) {
    const since = take(stores, stores.stocks[index]!, now, scratch, 0);
    if (samples) addFactor(samples.stored, index, keptInStore(execution, now - since));
    joinWith(joined.state, 0, scratch, 0);
  }
  freeRelays(run.modes, flow, now);
  if (execution.swapSuccess < 1 && flow.joins > 0 && state.swaps() >= execution.swapSuccess ** flow.joins) {
    ledger[AT.lostInSwaps]! += flow.elementary;
    freeEnds(run.modes, flow, now + state.inSlot!.swapSeconds);
    run.observe?.({
      seconds: now,
      event: 'lost',
      flow: flow.key,
      cause: 'lostInSwaps',
      pairs: flow.elementary,
    });
    return true;
  }
  run.observe?.({
    seconds: now,
    event: 'joined',
    flow: flow.key,
    pairs: flow.elementary,
    fidelity: joined.state[0]!,
  });
  const { swapSeconds } = state.inSlot!;
  depolarise(joined.state, 0, keptWhile(swapSeconds, flow.endForgets));
  if (flow.fills >= 0) store(run, state, now);
  else {
    joined.time = now + swapSeconds;
    joined.birth = birth;
    joined.before = joined.state[0]!;
    purifyAndDeliver(run, state, joined);
  }
  return true;
}

/** Puts the joined pair into its stock. Its halves age as stored ones from now on. */
function store(run: Replication, state: FlowState, now: number): void {
  const { stores, execution } = run;
  const { flow } = state;
  const stock = stores.stocks[flow.fills]!;
  if (isFull(stores, stock, now, (lost) => loseStored(run, lost, now))) {
    freeEnds(run.modes, flow, now);
    run.deliveries.outcome.ledger[AT.fullStores]! += flow.elementary;
    run.observe?.({ ...storing(state, stock, now), event: 'lost', cause: 'fullStores' });
    return;
  }
  const slot = Math.floor(now / execution.slotSeconds);
  put(stores, stock, joined.state, 0, now, slot);
  state.stored += 1;
  run.observe?.({ ...storing(state, stock, now), event: 'stored', fidelity: joined.state[0]! });
}

/** What is told of every pair that comes to a stock. */
const storing = ({ flow }: FlowState, { store }: Stock, now: number) => ({
  seconds: now,
  flow: flow.key,
  stock: store.key,
  pairs: flow.elementary,
});

/** A stored pair is lost by its memories, or is too old. */
export function loseStored(
  run: Replication,
  store: ExecutedStore,
  seconds: number,
  cause: 'lostInStorage' | 'tooOld' = 'lostInStorage',
): void {
  const { key, elementary } = store;
  freeStored(run.modes, store);
  run.deliveries.outcome.ledger[AT[cause]]! += elementary;
  run.observe?.({ seconds, event: 'lost', stock: key, cause, pairs: elementary });
}

/** Sets of own pairs that wait since a stock is empty. */
export function starvedSets({ flow, queues, missing }: FlowState): number {
  if (flow.draws.length === 0 || missing > 0 || queues.length === 0) return 0;
  return queues.reduce((least, { size }) => Math.min(least, size), Number.POSITIVE_INFINITY);
}

/** Gives up the pairs that wait in the queues of a flow. */
export function discardQueues(run: Replication, state: FlowState, seconds: number): void {
  const pairs = state.queues.reduce((sum, queue, hop) => {
    freeHop(run.modes, state.flow, hop, queue.size);
    return sum + emptied(queue);
  }, 0);
  state.missing = state.queues.length;
  if (pairs === 0) return;
  run.deliveries.outcome.ledger[AT.unmatched]! += pairs;
  run.observe?.({ seconds, event: 'lost', flow: state.flow.key, cause: 'unmatched', pairs });
}

function emptied(queue: PairQueue): number {
  const { size } = queue;
  queue.size = 0;
  queue.head = 0;
  return size;
}
