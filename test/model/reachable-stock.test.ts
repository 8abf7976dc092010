import { expect, it } from 'vitest';
import { layOut } from '../../src/model/layout.ts';
import { reachableStocks, tightenRateCaps } from '../../src/model/reachable-stock.ts';
import { handMade } from '../methods/instances.ts';

it('a path over a stock carries no more than can be in it, at its cost', () => {
  // Joins succeed half of the time, so that a path of three hops takes 4 pairs of each.
  const { problem } = handMade({
    slots: 4,
    capacity: { 'a-m': [0, 1000, 1000, 0], 'm-n': [40, 30, 0, 0], 'n-b': [0, 1000, 1000, 0] },
    stores: { m: 60, n: 100 },
    storage: { pairs: [['m', 'n']], memory: { model: 'loss', coherenceSeconds: 20 / Math.log(4 / 3) } },
    demands: [{ source: 'a', destination: 'b' }],
    gates: { swapSuccess: 0.5 },
    paths: { realPaths: 1, maximumHops: 3 },
  });
  const layout = layOut(problem);
  // Three quarters stay from slot to slot, and of what comes in during one, 1/4 by ln 4/3: 40·0.869015 = 34.760595,
  // then 3/4 of it + 30·0.869015, and so on.
  const stock = reachableStocks(layout)(0);
  expect([...stock].map((pairs) => Number(pairs.toFixed(9)))).toEqual([
    0, 34.760594968, 52.140892452, 39.105669339, 29.329252004,
  ]);
  const capsOf = (one: typeof layout) =>
    one.choices
      .filter(({ path }) => problem.demands[0]!.paths[path]!.id === 'a-m+[m~n:m-n]+n-b')
      .map(({ offer }) => [offer.slot, Number(offer.rateCap.toFixed(9))]);
  // B/(g ψδ) = 60/(4·10·1.158686), ψ = (1/3)/ln 4/3; tightened by what is in stock: 34.760595 and 52.140892 in place of 60.
  expect(capsOf(layout)).toEqual([
    [1, 1.294569326],
    [2, 1.294569326],
  ]);
  expect(capsOf(tightenRateCaps(layout))).toEqual([
    [1, 0.75],
    [2, 1.125],
  ]);
});
