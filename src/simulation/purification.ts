import { depolarise } from '../physics/bell-diagonal.ts';
import { bbpsswInto, dejmpsInto } from '../physics/two-pair-purification.ts';
import type { FlowProgress, FlowState } from './flow-state.ts';
import { keptWhile } from './hardware.ts';
import { AT } from './ledger.ts';
import { freeEnds } from './modes.ts';
import { deliver } from './outcome.ts';
import type { Replication } from './replication.ts';
import { sampleDelivered } from './samples.ts';

/** A pair of a route whose ends know of its joins. */
export interface JoinedPair {
  /** Four weights, then changed in place. */
  readonly state: Float64Array;
  /** When it may be used, and when its oldest attempt began, s. */
  time: number;
  birth: number;
  /** Its fidelity; after a round, the mean of its inputs' own. */
  before: number;
}

/**
 * Brings a pair into the rounds of the plan: at each it waits for a partner that has passed the same rounds, and what
 * passes the last one is delivered.
 */
export function purifyAndDeliver(run: Replication, state: FlowState, pair: JoinedPair): void {
  const { execution, deliveries, observe } = run;
  const { levels, flow } = state;
  const { rounds, roundSeconds } = state.inSlot!;
  const { ledger } = deliveries.outcome;
  const { endForgets } = flow;
  const afterRound = keptWhile(roundSeconds, endForgets);
  for (let level = 0; level < rounds; level++) {
    const at = 4 * level;
    if (!levels.isWaiting[level]) {
      levels.states.set(pair.state, at);
      levels.isWaiting[level] = 1;
      levels.times[level] = pair.time;
      levels.births[level] = pair.birth;
      levels.befores[level] = pair.before;
      return;
    }
    levels.isWaiting[level] = 0;
    const waited = pair.time - levels.times[level]!;
    // Whichever was there first has waited for the other.
    if (waited > 0) depolarise(levels.states, at, keptWhile(waited, endForgets));
    else if (waited < 0) {
      depolarise(pair.state, 0, keptWhile(-waited, endForgets));
      pair.time = levels.times[level]!;
    }
    const success =
      execution.protocol === 'bbpssw'
        ? bbpsswInto(pair.state, 0, levels.states[at]!, execution.gates)
        : dejmpsInto(pair.state, 0, levels.states, at);
    const inputs = 2 ** (level + 1) * flow.elementary;
    // One of both is measured; what becomes of the other is known when the news is there.
    freeEnds(run.modes, flow, pair.time);
    if (state.purification() >= success) {
      ledger[AT.lostInPurification]! += inputs;
      freeEnds(run.modes, flow, pair.time + roundSeconds);
      observe?.({
        seconds: pair.time,
        event: 'lost',
        flow: flow.key,
        cause: 'lostInPurification',
        pairs: inputs,
      });
      return;
    }
    depolarise(pair.state, 0, afterRound);
    pair.time += roundSeconds;
    pair.birth = Math.min(pair.birth, levels.births[level]!);
    pair.before = (pair.before + levels.befores[level]!) / 2;
    observe?.({
      seconds: pair.time,
      event: 'purified',
      flow: flow.key,
      pairs: inputs,
      fidelity: pair.state[0]!,
    });
  }
  finish(run, state, pair);
}

/** Delivered, or still on its way when the horizon ends. */
function finish(run: Replication, state: FlowState, pair: JoinedPair): void {
  const { execution, deliveries, observe, samples } = run;
  const { flow } = state;
  const { rounds, isLatencyKnown } = state.inSlot!;
  const pairs = 2 ** rounds * flow.elementary;
  const { ledger } = deliveries.outcome;
  freeEnds(run.modes, flow, pair.time);
  if (pair.time > execution.slotCount * execution.slotSeconds) {
    ledger[AT.inFlight]! += pairs;
    observe?.({ seconds: pair.time, flow: flow.key, pairs, event: 'lost', cause: 'inFlight' });
    return;
  }
  ledger[AT.delivered]! += pairs;
  const fidelity = pair.state[0]!;
  observe?.({ seconds: pair.time, flow: flow.key, pairs, event: 'delivered', fidelity });
  if (samples) sampleDelivered(samples, execution, state.inSlot!, fidelity);
  deliver(execution, deliveries, flow.demand, {
    at: pair.time,
    fidelity,
    before: pair.before,
    latency: isLatencyKnown ? pair.time - pair.birth : Number.NaN,
  });
}

/** Gives up the pairs that wait for partners. */
export function discardOdd(
  run: Pick<Replication, 'deliveries' | 'observe' | 'modes'>,
  { levels, flow }: FlowProgress,
  seconds: number,
): void {
  const { ledger } = run.deliveries.outcome;
  for (let level = 0; level < levels.isWaiting.length; level++) {
    if (!levels.isWaiting[level]) continue;
    levels.isWaiting[level] = 0;
    freeEnds(run.modes, flow, seconds);
    const pairs = 2 ** level * flow.elementary;
    ledger[AT.lostInPurification]! += pairs;
    run.observe?.({ seconds, event: 'lost', flow: flow.key, cause: 'lostInPurification', pairs });
  }
}
