import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random.ts';
import type { Solver } from '../../../src/lp/solver.ts';
import { openBlockBounds } from '../../../src/methods/blocks/block-bounds.ts';
import { boundBlock, pricesWithin, provedBlocks } from '../../../src/methods/blocks/block-proofs.ts';
import { openHorizonBounds } from '../../../src/methods/blocks/horizon-bounds.ts';
import type { BlockProof } from '../../../src/methods/proof.ts';
import { openSearchContext, partition } from '../../../src/methods/windows/search-context.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { rateCapsBySlot } from '../../../src/model/rate-cap-bounds.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { anyFamily, smallInstance } from '../instances.ts';
import { milpOptimum, taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const anySeed = fc.integer({ min: 1, max: 1_000_000 });

describe('prices between blocks', () => {
  it('belong to the instants after its beginning up to its end, and none is below 0', () => {
    // Three slots, so four instants a stock: 0..3 of the first, 4..7 of the second.
    const { problem } = smallInstance(1, { storage: true, groundStorage: true });
    const incidence = { layout: layOut(problem) };
    expect(incidence.layout.stocks.length).toBeGreaterThanOrEqual(2);
    const prices = new Map([0, 1, 2, 3, 4, 5, 6, 7].map((index) => [index, index === 6 ? -1 : index + 0.5]));
    expect(pricesWithin(incidence, prices, 0, 2)).toEqual([
      [1, 1.5],
      [2, 2.5],
      [5, 5.5],
    ]);
    expect(pricesWithin(incidence, prices, 2, 3)).toEqual([
      [3, 3.5],
      [7, 7.5],
    ]);
    expect(pricesWithin(incidence, new Map([[1, 0]]), 0, 2)).toEqual([]);
  });

  it('of telescopes belong to the slots of their columns', () => {
    const telescopes = { count: 2, acquisitionSeconds: 10 };
    const { problem } = smallInstance(1, { storage: true, telescopes });
    const layout = layOut(problem);
    const first = layout.stocks.length * 4;
    const { columns } = layout.pointing!;
    const prices = new Map(columns.map((_, index) => [first + index, 1]));
    const slots = pricesWithin({ layout }, prices, 0, 1).map(([index]) => columns[index - first]!.slot);
    expect(slots).toEqual(columns.flatMap(({ slot }) => (slot === 1 ? [1] : [])));
    expect(slots).not.toEqual([]);
  });

  /** Solves as usual, but proves nothing about any window. */
  const speechless = (): Solver => ({
    ...solver,
    async open(program) {
      const model = await solver.open(program);
      return {
        ...model,
        changeColumnBounds: (...change) => model.changeColumnBounds(...change),
        changeCosts: (...change) => model.changeCosts(...change),
        dispose: () => model.dispose(),
        solve: async (options) => ({ ...(await model.solve(options)), bound: Number.POSITIVE_INFINITY }),
      };
    },
  });

  it('if a window proves nothing, its caps and the stocks at its ends give a bound at any prices (seed 73)', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(anySeed, anyFamily, fc.constantFrom(1, 2), async (seed, family, width) => {
        const instance = smallInstance(seed, { ...family, slots: 4 });
        const optimum = await milpOptimum(solver, instance);
        if (optimum === null) return;
        const incidence = incidenceOf(layOut(instance.problem));
        const { layout } = incidence;
        const blocks = partition(4, width);
        const blockBounds = openBlockBounds(openHorizonBounds(rateCapsBySlot(incidence.layout)), blocks);
        const draw = randomStream(seed, 'prices');
        const prices = new Map(
          Array.from({ length: layout.stocks.length * 5 }, (_, index) => [index, (draw() - 0.5) * 0.2]),
        );
        const task = taskOf(layout, solver);
        const context = openSearchContext(task, incidence, new AbortController().signal);
        // What a window proves is at most what holds for it without a solver.
        const options = { width: 1, relativeGap: 0, seconds: 60, relax: true };
        let [told, kept] = [0, 0];
        for (const block of blocks) {
          told += await boundBlock(context, solver, blockBounds, block, prices, options);
          kept += await boundBlock(context, speechless(), blockBounds, block, prices, options);
        }
        expect(told).toBeGreaterThanOrEqual(optimum - 1e-6 * Math.max(1, optimum));
        expect(kept).toBeGreaterThanOrEqual(told - 1e-6 * Math.max(1, Math.abs(told)));
        seen++;
      }),
      { seed: 73, numRuns: 20 },
    );
    expect(seen).toBeGreaterThan(10);
  });
});

describe('earlier proofs of blocks', () => {
  const proof = (from: number, to: number, bound: number, prices: BlockProof['prices'] = []): BlockProof => ({
    kind: 'block',
    from,
    to,
    bound,
    prices,
  });
  it('count up to the first gap, with the smallest bound at the prices of the first round', () => {
    const blocks = [
      [0, 2],
      [2, 4],
      [4, 6],
      [6, 8],
    ] as const;
    const known = [
      proof(0, 2, 10, [[1, 2]]),
      proof(2, 4, 9, [[3, 1]]),
      proof(0, 2, 8),
      // At other prices, so it is no bound at those of the first round.
      proof(2, 4, 1, [[3, 5]]),
      proof(2, 4, 9.5),
      proof(6, 8, 7),
      proof(4, 7, 7),
    ];
    expect(provedBlocks(known, blocks)).toEqual([proof(0, 2, 8, [[1, 2]]), proof(2, 4, 9, [[3, 1]])]);
    expect(provedBlocks([], blocks)).toEqual([]);
  });
});
