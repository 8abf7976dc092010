import type { Bits, Term } from '../../../qubo/qubo.ts';
import type { CutBlock, CutModel } from './cut-model.ts';

/** θ of a block as bits: lower + Σ terms. */
export interface Theta {
  readonly block: CutBlock;
  readonly terms: readonly Term[];
  /** Between neighbouring values. */
  readonly step: number;
  readonly width: number;
}

/** A range of no width would leave nothing to encode. */
const LEAST_WIDTH = 1e-9;

export const widthOf = ({ lower, upper }: CutBlock): number =>
  Math.max(upper - lower, LEAST_WIDTH * Math.max(1, Math.abs(upper)));

/** One θ per block, whose bits follow the choices. */
export function thetasOf({ choices, blocks }: CutModel, bits: readonly number[]): readonly Theta[] {
  const top = bits.reduce((sum, value) => sum + value, 0);
  return blocks.map((block, index) => {
    const width = widthOf(block);
    const step = width / top;
    const first = choices + index * bits.length;
    return { block, step, width, terms: bits.map((value, bit): Term => [first + bit, step * value]) };
  });
}

export const claimedBy =
  (thetas: readonly Theta[]) =>
  (bits: Bits): number =>
    thetas.reduce(
      (sum, { block, terms }) =>
        terms.reduce((theta, [bit, value]) => theta + (bits[bit] ? value : 0), sum + block.lower),
      0,
    );
