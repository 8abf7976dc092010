import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { handMade, type Instance } from '../methods/instances.ts';
import { planned } from '../methods/solve.ts';

const METHODS = ['milp', 'benders'] as const;

/** Plans, and checks what has to hold for every golden plan besides its numbers. */
async function planOf({ scenario }: Instance, method: (typeof METHODS)[number]) {
  const { record } = await planned(scenario, { method });
  expect(record.status).toBe('optimal');
  expect(record.certificate!.status).toBe('verified');
  return { ...record, plan: record.plan! };
}

/** `slot path rate`, one per route of a demand. */
const routesOf = (plan: Plan, demand: string) =>
  plan.routes
    .filter((route) => route.demand === demand)
    .map(({ slot, path, rate }) => `${slot} ${path} ${Number(rate.toFixed(5))}`)
    .sort();
const stockOf = (plan: Plan, subPath: string) =>
  plan.stocks.find((stock) => stock.subPath === subPath)!.pairs.map((pairs) => Number(pairs.toFixed(5)));
const fillsOf = (plan: Plan) =>
  plan.fills.map(({ slot, subPath, rate }) => `${slot} ${subPath} ${Number(rate.toFixed(5))}`);

const REAL = 'a-b+b-c+c-d';
const VIRTUAL = 'a-b+[b~c:b-c]+c-d';
type Storage = NonNullable<Parameters<typeof handMade>[0]['storage']>;

/** The chain a-b-c-d with a store of 1500 pairs at b and c, one demand from end to end. */
const chain = (
  slots: number,
  capacity: Parameters<typeof handMade>[0]['capacity'],
  weight: number[],
  storage: Storage = {},
) =>
  handMade({
    slots,
    capacity,
    stores: { b: 1500, c: 1500 },
    storage,
    demands: [{ source: 'a', destination: 'd', weight }],
  });

describe.each(METHODS)('golden plans by %s', (method) => {
  it('fills in slot 1 what it serves in slot 2', async () => {
    // Per slot, in pairs: y_0 + f_0 ≤ 100 on b-c and y_0 ≤ 50 on a-b; then y_1 ≤ f_0 from stock, ≤ 60
    // on a-b, while b-c is gone. With α = 1, 3 the later pairs are worth more: y_1 = 60 = f_0, y_0 = 40,
    // Σ α y = (40 + 3·60)/10 = 22.
    const record = await planOf(
      chain(2, { 'a-b': [50, 60], 'b-c': [100, 0], 'c-d': [50, 80] }, [1, 3]),
      method,
    );
    expect(record.objective).toBeCloseTo(22, 6);
    expect(record.totalPairs).toBeCloseTo(100, 5);
    expect(routesOf(record.plan, 'a~d')).toEqual([`0 ${REAL} 4`, `1 ${VIRTUAL} 6`]);
    expect(fillsOf(record.plan)).toEqual(['0 b-c 6']);
    expect(stockOf(record.plan, 'b-c')).toEqual([0, 60, 0]);
  });

  it('stores nothing if the later pairs are worth less', async () => {
    // As above with α = 3, 1: y_0 = 50 first; the other 50 pairs of b-c are stored: (3·50 + 50)/10 = 20.
    const record = await planOf(
      chain(2, { 'a-b': [50, 60], 'b-c': [100, 0], 'c-d': [50, 80] }, [3, 1]),
      method,
    );
    expect(record.objective).toBeCloseTo(20, 6);
    expect(stockOf(record.plan, 'b-c')).toEqual([0, 50, 0]);
  });

  it('fills no more than it serves', async () => {
    // b-c could store 100 pairs, but only 60 get out over a-b.
    const record = await planOf(
      chain(2, { 'a-b': [0, 60], 'b-c': [100, 0], 'c-d': [0, 80] }, [1, 1]),
      method,
    );
    expect(record.totalPairs).toBeCloseTo(60, 5);
    expect(fillsOf(record.plan)).toEqual(['0 b-c 6']);
  });

  // Three slots: b-c fills 100 pairs in slot 1 and 20 in slot 2; only slot 3 can serve.
  const waiting = (storage: Storage) =>
    chain(3, { 'a-b': [0, 0, 500], 'b-c': [100, 20, 0], 'c-d': [0, 0, 500] }, [1, 1, 1], storage);

  it('keeps all pairs of an ideal memory', async () => {
    const record = await planOf(waiting({}), method);
    expect(record.totalPairs).toBeCloseTo(120, 5);
    expect(stockOf(record.plan, 'b-c')).toEqual([0, 100, 120, 0]);
  });

  it('loses those that wait a slot in a lossy memory', async () => {
    // T = 200 s: s = e^(−2·10/200) = 0.904837. A pair of slot 1 waits two slots until slot 3, one of slot 2
    // one: 100 s² + 20 s = 99.969824. Of those that come in during slot 1, (1 − s)/0.1 = 0.951626 are there
    // at its end; one slot later 95.162582 s + 20·0.951626.
    const record = await planOf(waiting({ memory: { model: 'loss', coherenceSeconds: 200 } }), method);
    expect(record.totalPairs).toBeCloseTo(99.969824, 5);
    expect(record.objective).toBeCloseTo(9.9969824, 6);
    expect(stockOf(record.plan, 'b-c')).toEqual([0, 95.16258, 105.13918, 0]);
  });

  it('discards those older than one slot in a depolarising memory with A = 1', async () => {
    // Of slot 3 only the 20 pairs of slot 2 are left. They are rated at age (A+1)δ = 20 s with both
    // halves stored: F = 1/4 + 0.74·e^(−2·20/4000) = 0.982637, w = 0.976849; the links' w = 0.986667;
    // f(p): 1/4 + 3/4 · 0.976849 · 0.986667² = 0.963230 ≥ 0.9, so g = 1.
    const record = await planOf(
      waiting({ memory: { model: 'depolarising', coherenceSeconds: 4000, maximumStorageSlots: 1 } }),
      method,
    );
    expect(record.totalPairs).toBeCloseTo(20, 5);
    expect(record.plan.routes).toHaveLength(1);
    expect(record.plan.routes[0]!.fidelity).toBeCloseTo(0.96323, 6);
    // Pairs that nobody uses are not filled.
    expect(fillsOf(record.plan)).toEqual(['1 b-c 2']);
  });

  it('serves what a depolarising memory with A = 1 holds in the very next slot', async () => {
    const record = await planOf(
      chain(2, { 'a-b': [0, 60], 'b-c': [100, 0], 'c-d': [0, 80] }, [1, 1], {
        memory: { model: 'depolarising', coherenceSeconds: 4000, maximumStorageSlots: 1 },
      }),
      method,
    );
    expect(record.totalPairs).toBeCloseTo(60, 5);
  });

  it('spends an initial stock, and keeps what is left of it', async () => {
    // 70 pairs in stock; b-c is up in slot 2 only, with 30. From stock in both slots: 70 in all. From stock
    // in slot 1, at most 50 by a-b, and over the real path in slot 2: 50 + 30 = 80, with 20 left over.
    const record = await planOf(
      chain(2, { 'a-b': [50, 60], 'b-c': [0, 30], 'c-d': [50, 80] }, [1, 1], {
        initialStock: [{ nodes: ['b', 'c'], pairs: 70, fidelity: 0.98 }],
      }),
      method,
    );
    expect(record.objective).toBeCloseTo(8, 6);
    expect(routesOf(record.plan, 'a~d')).toEqual([`0 ${VIRTUAL} 5`, `1 ${REAL} 3`]);
    expect(stockOf(record.plan, 'b-c')).toEqual([70, 20, 20]);
    // The stock counts with its stated fidelity: w = (4·0.98 − 1)/3 = 0.973333, f(p) with two links of
    // w = 0.986667: 1/4 + 3/4 · 0.973333 · 0.973511 = 0.960663.
    expect(record.plan.routes.find(({ path }) => path === VIRTUAL)!.fidelity).toBeCloseTo(0.960663, 6);
  });

  it('loses pairs of an initial stock, too', async () => {
    // 100 pairs wait through slot 1, in which nothing can be served, and are drawn evenly over slot 2:
    // 100·e^(−0.1)·0.1/(e^0.1 − 1) = 86.034945.
    const record = await planOf(
      chain(2, { 'a-b': [0, 500], 'b-c': [0, 1], 'c-d': [0, 500] }, [1, 1], {
        memory: { model: 'loss', coherenceSeconds: 200 },
        initialStock: [{ nodes: ['b', 'c'], pairs: 100, fidelity: 0.98 }],
      }),
      method,
    );
    expect(record.totalPairs).toBeCloseTo(86.034945, 5);
  });
});

describe.each(METHODS)('Fig. 3 of the paper, by %s', (method) => {
  // Slot 1 fills {2,5}: min(30, 40) = 30 pairs over 3 and min(50, 20) = 20 over 4. In slot 2 only 1-2 and
  // 5-6 are up, with 100 pairs each.
  const inner = (capacity: number) => [capacity, 0];
  const figure3 = (demands: { id: string; weight: number }[], more: object = {}) =>
    handMade({
      slots: 2,
      capacity: {
        '1-2': [0, 100],
        '2-3': inner(30),
        '2-4': inner(50),
        '3-5': inner(40),
        '4-5': inner(20),
        '5-6': [0, 100],
      },
      stores: { 2: 1000, 5: 1000 },
      demands: demands.map((demand) => ({ source: '1', destination: '6', ...demand })),
      ...more,
    });
  const OVER_3 = '1-2+[2~5:2-3+3-5]+5-6';
  const OVER_4 = '1-2+[2~5:2-4+4-5]+5-6';

  it('one demand takes the virtual path over 3, worth 30 pairs', async () => {
    const record = await planOf(figure3([{ id: 'k', weight: 1 }]), method);
    expect(record.catalogue).toMatchObject({ realPaths: 0, virtualPaths: 2, subPaths: 2 });
    expect(record.totalPairs).toBeCloseTo(30, 5);
    expect(routesOf(record.plan, 'k')).toEqual([`1 ${OVER_3} 3`]);
    // Nothing is filled over 4.
    expect(fillsOf(record.plan)).toEqual(['0 2-3+3-5 3']);
  });

  it('two demands share the two paths out: the heavier gets the 30 pairs, the other the 20', async () => {
    // (2·30 + 20)/10 = 8.
    const record = await planOf(
      figure3([
        { id: 'light', weight: 1 },
        { id: 'heavy', weight: 2 },
      ]),
      method,
    );
    expect(record.objective).toBeCloseTo(8, 6);
    expect(routesOf(record.plan, 'heavy')).toEqual([`1 ${OVER_3} 3`]);
    expect(routesOf(record.plan, 'light')).toEqual([`1 ${OVER_4} 2`]);
  });

  it('purification can make the path over 4 the better one', async () => {
    // With F = 1 outside and target 0.9: over 3, F_p = F(2-3) = 0.8 costs g = 6.986762, 30/g = 4.293834
    // pairs; over 4, F_p = 1 costs 1: 20 pairs. Two demands then get 20 + 4.293834.
    const fidelity = { '1-2': 1, '2-3': 0.8, '2-4': 1, '3-5': 1, '4-5': 1, '5-6': 1 };
    const one = await planOf(figure3([{ id: 'k', weight: 1 }], { fidelity }), method);
    expect(routesOf(one.plan, 'k')).toEqual([`1 ${OVER_4} 2`]);
    const two = await planOf(
      figure3(
        [
          { id: 'light', weight: 1 },
          { id: 'heavy', weight: 2 },
        ],
        { fidelity },
      ),
      method,
    );
    expect(two.objective).toBeCloseTo((2 * 20 + 4.293834) / 10, 6);
    expect(routesOf(two.plan, 'light')).toEqual([`1 ${OVER_3} 0.42938`]);
  });

  it('a store too small for both sub-paths leaves the light demand the rest', async () => {
    // B = 40: 30 pairs over 3 and 10 over 4: (2·30 + 10)/10 = 7.
    const record = await planOf(
      figure3(
        [
          { id: 'light', weight: 1 },
          { id: 'heavy', weight: 2 },
        ],
        { stores: { 2: 1000, 5: 40 } },
      ),
      method,
    );
    expect(record.objective).toBeCloseTo(7, 6);
  });
});
