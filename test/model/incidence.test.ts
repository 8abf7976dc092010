import { describe, expect, it } from 'vitest';
import { type Incidence, incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { handMade } from '../methods/instances.ts';

/**
 * m–n in slots 1, 2 and 4, n–o in slot 2, m–p in slot 1: a pair m~o fills over the stock of m~n and n–o,
 * or over both links; nobody draws on m~p. Links carry 1 pair/s.
 */
const instanceWith = (initialStock: { nodes: string[]; pairs: number; fidelity: number }[]): Incidence =>
  incidenceOf(
    layOut(
      handMade({
        slots: 4,
        capacity: { 'm-n': [10, 10, 0, 10], 'n-o': [0, 10, 0, 0], 'm-p': [10, 0, 0, 0] },
        stores: { m: 100, n: 100, o: 100, p: 100 },
        storage: {
          pairs: [
            ['m', 'n'],
            ['m', 'o'],
            ['m', 'p'],
          ],
          initialStock,
        },
        demands: [{ source: 'm', destination: 'o' }],
        paths: { virtualSubPaths: 1 },
      }).problem,
    ),
  );

const slotsOf = (incidence: Incidence) => {
  const { problem, choices, fills, stocks } = incidence.layout;
  const nameOf = ({ pair, subPath }: { pair: number; subPath: number }) =>
    problem.storagePairs[pair]!.subPaths[subPath]!.id;
  return {
    choices: incidence.choicesOf.map((own) =>
      [...own].map((choice) => problem.demands[0]!.paths[choices[choice]!.path]!.id),
    ),
    fills: incidence.fillsOf.map((own) => [...own].map((fill) => nameOf(fills[fill]!))),
    stocks: incidence.stocksOf.map((own) => [...own].map((stock) => nameOf(stocks[stock]!))),
  };
};

describe('incidence', () => {
  it('leaves out fills that nobody draws on later, and stocks before and after their use', () => {
    const nested = '[m~n:m-n]+n-o';
    expect(slotsOf(instanceWith([]))).toEqual({
      choices: [
        [],
        ['m-n+n-o', nested],
        [`[m~o:${nested}]`, '[m~o:m-n+n-o]'],
        [`[m~o:${nested}]`, '[m~o:m-n+n-o]'],
      ],
      // That of m–n in slot 2 comes after its only use, and that in slot 4 after the last slot but one.
      fills: [['m-n'], ['m-n+n-o', nested], [], []],
      stocks: [[], ['m-n'], ['m-n+n-o', nested], ['m-n+n-o', nested]],
    });
  });

  it('keeps all stocks to the last slot if one begins with even a single pair', () => {
    const { fills, stocks } = slotsOf(instanceWith([{ nodes: ['m', 'p'], pairs: 1, fidelity: 0.99 }]));
    expect(fills.map((own) => own.includes('m-n'))).toEqual([true, true, false, false]);
    expect(stocks.map((own) => own.includes('m-p'))).toEqual([true, true, true, true]);
    expect(stocks.map((own) => own.includes('m-n'))).toEqual([false, true, true, true]);
  });
});
