/**
 * The bound of a horizon whose blocks are proved one after another. At a boundary, the block that ends there and the
 * one that begins use the same price λ ≥ 0, so that
 *
 *   Σ over proved blocks of max(Σ α y − λ z(begin) + λ z(end))  +  Σ of the horizon's bounds over the other slots
 *
 * is a bound at any moment. The other slots form one piece, which pays λ ≥ 0 for its stock at the beginning, and so it
 * is worth no more than its slots and windows are with any stock.
 */
import type { HorizonBounds } from './horizon-bounds.ts';

export interface BlockBounds {
  /** A bound of the slots from ≤ t < to with any stock. */
  capsOf(from: number, to: number): number;
  /** Takes a proved bound of a block at the prices of its boundaries; the first ones come in the order of blocks. */
  prove(block: number, bound: number): void;
  /** The best bound so far. */
  total(): number;
}

export function openBlockBounds(
  { between }: HorizonBounds,
  blocks: readonly (readonly [from: number, to: number])[],
): BlockBounds {
  const proved = new Map<number, number>();
  let best = Number.POSITIVE_INFINITY;
  return {
    capsOf: between,
    prove(block, bound) {
      proved.set(block, Math.min(bound, proved.get(block) ?? Number.POSITIVE_INFINITY));
    },
    total() {
      const sum = blocks.reduce(
        (all, [from, to], block) => all + (proved.get(block) ?? between(from, to)),
        0,
      );
      best = Math.min(best, sum);
      return best;
    },
  };
}
