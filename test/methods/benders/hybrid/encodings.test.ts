import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../../../../src/base/random.ts';
import type { WeightRule } from '../../../../src/domain/hybrid.ts';
import { type CutModel, thetaAt } from '../../../../src/methods/benders/hybrid/cut-model.ts';
import type { Encoded } from '../../../../src/methods/benders/hybrid/encoding.ts';
import { ENCODINGS } from '../../../../src/methods/benders/hybrid/encodings.ts';
import { binaryBits, boundedBits, topOf } from '../../../../src/methods/benders/hybrid/number-bits.ts';
import { type NumberBits, slackWith } from '../../../../src/methods/benders/hybrid/slack.ts';
import { formatCoo } from '../../../../src/qubo/coo.ts';
import { energyOf } from '../../../../src/qubo/qubo.ts';
import { energyFrom, fromCoo } from '../../../qubo/from-coo.ts';
import { randomModel, selectionsOf, valueAt } from './models.ts';

const SMALL: readonly NumberBits[] = [
  { theta: binaryBits(4), slack: binaryBits(5) },
  { theta: binaryBits(5), slack: binaryBits(3) },
  { theta: boundedBits(5, 8), slack: boundedBits(5, 4) },
];

/** The bits of a number of so many steps, in which the largest coefficients come first. */
function bitsOfNumber(coefficients: readonly number[], steps: number): number[] {
  const bits = coefficients.map(() => 0);
  let left = steps;
  for (let bit = coefficients.length - 1; bit >= 0; bit--) {
    if (coefficients[bit]! > left) continue;
    bits[bit] = 1;
    left -= coefficients[bit]!;
  }
  expect(left).toBe(0);
  return bits;
}

/** The energy of a model with one block by the formula, with the best slacks, and the bits that have it. */
function energyByFormula(
  model: CutModel,
  { theta, slack }: NumberBits,
  { weights }: Pick<Encoded, 'weights'>,
  x: Uint8Array,
  steps: number,
): { energy: number; bits: number[] } {
  const [{ cuts, lower, upper }] = model.blocks as [CutModel['blocks'][number]];
  const value = lower + ((upper - lower) * steps) / topOf(theta);
  const bits = [...x, ...bitsOfNumber(theta, steps)];
  let energy = -value;
  for (const cut of cuts) {
    const most = Math.max(...selectionsOf(model).map((point) => valueAt(cut, point)));
    const step = Math.max(0, most - lower) / topOf(slack);
    const gap = valueAt(cut, x) - value;
    const count = step === 0 ? 0 : Math.min(topOf(slack), Math.max(0, Math.round(gap / step)));
    energy += weights.cuts * (step * count - gap) ** 2;
    bits.push(...bitsOfNumber(slack, count));
  }
  for (const group of model.groups) {
    energy += weights.groups * (group.reduce((sum, choice) => sum + x[choice]!, 0) - 1) ** 2;
  }
  return { energy, bits };
}

function leastEnergy(model: CutModel, numbers: NumberBits, rule: WeightRule) {
  const encoded = slackWith(numbers, 0.25).encode(model, rule);
  const most = model.blocks[0]!.cuts.map((cut) =>
    Math.max(...selectionsOf(model).map((point) => valueAt(cut, point))),
  );
  const [{ cuts, lower, upper }] = model.blocks as [CutModel['blocks'][number]];
  const top = topOf(numbers.theta);
  let best = { energy: Number.POSITIVE_INFINITY, x: new Uint8Array(), steps: 0 };
  for (let code = 0; code < 2 ** model.choices; code++) {
    const x = Uint8Array.from({ length: model.choices }, (_, bit) => (code >> bit) & 1);
    const values = cuts.map((cut) => valueAt(cut, x));
    const groups = model.groups.reduce(
      (sum, group) => sum + (group.reduce((taken, choice) => taken + x[choice]!, 0) - 1) ** 2,
      0,
    );
    for (let steps = 0; steps <= top; steps++) {
      const theta = lower + ((upper - lower) * steps) / top;
      let energy = encoded.weights.groups * groups - theta;
      values.forEach((value, index) => {
        const range = Math.max(0, most[index]! - lower);
        const step = range / topOf(numbers.slack);
        const wanted = Math.min(range, Math.max(0, value - theta));
        const slack = step === 0 ? 0 : step * Math.round(wanted / step);
        energy += encoded.weights.cuts * (theta + slack - value) ** 2;
      });
      if (energy < best.energy) best = { energy, x, steps };
    }
  }
  return { ...best, encoded };
}

const tiny = fc.tuple(
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.constantFrom([3, 2], [2, 2, 2], [4, 3], [3, 3, 2, 2], [5, 4, 5]),
  fc.integer({ min: 1, max: 4 }),
  fc.constantFrom(...SMALL),
);

it('the x of the least energy falls short of the optimum by no more than is guaranteed (seed 201)', () => {
  let loss = 0;
  fc.assert(
    fc.property(tiny, ([seed, sizes, count, numbers]) => {
      const model = randomModel(seed, sizes, [count]);
      const { x, energy, steps, encoded } = leastEnergy(model, numbers, 'guaranteed');
      for (const group of model.groups) {
        expect(group.reduce((sum, choice) => sum + x[choice]!, 0)).toBe(1);
      }
      // The optimum within the range: a guarantee needs θ* ≥ L.
      const optimum = Math.max(...selectionsOf(model).map((point) => thetaAt(model, point)));
      fc.pre(optimum >= model.blocks[0]!.lower);
      expect(thetaAt(model, x)).toBeGreaterThanOrEqual(optimum - encoded.guaranteedLoss - 1e-9);
      loss = Math.max(loss, (optimum - thetaAt(model, x)) / encoded.guaranteedLoss);
      const [{ cuts, lower, upper }] = model.blocks as [CutModel['blocks'][number]];
      const ranges = cuts.map((cut) =>
        Math.max(0, Math.max(...selectionsOf(model).map((point) => valueAt(cut, point))) - lower),
      );
      const slackStep = Math.max(...ranges) / topOf(numbers.slack);
      const weight = encoded.weights.cuts;
      const rounding = (upper - lower) / topOf(numbers.theta) + (weight * count * slackStep ** 2) / 4;
      expect(encoded.guaranteedLoss).toBeCloseTo(rounding + 1 / (4 * weight), 9);
      expect(weight).toBeCloseTo(1 / (slackStep * Math.sqrt(count)), 9);
      expect(encoded.weights.groups).toBeGreaterThan(upper - lower + rounding);
      // The same by the exported QUBO.
      const exported = fromCoo(formatCoo(encoded.qubo));
      const { bits } = energyByFormula(model, numbers, encoded, x, steps);
      expect(bits).toHaveLength(exported.size);
      expect(Math.abs(energyFrom(exported, bits) - energy)).toBeLessThanOrEqual(1e-9 * exported.total);
    }),
    { seed: 201, numRuns: 60 },
  );
  // The guarantee is no empty one: some x does fall short.
  expect(loss).toBeGreaterThan(0.05);
});

it('the weights that anneal best promise nothing, and less of a group penalty leaves groups broken (seed 202)', () => {
  const model = randomModel(202, [3, 3, 2], [3]);
  const encoded = ENCODINGS.slack.encode(model, 'annealing');
  const width = model.blocks[0]!.upper - model.blocks[0]!.lower;
  expect(encoded.guaranteedLoss).toBe(Number.POSITIVE_INFINITY);
  expect(encoded.weights.cuts).toBeCloseTo(1 / (4 * width), 12);
  expect(encoded.weights.groups).toBeCloseTo(width / 2, 9);
  expect(ENCODINGS.slack.encode(model, 'guaranteed').guaranteedLoss).toBeLessThan(width);
  const weights = { ...ENCODINGS.slack.encode(model, 'guaranteed').weights, groups: 0 };
  expect(ENCODINGS.slack.encode(model, weights).guaranteedLoss).toBe(Number.POSITIVE_INFINITY);
});

it('every encoding has the energy of its formula at any bits, exported and read again (seed 203)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom('slack', 'bounded', 'unbalanced'),
      (seed, name) => {
        const model = randomModel(seed, [4, 3, 1], [2, 3]);
        const { qubo, weights, claimed } = ENCODINGS[name].encode(model, 'annealing');
        const random = randomStream(seed, 'bits');
        const bits = Uint8Array.from(qubo.linear, () => (random() < 0.4 ? 1 : 0));
        const exported = fromCoo(formatCoo(qubo));
        const close = (energy: number) =>
          expect(Math.abs(energyFrom(exported, bits) - energy)).toBeLessThanOrEqual(1e-9 * exported.total);
        close(energyOf(qubo, bits));
        const thetaBits = {
          slack: binaryBits(10),
          bounded: boundedBits(10, 64),
          unbalanced: boundedBits(10, 64),
        }[name];
        const slackBits = { slack: binaryBits(8), bounded: boundedBits(8, 16), unbalanced: [] }[name];
        expect([topOf(thetaBits), name === 'unbalanced' ? 255 : topOf(slackBits)]).toEqual([1023, 255]);
        let next = model.choices + 2 * thetaBits.length;
        let energy = 0;
        let sum = 0;
        const read = (at: number, coefficients: readonly number[]) =>
          coefficients.reduce((total, value, bit) => total + value * bits[at + bit]!, 0);
        model.blocks.forEach(({ cuts, lower, upper }, block) => {
          const at = model.choices + block * thetaBits.length;
          const theta = lower + ((upper - lower) / 1023) * read(at, thetaBits);
          energy -= theta;
          sum += theta;
          for (const cut of cuts) {
            const h = valueAt(cut, bits) - theta;
            if (name === 'unbalanced') {
              energy += weights.cuts * h * h - 0.1 * h;
              continue;
            }
            const most = Math.max(...selectionsOf(model).map((x) => valueAt(cut, x)));
            const slack = (Math.max(0, most - lower) / 255) * read(next, slackBits);
            next += slackBits.length;
            energy += weights.cuts * (slack - h) ** 2;
          }
        });
        for (const group of model.groups)
          energy += weights.groups * (group.reduce((n, j) => n + bits[j]!, 0) - 1) ** 2;
        close(energy);
        expect(claimed(bits)).toBeCloseTo(sum, 8);
        expect(exported.size).toBe(next);
      },
    ),
    { seed: 203, numRuns: 60 },
  );
});
