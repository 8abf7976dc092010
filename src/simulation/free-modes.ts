/** Room in memories that limit their modes, for pairs that arrive. */
import type { FlowState } from './flow-state.ts';
import { AT } from './ledger.ts';
import { findsMode, freeHop, type Modes, releaseModes } from './modes.ts';
import { takeOldest } from './pair-queue.ts';
import type { Replication } from './replication.ts';

interface Arrival {
  readonly state: FlowState;
  readonly hop: number;
  readonly now: number;
}

/**
 * Whether a pair finds a free mode at each end; it is lost if not. Where pairs that wait take the modes, it takes the place of the
 * oldest one in the longest queue there, if that is longer by two: what one link brings too much must not keep away for ever
 * what it waits for.
 */
export function freeModesFor(run: Replication, modes: Modes, { state, hop, now }: Arrival): boolean {
  releaseModes(modes, now);
  for (const node of state.flow.modes?.hops[hop] ?? []) {
    if (findsMode(modes, node)) continue;
    const longest = longestQueueAt(run, node);
    const givesWay =
      longest !== null && longest.state.queues[longest.hop]!.size >= state.queues[hop]!.size + 2;
    const { flow } = givesWay ? longest.state : state;
    run.deliveries.outcome.ledger[AT.noFreeMode]! += 1;
    run.observe?.({ seconds: now, event: 'lost', flow: flow.key, cause: 'noFreeMode', pairs: 1 });
    if (!givesWay) return false;
    takeOldest(longest.state.queues[longest.hop]!);
    freeHop(modes, flow, longest.hop, 1);
  }
  return true;
}

/** The own hop of a flow of the present slot for which most pairs wait with a half at a node; null if there is none. */
function longestQueueAt({ flows, active }: Replication, node: number): Pick<Arrival, 'state' | 'hop'> | null {
  let longest: Pick<Arrival, 'state' | 'hop'> | null = null;
  let most = 0;
  for (const index of active) {
    const state = flows[index]!;
    const hops = state.flow.modes?.hops ?? [];
    for (let hop = 0; hop < hops.length; hop++) {
      const { size } = state.queues[hop]!;
      if (size <= most || !hops[hop]!.includes(node)) continue;
      most = size;
      longest = { state, hop };
    }
  }
  return longest;
}
