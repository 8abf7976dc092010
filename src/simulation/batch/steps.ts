/** The parts of a slot in which everything happens at once. */
import type { ExecutedFlow, ExecutedSlot, Execution } from '../execution.ts';

/** From its beginning to its end, and the moment at which its events count as happening, s after the start. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

export const spanOf = (from: number, to: number): Span => ({ from, to, middle: (from + to) / 2 });

/** Steps in which a slot with stocks passes, and at least so many while a lossy memory forgets; never more than the last. */
const STEPS = 8;
const MOST_STEPS = 4096;

/** Whether what a flow does depends on when in a slot it does it. */
export const usesStores = ({ fills, draws }: ExecutedFlow): boolean => fills >= 0 || draws.length > 0;

/** How many steps a slot takes: one where no stock is filled or drawn on, since only sums over the slot count there. */
export function stepsOf({ flows, stored, slotSeconds }: Execution, slot: ExecutedSlot): number {
  if (!slot.flows.some(({ flow }) => usesStores(flows[flow]!))) return 0;
  if (stored.model !== 'loss') return STEPS;
  const lives = slotSeconds / (stored.coherenceSeconds / 2);
  return Math.min(MOST_STEPS, Math.ceil(STEPS * Math.max(1, lives)));
}
