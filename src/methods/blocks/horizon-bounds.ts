import type { SlotBounds } from '../windows/slot-bounds.ts';

/** Bounds on Σ α y of slots and of windows, with any stock when they begin and nothing for what is left. */
export interface HorizonBounds {
  readonly ofSlots: SlotBounds;
  /** Takes what was proved of a window of the partition at hand, or of one that several of them make up together. */
  prove(window: readonly [from: number, to: number], bound: number): void;
  /** A bound of the slots from ≤ t < to: the windows that lie in them, and the other slots one by one. */
  between(from: number, to: number): number;
}

export function openHorizonBounds(ofSlots: SlotBounds): HorizonBounds {
  const windows = new Map<number, { readonly to: number; readonly bound: number }>();
  const sumOf = (from: number, to: number): number =>
    ofSlots.subarray(from, to).reduce((sum, bound) => sum + bound, 0);
  const between = (from: number, to: number): number => {
    let sum = 0;
    for (let slot = from; slot < to; ) {
      const window = windows.get(slot);
      const end = window !== undefined && window.to <= to ? window.to : slot + 1;
      sum += Math.min(sumOf(slot, end), end > slot + 1 ? window!.bound : Number.POSITIVE_INFINITY);
      slot = end;
    }
    return sum;
  };
  return {
    ofSlots,
    between,
    prove([from, to], bound) {
      windows.set(from, { to, bound: Math.min(bound, between(from, to)) });
    },
  };
}
