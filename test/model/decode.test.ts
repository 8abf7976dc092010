import { describe, expect, it } from 'vitest';
import type { RowMeaning } from '../../src/model/constraints/family.ts';
import { decodePlan, decodePrices } from '../../src/model/decode.ts';
import { selectionOfPlan } from '../../src/model/encode-plan.ts';
import { layOut } from '../../src/model/layout.ts';
import { handMade } from '../methods/instances.ts';

describe('a plan in names', () => {
  /** Two demands with two paths each in two slots; 5 pairs wait between m and n, whose link is there in slot 1. */
  const { problem } = handMade({
    slots: 2,
    capacity: { 'm-n': [10, 0], 'm-o': 10, 'o-n': 10 },
    stores: { m: 100, n: 100, o: 100 },
    storage: {
      pairs: [
        ['m', 'n'],
        ['m', 'o'],
      ],
      initialStock: [{ nodes: ['m', 'n'], pairs: 5, fidelity: 0.99 }],
    },
    demands: [
      { source: 'm', destination: 'n' },
      { source: 'm', destination: 'o' },
    ],
    paths: { virtualPaths: 0 },
  });
  const layout = layOut(problem);
  const empty = () => ({
    rates: new Float64Array(layout.choices.length),
    fillRates: new Float64Array(layout.fills.length),
  });
  const stockOf = (pair: string, subPath: string) =>
    layout.stocks.findIndex(
      (stock) =>
        problem.storagePairs[stock.pair]!.id === pair &&
        problem.storagePairs[stock.pair]!.subPaths[stock.subPath]!.id === subPath,
    );

  it("has routes by demand, then slot, then path, and none with rate 0 or a solver's rounding", () => {
    const every = { ...empty(), rates: new Float64Array(layout.choices.length).fill(1) };
    const routes = decodePlan(layout, every).routes.map(({ demand, slot, path }) => [demand, slot, path]);
    expect(routes).toEqual([
      ['m~n', 0, 'm-n'],
      ['m~n', 0, 'm-o+o-n'],
      ['m~n', 1, 'm-o+o-n'],
      ['m~o', 0, 'm-o'],
      ['m~o', 0, 'm-n+o-n'],
      ['m~o', 1, 'm-o'],
    ]);
    const rounded = { ...empty(), rates: new Float64Array(layout.choices.length).fill(1e-9) };
    expect(decodePlan(layout, rounded).routes).toEqual([]);
    const little = { ...empty(), rates: new Float64Array(layout.choices.length).fill(2e-9) };
    expect(decodePlan(layout, little).routes).toHaveLength(routes.length);
  });

  const fillOf = (pair: string, subPath: string) =>
    layout.fills.findIndex((fill) => {
      const { id, subPaths } = problem.storagePairs[fill.pair]!;
      return id === pair && subPaths[fill.subPath]!.id === subPath && fill.fill.slot === 0;
    });

  it('has the stocks that begin with pairs, and those on which something is drawn', () => {
    expect(decodePlan(layout, empty()).stocks).toEqual([{ pair: 'm~n', subPath: 'm-n', pairs: [5, 5, 5] }]);
    // Filled in slot 0, drawn on in slot 1.
    const { problem: chain } = handMade({
      slots: 2,
      capacity: { 'a-m': [100, 0], 'm-b': [0, 100] },
      stores: { a: 50, m: 50 },
      demands: [{ source: 'a', destination: 'b' }],
    });
    const own = layOut(chain);
    const planOf = (rate: number) =>
      decodePlan(own, { rates: Float64Array.of(rate), fillRates: Float64Array.of(1) });
    expect([own.choices.length, own.fills.length]).toEqual([1, 1]);
    expect(planOf(0.5)).toMatchObject({
      fills: [{ pair: 'a~m', slot: 0, rate: 0.5 }],
      stocks: [{ pair: 'a~m', pairs: [0, 5, 0] }],
    });
    // A solver's rounding.
    expect(planOf(1e-10)).toMatchObject({ routes: [], fills: [], stocks: [] });
  });

  it('names the sub-paths in stock, and no fill that nothing draws on', () => {
    const values = empty();
    values.fillRates[fillOf('m~o', 'm-n+o-n')] = 2;
    const plan = decodePlan(layout, values);
    expect(plan.fills).toEqual([]);
    expect(plan.subPaths.map(({ pair, id }) => [pair, id])).toEqual([['m~n', 'm-n']]);
  });

  it('suggests its own paths as a selection, the widest one if it splits, and others if it has none', () => {
    const otherwise = Int32Array.from(layout.groups, ({ choices }) => choices[0]!);
    const values = empty();
    const of = (demand: string, path: string, slot: number) =>
      layout.choices.findIndex(
        (choice) =>
          problem.demands[choice.demand]!.id === demand &&
          problem.demands[choice.demand]!.paths[choice.path]!.id === path &&
          choice.offer.slot === slot,
      );
    values.rates[of('m~n', 'm-n', 0)] = 1;
    values.rates[of('m~n', 'm-o+o-n', 0)] = 2;
    values.rates[of('m~o', 'm-n+o-n', 0)] = 1;
    const selection = selectionOfPlan(layout, decodePlan(layout, values), otherwise);
    const names = [...selection].map((choice) => {
      const { demand, path, offer } = layout.choices[choice]!;
      return `${problem.demands[demand]!.id} ${offer.slot} ${problem.demands[demand]!.paths[path]!.id}`;
    });
    expect(names.sort()).toEqual(['m~n 0 m-o+o-n', 'm~n 1 m-o+o-n', 'm~o 0 m-n+o-n', 'm~o 1 m-o']);
  });

  it('has the prices of its rows by name, with those of minimum rates negated, and none of 0', () => {
    const stock = stockOf('m~o', 'm-o');
    const meanings: RowMeaning[] = [
      { constraint: 'C1', choice: 0 },
      { constraint: 'C3', entity: 1, slot: 2 },
      { constraint: 'C4', entity: 1, slot: 0 },
      { constraint: 'C4', entity: 2, slot: 0 },
      { constraint: 'C5', entity: stock, slot: 1 },
      { constraint: 'C6', entity: stock, slot: 2 },
      { constraint: 'freshness', entity: stock, slot: 1 },
      { constraint: 'C7', entity: 1, slot: 0 },
    ];
    const named = { pair: 'm~o', subPath: 'm-o' };
    const duals = Float64Array.of(9, 1, 2, 0, 3, -4, 5, -6);
    expect(decodePrices(layout, { meanings, duals, upperSides: duals })).toEqual({
      c3: [{ node: 'n', slot: 2, price: 1 }],
      c4: [{ link: 'm-o', slot: 0, price: 2 }],
      c5: [{ ...named, slot: 1, price: 3 }],
      c6: [{ ...named, slot: 2, price: -4 }],
      freshness: [{ ...named, slot: 1, price: 5 }],
      c7: [{ demand: 'm~o', slot: 0, price: 6 }],
    });
  });
});
