import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../../../../src/base/random.ts';
import { thetaAt } from '../../../../src/methods/benders/hybrid/cut-model.ts';
import { ENCODINGS } from '../../../../src/methods/benders/hybrid/encodings.ts';
import { annealEnvelope } from '../../../../src/methods/benders/hybrid/envelope.ts';
import { anneal } from '../../../../src/qubo/anneal.ts';
import { energyOf } from '../../../../src/qubo/qubo.ts';
import { randomModel, selectionsOf } from './models.ts';

const pointOf = (choices: number, chosen: Int32Array): Uint8Array => {
  const x = new Uint8Array(choices);
  for (const choice of chosen) x[choice] = 1;
  return x;
};

it('the envelope finds the optimum of tiny masters, one choice a group, and the same by the same seed (seed 211)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom([3, 2, 1], [4, 4, 4], [5, 3, 2, 2]),
      fc.constantFrom([4], [2, 3]),
      (seed, sizes, counts) => {
        const model = randomModel(seed, sizes, counts);
        const run = () => annealEnvelope(model, { reads: 4, moves: 3000 }, randomStream(seed, 'envelope'));
        const reads = run();
        expect(run()).toEqual(reads);
        for (const chosen of reads) {
          chosen.forEach((choice, group) => {
            expect(model.groups[group]).toContain(choice);
          });
        }
        const best = Math.max(...reads.map((chosen) => thetaAt(model, pointOf(model.choices, chosen))));
        const optimum = Math.max(...selectionsOf(model).map((x) => thetaAt(model, x)));
        expect(best).toBeCloseTo(optimum, 9);
      },
    ),
    { seed: 211, numRuns: 40 },
  );
});

it('annealing a QUBO ends where no single move lowers the energy, with groups kept or left alone (seed 212)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom('slack', 'bounded', 'unbalanced'),
      fc.boolean(),
      (seed, name, keepsGroups) => {
        const model = randomModel(seed, [3, 4, 2], [3]);
        const { qubo, scale } = ENCODINGS[name].encode(model, 'annealing');
        const task = { qubo, scale, groups: keepsGroups ? model.groups : [], reads: 3, steps: 2000 };
        const reads = anneal(task, randomStream(seed, 'anneal'));
        expect(anneal(task, randomStream(seed, 'anneal'))).toEqual(reads);
        for (const bits of reads) {
          const energy = energyOf(qubo, bits);
          const least = energy - 1e-9 * Math.abs(energy) - 1e-9;
          const grouped = new Set(task.groups.flat());
          for (const group of task.groups) {
            expect(group.reduce((sum, bit) => sum + bits[bit]!, 0)).toBe(1);
            for (const bit of group) {
              const moved = bits.slice();
              for (const other of group) moved[other] = 0;
              moved[bit] = 1;
              expect(energyOf(qubo, moved)).toBeGreaterThanOrEqual(least);
            }
          }
          bits.forEach((value, bit) => {
            if (grouped.has(bit)) return;
            const moved = bits.slice();
            moved[bit] = 1 - value;
            expect(energyOf(qubo, moved)).toBeGreaterThanOrEqual(least);
          });
        }
      },
    ),
    { seed: 212, numRuns: 30 },
  );
});
