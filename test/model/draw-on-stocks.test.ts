import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { assembleSubproblem } from '../../src/model/assemble.ts';
import { decodePlan } from '../../src/model/decode.ts';
import { drawOnStocks } from '../../src/model/draw-on-stocks.ts';
import { layOut } from '../../src/model/layout.ts';
import { certify } from '../../src/verify/certify.ts';
import { checkProblem } from '../../src/verify/check-problem.ts';
import { anyFamily, handMade, type Instance, smallInstance } from '../methods/instances.ts';
import { localEnvironment } from '../planning/run.ts';

describe('fills that are drawn on, by hand', () => {
  // a~m is filled in slots 0 and 2; a~b is filled from it in slot 1.
  const { problem } = handMade({
    slots: 4,
    capacity: { 'a-m': [100, 0, 100, 0], 'm-b': [0, 100, 0, 100] },
    stores: { a: 10, m: 10, b: 10 },
    demands: [
      { source: 'a', destination: 'm' },
      { source: 'a', destination: 'b' },
    ],
    paths: { virtualSubPaths: 1 },
  });
  const layout = layOut(problem);
  const fillOf = (pair: string, slot: number, stored: boolean): number =>
    layout.fills.findIndex(({ pair: index, subPath, fill }) => {
      const { id, subPaths } = problem.storagePairs[index]!;
      const isStored = subPaths[subPath]!.hops.some(({ kind }) => kind === 'stored');
      return id === pair && fill.slot === slot && isStored === stored;
    });
  const [early, late, nested] = [fillOf('a~m', 0, false), fillOf('a~m', 2, false), fillOf('a~b', 1, true)];
  const drawing = (demand: string, slot: number): number =>
    layout.choices.findIndex((choice) => {
      const { id, paths } = problem.demands[choice.demand]!;
      return id === demand && choice.offer.slot === slot && paths[choice.path]!.hops[0]!.kind === 'stored';
    });
  /** Rates of drawing columns, and 5 pairs in each of the three fillings. */
  const stored = (rates: readonly (readonly [column: number, rate: number])[]) => {
    const y = new Float64Array(layout.choices.length);
    for (const [column, rate] of rates) y[column] = rate;
    const fillRates = new Float64Array(layout.fills.length);
    for (const fill of [early, late, nested]) fillRates[fill] = 0.5;
    return drawOnStocks(layout, y, fillRates);
  };
  const fillingsOf = ({ fillRates }: ReturnType<typeof stored>) =>
    [early, late, nested].map((fill) => fillRates[fill]);

  it('are none if nothing is drawn', () => {
    expect([early, late, nested]).not.toContain(-1);
    const { stocks, ...rest } = stored([]);
    expect(fillingsOf({ stocks, ...rest })).toEqual([0, 0, 0]);
    expect([...stocks.values()].flatMap((pairs) => [...pairs]).some((pairs) => pairs !== 0)).toBe(false);
  });

  it('are the latest ones, and the stocks that they are filled from shrink with them', () => {
    const result = stored([[drawing('a~m', 3), 0.5]]);
    expect(fillingsOf(result)).toEqual([0, 0.5, 0]);
    const { pair, subPath } = layout.fills[early]!;
    const stock = layout.stockIndex[pair]![subPath]!;
    expect([...result.stocks.get(stock)!]).toEqual([0, 0, 0, 5, 0]);
  });

  it("do not include an earlier one for a solver's rounding", () => {
    expect(fillingsOf(stored([[drawing('a~m', 3), 0.5 * (1 + 1e-9)]]))).toEqual([0, 0.5, 0]);
  });

  it('are as large as needed beyond later fills', () => {
    expect(fillingsOf(stored([[drawing('a~m', 3), 0.8]]))).toEqual([expect.closeTo(0.3, 12), 0.5, 0]);
    expect(
      fillingsOf(
        stored([
          [drawing('a~m', 1), 0.2],
          [drawing('a~m', 3), 0.5],
        ]),
      ),
    ).toEqual([expect.closeTo(0.2, 12), 0.5, 0]);
  });
});

describe('a plan with any rates and fills that keep C3 to C7', async () => {
  const solver = await localEnvironment().openSolver();
  afterAll(() => solver.close());
  const seen = { cut: 0, drawn: 0, nested: 0 };

  /** A corner of the feasible rates and fills, with as much as possible in store. */
  async function wasteful({ problem }: Instance, seed: number) {
    const layout = layOut(problem);
    const { program, at } = assembleSubproblem(layout);
    const draw = randomStream(seed, 'wasteful');
    const cost = Float64Array.from(program.columns.cost, (_, column) => (column < at.stock ? draw() : 0));
    const handle = await solver.open({ ...program, columns: { ...program.columns, cost } });
    const { solution } = await handle.solve({ timeLimitSeconds: 60, seed: 1 });
    await handle.dispose();
    if (solution === null) return null;
    const rates = solution.slice(at.y, at.fill);
    const fillRates = solution.slice(at.fill, at.stock);
    return { layout, rates, fillRates };
  }

  /** Pairs put into each stock, and taken from it. */
  function balance(
    { routes, fills, subPaths }: Plan,
    slotSeconds: number,
    costOf: (...key: string[]) => number,
  ) {
    const totals = new Map<string, { in: number; out: number }>();
    const of = (pair: string, subPath: string) => {
      const key = `${pair} ${subPath}`;
      if (!totals.has(key)) totals.set(key, { in: 0, out: 0 });
      return totals.get(key)!;
    };
    const take = (hops: Plan['routes'][number]['hops'], pairs: number) => {
      for (const hop of hops) if ('pair' in hop) of(hop.pair, hop.subPath).out += pairs;
    };
    for (const { hops, rate, cost } of routes) take(hops, rate * cost * slotSeconds);
    for (const { pair, subPath, slot, rate } of fills) {
      of(pair, subPath).in += rate * slotSeconds;
      const { hops } = subPaths.find((one) => one.pair === pair && one.id === subPath)!;
      if (hops.some((hop) => 'pair' in hop)) seen.nested++;
      take(hops, rate * slotSeconds * costOf(pair, subPath, String(slot)));
    }
    return totals;
  }

  it('still keeps them, and stores no pair that nothing draws on (seed 71)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), anyFamily, async (seed, family) => {
        const instance = smallInstance(seed, { ...family, slots: 5, minimumRate: 0 });
        const found = await wasteful(instance, seed);
        if (found === null) return;
        const { layout, rates, fillRates } = found;
        const { scenario, problem } = instance;
        const plan = decodePlan(layout, { rates, fillRates });
        const weightOf = (choice: number) => {
          const { demand, offer } = layout.choices[choice]!;
          return problem.demands[demand]!.weight[offer.slot]!;
        };
        const own = checkProblem(scenario, problem, 'overlay-lp');
        const certificate = certify({
          scenario,
          topology: problem.topology,
          plan,
          objective: rates.reduce((sum, rate, choice) => sum + rate * weightOf(choice), 0),
          bound: null,
          dualBound: null,
          exempt: own.exempt,
          catalogue: own.check,
          scheme: 'overlay-lp',
        });
        expect(certificate).toMatchObject({ status: 'verified' });

        const filledBefore = fillRates.reduce((sum, rate) => sum + rate, 0);
        const filled = plan.fills.reduce((sum, { rate }) => sum + rate, 0);
        expect(filled).toBeLessThanOrEqual(filledBefore * (1 + 1e-9));
        if (filled < filledBefore * 0.99) seen.cut++;
        const { memory } = problem;
        const isStockedBefore = problem.storagePairs.some(({ subPaths }) =>
          subPaths.some(({ initialStock }) => initialStock > 0),
        );
        // Without room for the pairs that they would leave, fills over stocks stay.
        if (isStockedBefore && !('maximumStorageSlots' in memory)) return;
        const costOf = (pair: string, subPath: string, slot: string) => {
          const { subPaths } = problem.storagePairs.find(({ id }) => id === pair)!;
          return subPaths.find(({ id }) => id === subPath)!.fills.find((fill) => fill.slot === Number(slot))!
            .cost;
        };
        for (const { in: put, out } of balance(plan, problem.topology.slotSeconds, costOf).values()) {
          if (put > 0) seen.drawn++;
          if (memory.model === 'loss') expect(out > 0 || put === 0).toBe(true);
          else expect(put).toBeLessThanOrEqual(out * (1 + 1e-6));
        }
        // Nothing is left at the end, where nothing was there in the beginning.
        for (const { pairs } of plan.stocks) if (pairs[0] === 0) expect(pairs.at(-1)).toBe(0);
      }),
      { seed: 71, numRuns: 60 },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5);
  });
});
