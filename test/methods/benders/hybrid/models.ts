import { randomStream } from '../../../../src/base/random.ts';
import type { CutModel } from '../../../../src/methods/benders/hybrid/cut-model.ts';
import type { Cut } from '../../../../src/methods/benders/options.ts';

/** A master of random cuts: groups of so many choices, and so many cuts in each block. */
export function randomModel(
  seed: number,
  sizes: readonly number[],
  cutsOfBlocks: readonly number[],
): CutModel {
  const random = randomStream(seed, 'cuts');
  const between = (low: number, high: number) => low + (high - low) * random();
  const choices = sizes.reduce((sum, size) => sum + size, 0);
  let next = 0;
  const groups = sizes.map((size) => Array.from({ length: size }, () => next++));
  return {
    choices,
    groups,
    blocks: cutsOfBlocks.map((count, block) => {
      const cuts = Array.from({ length: count }, (): Cut => {
        const used = [...Array(choices).keys()].filter(() => random() < 0.8);
        return {
          kind: 'optimality',
          block,
          constant: between(-3, 20),
          choices: Int32Array.from(used),
          slopes: Float64Array.from(used, () => between(0, 30)),
        };
      });
      const lower = between(0, 15);
      return { block, cuts, lower, upper: lower + between(5, 60) };
    }),
  };
}

/** All ways to take one choice of each group, as 0 and 1. */
export function selectionsOf({ choices, groups }: CutModel): Uint8Array[] {
  return groups.reduce<Uint8Array[]>(
    (begun, group) =>
      begun.flatMap((x) =>
        group.map((choice) => {
          const more = x.slice();
          more[choice] = 1;
          return more;
        }),
      ),
    [new Uint8Array(choices)],
  );
}

export const valueAt = ({ constant, choices, slopes }: Cut, x: ArrayLike<number>): number =>
  choices.reduce((sum, choice, at) => sum + slopes[at]! * x[choice]!, constant);
