/** What flows take from slot to slot, whichever engine follows their pairs. */
import type { SimulationOptions } from '../domain/simulation.ts';
import type { ExecutedSlot, Execution, FlowInSlot } from './execution.ts';
import { type FlowProgress, levelsFor } from './flow-state.ts';
import { discardOdd } from './purification.ts';
import type { Replication } from './replication.ts';
import { streamOf } from './streams.ts';

/** What of a replication this needs. */
type Run<Flow extends FlowProgress> = Pick<Replication, 'deliveries' | 'observe' | 'modes' | 'index'> & {
  readonly execution: Execution;
  readonly options: SimulationOptions;
  readonly flows: readonly Flow[];
  /** Indices of the flows of the present slot, in ascending order. */
  active: readonly number[];
};

/** Gives up the pairs that wait in the queues of a flow. */
type DiscardQueues<Flow> = (flow: Flow, seconds: number) => void;

/** Ends the flows that do not go on, and begins those of a slot. */
export function enterFlows<Flow extends FlowProgress>(
  run: Run<Flow>,
  slot: ExecutedSlot,
  t: number,
  discardQueues: DiscardQueues<Flow>,
): void {
  const { execution, options, index } = run;
  const now = t * execution.slotSeconds;
  const following = new Map(slot.flows.map((one) => [one.flow, one]));
  for (const flow of run.active) {
    const state = run.flows[flow]!;
    const next = following.get(flow) ?? null;
    endFlow(run, state, { next, now }, discardQueues);
    state.inSlot = null;
  }
  run.active = [...following.keys()].sort((a, b) => a - b);
  for (const [flow, next] of following) {
    const state = run.flows[flow]!;
    state.inSlot = next;
    state.stored = 0;
    const { key, joins } = state.flow;
    if (execution.swapSuccess < 1 && joins > 0) state.swaps = streamOf(options.seed, 'swaps', key, t, index);
    if (next.rounds === 0) continue;
    state.purification = streamOf(options.seed, 'purification', key, t, index);
    // Where there are as many as before, pairs may wait in them.
    if (state.levels.isWaiting.length !== next.rounds) state.levels = levelsFor(next.rounds);
  }
}

/** Ends all flows with the horizon. */
export function leaveFlows<Flow extends FlowProgress>(
  run: Run<Flow>,
  discardQueues: DiscardQueues<Flow>,
): void {
  const { slotCount, slotSeconds } = run.execution;
  const end = { next: null, now: slotCount * slotSeconds };
  for (const flow of run.active) {
    const state = run.flows[flow]!;
    endFlow(run, state, end, discardQueues);
    state.inSlot = null;
  }
  run.active = [];
}

/** What waits goes on with the same path: in its queues always, between rounds as long as there are as many. */
function endFlow<Flow extends FlowProgress>(
  run: Run<Flow>,
  state: Flow,
  { next, now }: { readonly next: FlowInSlot | null; readonly now: number },
  discardQueues: DiscardQueues<Flow>,
): void {
  if (next === null) discardQueues(state, now);
  if (next?.rounds !== state.inSlot!.rounds) discardOdd(run, state, now);
}
