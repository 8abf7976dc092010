import type { ThetaRange } from '../../../domain/hybrid.ts';
import type { Cut } from '../options.ts';
import { leastAt } from './cut-model.ts';

/** L is this share of what the cuts allow at the incumbent. */
const SHARE = 0.9;

/**
 * Where θ of each block is encoded: from .9 of the inner bound to the outer one.
 * @param ceilings the largest θ of each block
 * @param incumbent a point whose value by the cuts is an inner bound; null if there is none
 * @param bound on Σ θ
 */
export function rangesOf(
  ceilings: ArrayLike<number>,
  cuts: readonly Cut[],
  incumbent: ArrayLike<number> | null,
  bound: number,
): ThetaRange[] {
  return Array.from(ceilings, (ceiling, block) => {
    const own = cuts.filter((cut) => cut.kind === 'optimality' && cut.block === block);
    const upper = Math.min(ceiling, bound);
    const reached = incumbent === null ? 0 : leastAt(own, upper, incumbent);
    return { block, lower: Math.max(0, SHARE * reached), upper };
  });
}
