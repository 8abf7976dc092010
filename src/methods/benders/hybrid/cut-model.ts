/** Benders' master as samplers see it: one choice of each group, and for each block the least of its cuts. */
import type { ThetaRange } from '../../../domain/hybrid.ts';
import type { Layout } from '../../../model/layout.ts';
import { cutValue } from '../cuts.ts';
import type { Cut } from '../options.ts';

export interface CutModel {
  /** Binaries x. */
  readonly choices: number;
  /** Choices of which exactly one is taken. */
  readonly groups: readonly (readonly number[])[];
  readonly blocks: readonly CutBlock[];
}

/** One θ, its range, and the optimality cuts that bound it. */
export interface CutBlock extends ThetaRange {
  readonly cuts: readonly Cut[];
}

/** Cuts are of choices alone, so layouts with pointing have no such model. Blocks without a cut are left out. */
export function cutModelOf(
  { choices, groups }: Pick<Layout, 'choices' | 'groups'>,
  cuts: readonly Cut[],
  ranges: readonly ThetaRange[],
): CutModel {
  const blocks = ranges.map((range) => ({
    ...range,
    cuts: cuts.filter(({ kind, block }) => kind === 'optimality' && block === range.block),
  }));
  return {
    choices: choices.length,
    groups: groups.map((group) => group.choices),
    blocks: blocks.filter((block) => block.cuts.length > 0),
  };
}

/** What the cuts and ceilings allow at x, by weak duality an upper bound on its value: θ(x). */
export const thetaAt = ({ blocks }: Pick<CutModel, 'blocks'>, x: ArrayLike<number>): number =>
  blocks.reduce((sum, { cuts, upper }) => sum + leastAt(cuts, upper, x), 0);

export const leastAt = (cuts: readonly Cut[], ceiling: number, x: ArrayLike<number>): number =>
  cuts.reduce((least, cut) => Math.min(least, cutValue(cut, x)), ceiling);

/** The largest value of a cut over all x. */
export function largestValue(
  { groups }: Pick<CutModel, 'groups'>,
  { constant, choices, slopes }: Cut,
): number {
  const slopeOf = new Map(Array.from(choices, (choice, index) => [choice, slopes[index]!]));
  return groups.reduce(
    (sum, group) => sum + Math.max(...group.map((choice) => slopeOf.get(choice) ?? 0)),
    constant,
  );
}
