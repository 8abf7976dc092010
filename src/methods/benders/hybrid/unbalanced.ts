import { openSum, type Term } from '../../../qubo/qubo.ts';
import type { Encoding } from './encoding.ts';
import { boundedBits } from './number-bits.ts';
import { addGroups, scaleOf } from './slack.ts';
import { claimedBy, thetasOf } from './theta-bits.ts';

const THETA_BITS = boundedBits(10, 64);
/** λ1, and λ2 times the width of θ. */
const LINEAR = 0.1;
const SQUARE = 0.5;

/**
 * Unbalanced penalties (Montañez-Barrera et al. 2024), without slacks: with h_i = c_i + a_i x − θ,
 * E = −Σ θ + Σ_i (−λ1 h_i + λ2 h_i²) + A Σ_g (Σ x − 1)². Nothing is guaranteed, since loose cuts cost energy.
 */
export const unbalanced: Encoding = {
  hasGuarantee: false,
  encode(model, rule) {
    const thetas = thetasOf(model, THETA_BITS);
    const width = Math.max(...thetas.map((theta) => theta.width));
    const weights = typeof rule === 'object' ? rule : { cuts: SQUARE / width, groups: width / 2 };
    const sum = openSum(model.choices + thetas.length * THETA_BITS.length);
    for (const { block, terms } of thetas) {
      sum.addLinear(terms, block.lower, -1);
      for (const { constant, choices, slopes } of block.cuts) {
        const slackness = [
          ...Array.from(choices, (choice, at): Term => [choice, slopes[at]!]),
          ...terms.map(([bit, value]): Term => [bit, -value]),
        ];
        sum.addLinear(slackness, constant - block.lower, -LINEAR);
        sum.addSquare(slackness, constant - block.lower, weights.cuts);
      }
    }
    addGroups(sum, model, weights.groups);
    return {
      qubo: sum.total(),
      weights,
      scale: scaleOf(thetas),
      claimed: claimedBy(thetas),
      guaranteedLoss: Number.POSITIVE_INFINITY,
    };
  },
};
