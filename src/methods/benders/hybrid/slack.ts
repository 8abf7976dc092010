import { openSum, type QuboSum, type Term } from '../../../qubo/qubo.ts';
import { type CutModel, largestValue } from './cut-model.ts';
import type { Encoded, Encoding, Weights } from './encoding.ts';
import { binaryBits, topOf } from './number-bits.ts';
import { claimedBy, type Theta, thetasOf } from './theta-bits.ts';

/** The coefficients of the bits of θ and of each slack. */
export interface NumberBits {
  readonly theta: readonly number[];
  readonly slack: readonly number[];
}

/** A little above the least weight of the guarantee, which has to be exceeded. */
const ABOVE = 1.01;

/**
 * Each cut as an equation with a slack of its own:
 * E = −Σ θ + P Σ_i (θ + s_i − c_i − a_i x)² + A Σ_g (Σ x − 1)².
 *
 * With g_i = c_i + a_i x, s the step of θ, s' the largest step of a slack and slacks up to max g_i − L, the x of least E has
 *
 *   min_i g_i(x) ≥ min(θ*, U) − s − P m s'²/4 − 1/(4P)   for each block, if A > Σ (U − L + s + P m s'²/4):
 *
 * the optimum with θ and slacks rounded has E ≤ −θ* + s + P m s'²/4, and an x that falls short of θ by d in some cut has
 * E ≥ −min g_i − d + P d² ≥ −min g_i − 1/(4P). The best P is 1/(s'√m). The weights that anneal best are smaller.
 */
export const slackWith = (bitsOf: NumberBits, annealingWeight: number): Encoding => ({
  hasGuarantee: true,
  encode(model, rule) {
    const thetas = thetasOf(model, bitsOf.theta);
    const ranges = thetas.map(({ block }) =>
      block.cuts.map((cut) => Math.max(0, largestValue(model, cut) - block.lower)),
    );
    const top = topOf(bitsOf.slack);
    const slackSteps = ranges.map((own) => Math.max(...own) / top);
    const weights = typeof rule === 'object' ? rule : weightsBy[rule](thetas, slackSteps, annealingWeight);
    const slackCount = thetas.reduce((count, { block }) => count + block.cuts.length, 0);
    const first = model.choices + thetas.length * bitsOf.theta.length;
    const sum = openSum(first + slackCount * bitsOf.slack.length);
    let next = first;
    thetas.forEach((theta, index) => {
      sum.addLinear(theta.terms, theta.block.lower, -1);
      theta.block.cuts.forEach((cut, place) => {
        const step = ranges[index]![place]! / top;
        const terms = [
          ...theta.terms,
          ...Array.from(cut.choices, (choice, at): Term => [choice, -cut.slopes[at]!]),
          ...bitsOf.slack.map((value, bit): Term => [next + bit, step * value]),
        ];
        next += bitsOf.slack.length;
        sum.addSquare(terms, theta.block.lower - cut.constant, weights.cuts);
      });
    });
    addGroups(sum, model, weights.groups);
    return {
      qubo: sum.total(),
      weights,
      scale: scaleOf(thetas),
      claimed: claimedBy(thetas),
      guaranteedLoss: lossBy(weights, thetas, slackSteps),
    };
  },
});

export const slack = slackWith({ theta: binaryBits(10), slack: binaryBits(8) }, 0.25);

/** A Σ_g (Σ x − 1)². */
export function addGroups(sum: QuboSum, { groups }: CutModel, weight: number): void {
  for (const group of groups) {
    sum.addSquare(
      group.map((choice): Term => [choice, 1]),
      -1,
      weight,
    );
  }
}

/** The first temperature as a share of the width of θ; the last one is its step. */
const HOT_SHARE = 0.1;

export const scaleOf = (thetas: readonly Theta[]): Encoded['scale'] => ({
  hot: HOT_SHARE * Math.max(...thetas.map(({ width }) => width)),
  cold: Math.min(...thetas.map(({ step }) => step)),
});

const weightsBy = { annealing: annealingWeights, guaranteed: guaranteedWeights };

/** By the widest block; they promise nothing. */
function annealingWeights(
  thetas: readonly Theta[],
  _slackSteps: readonly number[],
  annealingWeight: number,
): Weights {
  const width = Math.max(...thetas.map((theta) => theta.width));
  return { cuts: annealingWeight / width, groups: width / 2 };
}

function guaranteedWeights(thetas: readonly Theta[], slackSteps: readonly number[]): Weights {
  const cuts = Math.min(
    ...thetas.map(({ block, width }, index) => {
      const step = slackSteps[index]!;
      return 1 / ((step > 0 ? step : width) * Math.sqrt(block.cuts.length));
    }),
  );
  return { cuts, groups: ABOVE * leastGroupWeight(cuts, thetas, slackSteps) };
}

const roundingOf = (cuts: number, { block, step }: Theta, slackStep: number): number =>
  step + (cuts * block.cuts.length * slackStep ** 2) / 4;

/** Σ (U − L + s + P m s'²/4). */
const leastGroupWeight = (cuts: number, thetas: readonly Theta[], slackSteps: readonly number[]): number =>
  thetas.reduce((sum, theta, index) => sum + theta.width + roundingOf(cuts, theta, slackSteps[index]!), 0);

function lossBy({ cuts, groups }: Weights, thetas: readonly Theta[], slackSteps: readonly number[]): number {
  if (groups <= leastGroupWeight(cuts, thetas, slackSteps)) return Number.POSITIVE_INFINITY;
  return thetas.reduce(
    (sum, theta, index) => sum + roundingOf(cuts, theta, slackSteps[index]!) + 1 / (4 * cuts),
    0,
  );
}
